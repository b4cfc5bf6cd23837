"""Laying: who is who and where they stand, beside the columnar copy, so that figures count people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.time import number_of_day
from veche.ledger.actions import save_snapshot
from veche.people.terms import KEEP_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community


def lay_snapshots(community: Community, *, by: Actor) -> None:
    """Put persons, standings and transitions beside the figures of a community. May be repeated."""
    require(by, KEEP_PEOPLE, in_=community)
    _lay_persons(community, by)
    _lay_standings(community, by)
    rows = sql.fetch(
        "SELECT person_id, day, stage_from, stage_to FROM people_transition WHERE community_id = %s "
        "ORDER BY person_id, day, id",
        (community.pk,),
    )
    names = ("person_id", "day", "stage_from", "stage_to")
    save_snapshot(community, "transitions", _columns(names, rows), by=by)


def _lay_persons(community: Community, by: Actor) -> None:
    rows = sql.fetch(
        "SELECT a.identity_id, a.person_id, coalesce(t.is_team, FALSE) FROM people_attachment a "
        "JOIN people_person p ON p.id = a.person_id "
        "LEFT JOIN (SELECT DISTINCT person_id, TRUE AS is_team FROM people_teammark "
        "WHERE community_id = %s) t "
        "ON t.person_id = a.person_id WHERE p.organisation_id = %s ORDER BY a.identity_id",
        (community.pk, community.organisation_id),
    )
    save_snapshot(community, "persons", _columns(("identity_id", "person_id", "is_team"), rows), by=by)


def _lay_standings(community: Community, by: Actor) -> None:
    zone = community.time_zone
    found = sql.fetch(
        "SELECT person_id, stage, joined_at, first_word_at, last_seen_at FROM people_standing "
        "WHERE community_id = %s ORDER BY person_id",
        (community.pk,),
    )
    rows = [
        (person, stage, *(-1 if at is None else number_of_day(at, zone) for at in moments))
        for person, stage, *moments in found
    ]
    names = ("person_id", "stage", "joined_day", "first_word_day", "last_seen_day")
    save_snapshot(community, "standings", _columns(names, rows), by=by)


def _columns(names: tuple[str, ...], rows: list[tuple[int, ...]]) -> dict[str, list[int]]:
    """Turn rows into columns."""
    turned = list(zip(*rows, strict=True)) or [() for _ in names]
    return {name: list(values) for name, values in zip(names, turned, strict=True)}
