"""32 clients on 100 seats of two web servers over one PostgreSQL: `ROUNDS=50 pytest …` for many rounds."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import httpx
import pytest
from django.db import connection, connections
from django.urls import reverse
from tests import make
from tests.events.filled import form, registered
from tests.events.sold import check_seats, offered
from tests.nodes import web_nodes

from veche.events.models import Guest
from veche.events.queries import secret_for
from veche.events.terms import GuestState, WaitingMode

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is of one machine"),
]
ROUNDS, CLIENTS, SEATS, EACH, EARLY = int(os.environ.get("ROUNDS", "1")), 32, 100, 2, 18
# The last is said to whom many others answered for: an offer that stands alone draws everybody.
DONE, TOO_LATE, TOO_OFTEN = 302, 422, 429
_NETWORK = count(1)


def test_two_nodes_never_sell_one_seat_too_many_nor_leave_one_unsold_while_somebody_waits(tmp_path):
    with web_nodes(2, tmp_path) as nodes:
        for number in range(ROUNDS):
            mode = (WaitingMode.FIT, WaitingMode.STRICT)[number % 2]
            event = make.event(capacity=SEATS, waiting_mode=mode)
            for _ in range(EARLY):  # so that all the others come where seats are few
                registered(event, "Гость", 4)
            draws = [random.Random(1000 * number + client) for client in range(CLIENTS)]

            with ThreadPoolExecutor(CLIENTS) as clients:
                answers = list(clients.map(lambda draw, event=event: come_and_go(nodes, event, draw), draws))

            assert {node for said in answers for node, _ in said} == set(nodes)
            assert {status for said in answers for _, status in said} <= {DONE, TOO_LATE, TOO_OFTEN}
            check_seats(event, parties=EARLY + CLIENTS * EACH)
            states = set(Guest.objects.filter(event=event).values_list("state", flat=True))
            assert {GuestState.GOING, GuestState.CANCELLED} <= states


def come_and_go(nodes, event, draw):
    """Somebody registers parties at either node, gives up some, answers offers; answers what each said."""
    said = []
    network = {"X-Forwarded-For": f"2001:db8:{next(_NETWORK):x}::1"}
    page = f"/e/{event.community.slug}/{event.slug}/"
    with httpx.Client(headers=network, timeout=60) as browser:

        def send(path, **told):
            node = draw.choice(nodes)
            answer = browser.post(node + path, data=told)
            said.append((node, answer.status_code))
            return answer

        try:
            for _ in range(EACH):
                answer = send(page, **form("Гость", draw.randint(1, 4)), answer="going")
                assert answer.status_code == DONE, answer.text
                if draw.random() < 0.35:
                    send(answer.headers["Location"], act="no")
                if one := offered(event):
                    own = reverse("portal:guest_page", args=[secret_for(event.pk, one.key)])
                    send(own, act="take" if draw.random() < 0.6 else "no")
        finally:
            connections.close_all()
    return said
