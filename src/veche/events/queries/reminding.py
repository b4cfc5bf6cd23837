"""Asking for reminders: those of an event, and those whose time has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from veche.events.models import Event, Guest, Notice, Reminder
from veche.events.rules.inviting import filled
from veche.events.rules.reminding import due_of, is_due, is_quiet
from veche.events.terms import EventState
from veche.events.terms.registering import NoticeKind
from veche.events.terms.reminding import LATE_DAYS, Due
from veche.kit.time import DAY, Moment, as_datetime, moment

HAPPENING = (EventState.ANNOUNCED, EventState.OPEN, EventState.CLOSED, EventState.SETTLED)
# Nothing is planned longer ahead of an event or after it.
LONGEST_DAYS = 366


@dataclass(slots=True)
class ReminderLine:
    """A reminder, when it goes, and whether it went."""

    reminder: Reminder
    at: datetime
    is_done: bool
    sent: int = 0
    subject: str = ""


def reminders_of(event: Event) -> list[ReminderLine]:
    """Answer the reminders of an event in the order they go, with how many each went to: two queries."""
    found = list(Reminder.objects.filter(event=event, removed_at=None))
    keys: dict[str, int] = {}
    if found:
        told = Notice.objects.filter(guest__event=event, kind=NoticeKind.REMINDER).values_list("key")
        for key, count in told.annotate(n=Count("pk")).order_by():
            number = key.partition("/")[0]
            keys[number] = keys.get(number, 0) + count
    lines = []
    for one in found:
        due = due_in(one, event)
        subject, sent = filled(one.subject, {"title": event.title}), keys.get(str(one.pk), 0)
        lines.append(ReminderLine(one, as_datetime(due.at), one.done == due.key, sent, subject))
    return sorted(lines, key=lambda line: line.at)


def reminder_of(event: Event, pk: int) -> Reminder | None:
    """Answer a reminder of an event, removed or not."""
    found = Reminder.objects.filter(event=event, pk=pk).first()
    if found:
        found.event = event
    return found


def due_reminders(at: Moment) -> list[tuple[Reminder, Due]]:
    """Answer the reminders to be said now, the events' communities being awake or the events near."""
    near = Q(event__ends_at__gt=as_datetime(at - (LONGEST_DAYS + LATE_DAYS) * DAY), minutes__gt=0) | Q(
        event__starts_at__gt=as_datetime(at)
    )
    found = Reminder.objects.filter(
        near, is_on=True, removed_at=None, event__state__in=HAPPENING, event__community__closed_at=None,
        event__starts_at__lt=as_datetime(at + (LONGEST_DAYS + 1) * DAY),
    ).select_related("event__community__organisation", "event__venue")  # fmt: skip
    due = []
    for one in found.order_by("event__starts_at", "pk"):
        event, when = one.event, due_in(one, one.event)
        starts, ends = moment(event.starts_at), moment(event.ends_at)
        wall = as_datetime(at, event.time_zone)
        if (
            one.done != when.key
            and is_due(when.at, one.minutes, starts, ends, at)
            and not is_quiet(wall, starts, at)
        ):
            due.append((one, when))
    return due


def due_in(reminder: Reminder, event: Event) -> Due:
    """Answer when a reminder goes by the event's times as they are now."""
    starts, ends = moment(event.starts_at), moment(event.ends_at)
    return due_of(reminder.pk, reminder.minutes, starts, ends, event.time_zone)


def guests_to_remind(reminder: Reminder, due: Due, *, after: int, count: int) -> list[Guest]:
    """Answer the next guests a reminder is for and did not go to.

    Who came into their state after it was due has just been written to, and is left alone.
    """
    told = Notice.objects.filter(kind=NoticeKind.REMINDER, key=due.key).values("guest")
    found = Guest.objects.filter(
        event=reminder.event, pk__gt=after, state__in=reminder.states, changed_at__lt=as_datetime(due.at)
    )
    return list(found.exclude(pk__in=told).select_related("ticket_type", "identity").order_by("pk")[:count])
