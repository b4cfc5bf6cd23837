"""Workers killed -9 while people walk a sequence: each gets each of its letters once, whoever died meanwhile.

What counts is what the server took. A letter that a killed worker had in hand may be doubtful, and is shown.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from signal import SIGKILL

import psutil
import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.sending.world import smtp_sender
from tests.mailing.servers import Server, serving
from tests.nodes import work_node

from veche.core.terms import SYSTEM
from veche.kit.jobs import Job, enqueue
from veche.kit.time import now
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind
from veche.mailing import actions
from veche.mailing.jobs import walk_sequences
from veche.mailing.models import Delivery, Passage, Walk
from veche.mailing.queries.sending import doubtful_of
from veche.mailing.queries.sequences import steps_of
from veche.mailing.terms import Stand
from veche.mailing.terms.sequencing import WalkState

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
KILLS = int(os.environ.get("KILLS", "4"))
A_GROUP, PATIENCE = 25, 20 + 20 * KILLS
ON_THE_WAY = ("mailing.jobs.sequencing.walk_sequences", "mailing.listeners.sequencing.begin_walks")


def test_killed_while_people_walk_nobody_misses_a_letter_or_gets_one_twice(tmp_path):
    home = make.community()
    names = [f"N{number}" for number in range(A_GROUP * KILLS)]
    people = readers.people_named(home, *names)
    readers.allowing(people.values(), home)
    news = readers.newsletter(home, needs_subscription=False)
    sequence = actions.begin_ready(news.community, news, "welcome", by=SYSTEM)
    actions.save_sequence(home, {"start": "joined"}, sequence, by=SYSTEM)
    sequence.steps.update(wait=0, hour=None)
    actions.start_sequence(sequence, by=SYSTEM)
    letters = {step.letter for step in steps_of(sequence)}

    with serving(delay=0.002) as server, work_node(tmp_path, reaches="127.0.0.1") as node:
        smtp_sender(home, server, lanes=2)
        killed = killed_on_the_way(node, server, home, names)
        until(lambda: hurried(len(names)))

    taken = Counter((to, subject_of(data)) for _, to, data in server.letters)
    states = {one.pk: one for one in Delivery.objects.all()}
    doubtful = [one for letter in letters for one in doubtful_of(letter)]
    assert set(taken.values()) == {1}
    assert Counter((one.person_id, one.letter_id) for one in states.values()) == Counter(
        {(person.pk, letter.pk): 1 for person in people.values() for letter in letters}
    )
    assert {one.state for one in states.values()} <= {Stand.SENT, Stand.DOUBTFUL}
    assert len(doubtful) <= killed["lane"]
    assert len(states) - len(doubtful) <= len(taken) <= len(states)
    assert Passage.objects.exclude(delivery=None).count() == len(states)
    assert set(Walk.objects.values_list("state", flat=True)) == {WalkState.DONE}
    assert killed


def killed_on_the_way(node: psutil.Process, server: Server, home, names: list[str]) -> Counter[str]:
    """Let people join group by group, and kill by turns who brings them on and who sends."""
    draw, killed = random.Random(3), Counter[str]()
    until(node.children)
    for turn in range(KILLS):
        joined(home, *names[turn * A_GROUP :][:A_GROUP])
        kind, found = ("job", at_work) if turn % 2 == 0 else ("lane", lambda: lanes(node, server.port))
        until(lambda found=found: hurry() or found())
        time.sleep(draw.uniform(0, 0.05))
        for victim in found()[:1]:
            with suppress(ProcessLookupError):  # it ended by itself while we looked
                os.kill(victim, SIGKILL)
                killed[kind] += 1
    return killed


def at_work() -> list[int]:
    """The processes that bring people into a sequence or on within it."""
    running = Job.objects.filter(state=Job.RUNNING, name__in=ON_THE_WAY).exclude(claim="")
    return [int(one.rpartition(":")[2]) for one in running.values_list("claim", flat=True)]


def joined(home, *names: str) -> None:
    """People who join; the workers hear of it."""
    seen = [
        make.sighting(f"joined-{name}", handle=Handle("email", readers.address_of(name), name),
                      kind=Kind.JOINED, at=now())
        for name in names
    ]  # fmt: skip
    record_many(seen, origin=make.origin(home), by=SYSTEM)


def hurry() -> None:
    """Have what waits done at once: a killed worker's job would be tried again after a pause."""
    enqueue(walk_sequences, key="turn")
    Job.objects.filter(state=Job.WAITING).update(due_at=now())


def hurried(count: int) -> bool:
    """Tell whether everybody is through, and have what waits done at once where not."""
    walks = Walk.objects.exclude(state=WalkState.WALKING).count() == count
    if walks and not Delivery.objects.filter(state__in=(Stand.WAITING, Stand.CLAIMED)).exists():
        return True
    hurry()
    return False


def lanes(node: psutil.Process, port: int) -> list[int]:
    """The processes that hand letters over."""
    found = []
    for one in node.children(recursive=True):
        with suppress(psutil.Error):
            if any(line.raddr and line.raddr.port == port for line in one.net_connections("tcp")):
                found.append(one.pid)
    return found


def subject_of(data: bytes) -> bytes:
    return data.partition(b"Subject:")[2].partition(b"\r\nMessage-ID")[0]


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)
