"""Nodes: real `veche web` and `veche work` processes beside each other over the database of the test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psutil
from django.conf import settings
from django.db import connection
from tests.channels.connectors.live.dovecot import free_port

PATIENCE = 60.0


@contextmanager
def web_nodes(count: int, folder: Path) -> Iterator[list[str]]:
    """Answer the addresses of so many web servers that share database, files and keys; gone at the end.

    They stand behind one proxy, so that each visitor may say by `X-Forwarded-For` where they come from.
    """
    addresses = [f"http://127.0.0.1:{free_port()}" for _ in range(count)]
    nodes = [
        subprocess.Popen(
            [sys.executable, "-m", "veche", "web"], env=_environment(address, folder), start_new_session=True
        )
        for address in addresses
    ]
    try:
        for address in addresses:
            _wait_for(address)
        assert len({node.pid for node in nodes if node.poll() is None}) == count
        yield addresses
    finally:
        for node in nodes:
            with suppress(ProcessLookupError):
                os.killpg(node.pid, signal.SIGKILL)
            node.wait(PATIENCE)


@contextmanager
def work_node(folder: Path, reaches: str = "") -> Iterator[psutil.Process]:
    """Answer a worker with its children, which may reach what is named; gone at the end."""
    surroundings = _environment("http://127.0.0.1:8000", folder) | {"VECHE_MAY_REACH": reaches}
    command = [sys.executable, "-m", "veche", "work"]
    node = subprocess.Popen(command, env=surroundings, start_new_session=True)
    try:
        yield psutil.Process(node.pid)
    finally:
        family = psutil.Process(node.pid).children(recursive=True)
        for one in (node, *family):
            with suppress(ProcessLookupError, psutil.NoSuchProcess):
                one.kill()
        node.wait(PATIENCE)


def _environment(address: str, folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {
        "VECHE_DATA": str(folder), "VECHE_DATABASE": _database(), "VECHE_ADDRESS": address,
        "VECHE_SECRET_KEY": settings.SECRET_KEY, "VECHE_TRUSTED_PROXIES": "1",
    }  # fmt: skip


def _database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"no node came up at {address}")
