"""Entering: people come into sequences by what they did, once, or once more where that is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.forms import say_reason
from veche.kit.terms import Refusal
from veche.kit.time import Moment, as_datetime, moment, now
from veche.mailing.models import Sequence, Step, Walk
from veche.mailing.queries.sequences.coming import beginnings
from veche.mailing.queries.sequences.entering import found, heard, unknown_in
from veche.mailing.queries.timing import zones_of
from veche.mailing.rules.sequencing import due_after, turn_of
from veche.mailing.terms import KEEP_DELIVERIES
from veche.mailing.terms.sequencing import HEARD, OF_COMING, Again, Entry, SequenceState, Start, WalkState

if TYPE_CHECKING:
    from veche.core.models import Community

HEARS = (SequenceState.RUNNING, SequenceState.PAUSED)


def hear_facts(community: Community, first: int, last: int, *, by: Actor) -> bool:
    """Bring people into the community's sequences by the facts of a span; may be repeated.

    Answers whether all of them are known: whoever is no person yet comes in when this is repeated.
    """
    require(by, KEEP_DELIVERIES, in_=community)
    is_whole = True
    for sequence in listening(community.pk):
        sequence.community = community
        begin_walks(sequence, heard(sequence, first, last), by=by)
        is_whole &= not unknown_in(sequence, first, last)
    return is_whole


def listening(community: int) -> list[Sequence]:
    """Answer the sequences that wait for facts of a community: one query, mostly empty."""
    of = Sequence.objects.select_related("newsletter").filter(community=community, removed_at=None)
    return list(of.filter(state__in=HEARS, start__in=[start.value for start in HEARD]))


def look_for_people(sequence: Sequence, *, by: Actor) -> int:
    """Bring people in by dates, stages and segments as they are now; answers how many. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=sequence.community)
    at, count = now(), 0
    follow_events(sequence, by=by)
    try:
        count = begin_walks(sequence, found(sequence, at), by=by)
    except Refusal as refusal:
        note_trouble(sequence, refusal, by=by)
    Sequence.objects.filter(pk=sequence.pk).update(looked_at=as_datetime(at))
    return count


def follow_events(sequence: Sequence, *, by: Actor) -> int:
    """Bring the plans of those who walk before an event along when it was moved; answers of how many.

    May be repeated: a plan knows for which day it was made.
    """
    require(by, KEEP_DELIVERIES, in_=sequence.community)
    if sequence.start not in OF_COMING:
        return 0
    begins = beginnings(sequence, now())
    plans = Walk.objects.filter(sequence=sequence, state=WalkState.WALKING, turn__in=list(begins))
    count = 0
    for event, began in plans.values_list("turn", "began_at").distinct():
        span = begins[event] - moment(began)
        if span:
            count += sql.execute(
                "UPDATE mailing_walk SET began_at = began_at + %s, planned_at = planned_at + %s, "
                "due_at = due_at + %s WHERE sequence_id = %s AND turn = %s AND state = %s AND began_at = %s",
                (span, span, span, sequence.pk, event, WalkState.WALKING, moment(began)),
            )
    return count


def note_trouble(sequence: Sequence, refusal: Refusal, *, by: Actor) -> None:
    """Keep why a sequence cannot go on: its segment names what is gone, say. Going on takes it back."""
    require(by, KEEP_DELIVERIES, in_=sequence.community)
    with translation.override(sequence.community.language):
        text = " ".join(say_reason(one) for one in refusal.reasons)[:300]
    Sequence.objects.filter(pk=sequence.pk).update(trouble=text)


def begin_walks(sequence: Sequence, entries: Iterable[Entry], *, by: Actor) -> int:
    """Begin a walk for each who may begin one; answers how many. May be repeated: nobody walks twice."""
    require(by, KEEP_DELIVERIES, in_=sequence.community)
    wanted = list(entries)
    if not wanted:
        return 0
    with transaction.atomic():
        sql.lock("mailing.walks", sequence.pk)
        first = Step.objects.filter(sequence=sequence, removed_at=None).order_by("place", "pk").first()
        persons = {entry.person for entry in wanted}
        turns = _turns(sequence, persons)
        zones = zones_of(sequence.community, list(persons)) if first and first.hour is not None else {}
        walks = []
        for entry in wanted:
            zone = zones.get(entry.person, sequence.community.time_zone)
            walk = _begun(sequence, first, entry, zone, turns[entry.person])
            if walk is not None:
                turns[entry.person][walk.turn] = entry.at
                walks.append(walk)
        Walk.objects.bulk_create(walks, batch_size=1000, ignore_conflicts=True)
    return len(walks)


def _turns(sequence: Sequence, persons: Iterable[int]) -> dict[int, dict[int, Moment]]:
    turns: dict[int, dict[int, Moment]] = defaultdict(dict)
    known = sql.fetch(
        "SELECT person_id, turn, began_at FROM mailing_walk WHERE sequence_id = %s "
        f"AND {sql.any_of('person_id')}",
        (sequence.pk, sql.listed(sorted(persons))),
    )
    for person, turn, began in known:
        turns[person][turn] = Moment(began)
    return turns


def _begun(
    sequence: Sequence, first: Step | None, entry: Entry, zone: str, turns: dict[int, Moment]
) -> Walk | None:  # fmt: skip
    own = entry.turn or as_datetime(entry.at, sequence.community.time_zone).year
    turn = turn_of(Again(sequence.again), entry.at, own, turns, sequence.pause)
    if turn is None or first is None:
        return None
    due = as_datetime(due_after(entry.at, first.wait, first.hour, zone))
    return Walk(
        sequence=sequence, person_id=entry.person, turn=turn, cause=entry.cause, state=WalkState.WALKING,
        step=first, began_at=as_datetime(entry.at), planned_at=due, due_at=due,
    )  # fmt: skip


def is_looked_for(sequence: Sequence) -> bool:
    """Tell whether people come into a sequence by being looked for."""
    return Start(sequence.start) not in HEARD
