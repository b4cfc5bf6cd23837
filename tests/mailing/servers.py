"""A mail server that takes letters in many ways: pipelined, with faults as a script tells them."""

import random
import re
import socket
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

# What a fault says or does; a number is said, words are done.
CUT_BEFORE, CUT_AFTER, SILENT, CUT_AT_ONCE = "cut before", "cut after", "silent", "cut at once"
Fault = str | bytes | None
Script = Callable[[str, str], Fault]


@dataclass
class Server:
    """A running mail server. `taken` are letters it really has, by recipient, whatever it answered."""

    fault: Script = lambda stage, to: None
    offers: tuple[str, ...] = ("PIPELINING", "8BITMIME", "SMTPUTF8")
    keeps: bool = True
    delay: float = 0.0
    taken: Counter[str] = field(default_factory=Counter)
    letters: list[tuple[str, str, bytes]] = field(default_factory=list)
    # How often it left a client in doubt: cut off after it had asked for the letter.
    after_dot: int = 0
    port: int = 0
    lines: int = 0


class _Line(socketserver.StreamRequestHandler):
    server: "_Sockets"

    def handle(self) -> None:
        self.told, told = self.server.told, self.server.told
        told.lines += 1
        with suppress(OSError, ValueError):
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._say(b"220 test")
            while (line := self.rfile.readline(2000)) and self._answer(line.rstrip(b"\r\n")):
                pass

    def _say(self, text: bytes) -> None:
        self.wfile.write(text + b"\r\n")

    def _answer(self, line: bytes) -> bool:
        word = line[:4].upper()
        if word == b"EHLO":
            names = ("test", *self.told.offers)
            for name in names[:-1]:
                self._say(b"250-" + name.encode())
            self._say(b"250 " + names[-1].encode())
        elif word == b"MAIL":
            return self._mail(line)
        elif word == b"RCPT":
            return self._rcpt(line)
        elif word == b"DATA":
            return self._data()
        else:
            self._say(b"221 bye" if word == b"QUIT" else b"250 ok")
        return word != b"QUIT"

    def _mail(self, line: bytes) -> bool:
        self.sender, self.to = _address(line), ""
        verdict = self.told.fault("mail", "")
        self.has_sender = verdict is None
        return self._act(verdict or b"250 2.1.0 ok")

    def _rcpt(self, line: bytes) -> bool:
        to, self.to = _address(line), ""
        if not self.has_sender:
            return self._act(b"503 5.5.1 no sender")
        verdict = self.told.fault("rcpt", to)
        self.to = to if verdict is None else ""
        return self._act(verdict or b"250 2.1.5 ok")

    def _act(self, verdict: Fault) -> bool:
        if isinstance(verdict, bytes):
            self._say(verdict)
            return not verdict.startswith(b"421")
        if verdict == SILENT:
            time.sleep(30)
        return False

    def _data(self) -> bool:
        if not self.to:
            return self._act(b"503 5.5.1 no recipient")
        verdict = self.told.fault("data", self.to)
        if verdict is not None:
            return self._act(verdict)
        self._say(b"354 go on")
        if self.told.fault("body", self.to) is not None:
            with self.server.lock:
                self.told.after_dot += 1
            self.rfile.readline(2000)
            return False
        data = self._letter()
        return data is not None and self._judged(data)

    def _letter(self) -> bytes | None:
        lines: list[bytes] = []
        while (line := self.rfile.readline(1_000_000)) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)

    def _judged(self, data: bytes) -> bool:
        verdict = self.told.fault("dot", self.to)
        if self.told.delay:
            time.sleep(self.told.delay)
        if verdict is None or verdict in (CUT_AFTER, SILENT):
            with self.server.lock:
                self.told.taken[self.to] += 1
                if self.told.keeps:
                    self.told.letters.append((self.sender, self.to, data))
        if verdict is None:
            self._say(b"250 2.0.0 queued as 7F")
            return True
        if not isinstance(verdict, bytes):
            with self.server.lock:
                self.told.after_dot += 1
        return self._act(verdict)


class _Sockets(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, told: Server) -> None:
        self.told, self.lock = told, threading.Lock()
        super().__init__(("127.0.0.1", told.port), _Line)

    def handle_error(self, request, client_address) -> None:
        """A line that was killed is no news."""


@contextmanager
def serving(**more) -> Iterator[Server]:
    """A mail server as long as it is wanted."""
    told = Server(**more)
    sockets = _Sockets(told)
    told.port = sockets.server_address[1]
    threading.Thread(target=sockets.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield told
    finally:
        sockets.shutdown()
        sockets.server_close()


def faulty(share: float, seed: int = 7) -> Script:
    """A script by which such a share of letters meets a fault of some kind."""
    draw, lock = random.Random(seed), threading.Lock()
    faults = [
        ("rcpt", b"451 4.3.0 try again"), ("rcpt", b"550 5.1.1 nobody here"), ("data", b"452 4.3.1 full"),
        ("dot", b"451 4.3.0 not now"), ("dot", b"554 5.7.1 no"), ("body", CUT_BEFORE), ("dot", CUT_BEFORE),
        ("dot", CUT_AFTER), ("rcpt", b"421 4.3.2 going down"), ("rcpt", CUT_AT_ONCE),
    ]  # fmt: skip
    chosen: dict[str, tuple[str, Fault]] = {}

    def script(stage: str, to: str) -> Fault:
        with lock:
            if stage == "rcpt":
                chosen.pop(to, None)
                if draw.random() < share:
                    chosen[to] = draw.choice(faults)
            found = chosen.get(to)
            return found[1] if found and found[0] == stage else None

    return script


def _address(line: bytes) -> str:
    found = re.search(rb"<([^>]*)>", line)
    return found[1].decode() if found else ""
