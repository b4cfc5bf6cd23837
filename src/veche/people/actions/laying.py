"""Laying: who is who, where they stand and what is known of them, beside the columnar copy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import SECOND, Moment, now, number_of_day
from veche.ledger.actions import save_snapshot
from veche.people.rules.describing import day_in
from veche.people.terms import KEEP_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

SOON = 2 * SECOND


def lay_snapshots(community: Community, *, by: Actor) -> None:
    """Put all that figures and segments know of people beside the figures of a community.

    May be repeated.
    """
    require(by, KEEP_PEOPLE, in_=community)
    _lay_persons(community, by)
    _lay_standings(community, by)
    _lay_ways(community, by)
    lay_belongings(community, by=by)


def lay_belongings(community: Community, *, by: Actor) -> None:
    """Put traits, tags and consents beside the figures of a community. May be repeated."""
    require(by, KEEP_PEOPLE, in_=community)
    _lay_tags(community, by)
    _lay_traits(community, by)
    _lay_consents(community, by)


def lay_belongings_soon(persons: Iterable[int]) -> None:
    """Have what was just written of persons reach the segments of every community they stand in."""
    ids = sql.listed(persons)
    rows = sql.fetch(
        f"SELECT DISTINCT community_id FROM people_standing WHERE {sql.any_of('person_id')}", (ids,)
    )
    at = Moment(now() + SOON)
    for (pk,) in rows:
        enqueue("people.jobs.lay_belongings", key=str(pk), at=at, community=pk, community_id=pk)


def _lay_persons(community: Community, by: Actor) -> None:
    rows = sql.fetch(
        "SELECT a.identity_id, a.person_id, coalesce(t.is_team, FALSE) FROM people_attachment a "
        "JOIN people_person p ON p.id = a.person_id "
        "LEFT JOIN (SELECT DISTINCT person_id, TRUE AS is_team FROM people_teammark "
        "WHERE community_id = %s) t "
        "ON t.person_id = a.person_id WHERE p.organisation_id = %s ORDER BY a.identity_id",
        (community.pk, community.organisation_id),
    )
    _save(community, "persons", ("identity_id", "person_id", "is_team"), rows, by)


def _lay_standings(community: Community, by: Actor) -> None:
    zone = community.time_zone
    found = sql.fetch(
        "SELECT person_id, stage, first_channel_id, first_kind, is_team, joined_at, first_word_at, "
        "last_seen_at, since, first_seen_at, CASE WHEN own_count > 0 THEN last_own_at END "
        "FROM people_standing WHERE community_id = %s ORDER BY person_id",
        (community.pk,),
    )
    rows = [(*row[:5], *(-1 if at is None else number_of_day(at, zone) for at in row[5:])) for row in found]
    names = ("person_id", "stage", "first_channel", "first_kind", "is_team", "joined_day", "first_word_day",
             "last_seen_day", "since_day", "first_seen_day", "last_own_day")  # fmt: skip
    _save(community, "standings", names, rows, by)


def _lay_ways(community: Community, by: Actor) -> None:
    rows = sql.fetch(
        "SELECT person_id, day, stage_from, stage_to FROM people_transition WHERE community_id = %s "
        "ORDER BY person_id, day, id",
        (community.pk,),
    )
    _save(community, "transitions", ("person_id", "day", "stage_from", "stage_to"), rows, by)
    rows = sql.fetch(
        "SELECT person_id, channel_id, is_in, has_left FROM people_presence WHERE community_id = %s "
        "ORDER BY person_id, channel_id",
        (community.pk,),
    )
    _save(community, "presences", ("person_id", "channel", "is_in", "has_left"), rows, by)


def _lay_tags(community: Community, by: Actor) -> None:
    rows = sql.fetch(
        "SELECT DISTINCT person_id, tag_id FROM people_tagging JOIN people_tag ON people_tag.id = tag_id "
        "WHERE community_id = %s ORDER BY person_id, tag_id",
        (community.pk,),
    )
    _save(community, "tags", ("person_id", "tag"), rows, by)


def _lay_traits(community: Community, by: Actor) -> None:
    """Special categories by law are never laid: no segment can ask for them."""
    found = sql.fetch(
        "SELECT t.person_id, t.field_id, f.form, t.value, t.folded, coalesce(t.number, 0), "
        "coalesce(t.other_id, 0) FROM people_trait t JOIN people_field f ON f.id = t.field_id "
        "JOIN people_standing s ON s.person_id = t.person_id AND s.community_id = %s "
        "WHERE t.is_current AND t.removed_at IS NULL AND f.purpose = '' "
        "ORDER BY t.person_id, t.field_id, t.id",
        (community.pk,),
    )
    rows = [
        (person, field, value if form == "choice" else folded, float(number), *day_in(form, value), other)
        for person, field, form, value, folded, number, other in found
    ]
    names = ("person_id", "field", "text", "number", "day", "anniversary", "other")
    _save(community, "traits", names, rows, by)


def _lay_consents(community: Community, by: Actor) -> None:
    found = sql.fetch(
        "SELECT c.person_id, t.purpose, c.ends_at, c.withdrawn_at IS NOT NULL FROM people_consent c "
        "JOIN people_consenttext t ON t.id = c.text_id "
        "WHERE c.community_id = %s AND t.purpose NOT LIKE 'special:%%' ORDER BY c.person_id, c.id",
        (community.pk,),
    )
    zone = community.time_zone
    rows = [
        (person, purpose, -1 if ends is None else number_of_day(ends, zone), withdrawn)
        for person, purpose, ends, withdrawn in found
    ]
    _save(community, "consents", ("person_id", "purpose", "ends_day", "is_withdrawn"), rows, by)


def _save(
    community: Community, name: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]], by: Actor
) -> None:
    """Turn rows into columns and lay them."""
    turned = list(zip(*rows, strict=True)) or [() for _ in columns]
    save_snapshot(community, name, dict(zip(columns, map(list, turned), strict=True)), by=by)
