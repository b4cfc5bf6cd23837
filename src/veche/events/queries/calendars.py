"""Asking for events as calendars, search engines and feeds read them."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.utils.safestring import SafeString

from veche.events.models import Event, Guest, Notice
from veche.events.queries.links import page_of
from veche.events.queries.planning import NEVER_WAS
from veche.events.rules.calendars import Entry, calendar_of, invitation_of
from veche.events.rules.structured import event_data
from veche.events.terms import EventKind, EventState
from veche.events.terms.registering import Ticket
from veche.kit.markup import to_plain, to_script
from veche.kit.money import Money
from veche.kit.time import DAY, as_datetime, moment, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche.core.models import Community

_MODES = {EventKind.ONLINE: "Online", EventKind.HYBRID: "Mixed"}
MOST_LISTED, LONGEST_ABOUT = 200, 500
HIDDEN = (EventState.DRAFT,)


def listed_events(community: Community, *, past_days: int = 0) -> list[Event]:
    """Answer what a community's public calendar lists, the next first: one query."""
    since = as_datetime(now() - past_days * DAY)
    found = Event.objects.filter(community=community, is_listed=True, ends_at__gte=since)
    shown = found.exclude(state__in=HIDDEN).exclude(NEVER_WAS).select_related("venue")
    return list(shown.order_by("starts_at")[:MOST_LISTED])


def calendar_version(community: Community) -> tuple[object, ...]:
    """Answer what is other as soon as a community's public calendar is: one query."""
    listed = Event.objects.filter(community=community, is_listed=True).exclude(NEVER_WAS)
    listed = listed.exclude(state__in=HIDDEN)
    return tuple(listed.aggregate(n=Count("pk"), last=Max("changed_at")).values())


def calendar_for(events: Sequence[Event], community: Community) -> bytes:
    """Answer events as an iCalendar file."""
    return calendar_of([entry_of(event, community) for event in events], community.name)


def entry_of(event: Event, community: Community) -> Entry:
    """Answer an event for a calendar; nothing in it is for guests alone."""
    zone, venue = event.time_zone, event.venue
    point = None
    if venue and venue.latitude is not None and venue.longitude is not None:
        point = (venue.latitude / 10**6, venue.longitude / 10**6)
    return Entry(
        uid=f"event-{event.pk}@{urlsplit(settings.ADDRESS).hostname}", title=event.title,
        starts=as_datetime(moment(event.starts_at), zone), ends=as_datetime(moment(event.ends_at), zone),
        changed=event.changed_at, sequence=event.sequence, place=place_of(event), about=about_of(event),
        url=page_of(event, community), is_cancelled=event.cancelled_at is not None, point=point,
    )  # fmt: skip


def invitation_for(guest: Guest, event: Event, *, cancels: bool) -> bytes:
    """Answer the calendar's part of a letter to a guest.

    A guest's entry is their own, so that giving up one party takes no other of theirs out; its sequence
    rises with every letter and with every change of the event.
    """
    entry = entry_of(event, event.community)
    host = urlsplit(settings.ADDRESS).hostname
    sequence = event.sequence + Notice.objects.filter(guest=guest).count()
    own = Entry(
        f"guest-{guest.digest[:24]}@{host}", entry.title, entry.starts, entry.ends, as_datetime(now()),
        sequence, entry.place, entry.about, entry.url, entry.is_cancelled or cancels, entry.point,
    )  # fmt: skip
    organiser = (event.community.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    return invitation_of(own, organiser=organiser, guest=(guest.name, guest.email), cancels=cancels)


def structured_data(
    event: Event, community: Community, tickets: Sequence[Ticket], *, image: str
) -> SafeString:
    """Answer an event in schema.org's words as JSON that may stand in a page."""

    def price(ticket: Ticket) -> str:
        return str(Money(ticket.amount, community.currency).as_decimal())

    offers: list[tuple[str, str, str, bool]] = [
        (one.title, price(one), community.currency, one.left != 0)
        for one in tickets if one.is_open and not one.is_hidden
    ]  # fmt: skip
    data: dict[str, Any] = event_data(
        entry_of(event, community), organiser=community.name, image=image,
        organiser_url=f"{settings.ADDRESS}/e/{community.slug}/",
        mode=_MODES.get(EventKind(event.kind), "Offline"),
        offers=offers or [("", "0", community.currency, event.seats is None or event.taken < event.seats)],
    )  # fmt: skip
    return to_script(data)


def place_of(event: Event) -> str:
    """Answer where an event is, in one line; nothing where it is not known."""
    venue = event.venue
    if venue is None:
        return ""
    return ", ".join(part for part in (venue.name, venue.address_line) if part)


def about_of(event: Event) -> str:
    """Answer what an event is about in a few lines of plain text."""
    return event.summary or (to_plain(event.about, LONGEST_ABOUT) if event.about else "")
