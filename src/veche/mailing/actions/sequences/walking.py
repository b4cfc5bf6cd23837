"""Walking: each whose step is due gets its letter, or the reason why not, and waits for the next.

What is decided is written in one transaction with the deliveries, so that a worker killed anywhere leaves
either all of it or nothing, and whoever comes second finds nothing to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.terms import Refusal
from veche.kit.time import DAY, Moment, as_datetime, moment, now
from veche.mailing.actions.sequences.entering import follow_events, note_trouble
from veche.mailing.models import Delivery, Passage, Step, Walk
from veche.mailing.models import Sequence as Letters
from veche.mailing.queries.sequences.coming import going_to
from veche.mailing.queries.sequences.looking import begun_at, judged_for, last_deeds, persons_now, seen_of
from veche.mailing.queries.timing import zones_of
from veche.mailing.rules.sequencing import ended_by, is_late, is_met, next_due
from veche.mailing.terms import KEEP_DELIVERIES, LeftOut, LetterState
from veche.mailing.terms.audience import Recipient
from veche.mailing.terms.sequencing import (
    ANSWERED,
    AT_ONCE,
    CONDITION,
    DATED,
    LATE,
    NOT_GOING,
    PERSON_GONE,
    SEGMENT,
    Condition,
    Ending,
    Seen,
    SequenceState,
    Start,
    WalkState,
)
from veche.people.queries import segment_people

# Who is written to often enough is asked about again, as long as the letter is not too late.
_LATER = (LeftOut.OFTEN, LeftOut.SELDOM)


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a walk at its step: a letter to somebody, a reason for none, an end, or later."""

    walk: Walk
    person: int
    to: Recipient | None = None
    why: str = ""
    is_end: bool = False
    later: Moment | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a group of people stands in a sequence, and when they are looked at."""

    sequence: Letters
    steps: Sequence[Step]
    place: int
    at: Moment

    @property
    def step(self) -> Step | None:
        """The letter they would get now; nothing at the end."""
        return self.steps[self.place] if self.place < len(self.steps) else None

    @property
    def following(self) -> Step | None:
        """The letter after it."""
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None


def walk_on(sequence: Letters, *, by: Actor) -> int:
    """Let the next few hundred whose step is due go on; answers how many were looked at. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=sequence.community)
    follow_events(sequence, by=by)
    at = now()
    due = Walk.objects.filter(sequence=sequence, state=WalkState.WALKING, due_at__lte=as_datetime(at))
    steps = _steps(sequence)
    groups: dict[tuple[int, int], list[Walk]] = defaultdict(list)
    for walk in due.order_by("due_at", "pk")[:AT_ONCE]:
        groups[_place_of(walk, steps), walk.turn].append(walk)
    try:
        for (place, turn), walks in groups.items():
            stage = Stage(sequence, steps, place, at)
            _write(stage, _decide(stage, stage.step, turn, walks))
    except Refusal as refusal:
        note_trouble(sequence, refusal, by=by)
        return 0
    return sum(map(len, groups.values()))


def _steps(sequence: Letters) -> list[Step]:
    found = Step.objects.filter(sequence=sequence, removed_at=None).select_related(
        "letter__newsletter", "letter__community__organisation", "segment__community"
    )  # fmt: skip
    return list(found.order_by("place", "pk"))


def _place_of(walk: Walk, steps: Sequence[Step]) -> int:
    """Answer at which of the steps somebody is; of a step that was taken out it is the one after."""
    for place, step in enumerate(steps):
        if step.pk == walk.step_id:
            return place
    gone = Step.objects.filter(pk=walk.step_id or 0).values_list("place", flat=True).first()
    if gone is None:
        return len(steps)
    return next((place for place, step in enumerate(steps) if step.place >= gone), len(steps))


def _decide(stage: Stage, step: Step | None, turn: int, walks: Sequence[Walk]) -> list[Decision]:
    if step is None:
        return [Decision(walk, walk.person_id, is_end=True) for walk in walks]
    known, begun = _known(walks), begun_at(walks)
    since = Moment(min(begun.values()))
    endings = [Ending(one) for one in stage.sequence.endings]
    last = last_deeds(stage.sequence.community_id, known.values(), endings, since)
    fit = _fitting(stage, step, walks)
    going = going_to(stage.sequence, turn, known.values(), stage.at)
    decided, asked = [], []
    for walk in walks:
        person = known.get(walk.person_id, 0)
        ending = ended_by(endings, begun[walk.pk], last.get(person, {}))
        if not person or ending is not None:
            decided.append(Decision(walk, person or walk.person_id, why=ending or PERSON_GONE, is_end=True))
        elif going is not None and person not in going:
            why = ANSWERED if stage.sequence.start == Start.NEAR else NOT_GOING
            decided.append(Decision(walk, person, why=why, is_end=True))
        elif why := _why_not(stage, walk, fit(walk, person)):
            decided.append(Decision(walk, person, why=why))
        else:
            asked.append(Decision(walk, person))
    judged = judged_for(step, turn, [one.person for one in asked]) if asked else {}
    return decided + [_judged(one, judged.get(one.person), stage.at) for one in asked]


def _known(walks: Sequence[Walk]) -> dict[int, int]:
    """Answer who each is now; of two who were found to be one, the one who is shown walks on."""
    known = persons_now(walk.person_id for walk in walks)
    merged = {old: new for old, new in known.items() if old != new}
    for walk in walks:
        new = merged.get(walk.person_id)
        if new is None:
            continue
        same = Walk.objects.filter(sequence=walk.sequence_id, person_id=new, turn=walk.turn)
        if same.exists() or list(merged.values()).count(new) > 1:
            known.pop(walk.person_id)
    return known


def _fitting(stage: Stage, step: Step, walks: Sequence[Walk]) -> Callable[[Walk, int], str]:
    """Answer a question: why somebody fits none of a step's own conditions; nothing where they do."""
    condition = Condition(step.condition)
    before = stage.steps[stage.place - 1] if stage.place else None
    seen = seen_of(walks, before) if condition is not Condition.ALWAYS else {}
    inside = set(segment_people(step.segment)) if step.segment else None

    def why(walk: Walk, person: int) -> str:
        if not is_met(condition, seen.get(walk.pk, Seen(was_sent=False))):
            return CONDITION
        return SEGMENT if inside is not None and person not in inside else ""

    return why


def _why_not(stage: Stage, walk: Walk, unfit: str) -> str:
    """Answer why somebody gets no letter whatever the audience says: it is too late for it, or not theirs."""
    if is_late(moment(walk.planned_at or walk.began_at), stage.at, stage.sequence.late_days):
        return walk.why or LATE
    return unfit


def _judged(one: Decision, to: Recipient | None, at: Moment) -> Decision:
    why = LeftOut.NO_CONSENT if to is None else to.why
    if why in _LATER:
        return Decision(one.walk, one.person, why=why, later=Moment(at + DAY))
    return Decision(one.walk, one.person, to=None if why else to, why=why)


def _write(stage: Stage, decided: Iterable[Decision]) -> None:
    """Write down what was decided of those who still stand where they stood, and while letters may leave."""
    decisions = {one.walk.pk: one for one in decided}
    with transaction.atomic():
        running = Letters.objects.select_for_update().filter(
            pk=stage.sequence.pk, state=SequenceState.RUNNING
        )  # fmt: skip
        if not running.exists():
            return
        held = Walk.objects.select_for_update().filter(pk__in=list(decisions), state=WalkState.WALKING)
        fresh = [decisions[row.pk] for row in held if _stands(row, decisions[row.pk].walk)]
        sent = _deliver(fresh, stage.step, stage.at) if stage.step is not None else {}
        _move_on(stage, fresh, sent)


def _stands(row: Walk, decided: Walk) -> bool:
    return (row.step_id, row.due_at) == (decided.step_id, decided.due_at)


def _deliver(decisions: Iterable[Decision], step: Step, at: Moment) -> dict[int, Delivery]:
    """Write down the letters to leave; of two who share an address one gets it. Answers them by walk."""
    if step.letter.state != LetterState.LIVE:
        return {}
    wanted: dict[str, Decision] = {}
    for one in decisions:
        if one.to is not None:
            wanted.setdefault(one.to.email, one)
    made = Delivery.objects.bulk_create(
        Delivery(
            letter=step.letter, person_id=one.person, identity_id=one.to.identity, email=email,
            domain=email.rpartition("@")[2][:190].lower(), turn=one.walk.turn, due_at=as_datetime(at),
        )
        for email, one in wanted.items() if one.to is not None
    )  # fmt: skip
    return {one.walk.pk: row for one, row in zip(wanted.values(), made, strict=True)}


def _move_on(stage: Stage, decisions: Sequence[Decision], sent: dict[int, Delivery]) -> None:
    passages, walks = [], []
    at, home = as_datetime(stage.at), stage.sequence.community
    has_hour = stage.following is not None and stage.following.hour is not None
    zones = zones_of(home, [one.person for one in decisions]) if has_hour else {}
    for one in decisions:
        walk, delivery = one.walk, sent.get(one.walk.pk)
        walk.person_id, walk.why = one.person, one.why
        if one.later is not None:
            walk.due_at = as_datetime(one.later)
        elif one.is_end:
            _end(walk, WalkState.LEFT if one.why else WalkState.DONE, stage.at)
        else:
            why = "" if delivery else one.why or LeftOut.HAD_IT
            passages.append(Passage(walk=walk, step=stage.step, delivery=delivery, why=why, at=at))
            _wait(stage, walk, zones.get(one.person, home.time_zone), was_sent=delivery is not None)
        walks.append(walk)
    Passage.objects.bulk_create(passages, ignore_conflicts=True)
    fields = ["person_id", "state", "why", "step", "planned_at", "due_at", "ended_at"]
    Walk.objects.bulk_update(walks, fields, batch_size=100)


def _wait(stage: Stage, walk: Walk, zone: str, *, was_sent: bool) -> None:
    """Let somebody wait for the next letter, by the clock of their zone."""
    walk.why = ""
    following, planned = stage.following, moment(walk.planned_at or walk.began_at)
    if following is None:
        _end(walk, WalkState.DONE, stage.at)
        return
    due = as_datetime(
        next_due(
            planned, stage.at, following.wait, following.hour, zone, was_sent=was_sent,
            keeps_plan=stage.sequence.start in DATED,
        )
    )  # fmt: skip
    walk.step, walk.planned_at, walk.due_at = following, due, due


def _end(walk: Walk, state: WalkState, at: Moment) -> None:
    """End a walk; who was let go at a step may be brought back to it by hand."""
    walk.state, walk.due_at = state, None  # type: ignore[assignment]
    walk.ended_at = as_datetime(at)
    if state is WalkState.DONE:
        walk.step = None
