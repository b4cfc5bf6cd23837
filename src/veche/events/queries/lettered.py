"""What letters of a neighbour tell of events, and the own pages of guests at them, by their address."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q

from veche.events.models import Album, Event, Guest, Photo
from veche.events.queries.album import album_page_of
from veche.events.queries.calendars import place_of
from veche.events.queries.links import link_of, page_of
from veche.events.terms import COMING, EventKind, EventState, GuestState
from veche.events.terms.after import SEES_ALBUM, Access
from veche.kit.cards import OwnPages, Particulars
from veche.kit.text import number_of
from veche.kit.time import moment

if TYPE_CHECKING:
    from veche.core.models import Community

# Whose page is of use to them: they go, wait, were asked, or were there.
_OWN = (
    GuestState.GOING, GuestState.CAME, GuestState.MISSED, GuestState.WAITING, GuestState.APPLIED,
    GuestState.INTERESTED, GuestState.INVITED,
)  # fmt: skip


def told_events(community: Community, keys: Collection[str]) -> dict[str, Particulars]:
    """Answer what letters tell of events of the community, by their numbers; no drafts: two queries."""
    found = Event.objects.select_related("venue").exclude(state=EventState.DRAFT)
    events = list(found.filter(community=community, pk__in=_numbers(keys)))
    seen = _albums([one.pk for one in events])
    return {
        str(one.pk): Particulars(
            one.title, moment(one.starts_at), moment(one.ends_at), one.time_zone, place_of(one),
            page_of(one, community),
            album_page_of(one, community) if seen.get(one.pk) == Access.PUBLIC else "",
            one.kind == EventKind.ONLINE,
        )
        for one in events
    }  # fmt: skip


def own_pages(
    community: Community, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], OwnPages]:  # fmt: skip
    """Answer guests' own pages by event and address, where that address is on its list: two queries.

    By the address they gave, or are known by where they gave none, whoever that is believed to be: who reads
    mail to it may have the link.
    """
    events, emails = _numbers({key for key, _ in pairs}), {email.lower() for _, email in pairs}
    is_theirs = Q(email__in=emails) | Q(identity__kind="email", identity__value__in=emails)
    guests = Guest.objects.filter(is_theirs, event__in=events, event__community=community, state__in=_OWN)
    seen = _albums(events)
    found: dict[tuple[str, str], OwnPages] = {}
    for guest in guests.select_related("identity").order_by("changed_at", "pk"):
        told = guest.email.lower() or (guest.identity.value if guest.identity else "")
        found[str(guest.event_id), told] = _pages(guest, seen)
    return {(key, email): found[key, email.lower()] for key, email in pairs if (key, email.lower()) in found}


def _pages(guest: Guest, seen: dict[int, str]) -> OwnPages:
    page, access = link_of(guest), seen.get(guest.event_id)
    sees = access == Access.PUBLIC or (access == Access.GUESTS and guest.state in SEES_ALBUM)
    return OwnPages(
        page, f"{page}feedback/" if guest.state in COMING else "", f"{page}photos/" if sees else ""
    )  # fmt: skip


def _albums(events: Collection[int]) -> dict[int, str]:
    """Answer who may look at the albums of events in which there is something to see."""
    filled = Photo.objects.filter(album__in=events, removed_at=None, is_hidden=False).values("album")
    return dict(Album.objects.filter(pk__in=filled).values_list("pk", "access"))


def _numbers(keys: Collection[str]) -> list[int]:
    return [number for key in keys if (number := number_of(key))]
