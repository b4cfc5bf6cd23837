"""Real servers on this machine that count who comes."""

import gzip
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[str, bytes, socket.socket], None]


@dataclass
class Listener:
    """A server that counts connections and notes what was said; `answer` says something back."""

    answer: Answer
    trust: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    port: int = 0
    came: int = 0
    heard: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self.server = socket.socket(family, socket.SOCK_STREAM)
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            self.server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        self.server.bind((self.address, self.port))
        self.server.listen(50)
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self.server.accept()
                self.came += 1
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError), line:
            if self.trust is not None:
                line = self.trust.wrap_socket(line, server_side=True)
            while True:
                said = b""
                while not _is_whole(said):
                    if not (piece := line.recv(65536)):
                        return
                    said += piece
                self.heard.append(said)
                self.answer(said.split(b" ", 2)[1].decode(), said, line)


def _is_whole(said: bytes) -> bool:
    head, gap, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    return bool(gap) and len(body) >= int(length[1] if length else 0)


@contextmanager
def listening(answer: Answer, **options: object) -> Iterator[Listener]:
    """Listen while the block runs."""
    listener = Listener(answer, **options)  # type: ignore[arg-type]
    try:
        yield listener
    finally:
        listener.server.shutdown(socket.SHUT_RDWR)
        listener.server.close()


def reply(line: socket.socket, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
    """Say an answer of HTTP."""
    told = {"Content-Length": str(len(body)), **{name.replace("_", "-"): v for name, v in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    line.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def site(path: str, _said: bytes, line: socket.socket) -> None:
    """Answer as the worst of sites: by what is asked for."""
    what, _, rest = path.lstrip("/").partition("/")
    WORST.get(what, _hello)(line, rest)


def _hello(line: socket.socket, _: str) -> None:
    reply(line, b"hello")


def _sent_on(line: socket.socket, target: str) -> None:
    reply(line, status="302 Found", Location=bytes.fromhex(target).decode())


def _hops(line: socket.socket, left: str) -> None:
    if int(left):
        reply(line, status="302 Found", Location=f"/hops/{int(left) - 1}")
    else:
        reply(line, b"here")


def _slow_hops(line: socket.socket, left: str) -> None:
    time.sleep(0.15)
    reply(line, status="302 Found", Location=f"/slow-hops/{int(left) - 1}" if int(left) else "/")


def _bomb(line: socket.socket, size: str) -> None:
    reply(line, gzip.compress(bytes(int(size))), Content_Encoding="gzip")


def _packed(line: socket.socket, _: str) -> None:
    reply(line, gzip.compress(b"packed well") + gzip.compress(b", twice"), Content_Encoding="gzip")


def _cut(line: socket.socket, encoding: str) -> None:
    reply(line, gzip.compress(b"hello")[:-6], Content_Encoding=bytes.fromhex(encoding).decode())


def _endless(line: socket.socket, _: str) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        line.sendall(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")


def _drip(line: socket.socket, what: str) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 900\r\n\r\n" if what == "body" else b""))
    while True:
        time.sleep(0.02)
        line.sendall(b"x" if what == "body" else b"X-A: b\r\n")


def _silent(_line: socket.socket, _: str) -> None:
    time.sleep(3)


def _cookie(line: socket.socket, _: str) -> None:
    reply(line, b"ok", Set_Cookie="a=b")


def _junk(line: socket.socket, _: str) -> None:
    line.sendall(b"\x00\xff not http\r\n\r\n")
    line.shutdown(socket.SHUT_RDWR)


def _hangs_up(line: socket.socket, _: str) -> None:
    line.shutdown(socket.SHUT_RDWR)


WORST: dict[str, Callable[[socket.socket, str], None]] = {
    "to": _sent_on, "hops": _hops, "slow-hops": _slow_hops, "bomb": _bomb, "packed": _packed, "cut": _cut,
    "endless": _endless, "drip": _drip, "silent": _silent, "cookie": _cookie, "junk": _junk,
    "hangs-up": _hangs_up,
}  # fmt: skip
