"""Lines of the door as httpcore wants them: to checked addresses, each wait within the question's time."""

import select
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore

from veche.kit.web.door import Web

_END: ContextVar[float | None] = ContextVar("end", default=None)


@contextmanager
def bounded_until(end: float) -> Iterator[None]:
    """Let no wait of this thread's lines go beyond a moment of the monotonic clock."""
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


def _left(timeout: float | None) -> float | None:
    end = _END.get()
    if end is None:
        return timeout
    left = max(end - time.monotonic(), 0.0)
    return left if timeout is None else min(timeout, left)


class Lines(httpcore.NetworkBackend):
    """Opens lines by the door."""

    def __init__(self, web: Web) -> None:
        self._web = web

    def connect_tcp(  # what is left out would bind our own end
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        """Open a line to a host whose every address is checked."""
        return Line(self._web.open(host, port, _left(timeout)))


class Line(httpcore.NetworkStream):
    """An open line, encrypted or not."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Answer what has come, waiting if there is nothing yet."""
        with self._waiting(timeout, httpcore.ReadTimeout, httpcore.ReadError):
            return self._line.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Say everything."""
        rest = memoryview(buffer)
        while rest:
            with self._waiting(timeout, httpcore.WriteTimeout, httpcore.WriteError):
                rest = rest[self._line.send(rest) :]

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Answer the line encrypted; the other side has to prove that it has this name."""
        try:
            with self._waiting(timeout, httpcore.ConnectTimeout, httpcore.ConnectError):
                return Line(ssl_context.wrap_socket(self._line, server_hostname=server_hostname))
        except BaseException:
            self.close()
            raise

    def get_extra_info(self, info: str) -> Any:
        """Answer what httpcore asks about a line."""
        if info == "is_readable":
            poll = select.poll()
            poll.register(self._line, select.POLLIN)
            return bool(poll.poll(0))
        if info == "ssl_object":
            return self._line if isinstance(self._line, ssl.SSLSocket) else None
        found = {"socket": lambda: self._line, "client_addr": self._line.getsockname,
                 "server_addr": self._line.getpeername}.get(info)  # fmt: skip
        return found() if found else None

    @contextmanager
    def _waiting(
        self, timeout: float | None, late: type[Exception], broken: type[Exception]
    ) -> Iterator[None]:
        left = _left(timeout)
        if left is not None and left <= 0:
            raise late("it takes too long")
        try:
            self._line.settimeout(left)
            yield
        except TimeoutError as error:
            raise late("it takes too long") from error
        except (OSError, ValueError) as error:
            raise broken(str(error)) from error
