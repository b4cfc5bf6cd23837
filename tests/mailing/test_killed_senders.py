"""Senders killed -9 anywhere while the server fails in every way: nobody is lost, nobody gets a letter twice.

What counts is what the server really took. Only a person may have a doubtful letter repeated.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable

import psutil
import pytest
from tests.crash.running import Running
from tests.mailing.servers import Server, faulty, serving

pytestmark = pytest.mark.crash
KILLS = int(os.environ.get("KILLS", "4"))
RECIPIENTS, PATIENCE = 200 * KILLS, 400 + 20 * KILLS
WAITING, CLAIMED, SENT, DOUBTFUL, FAILED = 0, 1, 2, 3, 4

WRITE = """
from veche.core.actions import found_organisation, open_community
from veche.core.terms import SYSTEM
from veche.kit.sealing import seal
from veche.kit.time import now
from veche.mailing.models import Delivery, Letter, Newsletter, Sender, Subscription
owner = {{"owner_email": "o@example.org", "owner_name": "O", "password": "a long enough passphrase"}}
home, _ = found_organisation("Club", language="en", by=SYSTEM, **owner)
club = open_community(home, name="Runners", slug="runners", by=SYSTEM)
news = Newsletter.objects.create(community=club, title="News", slug="news", made_at=now())
place = '{{"host": "127.0.0.1", "port": "{port}", "security": "none"}}'
sender = Sender.objects.create(community=club, title="S", kind="smtp", address="news@runners.example",
                               settings=seal(place), lanes={lanes}, made_at=now())
letter = Letter.objects.create(community=club, newsletter=news, title="News", subject="News", form="markdown",
    content={{"source": "Hello!"}}, language="en", made_at=now(), changed_at=now())
mails = [f"r{{number}}@d{{number % 7}}.example" for number in range({count})]
Subscription.objects.bulk_create(
    [Subscription(newsletter=news, email=mail, state="on", changed_at=now()) for mail in mails])
Delivery.objects.bulk_create(
    [Delivery(letter=letter, email=mail, domain=mail.partition("@")[2], sender=sender, due_at=now())
     for mail in mails])
Letter.objects.filter(pk=letter.pk).update(state="sending", begun_at=now())
"""
HURRY = """
from veche.kit.time import now
from veche.mailing.models import Delivery, DomainPace, Sender
DomainPace.objects.all().delete()
Sender.objects.update(state="open")
Delivery.objects.filter(state=0).update(due_at=now(), is_paced=False)
"""


@pytest.fixture
def server():
    with serving(fault=faulty(0.2), keeps=False) as running:
        yield running


def test_killed_while_it_sends_and_the_server_fails(tmp_path, server):
    running = Running(tmp_path, reaches="127.0.0.1", seed=5)
    try:
        until(lambda: running.process.poll() is None and (tmp_path / "veche.sqlite3").exists())
        running.wait_until_it_answers()
        running.do(WRITE.format(port=server.port, count=RECIPIENTS, lanes=2))
        kills = kill_lanes(running, server)
        server.fault = lambda stage, to: None
        until(lambda: hurried(running))
        states = dict(running.ask("SELECT email, state FROM mailing_delivery"))
        letter = running.ask("SELECT state FROM mailing_letter")[0][0]
    finally:
        running.stop()

    found = Counter(states.values())
    assert len(states) == RECIPIENTS
    assert set(found) <= {SENT, DOUBTFUL, FAILED}
    assert letter == "sent"
    assert max(server.taken.values()) == 1, "somebody got it twice"
    assert {to for to, state in states.items() if state == SENT} <= set(server.taken)
    assert not {to for to, state in states.items() if state == FAILED} & set(server.taken)
    assert set(server.taken) <= {to for to, state in states.items() if state in (SENT, DOUBTFUL)}
    assert found[DOUBTFUL] <= kills + server.after_dot


def kill_lanes(running: Running, server: Server) -> int:
    """Kill whoever talks to the server, now and then somebody else; answers how many were killed."""
    draw, killed = random.Random(11), 0
    end = time.monotonic() + PATIENCE
    until(lambda: server.taken)
    while killed < KILLS and time.monotonic() < end:
        time.sleep(draw.uniform(0.05, 0.6))
        if not running.ask("SELECT 1 FROM mailing_delivery WHERE state IN (0, 1) LIMIT 1"):
            break
        if draw.random() < 0.15:
            running.kill_somebody()
            killed += 1
            continue
        lanes = [one for one in family(running) if talks_to(one, server.port)]
        if lanes:
            draw.choice(lanes).kill()
            killed += 1
        else:
            running.do(HURRY)
    return killed


def family(running: Running) -> list[psutil.Process]:
    return psutil.Process(running.process.pid).children(recursive=True)


def talks_to(process: psutil.Process, port: int) -> bool:
    try:
        return any(line.raddr and line.raddr.port == port for line in process.net_connections("tcp"))
    except psutil.Error:
        return False


def hurried(running: Running) -> bool:
    """Have what waits tried again at once; tells whether nothing waits any more."""
    if not running.ask("SELECT 1 FROM mailing_delivery WHERE state IN (0, 1) LIMIT 1"):
        return running.ask("SELECT state FROM mailing_letter")[0][0] == "sent"
    running.do(HURRY)
    time.sleep(1)
    return False


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.2)
