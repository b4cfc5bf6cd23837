"""Whom a browser is known to be, and whether they are on an event's list already."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from veche.events.models import Event, Guest
from veche.events.queries.selling import is_registering, sale_of
from veche.events.rules.registering import is_enough
from veche.events.terms import GuestState

if TYPE_CHECKING:
    from veche.core.models import Community

# Who may still say that they come, as an answer to what was asked of them.
MAY_COME = frozenset({GuestState.INVITED, GuestState.INTERESTED, GuestState.DECLINED, GuestState.CANCELLED})


class Known(NamedTuple):
    """Somebody who is recognised: what they register with, and whose own pages they have opened."""

    name: str
    email: str
    phone: str = ""
    guests: tuple[int, ...] = ()


def guest_known(community: Community, guests: Collection[int]) -> Known | None:
    """Answer who opened these guests' own pages: the newest of the community's who has an address still."""
    found = Guest.objects.filter(pk__in=list(guests), event__community=community).exclude(email="")
    last = found.exclude(name="").order_by("-pk").first()
    return Known(last.name, last.email, last.phone, tuple(guests)) if last else None


def guest_as(event: Event, known: Known) -> Guest | None:
    """Answer the party of somebody known on an event's list: one that comes or waits before any other.

    Only parties whose own page this browser opened are looked at. Anybody may register anybody's address:
    by an address alone a stranger would learn who comes.
    """
    found = list(Guest.objects.filter(event=event, pk__in=known.guests).order_by("-pk"))
    return next((one for one in found if one.state not in MAY_COME), found[0] if found else None)


def may_still_come(guest: Guest) -> bool:
    """Tell whether a guest has not said yes, and may."""
    return guest.state in MAY_COME


def may_come_at_once(event: Event, known: Known) -> bool:
    """Tell whether nothing more has to be asked of somebody known who registers alone."""
    return is_registering(event) and is_enough(known.name, known.email, known.phone, sale_of(event))
