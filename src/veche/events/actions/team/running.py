"""The run sheet: planned lines, begun and ended as the evening goes, moved together."""

from __future__ import annotations

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Cue, Event
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.team import LONGEST_CUE, MOST_CUES
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, MINUTE, Moment, as_datetime, moment, now

UNTITLED = N_("Write what happens.")
ODD_MINUTES = N_("A line takes from one minute to a day.")
TOO_MANY = N_("A run sheet has at most {most} lines.")
BACKWARDS = N_("A line begins before it ends, and neither is ahead.")
FAR = N_("That is far from the event itself.")


def add_cue(
    event: Event, title: str, *, starts: Moment, minutes: int, owner: str = "", words: str = "",
    is_fixed: bool = False, by: Actor,
) -> Cue:  # fmt: skip
    """Add a line to the run sheet; refuses with every reason at once."""
    require(by, PLAN_EVENTS, in_=event.community)
    reasons = _faults(event, title, starts, minutes)
    if Cue.objects.filter(event=event, removed_at=None).count() >= MOST_CUES:
        reasons.append(Reason(TOO_MANY, values={"most": MOST_CUES}))
    refuse_if(reasons)
    return Cue.objects.create(
        event=event, title=clean_name(title, 300), owner=clean_name(owner, 100), words=clean_name(words, 500),
        starts_at=as_datetime(starts), minutes=minutes, is_fixed=is_fixed, changed_at=now(),
    )  # fmt: skip


def change_cue(
    cue: Cue, title: str, *, starts: Moment, minutes: int, owner: str = "", words: str = "",
    is_fixed: bool = False, by: Actor,
) -> None:  # fmt: skip
    """Plan a line otherwise; refuses with every reason at once."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    refuse_if(_faults(cue.event, title, starts, minutes))
    _change(
        cue, title=clean_name(title, 300), owner=clean_name(owner, 100), words=clean_name(words, 500),
        starts_at=as_datetime(starts), minutes=minutes, is_fixed=is_fixed,
    )  # fmt: skip


def begin_cue(cue: Cue, *, by: Actor) -> None:
    """Note that a line begins now; what was to be over by then ends now. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    at, begins = as_datetime(now()), moment(cue.starts_at)
    with transaction.atomic():
        running = Cue.objects.filter(event=cue.event_id, ended_at=None, started_at__isnull=False)
        before = [
            one.pk for one in running.exclude(pk=cue.pk)
            if moment(one.starts_at) + one.minutes * MINUTE <= begins
        ]  # fmt: skip
        Cue.objects.filter(pk__in=before).update(ended_at=at, changed_at=at)
        Cue.objects.filter(pk=cue.pk, started_at=None).update(started_at=at, changed_at=at)


def end_cue(cue: Cue, *, by: Actor) -> None:
    """Note that a line is over now. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    at = as_datetime(now())
    with transaction.atomic():
        Cue.objects.filter(pk=cue.pk, started_at=None).update(started_at=at, changed_at=at)
        Cue.objects.filter(pk=cue.pk, ended_at=None).update(ended_at=at, changed_at=at)


def reopen_cue(cue: Cue, *, by: Actor) -> None:
    """Undo the last that was noted of a line: its end, else its beginning. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    _change(cue, **({"ended_at": None} if cue.ended_at else {"started_at": None}))


def note_run(cue: Cue, started: Moment, ended: Moment, *, by: Actor) -> None:
    """Note afterwards when a line began and ended; what was noted on the evening stays. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    refuse_if([Reason(BACKWARDS)] if not started <= ended <= now() else [])
    if cue.started_at is None and cue.ended_at is None:
        _change(cue, started_at=as_datetime(started), ended_at=as_datetime(ended))


def slip_cues(cue: Cue, minutes: int, *, by: Actor) -> int:
    """Plan a line and all later ones that are ahead and not fixed so much later; answers how many."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    later = Cue.objects.filter(event=cue.event_id, started_at=None, removed_at=None, is_fixed=False)
    with transaction.atomic():
        moved = list(later.filter(starts_at__gte=cue.starts_at).select_for_update())
        for one in moved:
            _change(one, starts_at=as_datetime(moment(one.starts_at) + minutes * MINUTE))
    return len(moved)


def remove_cue(cue: Cue, *, by: Actor) -> None:
    """Take a line away; `restore_cue` brings it back. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    _change(cue, removed_at=as_datetime(now()))


def restore_cue(cue: Cue, *, by: Actor) -> None:
    """Bring a line back. May be repeated."""
    require(by, PLAN_EVENTS, in_=cue.event.community)
    _change(cue, removed_at=None)


def follow_start(event: Event, before: Moment) -> None:
    """Move what has not begun as far as the event was moved; for the action that moves an event."""
    step = moment(event.starts_at) - before
    for cue in Cue.objects.filter(event=event, started_at=None) if step else ():
        _change(cue, starts_at=as_datetime(moment(cue.starts_at) + step))


def _change(cue: Cue, **fields: object) -> None:
    Cue.objects.filter(pk=cue.pk).update(changed_at=as_datetime(now()), **fields)


def _faults(event: Event, title: str, starts: Moment, minutes: int) -> list[Reason]:
    reasons = [] if clean_name(title, 300) else [Reason(UNTITLED, field="title")]
    if not 1 <= minutes <= LONGEST_CUE:
        reasons.append(Reason(ODD_MINUTES, field="minutes"))
    if not moment(event.starts_at) - 7 * DAY <= starts <= moment(event.ends_at) + 7 * DAY:
        reasons.append(Reason(FAR, field="starts_at"))
    return reasons
