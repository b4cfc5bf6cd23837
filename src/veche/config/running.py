"""Starting and watching Veche's processes. Imports no Django: the watcher stays a few megabytes."""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

from veche.config import environment as env

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# Whoever lived that long did not die of how it was started.
LONG_LIFE = 10.0
GRACE = 15.0
LOCAL = "127.0.0.1"


class Watched:
    """A process that is started again when it dies, after a pause that grows.

    Written out: `dataclasses` alone would add a sixth to what the watcher holds.
    """

    def __init__(self, name: str, command: list[str]) -> None:
        self.name, self.command = name, command
        self.process: subprocess.Popen[bytes] | None = None
        self.started, self.pause, self.due = 0.0, FIRST_PAUSE, 0.0

    def tend(self) -> None:
        """Start the process if it does not run and its pause is over."""
        if self.process is not None and self.process.poll() is None:
            return
        moment = time.monotonic()
        if self.process is not None:
            lived = moment - self.started
            self.pause = FIRST_PAUSE if lived > LONG_LIFE else min(LONGEST_PAUSE, self.pause * 2)
            self.due, self.process = moment + self.pause, None
            _tell(f"{self.name} ended; starting it again in {self.pause:.1f} s")
        if moment >= self.due:
            self.started = moment
            self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_end_with_parent)

    def stop(self) -> None:
        """Ask the process to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)


def up(words: list[str]) -> int:
    """Bring the database to this version, then run web, workers and scheduler until told to stop."""
    _arguments("veche up", "Start everything on this machine.", words)
    # Few threads need few heaps (mallopt(3)): each more holds memory that nobody uses.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    code = subprocess.call([sys.executable, "-m", "veche", "migrate", "--verbosity", "0", "--noinput"])
    if code:
        return code
    crew = [Watched("web", _web_command()), Watched("work", [sys.executable, "-m", "veche", "work"])]
    ending: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: ending.append(got))
    _greet()
    while not ending:
        for watched in crew:
            watched.tend()
        time.sleep(0.5)
    _stop(crew)
    return 0


def web(words: list[str]) -> int:
    """Become the web server."""
    _arguments("veche web", "Start the web server alone.", words)
    command = _web_command()
    os.execv(command[0], command)


def listening(listen: str, address: str) -> tuple[str, int]:
    """Answer the IP address and the port of the web server, from VECHE_LISTEN or else the public address.

    A public address with a name of its own stands before a proxy on this machine: 127.0.0.1, port 8000.
    """
    told = urlsplit(f"//{listen}" if listen else address)
    host, port = told.hostname or LOCAL, told.port or 8000
    if host == "localhost":
        return LOCAL, port
    is_number = ":" in host or not host.strip("0123456789.")
    return (host, port) if listen or is_number else (LOCAL, 8000)


def _web_command() -> list[str]:
    """Answer granian's command line."""
    host, port = listening(env.text("LISTEN"), env.text("ADDRESS", "http://127.0.0.1:8000"))
    threads = env.number("WEB_THREADS", 4)
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "veche.config.wsgi:application",
        "--host", host, "--port", str(port),
        "--workers", str(env.number("WEB_PROCESSES", 1)), "--blocking-threads", str(threads),
        "--backpressure", str(max(64, threads * 16)), "--respawn-failed-workers", "--no-ws",
        "--log-level", "warning",
    ]  # fmt: skip


def _stop(crew: list[Watched]) -> None:
    """Let everybody finish what they do, for a while."""
    for watched in crew:
        watched.stop()
    end = time.monotonic() + GRACE
    for watched in crew:
        if watched.process is None:
            continue
        try:
            watched.process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(watched.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Have the kernel end a process whose watcher was killed, so that nobody holds the port (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _arguments(name: str, about: str, words: list[str]) -> argparse.Namespace:
    return argparse.ArgumentParser(prog=name, description=about).parse_args(words)


def _greet() -> None:
    address = env.text("ADDRESS", "http://127.0.0.1:8000")
    _tell(
        f"\n  Veche / Вече  →  {address}\n\n"
        "  Open it in a browser: the first page founds your organisation,\n"
        "  then drop a chat export or a spreadsheet under Channels.\n"
        "  Откройте адрес в браузере: первая страница создаст организацию,\n"
        "  затем загрузите выгрузку чата или таблицу в разделе «Каналы».\n\n"
        f"  Data: {env.data_folder()}    Stop: Ctrl-C\n"
    )


def _tell(text: str) -> None:
    print(text, flush=True)  # noqa: T201
