"""A hundred million interactions: nothing falls over. `make bench NAME=hundred_million [SCALE=1]`.

Ten tranches of ten million, each with people and ids of its own, are written by a process each and make one
copy of a million people. Then every measure for 90 days and for all time, every question of Today and every
segment is asked once of cold files, with the memory that settings give the figures; what does not fit spills
to the disk. The figure is how many questions came to nothing: out of memory, or broken off after 20 seconds.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.boards import found_community, questions_of
from benchmarks.measuring import SCALE, own_data, report, set_up_django
from benchmarks.segments import SEGMENTS, asking, lay_belongings

TRANCHES, INTERACTIONS, PEOPLE = 10, 10_000_000, 100_000


def main() -> None:
    """Write the tranches, ask everything once, and print each time, the memory and the size."""
    with own_data() as folder:
        set_up_django()
        community = found_community()
        start = time.perf_counter()
        for number in range(TRANCHES):
            _in_a_process_of_its_own(str(number))
            print(f"tranche {number + 1} of {TRANCHES} after {time.perf_counter() - start:.0f} s", flush=True)
        _in_a_process_of_its_own("belongings")
        print(f"{_size(folder) / 2**20:,.0f} MB on disk, files of the copy and the main database")
        questions = [*questions_of(community), *_segments(community)]
        taken = {key: _told(key, run) for key, run in questions}
        fallen = [key for key, seconds in taken.items() if seconds is None]
        slowest = max(seconds for seconds in taken.values() if seconds is not None)
        print(f"peak memory {_peak_memory():,.0f} MB, figures may have {_allowed()}, slowest {slowest:.1f} s")
        print(f"came to nothing: {', '.join(fallen) or 'none'} of {len(questions)} questions")
    report("hundred_million", len(fallen), "questions that came to nothing", 0, better="less")


def _in_a_process_of_its_own(what: str) -> None:
    """Write something where its memory is not that of the process which asks."""
    subprocess.run([sys.executable, "-m", "benchmarks.hundred_million", what], check=True)


def write(what: str) -> None:
    """Write a tranche by its number, or what people have beside their facts."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.config.settings"
    django.setup()
    from veche.core.models import Community

    community = Community.objects.get(slug="bench")
    if what == "belongings":
        lay_belongings(community, _people() * TRANCHES)
    else:
        write_tranche(community, int(what))


def write_tranche(community: Any, number: int) -> None:
    """Write a tranche beside those before it; who is who is laid anew for all people so far."""
    from benchmarks import many_facts

    facts, replies, mine = many_facts.make_facts(int(INTERACTIONS * SCALE), _people(), seed=number + 1)
    identities = _people() + _people() // 10
    for rows, name, step in (
        (facts, "id", int(INTERACTIONS * SCALE)), (facts, "identity", identities),
        (replies, "child", int(INTERACTIONS * SCALE)), (replies, "parent", int(INTERACTIONS * SCALE)),
        (replies, "identity", identities), (replies, "parent_identity", identities),
    ):  # fmt: skip
        rows[name] = rows[name] + step * number
    everybody = {
        name: np.concatenate([values + _step(name, identities) * before for before in range(number + 1)])
        for name, values in mine.items()
    }
    many_facts.write_copy(community, facts, replies, everybody)


def _step(name: str, identities: int) -> int:
    return {"identity_id": identities, "person_id": _people()}.get(name, 0)


def _people() -> int:
    return int(PEOPLE * SCALE)


def _segments(community: Any) -> list[tuple[str, Callable[[], Any]]]:
    return [(f"segment: {name}", asking(community, raw)) for name, raw in SEGMENTS.items()]


def _told(key: str, run: Callable[[], Any]) -> float | None:
    """Ask once; answer the seconds, or nothing where no answer came."""
    from veche.kit.terms import Trouble

    start = time.perf_counter()
    try:
        run()
    except Trouble as trouble:
        print(f"{key:44} came to nothing: {trouble}", flush=True)
        return None
    seconds = time.perf_counter() - start
    print(f"{key:44} {seconds:7.2f} s", flush=True)
    return seconds


def _peak_memory() -> float:
    """Answer the most that this process ever held, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _allowed() -> str:
    from django.conf import settings

    return str(settings.COLUMNS_MEMORY)


if __name__ == "__main__":
    write(sys.argv[1]) if len(sys.argv) > 1 else main()
