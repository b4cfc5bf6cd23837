"""Undoing: a schedule that was taken over is taken back, with all that it changed, made and took out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.undoing import row_as_it_is
from veche.events.models import Event, ScheduleFile, Session, Speaking
from veche.events.terms import PLAN_EVENTS
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, moment, now

CHANGED_SINCE = N_("Sessions of it were changed since: take those changes back first.")
_OF_SESSION = (
    "title", "subtitle", "kind", "minutes", "language", "abstract", "slides_link", "recording_link",
    "starts_at", "hall_id", "track_id", "is_imported", "removed_at",
)  # fmt: skip
_OF_SPEAKING = ("place", "removed_at")


def programme_as_it_is(sessions: list[int]) -> dict[str, Any]:
    """Answer how sessions are, and who speaks in them, before a schedule changes them."""
    speakings = Speaking.objects.filter(session__in=sessions)
    return {
        "sessions": {
            str(one.pk): row_as_it_is(one, _OF_SESSION) for one in Session.objects.filter(pk__in=sessions)
        },
        "speakings": {str(one.pk): row_as_it_is(one, _OF_SPEAKING) for one in speakings},
    }


def keep_way_back(
    file: ScheduleFile, before: dict[str, Any], touched: list[int], at: datetime, *, by: Actor
) -> None:
    """Keep how the programme was, beside the file that changed `touched` sessions of it."""
    require(by, PLAN_EVENTS, in_=file.event.community)
    told = before | {"touched": touched, "at": moment(at)}
    ScheduleFile.objects.filter(pk=file.pk).update(before=told)


def undo_schedule(file: ScheduleFile, *, in_: Event, by: Actor) -> int:
    """Make the programme what it was before a schedule was taken over; answers how many sessions it was.

    Halls, tracks and speakers that came with it stay. Refuses where a session was changed since. May be
    repeated.
    """
    require(by, PLAN_EVENTS, in_=in_.community)
    with transaction.atomic():
        held = ScheduleFile.objects.select_for_update().get(pk=file.pk, event=in_)
        told, at = held.before, as_datetime(now())
        if not told:
            return 0
        touched = Session.objects.filter(event=in_, pk__in=told["touched"])
        if touched.exclude(changed_at=told["at"]).exists():
            raise Refusal(Reason(CHANGED_SINCE))
        count = touched.count()
        Speaking.objects.filter(session__in=touched).exclude(pk__in=list(told["speakings"])).update(
            removed_at=at
        )
        touched.exclude(pk__in=list(told["sessions"])).update(removed_at=at, changed_at=at)
        for pk, facts in told["sessions"].items():
            Session.objects.filter(event=in_, pk=int(pk)).update(changed_at=at, **facts)
        for pk, facts in told["speakings"].items():
            Speaking.objects.filter(session__event=in_, pk=int(pk)).update(**facts)
        held.before = {}
        held.save(update_fields=["before"])
        audit(by, "events.undo_schedule", in_=in_.community, on=in_, file=held.name, sessions=count)
    return count
