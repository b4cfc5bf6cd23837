"""Seating: who of a party sits where, with a ticket each; what they eat only where they agreed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.models import Diet, Event, Guest, Seat
from veche.events.terms import MOVE_GUESTS
from veche.events.terms.registering import DIET_DAYS, Mate
from veche.kit.time import DAY, as_datetime, moment, now


def keep_seats(
    guest: Guest, mates: Sequence[Mate], event: Event, consent: str, *, is_new: bool = False, by: Actor
) -> None:
    """Keep the seats of a party, and what is eaten at them with the text that was agreed to.

    Seats that stay keep their tickets; those of who does not come any more are gone. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=event.community)
    kept = {} if is_new else {seat.number: seat for seat in Seat.objects.filter(guest=guest)}
    seats, new, changed = [], [], []
    for number, mate in enumerate(mates, start=1):
        seat = kept.pop(number, None)
        if seat is None:
            seat = Seat(guest=guest, event=event, number=number, secret=secrets.token_urlsafe(18))
            new.append(seat)
        elif (seat.name, seat.age_group) != (mate.name, mate.age_group):
            changed.append(seat)
        seat.name, seat.age_group = mate.name, mate.age_group
        seats.append(seat)
    Seat.objects.bulk_create(new)
    if changed:
        Seat.objects.bulk_update(changed, ["name", "age_group"])
    if kept:
        Seat.objects.filter(pk__in=[seat.pk for seat in kept.values()]).delete()
    _keep_diets(seats, mates, event, consent, is_new=is_new)


def _keep_diets(
    seats: Sequence[Seat], mates: Sequence[Mate], event: Event, consent: str, *, is_new: bool
) -> None:
    if not is_new and seats:
        Diet.objects.filter(seat__guest=seats[0].guest_id).delete()
    at, ends = as_datetime(now()), as_datetime(moment(event.ends_at) + DIET_DAYS * DAY)
    Diet.objects.bulk_create(
        Diet(
            seat=seat, event=event, diets=list(mate.diets), words=mate.words, consent=consent,
            consented_at=at, ends_at=ends,
        )
        for seat, mate in zip(seats, mates, strict=True) if mate.eats_otherwise and consent
    )  # fmt: skip
