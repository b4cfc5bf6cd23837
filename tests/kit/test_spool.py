"""The spool: what was acknowledged comes out, whatever is killed, torn or refused in between."""

import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.spool import Spool

# Appends from four threads, and says so only afterwards.
APPENDING = """
import os, sys, threading
from pathlib import Path
from veche.kit.spool import Spool
spool = Spool(Path(sys.argv[1]))
def go(thread):
    for number in range(100_000):
        spool.append(b"%d-%d:" % (thread, number) + b"x" * (number % 5000))
        os.write(1, b"%d-%d\\n" % (thread, number))
for thread in range(4):
    threading.Thread(target=go, args=(thread,)).start()
"""
# Meets a disk that takes no more, then one that does.
REFUSED = """
import os, resource, signal, sys
from pathlib import Path
from veche.kit.spool import Spool
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
spool = Spool(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
for number in range(150):
    try:
        spool.append(b"%d:" % number + b"x" * 1000)
        print(number)
    except OSError:
        print("refused", file=sys.stderr)
"""


def child(code, folder):
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def drained(folder, most=500):
    got = []
    Spool(folder).drain(got.extend, most)
    return got


def names_of(records):
    return [record.partition(b":")[0].decode() for record in records]


@settings(max_examples=examples(25))
@given(st.lists(st.one_of(st.none(), st.binary(max_size=50)), max_size=30), st.integers(1, 5))
def test_everything_comes_out_once_in_its_order(tmp_path_factory, steps, most):
    spool, got = Spool(tmp_path_factory.mktemp("spool")), []

    for step in steps:
        if step is None:
            spool.drain(got.extend, most)
        else:
            spool.append(step)

    wanted = [step for step in steps if step is not None]
    assert spool.waiting() == len(wanted) - len(got)
    spool.drain(got.extend, most)
    assert got == wanted
    assert spool.waiting() == 0
    spool.close()


def test_batches_are_bounded_and_files_of_the_gone_are_cleared_away(tmp_path):
    spool, sizes = Spool(tmp_path), []
    for number in range(10):
        spool.append(b"%d" % number)

    spool.drain(lambda batch: sizes.append(len(batch)), most=4)
    assert sizes == [4, 4, 2]
    assert len(list(tmp_path.glob("*.spool"))) == 1  # its writer lives

    spool.close()
    spool.drain(lambda batch: sizes.append(len(batch)))
    assert sizes == [4, 4, 2]
    assert list(tmp_path.glob("*.spool")) == []


def test_what_was_not_taken_is_told_again(tmp_path):
    spool, got = Spool(tmp_path), []
    for number in range(6):
        spool.append(b"%d" % number)

    def stumble(batch):
        if got:
            raise ZeroDivisionError
        got.extend(batch)

    with pytest.raises(ZeroDivisionError):
        spool.drain(stumble, most=2)
    assert spool.waiting() == 4
    assert got + drained(tmp_path) == [b"%d" % number for number in range(6)]


def test_a_large_file_gives_way_to_the_next_and_keeps_the_order(tmp_path):
    spool = Spool(tmp_path)
    for number in range(10):
        spool.append(b"%d:" % number + bytes(4 * 1024**2))

    assert len(list(tmp_path.glob("*.spool"))) > 1
    assert names_of(drained(tmp_path)) == [str(number) for number in range(10)]
    assert len(list(tmp_path.glob("*.spool"))) <= 1


def test_only_one_drains_at_a_time(tmp_path):
    spool, counts = Spool(tmp_path), []
    spool.append(b"once")

    taken = spool.drain(lambda batch: counts.append(Spool(tmp_path).drain(batch.extend)))

    assert (taken, counts) == (1, [0])


def test_a_record_too_large_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at the most"):
        Spool(tmp_path).append(bytes(64 * 1024**2 + 1))


@pytest.mark.parametrize("acknowledged", [1, 300, 2000])
def test_whatever_was_acknowledged_before_a_kill_comes_out(tmp_path, acknowledged):
    process = child(APPENDING, tmp_path)
    got, stop = [], threading.Event()

    def drain_meanwhile():
        while not stop.wait(0.01):
            Spool(tmp_path).drain(got.extend, 50)

    drainer = threading.Thread(target=drain_meanwhile)
    drainer.start()
    told = [process.stdout.readline() for _ in range(acknowledged)]
    process.kill()
    told += process.stdout.readlines()
    process.wait()
    stop.set()
    drainer.join()
    got += drained(tmp_path)

    names = names_of(got)
    promised = {line.strip().decode() for line in told if line.endswith(b"\n")}
    assert len(promised) >= acknowledged
    assert promised <= set(names)
    assert len(set(names)) == len(names)
    for thread in range(4):
        own = [int(name.partition("-")[2]) for name in names if name.startswith(f"{thread}-")]
        assert own == list(range(len(own)))
    assert list(tmp_path.glob("*.spool")) == []
    assert list(tmp_path.glob("*.damaged")) == []


def test_a_disk_that_refuses_promises_nothing_and_loses_nothing(tmp_path):
    process = child(REFUSED, tmp_path)
    out, errors = process.communicate(timeout=60)

    promised = out.decode().split()
    assert errors.decode().split() == ["refused"]
    assert len(promised) == 149
    assert set(promised) <= set(names_of(drained(tmp_path)))


@pytest.mark.parametrize("rest", [b"\x00", b"\x00\x00\x00\x09", b"\x00\x00\x00\x05ABCDhi", bytes(100)])
def test_a_torn_record_that_nobody_was_promised_is_dropped_in_silence(tmp_path, rest, caplog):
    spool = Spool(tmp_path)
    spool.append(b"whole")
    spool.close()
    (file,) = tmp_path.glob("*.spool")
    with file.open("ab") as torn:
        torn.write(rest)

    assert drained(tmp_path) == [b"whole"]
    assert caplog.records == []
    assert list(tmp_path.glob("*.spool")) == []


@pytest.mark.parametrize("place", [0, 30, 40])
def test_a_promised_record_that_the_disk_spoilt_is_kept_and_told_of(tmp_path, place, caplog):
    spool = Spool(tmp_path)
    spool.append(b"promised, and then spoilt")
    spool.close()
    (file,) = tmp_path.glob("*.spool")
    with file.open("r+b") as spoilt:
        spoilt.seek(place)
        spoilt.write(b"\xff")

    drained(tmp_path)
    assert "cannot be read" in caplog.text
    assert len(list(tmp_path.glob("*.damaged"))) == 1


def test_threads_share_a_write(tmp_path):
    spool, times = Spool(tmp_path), []

    def go():
        for _ in range(100):
            begun = time.perf_counter()
            spool.append(bytes(2000))
            times.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=go) for _ in range(4)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert spool.waiting() == 400
    assert 400 / (time.perf_counter() - begun) > 100  # what it takes is in benchmarks/spool.py
