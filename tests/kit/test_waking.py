"""Waking: who waits is woken by what is theirs, and by nobody's pipes being in the way."""

import os
import threading

import pytest

from veche.kit.jobs import enqueue
from veche.kit.waking import JOBS, KNOCKS, Sleeper, wake

LONG = 30.0


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.WAKING = tmp_path / "waking"
    return settings.WAKING


def test_who_waits_is_woken_and_others_sleep_on():
    with Sleeper(JOBS) as worker, Sleeper(KNOCKS) as listener:
        threading.Timer(0.05, wake, [JOBS]).start()

        assert worker.sleep(LONG)
        assert not listener.sleep(0)
        assert not worker.sleep(0)


def test_a_wish_is_kept_for_who_was_busy_and_many_are_one():
    with Sleeper(JOBS) as sleeper:
        for _ in range(30):
            wake(JOBS)

        assert (sleeper.sleep(0), sleeper.sleep(0)) == (True, False)


def test_what_a_killed_process_left_behind_is_taken_away(folder):
    with Sleeper(JOBS) as sleeper:
        os.mkfifo(folder / "jobs-1-dead.pipe")

        wake(JOBS)

        assert sleeper.sleep(0)
        assert len(list(folder.iterdir())) == 1
    assert list(folder.iterdir()) == []


def test_a_disk_without_pipes_is_slept_on_as_ever(settings, tmp_path):
    settings.WAKING = tmp_path / "file"
    settings.WAKING.write_text("no folder")

    wake(JOBS)

    with Sleeper(JOBS) as sleeper:
        assert not sleeper.sleep(0.01)


@pytest.mark.django_db
def test_a_job_wakes_when_its_change_commits_and_not_before(django_capture_on_commit_callbacks):
    with Sleeper(JOBS) as sleeper:
        with django_capture_on_commit_callbacks(execute=True):
            enqueue("inbox.jobs.tend")

            assert not sleeper.sleep(0)

        assert sleeper.sleep(0)
