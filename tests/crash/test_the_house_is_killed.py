"""Kill -9 of web and workers at random moments: nothing acknowledged is lost, nothing is done twice.

`make crash` kills 200 times; without KILLS a few, so that every run of the suite sees some.
"""

import os
import threading
import time
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from tests.crash.running import OWNER, PASSWORD, Running, Visitor, free_port

pytestmark = [pytest.mark.crash, pytest.mark.long]

KILLS = int(os.environ.get("KILLS", "5"))
LONGEST_PAUSE = 3.0
# Seconds to wait for what must come: whoever dies again and again is started, and tried, ever later.
PATIENCE = 90.0 + 4 * KILLS
SLUG = "club"


class Postman:
    """A mail server that keeps every letter by its address."""

    def __init__(self):
        self.got = []

    async def handle_DATA(self, server, session, envelope):
        self.got.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)["Message-ID"]))
        return "250 OK"


@pytest.fixture
def postman():
    found = Postman()
    port = free_port()
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    found.address = f"smtp://127.0.0.1:{port}"
    yield found
    controller.stop()


@pytest.fixture
def running(tmp_path, postman):
    found = Running(tmp_path / "data", mail=postman.address)
    found.wait_until_it_answers()
    yield found
    found.stop()


def test_what_was_acknowledged_is_there_once(running, postman):
    visitor = Visitor(running)
    begin(visitor)
    acknowledged, over = [], threading.Event()
    killer = threading.Thread(target=kill_until_enough, args=(running, over))
    killer.start()

    number = 0
    while not over.is_set():
        number += 1
        address = f"guest{number}@example.org"
        if visitor.send(f"/c/{SLUG}/staff/invite/", role="analyst", email=address):
            acknowledged.append(address)
    killer.join()
    wait_until(lambda: set(acknowledged) <= {to for to, _ in postman.got})
    settle(running)

    assert len(running.kills) == KILLS
    assert len(acknowledged) > KILLS // 4
    ids = {}
    for to, message_id in postman.got:
        ids.setdefault(to, set()).add(message_id)
    # A letter on its way while its sender dies may come twice, as the same letter; never as two.
    assert [to for to, found in ids.items() if len(found) > 1] == []
    assert sum(Counter(to for to, _ in postman.got).values()) - len(ids) <= KILLS
    kept = Counter(email for (email,) in running.ask("SELECT email FROM core_invitation"))
    assert [address for address in acknowledged if kept[address] != 1] == []
    assert running.ask("SELECT name, error FROM kit_job WHERE state = 'failed'") == []
    assert "Everything is whole." in running.veche("check")


def begin(visitor):
    """Found the organisation as a new user does."""
    fields = {
        "organisation": "Club", "name": "Olga", "email": OWNER, "password": PASSWORD, "community": "Club",
        "language": "en", "time_zone": "Europe/Moscow", "currency": "EUR", "accent": "blue",
    }  # fmt: skip
    assert visitor.send("/first-run/", **fields)


def kill_until_enough(running, over):
    """Kill somebody at a random moment, over and over."""
    try:
        while len(running.kills) < KILLS:
            time.sleep(running.draw.uniform(0, LONGEST_PAUSE))
            running.kill_somebody()
    finally:
        over.set()


def wait_until(true, patience=PATIENCE):
    """Wait for what must come."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.2)
    assert true()


def settle(running):
    """Wait until the house is up again and nothing is left to do."""
    running.wait_until_it_answers()
    wait_until(
        lambda: running.ask("SELECT count(*) FROM kit_job WHERE state IN ('waiting', 'running')") == [(0,)]
    )
