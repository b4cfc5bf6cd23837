"""What every test gets: folders of its own and a closed network."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "veche", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("veche")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the run on PostgreSQL what never meets a database: SQLite's run has just proved it."""
    if os.environ.get("VECHE_TEST_DATABASE") != "postgres" or config.option.file_or_dir:
        return
    config.hook.pytest_deselected(items=[item for item in items if not _meets_a_database(item)])
    items[:] = filter(_meets_a_database, items)


def _meets_a_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "django_db_setup", "live_server"} & set(item.fixturenames)  # type: ignore[attr-defined]
    return bool(asked) or any(map(item.get_closest_marker, ("django_db", "postgres", "crash")))


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
