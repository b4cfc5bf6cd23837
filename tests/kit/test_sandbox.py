"""The sandbox: whatever a reader does in the child, the parent goes on and says why."""

import itertools
import os
import time
from dataclasses import replace

import pytest
from tests.kit import given_readers

from veche.kit.sandbox import Apart, Bounds, ask_apart
from veche.kit.terms import Refusal, Trouble

SMALL = Bounds(memory=400 * 1024**2, processor=1, silence=0.8)
# Where a machine is busy, memory is given slowly: who waits too shortly hears of a standstill first.
PATIENT = replace(SMALL, processor=10, silence=20)


def _all(make, *arguments, **options):
    with Apart(make, *arguments, **options) as apart:
        return list(itertools.chain.from_iterable(apart))


def test_what_the_reader_yields_comes_in_order():
    found = _all(given_readers.count, 10_000)

    assert found == list(range(10_000))


@pytest.mark.parametrize(("skip", "limit", "expected"), [(0, 3, [0, 1, 2]), (7, 2, [7, 8]), (9, 5, [9])])
def test_what_was_read_before_is_passed_over(skip, limit, expected):
    assert _all(given_readers.count, 10, skip=skip, limit=limit) == expected


def test_a_refusal_comes_through_with_its_place():
    with pytest.raises(Refusal) as refusal:
        _all(given_readers.refuse_after, 5)

    assert refusal.value.reasons[0].place == "5"


@pytest.mark.parametrize(
    ("make", "arguments", "words"),
    [
        (given_readers.hoard, (), "memory"),
        (given_readers.dream, (), "standstill"),
        (given_readers.turn, (), "standstill|longer"),
        (given_readers.stumble, (), "a fault of ours"),
        (given_readers.end_by, ("SIGSEGV",), "broke its reader"),
        (given_readers.end_by, ("SIGABRT",), "broke its reader"),
        (given_readers.end_by, ("SIGXCPU",), "longer"),
    ],
)
def test_a_reader_that_misbehaves_is_a_refusal_of_the_file(make, arguments, words):
    with pytest.raises(Refusal, match=words):
        _all(make, *arguments, bounds=PATIENT if words == "memory" else SMALL)


def test_a_reader_killed_by_somebody_is_trouble_and_no_fault_of_the_file():
    with pytest.raises(Trouble):
        _all(given_readers.end_by, "SIGKILL")


def test_a_reader_writes_no_files(tmp_path):
    with pytest.raises(Refusal):
        _all(given_readers.write, str(tmp_path / "x"))

    assert not (tmp_path / "x").exists() or (tmp_path / "x").read_bytes() == b""


def test_a_child_cannot_make_its_parent_run_anything():
    with pytest.raises(Refusal, match="broke its reader"):
        _all(given_readers.smuggle)


def test_a_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("VECHE_SECRET_KEY", "hush")

    found = _all(given_readers.surroundings)[0]

    assert "hush" not in found.values()


def test_leaving_ends_the_child():
    with Apart(given_readers.dream) as apart:
        pid = apart._child.pid

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_one_answer_can_be_asked_for():
    assert ask_apart(sorted, [3, 1, 2]) == [1, 2, 3]


def test_the_place_in_the_file_is_told(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100_000)

    with Apart(given_readers.read_half, str(path)) as apart:
        end = time.monotonic() + 10
        while not apart.place_in(path) and time.monotonic() < end:
            time.sleep(0.02)
        place = apart.place_in(path)

    assert 1000 <= place <= 100_000
