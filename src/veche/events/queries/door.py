"""The door: who may come in, as devices keep it, and how it goes there, for the organiser."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from veche.events.models import Device, Door, Event, Guest, GuestChange, Scan, Seat
from veche.events.queries.letters import due_said
from veche.events.queries.tickets import public_key, seat_of_ticket
from veche.events.rules.door import digest_of, name_on
from veche.events.terms import GuestState
from veche.events.terms.door import (
    LIST_AFTER_END,
    MOST_CHANGES,
    MOST_ROWS,
    SCANS_AFTER_END,
    Outcome,
)
from veche.kit.text import fold
from veche.kit.time import DAY, HOUR, Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

EXPECTED = (GuestState.GOING, GuestState.CAME, GuestState.MISSED)
AHEAD, BACK = 7 * DAY, 12 * HOUR
MOST_FOUND, LAST = 20, 30
Row = list[Any]
_HASTE = (
    "title", "user_id", "seen_at", "waiting", "expires_at", "door__name", "event__ends_at",
    "event__community__organisation_id",
)  # fmt: skip


def digest_of_link(secret: str) -> str:
    """Answer what is kept of the secret in a device's link."""
    return hashlib.sha256(b"veche.events.device" + secret.encode()).hexdigest()


def device_at(secret: str, *, in_haste: bool = False) -> Device | None:
    """Answer the device of a link that still opens something, if only for what it kept.

    In haste, of its event only what taking scans asks for: at the door this is asked all the time.
    """
    found = Device.objects.select_related("event__community", "door").filter(
        digest=digest_of_link(secret), revoked_at=None, expires_at__gt=as_datetime(now() - SCANS_AFTER_END)
    )
    return next(iter(found.only(*_HASTE) if in_haste else found), None)


def gets_list(device: Device) -> bool:
    """Tell whether a device still gets names; afterwards only what it kept is taken."""
    return device.expires_at is None or moment(device.expires_at) > now()


def last_moment(event: Event) -> Moment:
    """Answer when the links of an event's devices end."""
    return Moment(moment(event.ends_at) + LIST_AFTER_END)


def doors_of(event: Event) -> list[Door]:
    """Answer the doors of an event by name."""
    return list(Door.objects.filter(event=event, removed_at=None).order_by("name", "pk"))


def events_at_the_door(community: Community) -> list[Event]:
    """Answer the events whose doors are open now or will be within a week."""
    at = now()
    near = Event.objects.filter(
        community=community, ends_at__gt=as_datetime(at - BACK), starts_at__lt=as_datetime(at + AHEAD)
    )
    return list(near.exclude(state__in=("draft", "cancelled", "settled")).order_by("starts_at", "pk")[:50])


def events_to_close() -> list[Event]:
    """Answer events that ended hours ago, had people let in, and still expect somebody."""
    at = now()
    ended = Event.objects.filter(
        ends_at__lt=as_datetime(at - LIST_AFTER_END), ends_at__gt=as_datetime(at - AHEAD)
    ).exclude(state__in=("draft", "cancelled"))
    ended = ended.filter(Exists(Guest.objects.filter(event=OuterRef("pk"), state=GuestState.CAME)))
    ended = ended.filter(Exists(Guest.objects.filter(event=OuterRef("pk"), state=GuestState.GOING)))
    return list(ended.select_related("community__organisation").order_by("pk"))


def cursor_of(event: Event) -> tuple[int, int]:
    """Answer the last scan and the last change of a guest: whoever adds one holds the event.

    So neither becomes visible before an earlier one, and what stands above is all that is new.
    """
    scan = Scan.objects.filter(event=event).aggregate(last=Max("pk"))["last"]
    change = GuestChange.objects.filter(event=event).aggregate(last=Max("pk"))["last"]
    return scan or 0, change or 0


def door_list(event: Event, after: int = 0) -> dict[str, Any]:
    """Answer a page of the list of tickets that a device keeps; `next` is where the following begins."""
    cursor = cursor_of(event)
    seats = list(_rows(event, Q(pk__gt=after))[:MOST_ROWS])
    told: dict[str, Any] = {
        "rows": [_row(event, one) for one in seats],
        "next": seats[-1][0] if len(seats) == MOST_ROWS else None,
    }
    if not after:
        told |= {"cursor": cursor, "key": public_key(event).hex(), "event": event.pk, "now": now()}
    return told


def door_changes(event: Event, scan: int, change: int) -> dict[str, Any]:
    """Answer the tickets about which something is new since a cursor, and the cursor after them."""
    scans = list(Scan.objects.filter(event=event, pk__gt=scan).order_by("pk")
                 .values_list("pk", "seat")[:MOST_CHANGES])  # fmt: skip
    changes = list(GuestChange.objects.filter(event=event, pk__gt=change).order_by("pk")
                   .values_list("pk", "guest")[:MOST_CHANGES])  # fmt: skip
    seats, guests = {one for _, one in scans if one}, {one for _, one in changes}
    rows = _rows(event, Q(pk__in=seats) | Q(guest__in=guests)) if seats or guests else []
    return {
        "rows": [_row(event, one) for one in rows],
        "cursor": (scans[-1][0] if scans else scan, changes[-1][0] if changes else change),
        "more": MOST_CHANGES in {len(scans), len(changes)},
        "now": now(),
    }


def _rows(event: Event, which: Q) -> Any:
    found = Seat.objects.filter(which, event=event).order_by("pk")
    return found.values_list(
        "pk", "secret", "name", "guest__name", "number", "guest__seats", "guest__state", "came_at",
        "guest__ticket_type__title", "is_inside", "came_door__name", "guest__amount", "guest__paid",
    )  # fmt: skip


def _row(event: Event, found: tuple[Any, ...]) -> Row:
    """Write a ticket for a device: no address, no telephone, and no secret; what is to be paid there."""
    pk, secret, own, guest, number, seats, state, came_at, kind, inside, door, amount, paid = found
    name, digest = name_on(own, guest, number, seats), digest_of(event.pk, secret)
    came = moment(came_at) if came_at else 0
    due = due_said(amount - paid, event.community.currency) if state in EXPECTED and amount > paid else ""
    told = " · ".join(part for part in (kind, due) if part)
    return [pk, digest, name, int(state in EXPECTED), came, int(inside), door or "", told]


def is_awaited(guest: Guest) -> bool:
    """Tell whether a guest's tickets open the door."""
    return guest.state in EXPECTED


def find_seats(event: Event, words: str) -> list[Seat]:
    """Answer seats by a code, a number or a part of a name, twenty at most."""
    if seat := seat_of_ticket(event, words):
        return [seat]
    wanted = fold(words.strip())[:100]
    if len(wanted) < 2:
        return []
    # Names of single seats are kept as written: few have one, so they are folded here.
    own = Seat.objects.filter(event=event).exclude(name="").values_list("pk", "name")
    named = [pk for pk, name in own if wanted in fold(name)][:MOST_FOUND]
    found = Seat.objects.select_related("guest__ticket_type").filter(
        Q(guest__folded__contains=wanted) | Q(pk__in=named), event=event
    )
    return list(found.order_by("guest__folded", "guest", "number")[:MOST_FOUND])


@dataclass(frozen=True)
class DoorNumbers:
    """How it goes at the doors: people, each once."""

    came: int
    expected: int
    inside: int
    doubles: int
    by_door: list[tuple[str, int]]
    last: list[Scan]
    devices: list[Device]


def door_numbers(event: Event) -> DoorNumbers:
    """Answer how many came of how many are expected, by door, and what was scanned last."""
    seats = Seat.objects.filter(event=event)
    told = seats.aggregate(
        came=Count("pk", filter=Q(came_at__isnull=False)), inside=Count("pk", filter=Q(is_inside=True)),
        expected=Count("pk", filter=Q(guest__state__in=EXPECTED)),
    )  # fmt: skip
    doubles = Scan.objects.filter(event=event, outcome=Outcome.DOUBLE).count()
    came = seats.filter(came_at__isnull=False)
    devices = Device.objects.filter(event=event, revoked_at=None)
    by_door = came.values_list("came_door__name").annotate(count=Count("pk")).order_by("-count")
    return DoorNumbers(
        told["came"], told["expected"], told["inside"], doubles,
        [(name or "", count) for name, count in by_door], last_scans(event),
        list(devices.select_related("door").order_by("title", "pk")),
    )  # fmt: skip


def last_scans(event: Event, most: int = LAST) -> list[Scan]:
    """Answer the last scans with whose they were."""
    found = Scan.objects.filter(event=event).select_related("seat__guest", "door", "device")
    return list(found.order_by("-at", "-pk")[:most])


def scans_of(seats: Iterable[int]) -> dict[int, list[Scan]]:
    """Answer all scans of seats by seat, the earliest first."""
    found: dict[int, list[Scan]] = {}
    for one in Scan.objects.filter(seat__in=list(seats)).select_related("door").order_by("at", "key"):
        found.setdefault(one.seat_id or 0, []).append(one)
    return found


def guests_not_come(event: Event) -> QuerySet[Guest]:
    """Answer who was expected and did not come."""
    return Guest.objects.filter(event=event, state=GuestState.GOING).order_by("pk")
