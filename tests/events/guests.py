"""Guests for tests: a party that goes, with the tickets it holds."""

from itertools import count

from django.db import transaction

from veche.core.terms import SYSTEM
from veche.events.actions.moving import hold_event, move_guest
from veche.events.models import Guest, Seat
from veche.events.terms import GuestState
from veche.kit.text import fold
from veche.kit.time import now

_NUMBER = count(1)


def going(event, name="Анна", seats=1, state=GuestState.GOING):
    """A party that goes, each seat with a ticket."""
    number = next(_NUMBER)
    guest = Guest.objects.create(
        event=event, name=name, folded=fold(name), email=f"guest{number}@example.org", seats=seats,
        state=GuestState.INVITED, digest=f"digest-{number}", key=f"key-{number}", made_at=now(),
        changed_at=now(),
    )  # fmt: skip
    for place in range(1, seats + 1):
        Seat.objects.create(guest=guest, event=event, number=place, secret=f"secret-{number}-{place}")
    if state is not GuestState.INVITED:
        move(guest, state)
    return guest


def move(guest, state):
    """Bring a guest to a state as any action does."""
    with transaction.atomic():
        event = hold_event(guest.event_id, community=guest.event.community)
        return move_guest(guest, state, event=event, by=SYSTEM, beyond=True)
