"""What every benchmark shares: a Veche of its own, memory of its processes, and the last line."""

import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

SCALE = float(os.environ.get("SCALE", "1"))


def report(
    name: str,
    value: float,
    unit: str,
    bar: float,
    *,
    better: str,
    baseline: str = "",
    ratio: float | None = None,
) -> None:
    """Print the last line: one JSON object. `better` is «less» or «more»."""
    ok = value <= bar if better == "less" else value >= bar
    line = {"name": name, "value": round(value, 3), "unit": unit, "bar": bar, "ok": ok, "baseline": baseline}
    print(json.dumps(line | {"ratio": None if ratio is None else round(ratio, 3)}, ensure_ascii=False))


@contextlib.contextmanager
def own_data() -> Iterator[Path]:
    """A data folder of the benchmark's own, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="veche-bench-"))
    os.environ["VECHE_DATA"] = str(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_up_django() -> None:
    """Load Veche in this process over the benchmark's own data, with an empty database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


@contextlib.contextmanager
def running_veche(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`veche up` over the folder; answers the process and its address once a page comes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    surroundings = os.environ | {"VECHE_DATA": str(folder), "VECHE_ADDRESS": address}
    process = subprocess.Popen(
        [sys.executable, "-m", "veche", "up"],
        env=surroundings,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for_page(address)
        yield process, address
    finally:
        process.terminate()
        process.wait(30)


def wait_for_page(address: str, path: str = "/healthz", patience: float = 60) -> float:
    """Answer after how many seconds the page came."""
    start = time.perf_counter()
    while time.perf_counter() - start < patience:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address + path, timeout=5).read()
            return time.perf_counter() - start
        time.sleep(0.02)
    raise SystemExit(f"no page at {address}{path} within {patience} s")


def family_of(pid: int) -> list[int]:
    """Answer a process and all that descend from it."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += family_of(int(child))
    return found


def memory_of(pid: int) -> float:
    """Answer the proportional set size (PSS) of a process and its descendants in MB."""
    total = 0
    for member in family_of(pid):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            for line in Path(f"/proc/{member}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


def times_of(run: Callable[[], object], rounds: int) -> list[float]:
    """Answer the milliseconds of each round, the first one not counted."""
    run()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def p50(values: list[float]) -> float:
    """Answer the median."""
    return statistics.median(values)


def p95(values: list[float]) -> float:
    """Answer the value that 95 % stay under."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]
