"""Recognising: whoever was seen becomes a person, at once and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import SECOND, Moment, now
from veche.people.actions.listening import describe_batch
from veche.people.actions.settling import settle
from veche.people.models import Attachment, Person, TeamMark, Touch
from veche.people.terms import KEEP_PEOPLE

if TYPE_CHECKING:
    from veche.core.models import Community

# A long import touches the same people over and over: they are looked at once in a while.
SETTLING = 3 * SECOND
STEP = 2_000


def recognise_batch(
    community: Community, origin: int, *, facts: tuple[int, int], identities: tuple[int, int],
    aliases: tuple[int, int], by: Actor,
) -> None:  # fmt: skip
    """Give the identities of a batch their persons and have its people looked at anew.

    The ranges may hold others' rows too: who is known already stays as they are. Order-free; may
    be repeated.
    """
    require(by, KEEP_PEOPLE, in_=community)
    with transaction.atomic():
        seeds = _unattached(community.organisation_id, identities) | _aliased(aliases) | _misnamed(facts)
        changed = settle(seeds, organisation=community.organisation, by=by) if seeds else set()
        describe_batch(community, origin, facts, by=by)
        touch_persons(changed | _mark_users(community.pk, facts), by=by, in_=community)
        _touch_doers(community.pk, origin, facts)
        _look_later(community)


def _mark_users(community: int, span: tuple[int, int]) -> set[int]:
    """Count whoever wrote from Veche itself as the community's team; answers who is new in it."""
    rows = sql.fetch(
        "SELECT DISTINCT a.person_id, n.name FROM ledger_interaction i "
        "JOIN ledger_identity n ON n.id = i.identity_id AND n.kind = 'user' "
        "JOIN people_attachment a ON a.identity_id = n.id WHERE i.id BETWEEN %s AND %s "
        "AND i.community_id = %s AND NOT EXISTS (SELECT 1 FROM people_teammark t "
        "WHERE t.person_id = a.person_id AND t.community_id = i.community_id)",
        (*span, community),
    )
    marks = [
        TeamMark(
            person_id=person, home_id=person, community_id=community, user_id=0, author=name, made_at=now()
        )
        for person, name in rows
    ]
    TeamMark.objects.bulk_create(marks)
    return {person for person, _ in rows}


def recognise_all(community: Community, *, by: Actor) -> None:
    """Make sure that everybody the organisation ever saw is a person, step by step; may be repeated."""
    require(by, KEEP_PEOPLE, in_=community)
    last = 0
    while ids := _next_humans(community.organisation_id, last):
        with transaction.atomic():
            settle(ids, organisation=community.organisation, by=by)
        last = max(ids)
    with transaction.atomic():
        sql.execute(
            "INSERT INTO people_touch (what, community_id, person_id) SELECT DISTINCT CAST(%s AS smallint), "
            "i.community_id, a.person_id FROM ledger_interaction i "
            "JOIN people_attachment a ON a.identity_id = i.identity_id WHERE i.community_id = %s "
            "UNION SELECT CAST(%s AS smallint), 0, p.id FROM people_person p WHERE p.organisation_id = %s "
            "ON CONFLICT DO NOTHING",
            (Touch.STANDING, community.pk, Touch.LIKENESS, community.organisation_id),
        )
        _look_later(community)


def touch_persons(persons: set[int], *, by: Actor, in_: Community) -> None:
    """Have persons looked at anew wherever they, or who they were before, stood; and their likenesses."""
    require(by, KEEP_PEOPLE, in_=in_)
    ids = sql.listed(persons)
    shown = "SELECT coalesce(p.merged_into_id, p.id) FROM people_person p WHERE p.id = {}"
    if not persons:
        return
    sql.execute(
        "INSERT INTO people_touch (what, community_id, person_id) "
        f"SELECT DISTINCT CAST(%s AS smallint), s.community_id, ({shown.format('s.person_id')}) "
        f"FROM people_standing s WHERE {sql.any_of('s.person_id')} "
        f"UNION SELECT CAST(%s AS smallint), s.community_id, s.person_id FROM people_standing s "
        f"WHERE {sql.any_of('s.person_id')} "
        f"UNION SELECT CAST(%s AS smallint), CAST(%s AS bigint), p.id FROM people_person p "
        f"WHERE {sql.any_of('p.id')} "
        f"UNION SELECT CAST(%s AS smallint), 0, p.id FROM people_person p WHERE {sql.any_of('p.id')} "
        "ON CONFLICT DO NOTHING",
        (Touch.STANDING, ids, Touch.STANDING, ids, Touch.STANDING, in_.pk, ids, Touch.LIKENESS, ids),
    )
    _look_later(in_)


def _look_later(community: Community) -> None:
    at, here, home = Moment(now() + SETTLING), community.pk, community.organisation_id
    enqueue("people.jobs.propose", key=str(home), at=at, community=here, organisation_id=home)
    enqueue("people.jobs.stand", key=str(here), at=at, community=here, community_id=here)


def _unattached(organisation: int, span: tuple[int, int]) -> set[int]:
    """Answer the identities of humans in a range that are nobody's yet."""
    rows = sql.fetch(
        "SELECT i.id FROM ledger_identity i LEFT JOIN people_attachment a ON a.identity_id = i.id "
        "WHERE i.id BETWEEN %s AND %s AND i.organisation_id = %s AND i.nature = 0 AND a.identity_id IS NULL",
        (*span, organisation),
    )
    return {pk for (pk,) in rows}


def _aliased(span: tuple[int, int]) -> set[int]:
    rows = sql.fetch("SELECT identity_id, other_id FROM ledger_alias WHERE id BETWEEN %s AND %s", span)
    return {pk for row in rows for pk in row}


def _misnamed(span: tuple[int, int]) -> set[int]:
    """Answer who spoke in a batch under a name that is newer than the one their person shows."""
    rows = sql.fetch(
        "SELECT DISTINCT n.id FROM ledger_interaction i JOIN ledger_identity n ON n.id = i.identity_id "
        "JOIN people_attachment a ON a.identity_id = n.id JOIN people_person p ON p.id = a.person_id "
        "WHERE i.id BETWEEN %s AND %s AND n.name <> p.name AND n.named_at = i.occurred_at "
        "AND p.given_name = ''",
        span,
    )
    return {pk for (pk,) in rows}


def _touch_doers(community: int, origin: int, span: tuple[int, int]) -> None:
    """Have everybody looked at whom these facts are about: doers, targets, and who answered them before."""
    sql.execute(
        "INSERT INTO people_touch (what, community_id, person_id) "
        "SELECT DISTINCT CAST(%s AS smallint), CAST(%s AS bigint), a.person_id FROM ("
        "SELECT identity_id AS who FROM ledger_interaction WHERE id BETWEEN %s AND %s AND origin_id = %s "
        "UNION SELECT target_id FROM ledger_interaction WHERE id BETWEEN %s AND %s AND origin_id = %s "
        "AND target_id IS NOT NULL "
        "UNION SELECT c.identity_id FROM ledger_reply r JOIN ledger_interaction c ON c.id = r.child_id "
        "WHERE r.parent_id BETWEEN %s AND %s) seen "
        "JOIN people_attachment a ON a.identity_id = seen.who WHERE TRUE ON CONFLICT DO NOTHING",
        (Touch.STANDING, community, *span, origin, *span, origin, *span),
    )


def _next_humans(organisation: int, after: int) -> list[int]:
    rows = sql.fetch(
        "SELECT id FROM ledger_identity WHERE organisation_id = %s AND nature = 0 AND id > %s "
        "ORDER BY id LIMIT %s",
        (organisation, after, STEP),
    )
    return [pk for (pk,) in rows]


def let_go_of_lonely(community: Community, *, by: Actor) -> int:
    """Look anew at everybody of a community, and delete who has no handle left; answers how many went.

    After an import was taken back. What a human wrote keeps a person: they may be added again.
    """
    require(by, KEEP_PEOPLE, in_=community)
    with transaction.atomic():
        lonely = Person.objects.filter(organisation=community.organisation_id, anchor=None, forgotten_at=None)
        lonely = lonely.filter(attachments=None, notes=None, made_by=None)
        adrift = Attachment.objects.filter(
            person__anchor=None, person__organisation=community.organisation_id
        )
        seeds = set(adrift.values_list("identity_id", flat=True))
        gone = lonely.delete()[1].get("people.Person", 0)
        settle(seeds, organisation=community.organisation, by=by) if seeds else None
        sql.execute(
            "INSERT INTO people_touch (what, community_id, person_id) "
            "SELECT CAST(%s AS smallint), community_id, person_id FROM people_standing "
            "WHERE community_id = %s "
            "ON CONFLICT DO NOTHING",
            (Touch.STANDING, community.pk),
        )
        _look_later(community)
    return gone
