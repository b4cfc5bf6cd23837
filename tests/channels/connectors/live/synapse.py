"""A real homeserver for tests: Synapse in an environment of its own (`make synapse`), over SQLite."""

import hashlib
import hmac
import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import Any
from urllib.parse import quote

from tests.channels.connectors.live.dovecot import free_port

PYTHON = Path(__file__).resolve().parents[4] / ".tools/synapse/bin/python"
SECRET = "registration-secret-of-a-test"
_LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING", "handlers": []}}


@dataclass
class Synapse:
    """A running homeserver."""

    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def configure(self) -> None:
        """Write its configuration: no federation, no limits that a test would meet."""
        rate = {"per_second": 1000, "burst_count": 1000}
        told = {
            "server_name": "example.org", "report_stats": False, "pid_file": str(self.home / "pid"),
            "listeners": [{"port": self.port, "type": "http", "bind_addresses": ["127.0.0.1"],
                           "resources": [{"names": ["client", "media"]}]}],
            "database": {"name": "sqlite3", "args": {"database": str(self.home / "db")}},
            "log_config": str(self.home / "logging.yaml"), "media_store_path": str(self.home / "media"),
            "signing_key_path": str(self.home / "key"), "registration_shared_secret": SECRET,
            "trusted_key_servers": [], "bcrypt_rounds": 4, "presence": {"enabled": False},
            "rc_message": rate, "rc_joins": {"local": rate, "remote": rate},
            "suppress_key_server_warning": True,
            "rc_invites": {"per_room": rate, "per_user": rate, "per_issuer": rate}, "rc_room_creation": rate,
        }  # fmt: skip
        (self.home / "homeserver.yaml").write_text(json.dumps(told))  # JSON is YAML
        (self.home / "logging.yaml").write_text(json.dumps(_LOGGING))
        (self.home / "key").write_text("ed25519 a_test " + "A" * 43 + "\n")  # a test's, for nobody else

    def _run(self, *more: str) -> subprocess.Popen[bytes]:
        arguments = [
            str(PYTHON),
            "-m",
            "synapse.app.homeserver",
            "-c",
            str(self.home / "homeserver.yaml"),
            *more,
        ]
        around = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        with (self.home / "output").open("ab") as output:
            return subprocess.Popen(
                arguments, cwd=self.home, stdout=output, stderr=output, start_new_session=True, env=around
            )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = self._run()
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError):
                urllib.request.urlopen(f"{self.address}/health", timeout=2).close()
                return
            time.sleep(0.1)
        raise AssertionError((self.home / "output").read_text()[-3000:])

    def stop(self) -> None:
        """End it at once: what it took is on disk."""
        if self.process is not None:
            os.killpg(self.process.pid, SIGKILL)
            self.process.wait(10)
            self.process = None

    def ask(self, method: str, path: str, body: Any = None, user: str = "") -> dict[str, Any]:
        """Answer a call of the API, as one of the users."""
        asked = urllib.request.Request(
            self.address + path, None if body is None else json.dumps(body).encode(), method=method,
            headers={"Authorization": f"Bearer {self.tokens[user]}"} if user else {},
        )  # fmt: skip
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return json.loads(answer.read())

    def register(self, user: str) -> str:
        """Make an account and answer its full name."""
        path = "/_synapse/admin/v1/register"
        nonce = self.ask("GET", path)["nonce"]
        signed = b"\x00".join([nonce.encode(), user.encode(), b"password", b"notadmin"])
        told = self.ask("POST", path, {
            "nonce": nonce, "username": user, "password": "password", "admin": False,
            "mac": hmac.new(SECRET.encode(), signed, hashlib.sha1).hexdigest(),
        })  # fmt: skip
        self.tokens[user] = told["access_token"]
        return str(told["user_id"])

    def say(self, user: str, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        """Say something as one of the users and answer the event's id."""
        number = hashlib.sha256(json.dumps([user, content, time.monotonic()]).encode()).hexdigest()[:16]
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/{kind}/{number}"
        return str(self.ask("PUT", path, content, user)["event_id"])


@contextmanager
def synapse(folder: Path) -> Iterator[Synapse]:
    """Answer a running homeserver, gone at the end."""
    server = Synapse(folder, free_port())
    server.configure()
    server.start()
    try:
        yield server
    finally:
        server.stop()
