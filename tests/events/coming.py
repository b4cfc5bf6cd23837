"""Guests for tests: who said they come, came or stayed away, through the one place that moves them."""

from django.db import transaction
from tests import make
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM
from veche.events.actions.moving import hold_event, move_guest
from veche.events.models import Diet, Guest, Seat
from veche.events.terms import AgeGroup, GuestState
from veche.kit.time import DAY, Moment, now


def guest(event, name, state=GuestState.GOING, *, ages=(AgeGroup.ADULT,), diets=(), **facts):
    """A party on an event's list, a seat for each age; its first seat has the diets."""
    made = Guest.objects.create(
        event=event, name=name, email=f"{name}@example.org", state=GuestState.INVITED, seats=len(ages),
        digest=f"{event.pk}/{name}", key=name, made_at=now(), changed_at=now(), **facts,
    )  # fmt: skip
    for number, age in enumerate(ages):
        secret = f"{made.pk}-{number}"
        seat = Seat.objects.create(guest=made, event=event, number=number, age_group=age, secret=secret)
        if diets and not number:
            ends = facts.get("ends", now() + 30 * DAY)
            Diet.objects.create(
                seat=seat, event=event, diets=list(diets), consent="Yes", consented_at=now(), ends_at=ends
            )
    move(made, state)
    return made


def move(one, state):
    """Bring a guest to a state as any action does."""
    with transaction.atomic():
        event = hold_event(one.event_id, community=one.event.community)
        return move_guest(one, state, event=event, by=SYSTEM, beyond=True)


def past_event(community, title, *, days, came=(), missed=(), **fields):
    """An event some days ago with those who came to it and those who did not."""
    starts = Moment(now() - days * DAY)
    event = make.event(community, title, starts=starts, **fields)
    for name in (*came, *missed):
        one = guest(event, name)
        move(one, GuestState.CAME if name in came else GuestState.MISSED)
    return event


def recognise():
    """Let the ledger hear of everything and persons be recognised."""
    do_jobs()
