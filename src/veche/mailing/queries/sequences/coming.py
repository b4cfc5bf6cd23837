"""What comes near: the events of a community, and who goes to them as far as the ledger knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from veche.kit import sql
from veche.kit.cards import Coming
from veche.kit.rooms import card_kinds
from veche.kit.text import fold
from veche.kit.time import DAY, Moment, moment
from veche.ledger.terms import Kind
from veche.mailing.models import Sequence
from veche.mailing.rules.sequencing import day_before
from veche.mailing.terms.sequencing import GOING, Entry, Start

# An event may be put off by so much.
FARTHEST = 400 * DAY
_EVENT = "event"


def beginnings(sequence: Sequence, at: Moment) -> dict[int, Moment]:
    """Answer when a sequence begins of each event that is ahead, by its number."""
    return {
        int(one.key): day_before(one.at, one.zone, sequence.lead_days) for one in _ahead(sequence, at)
    }  # fmt: skip


def near_events(sequence: Sequence, at: Moment) -> list[Entry]:
    """Answer who goes to an event of which the sequence begins by now, and is ahead still.

    What had begun when the sequence was started brings nobody.
    """
    since = moment(sequence.listens_since or sequence.made_at)
    near: dict[int, Moment] = {}
    for event in _ahead(sequence, at):
        begins = day_before(event.at, event.zone, sequence.lead_days)
        if day_before(since, event.zone, 0) <= begins <= at:
            near[int(event.key)] = begins
    going = _going(sequence.community_id, near)
    return [Entry(person, near[event], fact, event) for (event, person), fact in going.items()]


def going_to(
    sequence: Sequence, event: int, persons: Iterable[int], at: Moment
) -> Collection[int] | None:  # fmt: skip
    """Answer who of these still goes to an event that is ahead; nothing where a sequence asks for none."""
    if sequence.start != Start.AHEAD:
        return None
    if event not in beginnings(sequence, at):
        return ()
    going = {person for _, person in _going(sequence.community_id, [event])}
    return going & set(persons)


def _ahead(sequence: Sequence, at: Moment) -> list[Coming]:
    kind = card_kinds().get(_EVENT)
    if kind is None or kind.coming is None:
        return []
    coming = kind.coming(sequence.community, at, Moment(at + FARTHEST))
    return [one for one in coming if fold(sequence.words) in fold(one.title)]


def _going(community: int, events: Collection[int]) -> dict[tuple[int, int], int]:
    """Answer by event and person whose last word is that they come, and the fact that says so."""
    if not events:
        return {}
    rows = sql.fetch(
        "SELECT s.key, a.person_id, i.kind, i.id FROM ledger_subject s "
        "JOIN ledger_interaction i ON i.subject_id = s.id "
        "JOIN people_attachment a ON a.identity_id = i.identity_id "
        f"WHERE s.kind = %s AND {sql.any_of('s.key', 'text')} AND i.community_id = %s "
        f"AND {sql.any_of('i.kind')} ORDER BY i.occurred_at, i.id",
        (_EVENT, sql.listed([str(event) for event in events]), community, sql.listed(GOING)),
    )
    last = {(int(event), person): (kind, fact) for event, person, kind, fact in rows}
    return {whose: fact for whose, (kind, fact) in last.items() if kind == Kind.REGISTERED.number}
