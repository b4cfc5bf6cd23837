"""An outside that says what its script says: a real HTTP server in a thread, faults included.

outside.on("*/sendMessage", Answer({"ok": True, …}))         # always
outside.on("POST */sendMessage", Answer.fault(429), Answer({…}))  # the last one stays
outside.on("*/getUpdates", lambda asked: Answer(news_after(asked.value("offset"))))
assert outside.asked("*/sendMessage")[0].value("text") == "…"
"""

import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Answer:
    """What the outside says: `body` as JSON unless it is bytes; or a fault.

    `cut` closes the line after the request was read and before anything is answered: the
    outside may have done what it was asked. `delay` waits so many seconds before it answers.
    """

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False

    @property
    def content(self) -> bytes:
        """The bytes that go over the line."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


CUT = Answer(cut=True)


@dataclass(frozen=True)
class Asked:
    """A request as it came; names of headers are in small letters."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def values(self) -> dict[str, Any]:
        """What the request says: its query, then its body as JSON, form or parts."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            told = json.loads(self.body or b"{}")
            return {**self.query, **told} if isinstance(told, dict) else {**self.query, "": told}
        if kind.startswith("multipart/"):
            return {**self.query, **dict(self._parts(kind))}
        return {**self.query, **_first_of(self.body.decode("utf-8", "replace"))}

    def value(self, key: str, default: Any = None) -> Any:
        """Answer one thing the request says."""
        return self.values.get(key, default)

    def _parts(self, kind: str) -> Iterator[tuple[str, Any]]:
        whole = BytesParser(EmailMessage, policy=HTTP).parsebytes(
            b"Content-Type: " + kind.encode() + b"\r\n\r\n" + self.body
        )
        for part in whole.iter_parts():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True) or b""
            yield str(name), content if part.get_filename() else content.decode("utf-8", "replace")


Script = Answer | Callable[[Asked], Answer]


class Outside:
    """A server whose script a test writes, and which remembers what it was asked."""

    def __init__(self) -> None:
        self.lock, self.closing = Lock(), Event()
        self.scripts: dict[str, list[Script]] = {}
        self.requests: list[Asked] = []
        self.server = _Server(self)
        self.port: int = self.server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def on(self, what: str, *answers: Script) -> None:
        """Say what is answered to «path» or «METHOD path», a pattern; one after the other, the last stays.

        What was said later is looked at first.
        """
        with self.lock:
            self.scripts.pop(what, None)
            self.scripts[what] = list(answers)

    def asked(self, what: str = "*") -> list[Asked]:
        """Answer the requests that fit a pattern, in their order."""
        with self.lock:
            return [asked for asked in self.requests if _fits(asked, what)]

    def forget(self) -> None:
        """Forget what was asked so far."""
        with self.lock:
            self.requests.clear()

    def answer_to(self, asked: Asked) -> Answer:
        """Answer what the script says to a request; 404 to what it does not foresee."""
        with self.lock:
            self.requests.append(asked)
            for what, answers in reversed(self.scripts.items()):
                if _fits(asked, what):
                    said = answers.pop(0) if len(answers) > 1 else answers[0]
                    break
            else:
                said = Answer({"error": f"no script for {asked.method} {asked.path}"}, 404)
        return said if isinstance(said, Answer) else said(asked)


@contextmanager
def outside(showing: ssl.SSLContext | None = None) -> Iterator[Outside]:
    """Answer a running outside, gone at the end; with a certificate to show it speaks HTTPS."""
    world = Outside()
    if showing is not None:
        # Each line shakes hands in its own thread, so that a slow one keeps nobody waiting.
        world.server.socket = showing.wrap_socket(
            world.server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = Thread(target=world.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        world.closing.set()
        world.server.shutdown()
        world.server.server_close()
        thread.join(2)


def nobody() -> str:
    """Answer an address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _fits(asked: Asked, what: str) -> bool:
    method, _, path = what.rpartition(" ")
    return fnmatch(asked.path, path) and method in ("", asked.method)


def _first_of(query: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}


class Talking(BaseHTTPRequestHandler):
    """One line to the outside."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def talk(self) -> None:
        """Read a request and do what the script says."""
        place = urlsplit(self.path)
        names = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, place.path, _first_of(place.query), names, self._body(names))
        world = self.server.world
        said = world.answer_to(asked)
        until = time.monotonic() + said.delay
        while time.monotonic() < until and not world.closing.wait(0.02):
            pass
        if said.cut:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._say(said)

    def _body(self, names: Mapping[str, str]) -> bytes:
        if names.get("transfer-encoding", "") != "chunked":
            return self.rfile.read(int(names.get("content-length", "0")))
        pieces = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _say(self, said: Answer) -> None:
        try:
            self.send_response(said.status)
            content = b"" if self.command == "HEAD" else said.content
            kinds = {"content-type": "application/json", "content-length": str(len(content))}
            for name, value in {**kinds, **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # whoever asked has gone

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = talk  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: a test says itself what went wrong."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, world: Outside) -> None:
        self.world = world
        super().__init__(("127.0.0.1", 0), Talking)
