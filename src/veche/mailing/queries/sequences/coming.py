"""What comes near: the events of a community, who goes to them as far as the ledger knows, who was silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Sequence as Many

from veche.kit import sql
from veche.kit.cards import Coming
from veche.kit.rooms import card_kinds
from veche.kit.text import fold
from veche.kit.time import Moment, moment
from veche.ledger.terms import Kind
from veche.mailing.models import Sequence
from veche.mailing.queries.happening import EVENT, FARTHEST
from veche.mailing.rules.sequencing import day_before
from veche.mailing.terms.sequencing import ANSWERS, GOING, OF_COMING, Entry, Start
from veche.people.queries import segment_people


def beginnings(sequence: Sequence, at: Moment) -> dict[int, Moment]:
    """Answer when a sequence begins of each event that is ahead, by its number."""
    return {
        int(one.key): day_before(one.at, one.zone, sequence.lead_days) for one in _ahead(sequence, at)
    }  # fmt: skip


def near_events(sequence: Sequence, at: Moment) -> list[Entry]:
    """Answer whom an event brings of which the sequence begins by now, and which is ahead still.

    Those who go to it, or those of a segment who have not answered. What had begun when the sequence was
    started brings nobody.
    """
    since = moment(sequence.listens_since or sequence.made_at)
    near: dict[int, Moment] = {}
    for event in _ahead(sequence, at):
        begins = day_before(event.at, event.zone, sequence.lead_days)
        if day_before(since, event.zone, 0) <= begins <= at:
            near[int(event.key)] = begins
    if sequence.start == Start.NEAR:
        return _silent(sequence, near)
    going = _going(sequence.community_id, near)
    return [Entry(person, near[event], fact, event) for (event, person), fact in going.items()]


def going_to(
    sequence: Sequence, event: int, persons: Iterable[int], at: Moment
) -> Collection[int] | None:  # fmt: skip
    """Answer whom of these an event still concerns; nothing where a sequence asks for none.

    Those who still go to it, or have not answered yet, while it is ahead.
    """
    if sequence.start not in OF_COMING:
        return None
    if event not in beginnings(sequence, at):
        return ()
    if sequence.start == Start.NEAR:
        return set(persons) - {person for _, person in _answered(sequence.community_id, [event])}
    going = {person for _, person in _going(sequence.community_id, [event])}
    return going & set(persons)


def _ahead(sequence: Sequence, at: Moment) -> list[Coming]:
    kind = card_kinds().get(EVENT)
    if kind is None or kind.coming is None:
        return []
    coming = kind.coming(sequence.community, at, Moment(at + FARTHEST))
    is_for_all = sequence.start == Start.NEAR
    return [
        one for one in coming
        if fold(sequence.words) in fold(one.title) and (one.is_open or not is_for_all)
    ]  # fmt: skip


def _silent(sequence: Sequence, near: Mapping[int, Moment]) -> list[Entry]:
    """Answer who of the sequence's segment has not answered yet, of each event."""
    segment = sequence.segment
    if segment is None or segment.removed_at is not None or not near:
        return []
    answered, people = _answered(sequence.community_id, near), segment_people(segment)
    return [
        Entry(person, begins, turn=event)
        for event, begins in near.items() for person in people if (event, person) not in answered
    ]  # fmt: skip


def _going(community: int, events: Collection[int]) -> dict[tuple[int, int], int]:
    """Answer by event and person whose last word is that they come, and the fact that says so."""
    last = _last(community, events, GOING)
    return {whose: fact for whose, (kind, fact) in last.items() if kind == Kind.REGISTERED.number}


def _answered(community: int, events: Collection[int]) -> Collection[tuple[int, int]]:
    """Answer by event and person who has answered, whatever they said."""
    return _last(community, events, ANSWERS).keys()


def _last(
    community: int, events: Collection[int], kinds: Many[int]
) -> dict[tuple[int, int], tuple[int, int]]:  # fmt: skip
    """Answer by event and person the last fact of some kinds: its kind and its number."""
    if not events:
        return {}
    rows = sql.fetch(
        "SELECT s.key, a.person_id, i.kind, i.id FROM ledger_subject s "
        "JOIN ledger_interaction i ON i.subject_id = s.id "
        "JOIN people_attachment a ON a.identity_id = i.identity_id "
        f"WHERE s.kind = %s AND {sql.any_of('s.key', 'text')} AND i.community_id = %s "
        f"AND {sql.any_of('i.kind')} ORDER BY i.occurred_at, i.id",
        (EVENT, sql.listed([str(event) for event in events]), community, sql.listed(kinds)),
    )
    return {(int(event), person): (kind, fact) for event, person, kind, fact in rows}
