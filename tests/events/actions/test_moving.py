"""Seats are counted in one place, and the ledger hears of every change once."""

import pytest
from django.db import transaction
from tests import make

from veche.core.terms import SYSTEM
from veche.events.actions import record_changes
from veche.events.actions.moving import hold_event, move_guest
from veche.events.models import Event, Guest, GuestChange
from veche.events.terms import GuestState
from veche.kit.terms import Refusal
from veche.kit.time import now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

pytestmark = pytest.mark.django_db


def test_seats_are_taken_and_given_back():
    event = make.event(capacity=3)
    anna, boris = invited(event, "anna", seats=2), invited(event, "boris", seats=2)

    move(anna, GuestState.GOING)
    with pytest.raises(Refusal):
        move(boris, GuestState.GOING)
    move(anna, GuestState.CANCELLED)
    move(boris, GuestState.GOING)

    assert Event.objects.get(pk=event.pk).taken == 2
    assert list(GuestChange.objects.order_by("pk").values_list("state", flat=True)) == [
        "going", "cancelled", "going",
    ]  # fmt: skip


def test_the_ledger_hears_of_each_change_once_and_knows_who_it_was():
    event = make.event()
    anna = invited(event, "anna")
    move(anna, GuestState.GOING)
    move(anna, GuestState.CAME)

    record_changes(in_=event.community, by=SYSTEM)
    record_changes(in_=event.community, by=SYSTEM)

    facts = Interaction.objects.filter(subject__kind="event", subject__key=str(event.pk))
    assert [fact.what for fact in facts.order_by("pk")] == [Kind.REGISTERED, Kind.ATTENDED]
    anna.refresh_from_db()
    assert anna.identity.value == "anna@example.org"


def invited(event, name, **facts):
    """Somebody invited to an event."""
    return Guest.objects.create(
        event=event, name=name, email=f"{name}@example.org", state=GuestState.INVITED, digest=name, key=name,
        made_at=now(), changed_at=now(), **facts,
    )  # fmt: skip


def move(guest, state):
    """Bring a guest to a state as any action does."""
    with transaction.atomic():
        event = hold_event(guest.event_id, community=guest.event.community)
        return move_guest(guest, state, event=event, by=SYSTEM)
