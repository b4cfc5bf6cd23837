"""Jobs commit with the change that asked for them and end in a state a person can see."""

import pytest
from django.db import transaction

from veche.kit.jobs import Job, declared, drain, enqueue, job, retry_job, tell_progress
from veche.kit.jobs.queueing import LEASE, claim_job, free_jobs, pause_after, perform
from veche.kit.jobs.scheduling import enqueue_periodic
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.time import SECOND, now

pytestmark = pytest.mark.django_db
SEEN: list[str] = []


@job(N_("Note a word"), attempts=2)
def note(word: str) -> None:
    """Remember a word, or fail as the word says."""
    if word == "refuse":
        raise Refusal("no")
    if word == "trouble":
        raise Trouble("later", retry_after=1000)
    if word == "crash":
        raise ZeroDivisionError
    SEEN.append(word)


@pytest.fixture(autouse=True)
def nothing_waits():
    Job.objects.all().delete()
    SEEN.clear()


def test_a_job_is_done_once():
    enqueue(note, word="привет")

    drain()
    drain()

    assert SEEN == ["привет"]
    assert Job.objects.get().state == Job.DONE


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_change_that_failed_never_was():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(note, word="x")
        raise RuntimeError

    assert not Job.objects.exists()


def test_asking_again_while_it_waits_changes_nothing():
    for _ in range(3):
        enqueue(note, key="one", word="раз")

    drain()
    enqueue(note, key="one", word="два")

    assert SEEN == ["раз"]
    assert Job.objects.filter(state=Job.WAITING).count() == 1


def test_a_refusal_is_final_and_can_be_retried_by_hand():
    enqueue(note, word="refuse")

    drain()
    failed = Job.objects.get()
    retried = retry_job(failed.pk)

    assert (failed.state, failed.error) == (Job.FAILED, "no")
    assert retried
    assert Job.objects.get().state == Job.WAITING
    assert not retry_job(failed.pk)


def test_trouble_waits_as_long_as_the_outside_asked():
    enqueue(note, word="trouble")

    drain()

    waiting = Job.objects.get()
    assert waiting.state == Job.WAITING
    assert waiting.due_at.timestamp() * 1000 > now() + 900 * SECOND


def test_a_crash_is_tried_again_and_then_shown():
    enqueue(note, word="crash")

    for _ in range(2):
        Job.objects.update(due_at=now())
        drain()

    failed = Job.objects.get()
    assert (failed.state, failed.attempts) == (Job.FAILED, 2)
    assert "ZeroDivisionError" in failed.error


def test_pauses_grow_to_an_hour():
    pauses = [pause_after(attempt) for attempt in range(1, 12)]

    assert pauses[0] < pauses[1] < pauses[2] < 120
    assert pauses[-1] <= 3600 * 1.2


def test_the_job_of_a_dead_process_is_given_to_another():
    enqueue(note, word="снова")
    claim_job("dead:1", ("main",))
    assert free_jobs() == 0

    Job.objects.update(leased_until=now() - LEASE)
    assert free_jobs() == 1
    Job.objects.update(due_at=now())
    drain()

    assert SEEN == ["снова"]


def test_a_slow_process_that_lost_its_job_cannot_end_it():
    enqueue(note, word="раз")
    slow = claim_job("slow:1", ("main",))
    free_jobs(claims=["slow:1"])
    Job.objects.update(due_at=now())
    other = claim_job("other:2", ("main",))

    perform(slow)

    assert Job.objects.get().state == Job.RUNNING
    perform(other)
    assert Job.objects.get().state == Job.DONE


def test_a_job_this_version_does_not_know_fails_aloud():
    Job.objects.create(name="gone.jobs.away", made_at=now(), due_at=now())

    drain()

    assert Job.objects.get().state == Job.FAILED


def test_long_jobs_leave_a_lane_for_short_ones():
    enqueue("ledger.jobs.compact_columns")

    assert claim_job("a:1", ("main",)) is None
    assert claim_job("a:1", ("main", "long")) is not None


def test_periodic_jobs_have_one_turn_however_many_nodes_ask():
    for _ in range(3):
        enqueue_periodic()

    names = list(Job.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) > 0
    assert all(declared(name) for name in names)


@job(N_("Get on and crash"), attempts=3)
def get_on(kept: bool) -> None:
    """Do a part, then break."""
    tell_progress(7, 10, kept=kept)
    raise ZeroDivisionError


@pytest.mark.parametrize(("kept", "state"), [(False, Job.FAILED), (True, Job.WAITING)])
def test_attempts_start_anew_for_a_job_that_gets_on(kept, state):
    enqueue(get_on, kept=kept)

    for _ in range(5):
        Job.objects.filter(state=Job.WAITING).update(due_at=now())
        drain()

    job = Job.objects.get()
    assert (job.state, job.done_part, job.whole) == (state, 7, 10)


def test_progress_is_told_by_jobs_only():
    tell_progress(1, 2)

    assert not Job.objects.exists()
