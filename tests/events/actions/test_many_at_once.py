"""32 people at once on 100 seats, some of whom give up: `ROUNDS=50 pytest …` for many rounds.

Here in the threads of one process, on SQLite; on PostgreSQL two nodes are asked (tests/events/test_nodes.py).
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from tests import make
from tests.events.filled import registered
from tests.events.sold import check_seats, offered

from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.terms import WaitingMode
from veche.kit.terms import Refusal

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="two nodes are asked instead"),
]
ROUNDS, THREADS, SEATS, EACH = int(os.environ.get("ROUNDS", "1")), 32, 100, 2


def test_never_one_seat_too_many_and_none_unsold_while_somebody_waits_who_fits():
    for number in range(ROUNDS):
        mode = (WaitingMode.FIT, WaitingMode.STRICT)[number % 2]
        event = make.event(capacity=SEATS, waiting_mode=mode)
        draws = [random.Random(1000 * number + thread) for thread in range(THREADS)]

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda draw, event=event: come_and_go(event, draw), draws))

        check_seats(event, parties=THREADS * EACH)


def come_and_go(event, draw):
    """Register some parties, and give up or take what is offered to some of them."""
    try:
        for _ in range(EACH):
            guest = registered(event, "Гость", draw.randint(1, 4))
            if draw.random() < 0.35:
                actions.answer_no(guest, in_=event.community, by=SYSTEM)
            if one := offered(event):
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
