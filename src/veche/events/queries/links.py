"""The links that guests get: made anew whenever one is written, kept as a digest only."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from veche.events.models import Event, Guest
from veche.events.rules.links import digest_of, facts_digest
from veche.events.terms.registering import LINK_DAYS
from veche.kit.time import DAY, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

_PURPOSE = "veche.events.guest"


def secret_for(event: int, key: str) -> str:
    """Answer the secret of a registration's link, bound to this purpose: without our key nobody makes it."""
    made = salted_hmac(_PURPOSE, f"{event}/{key}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()


def link_of(guest: Guest) -> str:
    """Answer the address of a guest's own page, for letters to them and nobody else."""
    return f"{settings.ADDRESS}/g/{secret_for(guest.event_id, guest.key)}/"


def guest_at(secret: str) -> Guest | None:
    """Answer the guest a link leads to, until a month after the event and while its community is open."""
    found = Guest.objects.select_related(
        "event__community__organisation", "event__venue", "ticket_type", "code"
    )
    guest = found.filter(digest=digest_of(secret), event__community__closed_at=None).first()
    if guest is None or now() > moment(guest.event.ends_at) + LINK_DAYS * DAY:
        return None
    return guest


def page_of(event: Event, community: Community) -> str:
    """Answer the address of an event's public page."""
    return f"{settings.ADDRESS}/e/{community.slug}/{event.slug}/"


def home_of(community: Community) -> str:
    """Answer the address of a community's public calendar."""
    return f"{settings.ADDRESS}/e/{community.slug}/"


def facts_of(event: Event) -> str:
    """Answer a digest of what guests have to know of an event: when and where it is, and that it is."""
    venue = event.venue
    place = (venue.name, venue.address_line) if venue else ("", "")
    return facts_digest(
        event.title, moment(event.starts_at), moment(event.ends_at), event.time_zone, *place,
        event.cancelled_at is not None,
    )  # fmt: skip
