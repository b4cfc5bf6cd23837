"""Many at once: those who record, those who copy, those who read, and those who are killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests import make
from tests.ledger.columns.oracle import assert_whole

from veche.core.terms import SYSTEM
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.columns import compacting
from veche.ledger.models import Segment
from veche.ledger.queries import ask_columns

pytestmark = pytest.mark.django_db(transaction=True)
OTHER = make.PLACE._replace(key="200")


def at_once(*works):
    """Run each in a thread of its own and raise what any of them raised."""
    faults = []

    def run(work):
        try:
            work()
        except BaseException as fault:  # a thread's assertion counts as the test's
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    assert not any(thread.is_alive() for thread in threads)


def test_a_batch_that_commits_late_is_not_passed_over():
    origin = make.origin()
    record_many([make.sighting(0), make.sighting(0, place=OTHER)], origin=origin, by=SYSTEM)
    begun = threading.Event()

    def late():
        with transaction.atomic():
            record_many([make.sighting(n) for n in range(1, 20)], origin=origin, by=SYSTEM)
            begun.set()
            time.sleep(0.6)

    def soon():
        begun.wait(10)
        record_many([make.sighting(n, place=OTHER) for n in range(1, 20)], origin=origin, by=SYSTEM)
        columns.append(origin.community_id)

    at_once(late, soon)

    columns.append(origin.community_id)
    assert_whole(origin.community)


def recorder(origin, number):
    """Somebody who records eight batches, replies among them."""
    place = make.PLACE._replace(key=str(number % 2))

    def record():
        for batch in range(8):
            ids = [f"{number}-{batch}-{k}" for k in range(15)]
            sightings = [make.sighting(i, place=place, who=str(number), reply_to=ids[0]) for i in ids]
            record_many(sightings, origin=origin, by=SYSTEM)

    return record


def until(done, work):
    """The same work again and again."""

    def run():
        while not done.is_set():
            work()
            time.sleep(0.01)

    return run


def test_recording_copying_tidying_and_reading_side_by_side():
    origin, done, seen = make.origin(), threading.Event(), [0]
    record_many([make.sighting(0)], origin=origin, by=SYSTEM)
    columns.append(origin.community_id)

    def read():
        found = ask_columns(origin.community, "SELECT count(*), count(DISTINCT id) FROM interactions")[0]
        assert found[0] == found[1] >= seen[0]
        seen[0] = found[0]

    def record_all():
        try:
            at_once(*(recorder(origin, number) for number in range(3)))
        finally:
            done.set()

    def copy():
        columns.append(origin.community_id)

    def tidy():
        columns.compact_one(origin.community_id)

    at_once(record_all, until(done, copy), until(done, tidy), until(done, read))

    columns.append(origin.community_id)
    assert_whole(origin.community)


def test_dropped_files_stay_until_nobody_can_read_them(monkeypatch):
    origin = make.origin()
    record_many([make.sighting(n) for n in range(5)], origin=origin, by=SYSTEM)
    columns.append(origin.community_id)
    columns.compact()
    dropped = list(Segment.objects.filter(dropped_at__isnull=False))
    there = [(settings.COLUMNS / segment.path).exists() for segment in dropped]

    monkeypatch.setattr(compacting, "GRACE", -1)
    monkeypatch.setattr(compacting, "LOST_AFTER", -1)
    lost = settings.COLUMNS / str(origin.community_id) / "interactions-any-00.parquet.unfinished"
    lost.touch()
    columns.compact()

    assert dropped
    assert all(there)
    assert not any((settings.COLUMNS / segment.path).exists() for segment in dropped)
    assert not lost.exists()
    assert_whole(origin.community)


CHILD = """
import django, sys; django.setup()
from veche.ledger import columns
print("ready", flush=True)
community = int(sys.argv[1])
while True:
    columns.append(community)
    columns.compact_one(community)
    columns.rebuild_month(community, 674)
"""


def child(community):
    """A process that copies, tidies and makes anew until it is killed."""
    database = connection.settings_dict
    address = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        host = database["HOST"] or database["OPTIONS"].get("host", "")
        address = f"postgres://postgres:@/{database['NAME']}?host={host}"
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "veche.config.settings", "VECHE_DATABASE": address,
        "VECHE_COLUMNS": str(settings.COLUMNS),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(community)], env=surroundings, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.crash
def test_killed_at_any_moment_it_leaves_a_whole_copy():
    draw, origin = random.Random(7), make.origin()
    number = 0
    for _ in range(5):
        process = child(origin.community_id)
        end = time.monotonic() + draw.uniform(0.02, 0.7)
        while time.monotonic() < end:
            batch = [make.sighting(number + k, "а?", reply_to=str(number + k - 3)) for k in range(40)]
            record_many(batch, origin=origin, by=SYSTEM)
            number += 40
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        for path in Segment.objects.filter(dropped_at=None).values_list("path", flat=True):
            assert (settings.COLUMNS / path).exists()

    columns.append(origin.community_id)
    assert_whole(origin.community)
