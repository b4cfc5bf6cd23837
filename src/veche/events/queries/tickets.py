"""Tickets: the code on them, its picture, and the seat a code opens the door for."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from veche.events.models import Event, Guest, Seat
from veche.events.rules.door import (
    digest_of,
    name_on,
    read_code,
    read_short,
    short_of,
    signed_part,
    write_code,
)
from veche.events.terms.door import LONGEST_CODE, Code
from veche.events.terms.registering import LINK_DAYS
from veche.kit.time import DAY, as_datetime, now

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def ticket_code(seat: Seat) -> str:
    """Answer what stands in the QR code of a seat's ticket: event, secret, and our signature (Ed25519)."""
    signature = _key_of(seat.event_id, settings.SECRET_KEY).sign(signed_part(seat.event_id, seat.secret))
    return write_code(Code(seat.event_id, seat.secret, signature))


def ticket_number(seat: Seat) -> str:
    """Answer the number people read out where nothing can be scanned."""
    return short_of(digest_of(seat.event_id, seat.secret))


def ticket_address(seat: Seat) -> str:
    """Answer the address of a ticket's own page, for letters: whoever has it has the ticket."""
    return settings.ADDRESS + reverse(settings.TICKET_ROUTE, args=[seat.event_id, seat.secret])


def tickets_held(guest: Guest) -> list[tuple[str, str]]:
    """Answer the tickets of a party, seat by seat: whose each is, and its address. One query."""
    return [
        (name_on(seat.name, guest.name, seat.number, guest.seats), ticket_address(seat))
        for seat in Seat.objects.filter(guest=guest).order_by("number")
    ]


def public_key(event: Event) -> bytes:
    """Answer the 32 bytes by which a device tells our signatures of this event from forged ones."""
    return _key_of(event.pk, settings.SECRET_KEY).public_key().public_bytes_raw()


def is_signed(code: Code) -> bool:
    """Tell whether we signed this code."""
    from cryptography.exceptions import InvalidSignature

    key = _key_of(code.event, settings.SECRET_KEY).public_key()
    try:
        key.verify(code.signature, signed_part(code.event, code.secret))
    except InvalidSignature:
        return False
    return True


def qr_data(text: str) -> str:
    """Answer a code, of a ticket or an address, as the `src` of a picture on a page."""
    return str(_qr(text).svg_data_uri(scale=4, border=3, light="#fff"))


def qr_picture(code: str) -> bytes:
    """Answer a ticket's code as a PNG, to go with a letter: it is there where there is no network."""
    drawn, picture = io.BytesIO(), _qr(code)
    picture.save(drawn, kind="png", scale=5, border=4)
    return drawn.getvalue()


def qr_rows(code: str) -> tuple[tuple[int, ...], ...]:
    """Answer the dots of the code without a border, row by row."""
    return tuple(tuple(row) for row in _qr(code).matrix)


def seat_of_ticket(event: Event, text: str) -> Seat | None:
    """Answer the seat of the event that a scanned code or a typed number names."""
    found = Seat.objects.select_related("guest__ticket_type")
    if code := read_code(text[:LONGEST_CODE]):
        return found.filter(event=event, secret=code.secret).first() if code.event == event.pk else None
    if number := read_short(text):
        secrets = Seat.objects.filter(event=event).values_list("pk", "secret")
        named = [pk for pk, secret in secrets if short_of(digest_of(event.pk, secret)) == number]
        return found.filter(pk=named[0]).first() if len(named) == 1 else None
    return None


def seat_at(event: int, secret: str) -> Seat | None:
    """Answer the seat whose ticket's page somebody opens, as long as the guest's own page is there."""
    found = Seat.objects.select_related(
        "guest__ticket_type", "event__community__organisation", "event__venue"
    )
    since = as_datetime(now() - LINK_DAYS * DAY)
    return found.filter(
        event=event, secret=secret, event__ends_at__gte=since, event__community__closed_at=None
    ).first()


@lru_cache(maxsize=64)
def _key_of(event: int, secret: str) -> Ed25519PrivateKey:
    """Derive an event's key, which stands nowhere, from the installation's."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = hashlib.sha256(b"veche.events.tickets" + event.to_bytes(8, "big") + secret.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _qr(code: str):  # type: ignore[no-untyped-def]
    import segno

    # Trying all eight masks takes seven times as long and makes no code readable that is not.
    return segno.make(code, micro=False, error="m", boost_error=False, mask=3)
