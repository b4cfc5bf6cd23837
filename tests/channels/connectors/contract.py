"""What every connector promises, as checks that all of their tests share.

from tests.channels.connectors import contract
from veche.channels.connectors.telegram import CONNECTOR

def test_keeps_the_contract(tmp_path):
    records = contract.keeps(CONNECTOR, contract.file(tmp_path, EXPORT))

@given(contract.mutated(EXPORT))
def test_survives_whatever_comes(data):
    contract.survives(CONNECTOR, data)

def test_memory_is_flat(tmp_path):
    contract.memory_is_flat(CONNECTOR, tmp_path, write)   # write(path, count)
"""

import gzip
import json
import os
import pickle
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.channels.connectors import mutating
from tests.channels.connectors.mutating import as_bytes

from veche.channels.terms import Answers, Connector, Question, Record, Surroundings, Understanding
from veche.kit.files import Source, open_source
from veche.kit.terms import Refusal
from veche.ledger.rules import fault_of
from veche.ledger.terms import Nature, Sighting

SHARED = Path(os.environ.get("VECHE_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
MOSCOW = Surroundings(time_zone="Europe/Moscow", currency="RUB", country="RU", language="ru")
mutated = mutating.mutated
# How much more memory ten times the file may take, in megabytes.
FLAT = 24


def shared(*patterns: str) -> list[Any]:
    """Answer real files as test parameters; one that skips where they are absent."""
    found = sorted(path for pattern in patterns for path in SHARED.glob(pattern) if path.is_file())
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="no shared data here"))]
    return [pytest.param(path, id=str(path.relative_to(SHARED))) for path in found]


def file(folder: Path, content: Any, name: str = "upload") -> Path:
    """Write a sample: bytes and texts as they are, anything else as JSON."""
    path = folder / name
    path.write_bytes(as_bytes(content))
    return path


def guesses(questions: Iterable[Question]) -> Answers:
    """Answer every question with its guess, as somebody in a hurry would."""
    return {question.key: question.guess for question in questions}


def read(
    connector: Connector, path: Path, answers: Answers | None = None, surroundings: Surroundings = MOSCOW
) -> list[Record]:
    """Read a file to its end; questions are answered by their guesses where no answers are given."""
    source = _open(path, surroundings)
    answers = guesses(connector.questions(source, surroundings)) if answers is None else answers
    return list(connector.read(source, answers, surroundings))


def sightings(records: Iterable[Record]) -> list[Sighting]:
    """Answer what the records say, in their order."""
    return [sighting for record in records for sighting in record.sightings]


def counted(records: Iterable[Record]) -> Counter[str]:
    """Answer how many facts of each kind there are, and how often each reason for refusing."""
    counts: Counter[str] = Counter()
    for record in records:
        counts.update(sighting.kind.word for sighting in record.sightings)
        if record.refused:
            counts[record.refused] += 1
    return counts


def keeps(
    connector: Connector, path: Path, answers: Answers | None = None, surroundings: Surroundings = MOSCOW
) -> list[Record]:
    """Check everything that one good file can show; answers its records."""
    is_known_by_content(connector, path)
    records = read(connector, path, answers, surroundings)
    assert records == read(connector, path, answers, surroundings), "two readings differ"
    is_accounted(records)
    for sighting in sightings(records):
        assert not fault_of(sighting), (fault_of(sighting), sighting)
    ids_are_unique(records)
    nobody_is_named_in_ids(records)
    travels(records)
    return records


def is_known_by_content(connector: Connector, path: Path) -> None:
    """Check that no name, no gzip and no zip around it hides what the file is, from no connector."""
    from veche.channels.connectors import CONNECTORS

    with tempfile.TemporaryDirectory() as folder:
        for source in _disguised(path, Path(folder)):
            assert connector.recognise(source) is Understanding.YES, source.name
    for other in CONNECTORS:
        if other.key != connector.key:
            assert other.recognise(_open(path, MOSCOW)) is not Understanding.YES, other.key


def _disguised(path: Path, folder: Path) -> Iterator[Source]:
    yield open_source(path, "photo.jpg")
    if zipfile.is_zipfile(path):
        return
    packed = folder / "packed"
    with gzip.open(packed, "wb") as file:
        file.write(path.read_bytes())
    yield open_source(packed, "notes.txt")
    with zipfile.ZipFile(folder / "zipped", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, f"export/{path.name}")
    yield open_source(folder / "zipped", "table.csv")


def is_accounted(records: Iterable[Record]) -> None:
    """Check that every record says something or why not, never both, and where it stands."""
    for record in records:
        assert bool(record.sightings or record.removals) != bool(record.refused), record
        assert record.where, record


def ids_are_unique(records: Iterable[Record]) -> None:
    """Check that an id stands for one fact of its channel; only a later wording may repeat it."""
    seen: dict[tuple[str, str, str], Sighting] = {}
    for sighting in sightings(records):
        key = (sighting.place.network, sighting.place.key, sighting.external_id)
        before = seen.setdefault(key, sighting)
        if before is not sighting:
            assert sighting.edited_at, (before, sighting)
            assert before.handle == sighting.handle, (before, sighting)


def nobody_is_named_in_ids(records: Iterable[Record]) -> None:
    """Check that names stand only where erasing a person reaches them."""
    everything = sightings(records)
    names = {
        handle.name
        for sighting in everything
        for handle in (sighting.handle, sighting.target)
        if handle and handle.nature is Nature.PERSON and len(handle.name) > 3 and not handle.name.isdigit()
    }
    texts = {s.external_id + "\n" + s.thread + "\n" + json.dumps(s.extra) for s in everything}
    for text in texts:
        found = next((name for name in names if name in text), None)
        assert found is None, (found, text)


def travels(records: list[Record]) -> None:
    """Check that the records come through the pipe of a reader apart: terms and plain values only."""
    for number in range(0, len(records), 500):
        frame = records[number : number + 500]
        assert pickle.loads(pickle.dumps(frame, 5)) == frame
    for sighting in sightings(records)[:2000]:
        assert type(sighting.marks) is int, sighting
        assert type(sighting.at) is int, sighting


def survives(connector: Connector, data: bytes, surroundings: Surroundings = MOSCOW) -> list[Record]:
    """Check that any bytes end in records that are accounted for, or in a refusal; never in a crash."""
    with tempfile.TemporaryDirectory() as folder:
        path = file(Path(folder), data)
        records: list[Record] = []
        try:
            source = _open(path, surroundings)
            if connector.recognise(source) is Understanding.NO:
                return records
            answers = guesses(connector.questions(source, surroundings))
            connector.signature(source)
            records.extend(connector.read(source, answers, surroundings))
        except Refusal:
            pass  # an answer, not a crash
    is_accounted(records)
    travels(records)
    return records


def memory_is_flat(connector: Connector, folder: Path, write: Callable[[Path, int], object]) -> None:
    """Check that ten times the records take no more memory; `write(path, count)` makes the files."""
    peaks = []
    for count in (4_000, 40_000):
        path = folder / f"sample-{count}"
        write(path, count)
        peaks.append(peak_memory(connector, path))
    assert peaks[1] - peaks[0] < FLAT, f"{peaks[0]:.0f} MB, then {peaks[1]:.0f} MB"


def peak_memory(connector: Connector, path: Path) -> float:
    """Answer the most megabytes that a fresh process held while it read the file."""
    return float(_in_a_fresh_process(_MEASURE, connector.key, str(path)).splitlines()[-1])


def knows_no_django(connector: Connector) -> None:
    """Check that the connector comes without Django: the reader apart must stay small."""
    _in_a_fresh_process("import sys, veche.channels.connectors as c; assert 'django' not in sys.modules")


# The peak of a process that was started counts what its parent held: Linux keeps the true one apart.
_MEASURE = """
import re, resource, sys
from pathlib import Path
from tests.channels.connectors import contract
from veche.channels.connectors import connector_of
from veche.kit.files import open_source
connector, source = connector_of(sys.argv[1]), open_source(Path(sys.argv[2]))
answers = contract.guesses(connector.questions(source, contract.MOSCOW))
for _ in connector.read(source, answers, contract.MOSCOW):
    pass
status = Path("/proc/self/status")
own = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
print(int(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024)
"""


def _in_a_fresh_process(code: str, *arguments: str) -> str:
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _open(path: Path, surroundings: Surroundings) -> Source:
    return open_source(path, surroundings.file_name)
