"""Two nodes share the work: no recipient is taken by both, none is left."""

import threading

import pytest
from django.db import connection
from tests import make
from tests.mailing.sending.world import lane, letter_to, smtp_sender, states
from tests.mailing.servers import serving

from veche.mailing.models import Claim
from veche.mailing.terms import Stand

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_nodes_share_a_letter_and_nobody_gets_it_twice(settings):
    settings.MAY_REACH = ["127.0.0.1"]
    community = make.community()
    names = [f"N{number}" for number in range(60)]
    faults: list[BaseException] = []

    with serving(delay=0.002) as server:
        sender = smtp_sender(community, server, per_second=20)
        letter = letter_to(community, *names, sender=sender)

        def work(on: str) -> None:
            try:
                lane(sender, on).run()
            except BaseException as fault:  # a thread's assertion counts as the test's
                faults.append(fault)
            finally:
                connection.close()

        threads = [threading.Thread(target=work, args=(on,)) for on in ("one:1", "two:2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert not faults
    assert set(server.taken.values()) == {1}
    assert len(server.taken) == 60
    assert set(states(letter).values()) == {Stand.SENT}
    assert set(Claim.objects.values_list("node", flat=True)) <= {"one:1", "two:2"}
