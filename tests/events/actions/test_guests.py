"""Guests by hand: somebody the ledger knows, with a party, at an event that is long over."""

import pytest
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.events.actions import keep_ticket_type, move_guests, record_changes, write_down_guest
from veche.events.models import Diet, Event
from veche.events.terms import GuestState, Mate
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

pytestmark = pytest.mark.django_db


def test_whom_the_ledger_knows_came_when_the_event_was_and_eats_by_consent_only():
    community = make.community()
    record_many([make.sighting(1, "Привет")], origin=make.origin(community), by=SYSTEM)
    known = Interaction.objects.select_related("identity").get().identity
    event = make.event(community)
    party = (Mate("Анна", diets=("vegan",)), Mate())

    anna = write_down_guest(
        event, name="Анна", state=GuestState.GOING, known=known, mates=party, diet_consent="Согласна",
        in_=community, by=SYSTEM,
    )  # fmt: skip
    boris = write_down_guest(event, name="Борис", mates=party[:1], in_=community, by=SYSTEM)
    ended = Moment(now() - 20 * DAY)
    Event.objects.filter(pk=event.pk).update(starts_at=Moment(ended - DAY), ends_at=ended)
    move_guests([anna.pk], GuestState.CAME, event=event, in_=community, by=SYSTEM)
    record_changes(in_=community, by=SYSTEM)

    assert (anna.seats, anna.places.count(), boris.seats) == (2, 2, 1)
    assert [one.consent for one in Diet.objects.all()] == ["Согласна"]
    fact = Interaction.objects.get(kind=Kind.ATTENDED.number)
    assert fact.identity == known
    assert fact.occurred_at == Event.objects.get(pk=event.pk).ends_at
    assert not Letter.objects.exists()


def test_a_ticket_by_hand_has_its_price_and_nobody_waits_where_there_are_seats():
    event = make.event(offer_hours=0)
    known = {"in_": event.community, "by": SYSTEM}
    ticket = keep_ticket_type(event, {"title": "Обычный", "amount": 1000}, **known)
    foreign = keep_ticket_type(make.event(event.community), {"title": "Чужой"}, **known)

    anna = write_down_guest(event, name="Анна", seats=2, ticket_type=ticket.pk,
                            state=GuestState.GOING, **known)  # fmt: skip
    boris = write_down_guest(event, name="Борис", state=GuestState.WAITING, **known)
    with pytest.raises(Refusal):
        write_down_guest(event, name="Вера", ticket_type=foreign.pk, **known)

    boris.refresh_from_db()
    assert (anna.amount, boris.state) == (2000, GuestState.GOING)


def test_whoever_may_not_move_guests_writes_nobody_down():
    event = make.event()

    with pytest.raises(NotAllowed):
        write_down_guest(
            event, name="Анна", in_=event.community, by=make.actor(Role.ANALYST, event.community)
        )
