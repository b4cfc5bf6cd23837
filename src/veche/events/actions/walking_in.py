"""Walking in: who comes without being on the list is put on it at the door."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Event, Guest, Seat
from veche.events.terms import ADMIT_GUESTS, GuestState
from veche.events.terms.door import Scanned
from veche.kit.text import clean_name, fold
from veche.kit.time import now

SOURCE = "door"


def walk_in_seats(scans: Iterable[Scanned], event: Event, *, by: Actor) -> dict[str, Seat]:
    """Put people on the list by the name they gave at the door: scan's key → their seat.

    The event is held by the caller, who lets them in. May be repeated: a scan's key makes one guest.
    """
    require(by, ADMIT_GUESTS, in_=event.community)
    found = {}
    for one in scans:
        name, at = clean_name(one.name), now()
        if not name:
            continue
        guest, is_new = Guest.objects.get_or_create(
            event=event, key=f"door/{one.key}"[:64],
            defaults={
                "name": name, "folded": fold(name), "state": GuestState.INVITED, "source": SOURCE,
                "digest": secrets.token_hex(32), "language": event.language, "made_at": at,
                "changed_at": at, "user_id": by.user_id,
            },
        )  # fmt: skip
        if is_new:
            Seat.objects.create(guest=guest, event=event, number=1, secret=secrets.token_urlsafe(16))
        found[one.key] = guest.places.select_related("guest__ticket_type").get(number=1)
    return found
