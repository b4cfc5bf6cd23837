"""A real server that takes letters (aiosmtpd), and one that answers as its script says."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from tests.channels.connectors.live.dovecot import free_port


class Post:
    """What the server took: letters with who wrote to whom."""

    def __init__(self, login: str, password: str) -> None:
        self.login, self.password = login, password
        self.letters: list[tuple[str, list[str], Message]] = []
        self.answers: dict[str, str] = {}  # to a recipient or a sender
        self.port = 0

    async def handle_MAIL(self, _: Any, __: Any, envelope: Envelope, address: str, options: list[str]) -> str:
        """Take a sender, or say what the script says."""
        if address not in self.answers:
            envelope.mail_from = address
        return self.answers.get(address, "250 OK")

    async def handle_RCPT(self, _: Any, __: Any, envelope: Envelope, address: str, options: list[str]) -> str:
        """Take a recipient, or say what the script says."""
        if address not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, _: Any, __: Any, envelope: Envelope) -> str:
        """Take a letter."""
        letter = message_from_bytes(envelope.content or b"", policy=default)
        self.letters.append((str(envelope.mail_from), list(envelope.rcpt_tos), letter))
        return self.answers.get("data", "250 OK")

    def authenticate(self, _: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
        """Let in who knows the password."""
        is_right = (data.login.decode(), data.password.decode()) == (self.login, self.password)
        return AuthResult(success=is_right, handled=is_right)


@contextmanager
def post(login: str, password: str, sealed: ssl.SSLContext | None = None) -> Iterator[Post]:
    """Answer a running server; with a certificate it insists on STARTTLS."""
    taken = Post(login, password)
    controller = Controller(
        taken, hostname="127.0.0.1", port=free_port(), authenticator=taken.authenticate, auth_required=True,
        auth_require_tls=sealed is not None, tls_context=sealed, require_starttls=sealed is not None,
        server_hostname="post.example",
    )  # fmt: skip
    controller.start()
    taken.port = controller.port
    try:
        yield taken
    finally:
        controller.stop()


@contextmanager
def talking(answers: Mapping[str, str | Callable[[socket.socket], None]]) -> Iterator[int]:
    """Answer the port of a server that says «250» to all but what its script has a word for."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        thread = Thread(target=_talk, args=(door, answers), daemon=True)
        thread.start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)
        thread.join(2)


def _talk(door: socket.socket, answers: Mapping[str, str | Callable[[socket.socket], None]]) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line, line.makefile("rb") as words:
            _converse(line, words, answers)


def _converse(line: socket.socket, words: Any, answers: Mapping[str, Any]) -> None:
    said = "hello"
    while True:
        answer = answers.get(
            said, "220 hello" if said == "hello" else "354 go on" if said == "data" else "250 OK"
        )
        if callable(answer):
            return answer(line)
        line.sendall(answer.encode() + b"\r\n")
        if said == "data" and answer.startswith("354"):
            while words.readline() not in (b".\r\n", b""):
                pass
            said = "dot"
            continue
        said = words.readline().split(b" ")[0].strip().decode().lower()
        if said in ("", "quit"):
            return None
