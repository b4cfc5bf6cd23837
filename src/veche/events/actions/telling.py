"""Telling: letters to guests about where they stand and about their event, each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Event, Guest, GuestChange, Notice, Seat
from veche.events.queries.calendars import invitation_for
from veche.events.queries.letters import MOST_TICKETS, letter_to
from veche.events.queries.links import facts_of
from veche.events.queries.telling import events_changed_lately, guests_untold
from veche.events.queries.tickets import qr_picture, ticket_code, ticket_number
from veche.events.terms import KEEP_EVENTS, GuestState
from veche.events.terms.registering import ENTERS_CALENDAR, LEAVES_CALENDAR, NoticeKind
from veche.kit import sql
from veche.kit.mail import File, write_letter
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community

# Few, so that on one machine nobody who registers meanwhile waits long for the database.
AT_ONCE = 20


def write_notices(*, in_: Community, by: Actor) -> int:
    """Write the letters that the next few changes of guests ask for; answers how many were looked at.

    May be repeated and cut off anywhere: a letter is written with the note that it was.
    """
    require(by, KEEP_EVENTS, in_=in_)
    with transaction.atomic():
        sql.lock("events.telling", in_.pk)
        untold = GuestChange.objects.filter(is_told=False, event__community=in_).exclude(notice="")
        changes = list(untold.select_related(*_WITH_CHANGE).order_by("pk")[:AT_ONCE])
        for change in changes:
            if _still_says(change):
                change.event.community = in_
                _write(change.guest, NoticeKind(change.notice), str(change.pk), change.event)
        GuestChange.objects.filter(pk__in=[change.pk for change in changes]).update(is_told=True)
    return len(changes)


def tell_of_changes(*, in_: Community, by: Actor) -> int:
    """Write to the next few guests of events whose time or place is not what they were told, or that
    were called off; answers how many. May be repeated: whoever was told how it is now hears nothing.
    """  # fmt: skip
    require(by, KEEP_EVENTS, in_=in_)
    for event in events_changed_lately(now()).filter(community=in_):
        event.community = in_
        told = _tell_of(event, facts_of(event))
        if told:
            return told
    return 0


_WITH_CHANGE = ("guest__ticket_type", "event__venue")


def _tell_of(event: Event, facts: str) -> int:
    untold = guests_untold(event, facts)
    with transaction.atomic():
        sql.lock("events.telling", event.community_id)
        guests = list(untold.select_related("ticket_type").order_by("pk")[:AT_ONCE])
        kind = NoticeKind.CALLED_OFF if event.cancelled_at else NoticeKind.CHANGED
        for guest in guests:
            _write(guest, kind, f"{facts}/{event.sequence}", event)
        Guest.objects.filter(pk__in=[guest.pk for guest in guests]).update(told=facts)
    return len(guests)


def _still_says(change: GuestChange) -> bool:
    """Tell whether a letter is still true: who gave up at once is not told first that they come."""
    guest = change.guest
    is_offered = guest.offered_until is not None
    return (
        guest.state == change.state
        and bool(guest.email)
        and is_offered == (change.notice == NoticeKind.OFFER)
    )


def _write(guest: Guest, kind: NoticeKind, key: str, event: Event) -> None:
    noted, is_new = Notice.objects.get_or_create(guest=guest, kind=kind, key=key[:40], defaults={"at": now()})
    if not is_new or not guest.email:
        return
    letter = letter_to(guest, kind, event)
    write_letter(
        guest.email, letter.subject, letter.body, organisation=event.community.organisation_id,
        files=[*calendar_files(noted, guest, event), *_ticket_files(kind, guest)],
    )  # fmt: skip


def _ticket_files(kind: NoticeKind, guest: Guest) -> Iterable[File]:
    """Answer the pictures of the tickets' codes, for whoever comes."""
    if kind is not NoticeKind.GOING:
        return
    for seat in Seat.objects.filter(guest=guest).order_by("number")[:MOST_TICKETS]:
        yield File(f"{ticket_number(seat)}.png", "image/png", qr_picture(ticket_code(seat)))


def calendar_files(noted: Notice, guest: Guest, event: Event) -> Iterable[File]:
    """Answer what goes with a letter: the calendar's part, for those who come or do not any more."""
    enters = noted.kind in ENTERS_CALENDAR and guest.state == GuestState.GOING
    leaves = False
    if noted.kind in LEAVES_CALENDAR:
        before = Notice.objects.filter(guest=guest, kind__in=ENTERS_CALENDAR | LEAVES_CALENDAR)
        last = before.exclude(pk=noted.pk).order_by("-pk").values_list("kind", flat=True).first()
        leaves = last in ENTERS_CALENDAR
    if enters or leaves:
        method = "CANCEL" if leaves else "REQUEST"
        content = invitation_for(guest, event, cancels=leaves)
        yield File("invite.ics", f"text/calendar; method={method}", content)
