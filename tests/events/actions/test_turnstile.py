"""What comes at the same moment is written together, and fails alone."""

import threading
import time

import pytest
from django.db import connection
from tests import make

from veche.core.models import Community
from veche.events.actions.turnstile import Turnstile

pytestmark = pytest.mark.django_db(transaction=True)


def until_both_wait(turnstile):
    """Wait until two more stand before the turnstile."""
    end = time.monotonic() + 10
    while len(turnstile._turns) < 2 and time.monotonic() < end:
        time.sleep(0.001)


def test_who_comes_meanwhile_goes_through_together_and_a_fault_is_its_own():
    made = make.community("А")
    turnstile, entered, release = Turnstile(), threading.Event(), threading.Event()
    found, threads = {}, []

    def name(text):
        Community.objects.filter(pk=made.pk).update(name=text)
        return text

    def slow():
        entered.set()
        assert release.wait(10)
        return name("Б")

    def fail():
        name("беда")
        raise ValueError("беда")

    def go(key, run):
        try:
            found[key] = turnstile.pass_through(run)
        except ValueError as fault:
            found[key] = fault
        finally:
            connection.close()

    def begin(key, run):
        threads.append(threading.Thread(target=go, args=(key, run)))
        threads[-1].start()

    begin("slow", slow)
    assert entered.wait(10)
    begin("good", lambda: name("В"))
    begin("bad", fail)
    until_both_wait(turnstile)
    release.set()
    for thread in threads:
        thread.join()

    assert (found["slow"], found["good"], str(found["bad"])) == ("Б", "В", "беда")
    assert Community.objects.get(pk=made.pk).name == "В"
