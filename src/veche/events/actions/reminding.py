"""Reminding: rules of an event that write to its guests by themselves, each guest once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation

from veche.channels.actions import send_message
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.telling import calendar_files
from veche.events.models import Event, Guest, Notice, Reminder
from veche.events.queries.inviting_letters import letter_of, ready_letter, refusing_headers, reminders_link
from veche.events.queries.inviting_reach import reached_guests
from veche.events.queries.links import link_of
from veche.events.queries.refusing import refusing_reminders
from veche.events.queries.reminding import guests_to_remind
from veche.events.rules.inviting import checked
from veche.events.rules.reminding import faults_of
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS, GuestState
from veche.events.terms.inviting import Reached, Refusable, Ways
from veche.events.terms.registering import NoticeKind
from veche.events.terms.reminding import DAY_MINUTES, REMINDED, Due
from veche.kit import sql
from veche.kit.mail import write_letter
from veche.kit.terms import Refusal, refuse_if
from veche.kit.time import as_datetime, now
from veche.ledger.models import Channel, Identity

if TYPE_CHECKING:
    from veche.core.models import Community

AT_ONCE = 100


def save_reminder(
    event: Event, told: Mapping[str, Any], *, reminder: Reminder | None = None, in_: Community, by: Actor
) -> Reminder:
    """Keep a rule: states, minutes, ways, subject, text. Refuses everything that is wrong at once.

    Another time makes it go again to those whom it went to; another text does not.
    """
    require(by, PLAN_EVENTS, in_=in_)
    subject, text, reasons = checked(told["subject"], told["text"])
    states = [state for state in REMINDED if state in set(told["states"])]
    refuse_if([*faults_of(told["minutes"], [*states]), *reasons])
    kept = reminder or Reminder(event=event, made_at=as_datetime(now()))
    kept.states, kept.minutes, kept.subject, kept.text = states, told["minutes"], subject, text
    kept.ways = Ways(told["ways"])
    with transaction.atomic():
        kept.save()
        audit(by, "events.save_reminder", in_=in_, on=event, subject=subject)
    return kept


def switch_reminder(reminder: Reminder, is_on: bool, *, in_: Community, by: Actor) -> None:
    """Switch a reminder on or off. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        if Reminder.objects.filter(pk=reminder.pk).exclude(is_on=is_on).update(is_on=is_on):
            audit(by, "events.save_reminder", in_=in_, on=reminder.event, subject=reminder.subject)


def remove_reminder(reminder: Reminder, *, in_: Community, by: Actor) -> None:
    """Take a reminder away; `restore_reminder` undoes it. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        if Reminder.objects.filter(pk=reminder.pk, removed_at=None).update(removed_at=as_datetime(now())):
            audit(by, "events.remove_reminder", in_=in_, on=reminder.event, subject=reminder.subject)


def restore_reminder(reminder: Reminder, *, in_: Community, by: Actor) -> None:
    """Bring a reminder back. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        if Reminder.objects.filter(pk=reminder.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_reminder", in_=in_, on=reminder.event, subject=reminder.subject)


def bring_reminder(event: Event, *, by: Actor) -> None:
    """Give a new event its ready reminder: a day before, to whoever comes."""
    require(by, PLAN_EVENTS, in_=event.community)
    with translation.override(event.language):
        letter = ready_letter(event, "reminder")
    Reminder.objects.create(
        event=event, states=[GuestState.GOING], minutes=-DAY_MINUTES, made_at=as_datetime(now()),
        subject=letter.subject, text=letter.body,
    )  # fmt: skip


def send_reminder(reminder: Reminder, due: Due, *, after: int = 0, by: Actor) -> int:
    """Remind the next hundred guests after one of them; answers the last of them, 0 once all were.

    Who wants no more reminders gets none; what they must know, a change of time, they hear all the same.
    May be repeated and cut off anywhere: a letter is written with the note that it was.
    """
    event = reminder.event
    require(by, KEEP_EVENTS, in_=event.community)
    with transaction.atomic():
        sql.lock("events.telling", event.community_id)
        guests = guests_to_remind(reminder, due, after=after, count=AT_ONCE)
        if not guests:
            Reminder.objects.filter(pk=reminder.pk).update(done=due.key)
            return 0
        reached = reached_guests(event, guests, Ways(reminder.ways))
        refused = refusing_reminders(event.community, guests)
        chats, channels = _named(reached)
        for guest, how in zip(guests, reached, strict=True):
            if not how.left and guest.pk not in refused:
                chat = (chats.get(how.chat), channels.get(how.channel))
                _remind(reminder, due.key, guest, how.email, chat, by=by)
    return guests[-1].pk


def _named(reached: Sequence[Reached]) -> tuple[dict[int, Identity], dict[int, Channel]]:
    chats = {one.chat for one in reached if one.chat}
    if not chats:
        return {}, {}
    return Identity.objects.in_bulk(chats), Channel.objects.in_bulk({one.channel for one in reached})


def _remind(
    reminder: Reminder, key: str, guest: Guest, email: str, chat: tuple[Identity | None, Channel | None], *,
    by: Actor,
) -> None:  # fmt: skip
    event, guest.event = reminder.event, reminder.event
    notice, is_new = Notice.objects.get_or_create(
        guest=guest, kind=NoticeKind.REMINDER, key=key, defaults={"at": as_datetime(now())}
    )
    if not is_new:
        return
    to, channel = chat
    is_chat = to is not None and channel is not None
    letter = letter_of(
        event, guest.language, reminder.subject, reminder.text, name=guest.name, link=link_of(guest),
        refusing=reminders_link(guest), what=Refusable.REMINDERS, is_chat=is_chat,
    )  # fmt: skip
    if to is None or channel is None:
        write_letter(
            email, letter.subject, letter.body, organisation=event.community.organisation_id,
            files=list(calendar_files(notice, guest, event)), headers=refusing_headers(reminders_link(guest)),
        )  # fmt: skip
        return
    try:
        with transaction.atomic():
            send_message(event.community, channel=channel, text=letter.body, to=to, by=by,
                         subject=letter.subject, key=f"event-reminder-{notice.pk}")  # fmt: skip
    except Refusal:
        return  # the channel is connected no more; the page of channels says so
