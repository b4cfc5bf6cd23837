"""What every test gets: folders of its own and a closed network."""

import asyncio
import gc
import os
import socket
from collections.abc import Generator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "veche", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("veche")


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests talk to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_folders(settings: object, tmp_path: Path) -> None:
    """Keep files and columns of one test away from the next."""
    settings.FILES = tmp_path / "files"  # type: ignore[attr-defined]
    settings.COLUMNS = tmp_path / "columns"  # type: ignore[attr-defined]
    settings.SPOOL = tmp_path / "spool"  # type: ignore[attr-defined]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let a test have a loop of its own: Playwright keeps one running in the thread of all that follow.

    Around the whole of a test, fixtures included: which connection Django uses in a thread hangs on it.
    """
    running = None if item.get_closest_marker("browser") else asyncio._get_running_loop()
    if running is None:
        return (yield)
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(running)


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks that only say when and where a test is asked."""
    config.addinivalue_line(
        "markers", "long: begun before all others, so that nobody waits for it at the end"
    )
    config.addinivalue_line(
        "markers",
        "told_once: what it asks was told on SQLite and is no matter of the database; WHOLE=1 asks again",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ask PostgreSQL only what asks a database: the rest has been told on SQLite already."""
    if os.environ.get("VECHE_TEST_DATABASE") == "postgres":
        asking = [item for item in items if asks_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking
    items[:] = dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def asks_a_database(item: pytest.Item) -> bool:
    """Tell whether a test may touch the database; who may what (tests/sweep) is the same on both."""
    if "tests/sweep/" in Path(item.path).as_posix():
        return False
    if item.get_closest_marker("told_once") and not os.environ.get("WHOLE"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})


def dealt(items: list[pytest.Item], hands: int) -> list[pytest.Item]:
    """Answer the tests so that every worker begins with its share of the long ones.

    Each worker gets a stretch of the list, and whoever is done takes over from the end of another's.
    """
    long = [item for item in items if item.get_closest_marker("long")]
    others = iter([item for item in items if not item.get_closest_marker("long")])
    found: list[pytest.Item] = []
    for hand in range(hands):
        stretch = (len(items) - len(found)) // (hands - hand)
        first = long[hand::hands]
        found += first + list(islice(others, max(0, stretch - len(first))))
    return found + list(others)


def pytest_collection_finish() -> None:
    """Have the collector leave alone what stays to the end: walking it took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def pytest_unconfigure() -> None:
    """Let go of it all again: DuckDB complains at the end of whatever was kept from it."""
    gc.unfreeze()
