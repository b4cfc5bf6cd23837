"""Starting and watching Veche's processes.

All are forked from one that has loaded Veche and does nothing else: what it learnt stands in memory once.
"""

import argparse
import gc
import os
import signal
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from veche.config import environment as env
from veche.config.forking import exit_code, fork
from veche.kit.memory import use_few_heaps

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# Whoever lived that long did not die of how it was started.
LONG_LIFE = 10.0
GRACE = 15.0
LOCAL = "127.0.0.1"


class Watched:
    """A process that is forked again when it dies, after a pause that grows."""

    def __init__(self, name: str, run: Callable[[], object]) -> None:
        self.name, self.run = name, run
        self.pid, self.started, self.pause, self.due = 0, 0.0, FIRST_PAUSE, 0.0

    def tend(self) -> None:
        """Start the process if it does not run and its pause is over."""
        moment = time.monotonic()
        if self.pid and self._has_ended():
            lived = moment - self.started
            self.pause = FIRST_PAUSE if lived > LONG_LIFE else min(LONGEST_PAUSE, self.pause * 2)
            self.due = moment + self.pause
            _tell(f"{self.name} ended; starting it again in {self.pause:.1f} s")
        if not self.pid and moment >= self.due:
            self.started, self.pid = moment, fork(self.name, self.run)

    def stop(self) -> None:
        """Ask the process to end."""
        if self.pid and not self._has_ended():
            os.kill(self.pid, signal.SIGTERM)

    def bury(self, end: float) -> None:
        """Wait until the process has ended; at the end (a monotonic clock) kill it with all its own."""
        while self.pid and not self._has_ended():
            if time.monotonic() >= end:
                os.killpg(self.pid, signal.SIGKILL)
                return
            time.sleep(0.05)

    def _has_ended(self) -> bool:
        if os.waitpid(self.pid, os.WNOHANG)[0]:
            self.pid = 0
        return not self.pid


def up(words: list[str]) -> int:
    """Bring the database to this version, then run web, workers and scheduler until told to stop."""
    _arguments("veche up", "Start everything on this machine.", words)
    code = _load()
    if code:
        return code
    from django.conf import settings

    from veche.config.serving import serve
    from veche.kit.jobs.working import work

    crew = [Watched("veche web", serve), Watched("veche work", lambda: work(settings.WORKERS))]
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
    """Be the web server."""
    _arguments("veche web", "Start the web server alone.", words)
    use_few_heaps()
    from veche.config.serving import serve

    gc.freeze()  # what the collector leaves alone stays shared by the server's processes
    serve()
    return 0


def _load() -> int:
    """Load Veche while a process of its own migrates the database; answers that one's exit code."""
    use_few_heaps()
    import django

    django.setup()
    migrating = fork("veche migrate", _migrate)
    import veche.config.serving  # noqa: F401
    from veche.kit.jobs.working import learn_once

    code = exit_code(migrating)
    if code == 0:
        learn_once()
    return code


def _migrate() -> None:
    from django.core.management import ManagementUtility

    ManagementUtility(["veche", "migrate", "--verbosity", "0", "--noinput"]).execute()


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


def _stop(crew: list[Watched]) -> None:
    """Let everybody finish what they do, for a while."""
    for watched in crew:
        watched.stop()
    end = time.monotonic() + GRACE
    for watched in crew:
        watched.bury(end)


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
