"""A whole Veche as it runs on a machine, that can be killed anywhere."""

import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

PASSWORD = "a long enough passphrase"
OWNER = "owner@example.org"
PATIENCE = 120.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def free_port() -> int:
    """Answer a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """`veche up` with a data folder of its own."""

    folder: Path
    mail: str = ""
    reaches: str = ""
    seed: int = 1
    address: str = field(init=False)
    kills: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.address = f"http://127.0.0.1:{free_port()}"
        self.draw = random.Random(self.seed)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "veche", "up"], env=self.environment(), start_new_session=True
        )

    def environment(self) -> dict[str, str]:
        """Answer the settings of this Veche: none of the suite's own."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("VECHE_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        kept |= {"VECHE_DATA": str(self.folder), "VECHE_ADDRESS": self.address, "VECHE_LANGUAGE": "en"}
        kept |= {"VECHE_MAY_REACH": self.reaches} if self.reaches else {}
        return kept | ({"VECHE_MAIL": self.mail} if self.mail else {})

    def do(self, program: str) -> None:
        """Run a program against the same data, as its doors allow."""
        surroundings = self.environment() | {"DJANGO_SETTINGS_MODULE": "veche.config.settings"}
        starting = "import django; django.setup()\n"
        subprocess.run([sys.executable, "-c", starting + program], env=surroundings, check=True)

    def veche(self, *words: str, given: str = "") -> str:
        """Run a command against the same data and answer what it says."""
        command = [sys.executable, "-m", "veche", *words]
        answer = subprocess.run(
            command, env=self.environment(), input=given, capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        with closing(sqlite3.connect(self.folder / "veche.sqlite3", timeout=30)) as connection:
            return connection.execute(question).fetchall()

    def wait_until_it_answers(self) -> None:
        """Wait for the web server."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if httpx.get(self.address + "/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        raise AssertionError("Veche did not come up")

    def kill_somebody(self) -> None:
        """Kill -9 a process of the house; mostly one of those that do the work."""
        try:
            victim = self._victim()
            if victim is not None:
                name = " ".join(victim.cmdline()[1:4])
                victim.send_signal(signal.SIGKILL)
                self.kills.append(name)
        except psutil.NoSuchProcess:
            pass  # it ended by itself while we looked

    def _victim(self) -> psutil.Process | None:
        alive = psutil.Process(self.process.pid).children(recursive=True)
        masters = [one for one in alive if one.children()]
        workers = [one for one in alive if one not in masters]
        victims = masters if masters and self.draw.random() < 0.05 else workers
        return self.draw.choice(victims) if victims else None

    def stop(self) -> None:
        """End it as Ctrl-C does, and then for sure."""
        family = [self.process, *psutil.Process(self.process.pid).children(recursive=True)]
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        for one in family:
            try:
                one.kill()
            except (psutil.NoSuchProcess, ProcessLookupError):
                continue


class Visitor:
    """Somebody who works with a Veche that dies under their hands."""

    def __init__(self, running: Running) -> None:
        self.address = running.address
        self.browser = httpx.Client(base_url=running.address, timeout=10, follow_redirects=True)

    def open(self, path: str) -> str:
        """Open a page, however often it takes."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                answer = self.browser.get(path)
                if answer.status_code == 200:
                    return answer.text
            except httpx.HTTPError:
                time.sleep(0.05)
        raise AssertionError(f"{path} never came")

    def send(self, path: str, **fields: str) -> bool:
        """Send a form once; answers whether the house said that it was done."""
        token = TOKEN.search(self.open(path))
        assert token, path
        try:
            answer = self.browser.post(
                path,
                data=fields | {"csrfmiddlewaretoken": token[1]},
                headers={"Referer": self.address + path},
            )
        except httpx.HTTPError:
            return False
        return answer.status_code == 200
