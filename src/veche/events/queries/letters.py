"""What letters to guests say."""

from __future__ import annotations

from typing import NamedTuple

from django.utils import formats, translation
from django.utils.translation import gettext, gettext_lazy, ngettext

from veche.events.models import Event, Guest
from veche.events.queries.calendars import place_of
from veche.events.queries.links import link_of
from veche.events.queries.tickets import tickets_held
from veche.events.rules.registering import greeted
from veche.events.terms.registering import NoticeKind
from veche.kit.money import Money
from veche.kit.time import as_datetime, day_of, moment


class Written(NamedTuple):
    """A letter: its subject and its text."""

    subject: str
    body: str


# More of them a letter does not name: they stand on the guest's own page.
MOST_TICKETS = 10
SUBJECTS = {
    NoticeKind.GOING: gettext_lazy("You are coming: {title}"),
    NoticeKind.WAITING: gettext_lazy("In the waiting list: {title}"),
    NoticeKind.APPLIED: gettext_lazy("Your application has arrived: {title}"),
    NoticeKind.OFFER: gettext_lazy("A seat is free for you: {title}"),
    NoticeKind.LAPSED: gettext_lazy("The seat went to the next: {title}"),
    NoticeKind.REFUSED: gettext_lazy("It does not work out this time: {title}"),
    NoticeKind.CANCELLED: gettext_lazy("Your registration is cancelled: {title}"),
    NoticeKind.INVITED: gettext_lazy("An invitation: {title}"),
    NoticeKind.CHANGED: gettext_lazy("New time or place: {title}"),
    NoticeKind.CALLED_OFF: gettext_lazy("It does not take place: {title}"),
}
WORDS = {
    NoticeKind.GOING: gettext_lazy("You are on the list of guests. We look forward to seeing you."),
    NoticeKind.WAITING: gettext_lazy(
        "All seats are taken, so you are in the waiting list. As soon as a seat comes free for you, we write."
    ),
    NoticeKind.APPLIED: gettext_lazy("The team reads every application and writes to you."),
    NoticeKind.OFFER: gettext_lazy(
        "A seat came free. It is kept for you until {until}: take it on your page."
    ),
    NoticeKind.LAPSED: gettext_lazy(
        "You did not answer in time, so the seat was offered to the next. You can register again."
    ),
    NoticeKind.REFUSED: gettext_lazy("The team could not take your application this time. We are sorry."),
    NoticeKind.CANCELLED: gettext_lazy("Your registration is cancelled and your seats are free for others."),
    NoticeKind.INVITED: gettext_lazy(
        "You are invited. Say on your page whether you come: it takes one click."
    ),
    NoticeKind.CHANGED: gettext_lazy("When or where the event is has changed. This is how it is now:"),
    NoticeKind.CALLED_OFF: gettext_lazy("We are sorry: the event is cancelled."),
}  # fmt: skip


def letter_to(guest: Guest, kind: NoticeKind, event: Event) -> Written:
    """Answer a letter to a guest in their language."""
    with translation.override(guest.language):
        until = day_and_hour(moment(guest.offered_until), event.time_zone) if guest.offered_until else ""
        name = greeted(guest.name)
        hello = gettext("Hello, {name}!").format(name=name) if name else gettext("Hello!")
        parts = [hello, str(WORDS[kind]).format(until=until)]
        if kind is NoticeKind.CALLED_OFF and event.cancel_reason:
            parts.append(event.cancel_reason)
        parts.append("\n".join(_facts(guest, event)))
        if kind is NoticeKind.GOING:
            parts += _tickets(guest)
        parts.append(gettext("Your page, to see or change it: {link}").format(link=link_of(guest)))
        parts.append(gettext("The link is yours alone: whoever has it can change your registration."))
        parts.append(event.community.name)
        return Written(str(SUBJECTS[kind]).format(title=event.title), "\n\n".join(parts) + "\n")


def when_of(at: int, zone: str) -> str:
    """Answer a moment in full on the wall clock of a zone, in the language of the page or letter."""
    return formats.date_format(as_datetime(at, zone), "l, j E Y, H:i")


def day_and_hour(at: int, zone: str) -> str:
    """Answer a moment as it stands within a sentence, after «until»: a weekday would have to be declined."""
    return formats.date_format(as_datetime(at, zone), "j E Y, H:i")


def span_of(event: Event) -> str:
    """Answer when an event is, in full, in the language of the page or letter."""
    starts, ends, zone = moment(event.starts_at), moment(event.ends_at), event.time_zone
    same_day = day_of(starts, zone) == day_of(ends, zone)
    end = formats.date_format(as_datetime(ends, zone), "H:i") if same_day else when_of(ends, zone)
    clock = ", ".join(dict.fromkeys((f"{as_datetime(starts, zone):%Z}", zone)))  # of «UTC» both are one word
    return f"{when_of(starts, zone)} – {end} ({clock})"


def _tickets(guest: Guest) -> list[str]:
    """Answer a paragraph with the links of a party's tickets; whose they are stands on their pages."""
    links = [address for _, address in tickets_held(guest)]
    lead = ngettext("Your ticket, to show at the door:", "Your tickets, to show at the door:", len(links))
    return ["\n".join([lead, *links[:MOST_TICKETS]])] if links else []


def _facts(guest: Guest, event: Event) -> list[str]:
    facts = [event.title, span_of(event)]
    if place := place_of(event):
        facts.append(place)
    if event.venue and event.venue.way_in:
        facts.append(event.venue.way_in)
    facts.append(ngettext("{n} seat", "{n} seats", guest.seats).format(n=guest.seats))
    if guest.ticket_type:
        facts.append(guest.ticket_type.title)
    if due := due_said(guest.amount - guest.paid, event.community.currency):
        facts.append(due)
    return facts


def due_said(due: int, currency: str) -> str:
    """Answer that so much is still to be paid, in words; nothing where nothing is."""
    if due <= 0:
        return ""
    whole = Money(due, currency).as_decimal()
    price = f"{formats.number_format(whole, force_grouping=True)}\N{NO-BREAK SPACE}{currency}"
    return gettext("To pay: {price}").format(price=price)
