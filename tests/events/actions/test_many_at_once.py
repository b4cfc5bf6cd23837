"""32 people at once on 100 seats, some of whom give up: `ROUNDS=50 pytest …` for many rounds."""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import Sum
from tests import make
from tests.events.filled import registered

from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.models import Event, Guest, Seat
from veche.events.terms import GuestState, WaitingMode
from veche.kit.terms import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, THREADS, SEATS, EACH = int(os.environ.get("ROUNDS", "1")), 32, 100, 2


def test_never_one_seat_too_many_and_none_unsold_while_somebody_waits_who_fits():
    for number in range(ROUNDS):
        mode = (WaitingMode.FIT, WaitingMode.STRICT)[number % 2]
        event = make.event(capacity=SEATS, waiting_mode=mode)
        draws = [random.Random(1000 * number + thread) for thread in range(THREADS)]

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda draw, event=event: come_and_go(event, draw), draws))

        check(event, mode)


def come_and_go(event, draw):
    """Register some parties, and give up or take what is offered to some of them."""
    try:
        for _ in range(EACH):
            guest = registered(event, "Гость", draw.randint(1, 4))
            if draw.random() < 0.35:
                actions.answer_no(guest, in_=event.community, by=SYSTEM)
            offered = Guest.objects.filter(event=event, state=GuestState.WAITING).exclude(offered_until=None)
            if one := offered.order_by("?").select_related("event").first():
                answer = actions.take_offer if draw.random() < 0.6 else actions.answer_no
                quietly(answer, one)
    finally:
        connections.close_all()


def quietly(answer, guest):
    """Answer for a guest; somebody else may have answered a moment before."""
    try:
        answer(guest, in_=guest.event.community, by=SYSTEM)
    except Refusal:
        return


def check(event, mode):
    """Everything adds up: what is counted, what guests hold, and who waits."""
    found = Event.objects.get(pk=event.pk)
    guests = Guest.objects.filter(event=event)
    held = guests.filter(state=GuestState.GOING) | guests.exclude(offered_until=None)
    assert (held.aggregate(n=Sum("seats"))["n"] or 0) == found.taken <= SEATS
    assert guests.count() == THREADS * EACH
    assert Seat.objects.filter(event=event).count() == guests.aggregate(n=Sum("seats"))["n"]
    waiting = list(guests.filter(state=GuestState.WAITING, offered_until=None).order_by("waits_since", "pk"))
    free = SEATS - found.taken
    if waiting:
        assert waiting[0].seats > free  # the first who waits does not fit
    blocked = mode is WaitingMode.STRICT or any(one.passed_over >= found.waiting_bound for one in waiting)
    assert blocked or all(one.seats > free for one in waiting)
