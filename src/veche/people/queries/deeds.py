"""Deeds: what persons did in a community, fact by fact, as stages are decided by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from veche.kit import sql
from veche.kit.time import number_of_day
from veche.ledger.terms import Mark
from veche.people.rules.living import AIMED_AT, Deed

if TYPE_CHECKING:
    from veche.core.models import Community

_OWN = """
    SELECT a.person_id, i.occurred_at, i.kind, i.channel_id, coalesce(q.marks, 0),
           coalesce(b.person_id, -1)
    FROM people_attachment a JOIN ledger_interaction i ON i.identity_id = a.identity_id
    LEFT JOIN ledger_reply r ON r.child_id = i.id LEFT JOIN ledger_interaction q ON q.id = r.parent_id
    LEFT JOIN people_attachment b ON b.identity_id = q.identity_id
    WHERE i.community_id = %s AND {}"""
_AIMED = """
    SELECT a.person_id, i.occurred_at, i.channel_id
    FROM people_attachment a JOIN ledger_interaction i ON i.target_id = a.identity_id
    WHERE i.community_id = %s AND i.identity_id <> i.target_id AND {}"""


def deeds_of(community: Community, persons: Iterable[int]) -> dict[int, list[Deed]]:
    """Answer the facts about each of these persons in order of time; who has none is left out."""
    zone, ids = community.time_zone, sql.listed(persons)
    found: dict[int, list[Deed]] = {}
    rows = sql.fetch(_OWN.format(sql.any_of("a.person_id")), (community.pk, ids))
    for person, at, kind, channel, marks, asker in rows:
        answers = bool(marks & Mark.QUESTION) and asker not in (-1, person)
        deed = Deed(number_of_day(at, zone), at, kind, channel, answers)
        found.setdefault(person, []).append(deed)
    for person, at, channel in sql.fetch(_AIMED.format(sql.any_of("a.person_id")), (community.pk, ids)):
        deed = Deed(number_of_day(at, zone), at, AIMED_AT, channel)
        found.setdefault(person, []).append(deed)
    for deeds in found.values():
        deeds.sort(key=lambda deed: (deed.at, deed.kind))
    return found
