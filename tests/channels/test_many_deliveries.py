"""Each update comes five times, in any order, by several senders; `UPDATES=20000 pytest …` for many."""

import os
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from tests import make
from tests.channels import live

from veche.channels import actions
from veche.channels.models import Envelope
from veche.core.terms import SYSTEM
from veche.kit.jobs import drain
from veche.ledger.models import Interaction, Reply

pytestmark = pytest.mark.django_db(transaction=True)
UPDATES, SENDERS = int(os.environ.get("UPDATES", "150")), 4


def test_nothing_is_doubled_nothing_is_lost_and_the_threads_are_right(outside, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    found = live.telegram(make.community(), outside, way="hook")
    draw = random.Random(7)
    answers = {n: draw.randrange(1, n) for n in range(2, UPDATES + 1) if draw.random() < 0.6}
    deliveries = [number for number in range(1, UPDATES + 1) for _ in range(5)]
    draw.shuffle(deliveries)

    with ThreadPoolExecutor(SENDERS) as senders:
        portions = [deliveries[start::SENDERS] for start in range(SENDERS)]
        statuses = list(senders.map(lambda portion: send(found, portion, answers), portions))
    actions.take_knocks(by=SYSTEM)
    drain()

    assert set().union(*statuses) == {200}
    found.refresh_from_db()
    assert (found.received, found.taken, found.waiting) == (5 * UPDATES, UPDATES, 0)
    assert found.duplicate == 4 * UPDATES
    assert Envelope.objects.count() == Interaction.objects.count() == UPDATES
    said = {one.pk: one.extra_number for one in numbered()}
    linked = {said[one.child_id]: said[one.parent_id] for one in Reply.objects.exclude(parent=None)}
    assert linked == answers


def send(found, portion, answers):
    """Knock with each update of a portion; answers which statuses came back."""
    client, statuses = Client(), set()
    try:
        for number in portion:
            more = {}
            if number in answers:
                more["reply_to_message"] = live.update(answers[number], f"Слово {answers[number]}")["message"]
            statuses.add(live.knocks(client, found, live.update(number, **more)).status_code)
    finally:
        connections.close_all()
    return statuses


def numbered():
    """Answer the facts with the number that their words end in."""
    for one in Interaction.objects.prefetch_related("wordings"):
        one.extra_number = int(one.wordings.all()[0].text.split()[-1])
        yield one
