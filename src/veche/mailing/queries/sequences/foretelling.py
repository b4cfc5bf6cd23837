"""Foretelling: what a sequence was and will be for one person, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from veche.kit.time import Moment, as_datetime, moment, now
from veche.mailing.models import Passage, Sequence, Step, Walk
from veche.mailing.queries.sequences.looking import judged_for
from veche.mailing.queries.sequences.shown import steps_of
from veche.mailing.queries.timing import zones_of
from veche.mailing.rules.sequencing import due_after
from veche.mailing.terms import LeftOut
from veche.mailing.terms.sequencing import WalkState


@dataclass(frozen=True, slots=True)
class Foretold:
    """A step for one person: when it was or is meant to be, and what came of it."""

    step: Step
    at: datetime
    is_past: bool
    state: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """Somebody's way: the walk they are on or were last, or how one that begins now would be."""

    walk: Walk | None
    lines: tuple[Foretold, ...]
    # Why they would get no letter as things stand, and at which address they would.
    why: str = ""
    email: str = ""
    # Whose clock the hours are of, where it is not the community's.
    zone: str = ""


def way_of(sequence: Sequence, person: int, at: Moment | None = None) -> Way:
    """Answer what a sequence was, is and will be for somebody, as things stand now."""
    at = at or now()
    steps = steps_of(sequence)
    own = Walk.objects.filter(sequence=sequence, person_id=person).exclude(state=WalkState.PRESENT)
    walk = own.order_by("-began_at", "-pk").first()
    past = _past(walk) if walk else {}
    zone = zones_of(sequence.community, [person]).get(person, "")
    lines = [past[step.pk] for step in steps if step.pk in past]
    if walk is None or walk.state == WalkState.WALKING:
        rest = [step for step in steps if step.pk not in past]
        lines += _ahead(rest, walk, at, zone or sequence.community.time_zone)
    if not steps:
        return Way(walk, ())
    step = next((one.step for one in lines if not one.is_past), steps[-1])
    judged = judged_for(step, walk.turn if walk else 0, [person]).get(person)
    why = LeftOut.NO_CONSENT if judged is None else judged.why
    return Way(walk, tuple(lines), "" if why == LeftOut.HAD_IT else why, judged.email if judged else "",
               "" if zone == sequence.community.time_zone else zone)  # fmt: skip


def _past(walk: Walk) -> Mapping[int, Foretold]:
    rows = Passage.objects.filter(walk=walk).select_related("step__letter", "delivery")
    return {
        row.step_id: Foretold(
            row.step, row.at, True, row.delivery.state if row.delivery else None,
            row.why or (row.delivery.why if row.delivery else ""),
        )
        for row in rows
    }  # fmt: skip


def _ahead(steps: list[Step], walk: Walk | None, at: Moment, zone: str) -> list[Foretold]:
    since, lines = at, []
    for step in steps:
        is_next = walk is not None and walk.step_id == step.pk and walk.planned_at is not None
        due = moment(walk.planned_at) if is_next and walk else due_after(since, step.wait, step.hour, zone)
        lines.append(Foretold(step, as_datetime(due), False, why=walk.why if is_next and walk else ""))
        since = due
    return lines
