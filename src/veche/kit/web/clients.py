"""A client of httpx that goes through the door, each of its connections and redirects."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

from veche.kit.terms import Refusal, Trouble
from veche.kit.web import addresses as rules
from veche.kit.web.bodies import ACCEPTED, unpacked
from veche.kit.web.door import BrokenOff, Web
from veche.kit.web.lines import Lines, bounded_until

MOST_REDIRECTS = 3
_PLAIN_PORTS = {"http": 80, "https": 443}
# Nothing had gone out yet.
_UNHEARD = (
    httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.UnsupportedProtocol,
    httpcore.LocalProtocolError,
)  # fmt: skip
_FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
             httpcore.UnsupportedProtocol)  # fmt: skip
_OWN = ("transport", "mounts", "proxy", "proxies", "verify", "cert", "trust_env", "app", "http2")
# When the running question ends, with all its redirects.
_END: ContextVar[float | None] = ContextVar("end", default=None)


class Client(httpx.Client):
    """Like httpx.Client, with our bounds and our errors: `Refusal`, `Trouble`, `BrokenOff`."""

    def __init__(self, web: Web, **options: Any) -> None:
        if wrong := sorted(set(options) & set(_OWN)):
            raise TypeError(f"not for the caller to choose: {', '.join(wrong)}")
        options = {
            "timeout": web.patience,
            "follow_redirects": True,
            "max_redirects": MOST_REDIRECTS,
        } | options
        self.web = web
        super().__init__(transport=Transport(web), trust_env=False, **options)

    def build_request(self, *arguments: Any, **options: Any) -> httpx.Request:
        """Build a question; refuses an address that cannot be read."""
        try:
            return super().build_request(*arguments, **options)
        except (httpx.InvalidURL, ValueError) as error:
            raise rules.refused(rules.ODD, rules.shown(arguments[1] if arguments[1:] else "")) from error

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """Send a question and follow redirects, all within the time of the one question."""
        token = _END.set(time.monotonic() + patience_for(request, self.web))
        try:
            return super().send(request, **options)
        except httpx.TooManyRedirects as error:
            raise BrokenOff(f"more than {MOST_REDIRECTS} redirects") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise BrokenOff(f"no answer that can be read: {error}") from error
        finally:
            _END.reset(token)


class Transport(httpx.BaseTransport):
    """What carries one question: the address is checked, then called, then the answer is bounded."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._pool = httpcore.ConnectionPool(
            ssl_context=web.certificates, network_backend=Lines(web), max_connections=20,
            max_keepalive_connections=10, keepalive_expiry=30,
        )  # fmt: skip

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask one question; redirects are questions of their own."""
        check_url(request.url, self._web)
        if request.headers.get("accept-encoding") != "identity":
            request.headers["accept-encoding"] = ACCEPTED
        end = _END.get() or time.monotonic() + patience_for(request, self._web)
        with _as_ours(), bounded_until(end):
            answer = self._pool.handle_request(_for_core(request))
        packing = b",".join(value for name, value in answer.headers if name.lower() == b"content-encoding")
        changed = {b"content-encoding", b"content-length"} if packing else frozenset[bytes]()
        return httpx.Response(
            answer.status, headers=[pair for pair in answer.headers if pair[0].lower() not in changed],
            stream=Body(answer, packing.decode("latin-1"), self._web.largest, end),
            extensions=answer.extensions,
        )  # fmt: skip

    def close(self) -> None:
        """Hang up."""
        self._pool.close()


def _for_core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


class Body(httpx.SyncByteStream):
    """The body of an answer, bounded in bytes and in time."""

    def __init__(self, answer: httpcore.Response, packing: str, largest: int, end: float) -> None:
        self._answer, self._packing, self._largest, self._end = answer, packing, largest, end

    def __iter__(self) -> Iterator[bytes]:
        yield from unpacked(self._raw(), self._packing, self._largest)

    def close(self) -> None:
        """Give the line back, or hang up where there is more to come."""
        self._answer.close()

    def _raw(self) -> Iterator[bytes]:
        pieces = self._answer.iter_stream()
        while True:
            with _as_ours(), bounded_until(self._end):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece


def check_url(url: httpx.URL, web: Web) -> None:
    """Refuse what is no plain address of the web: other schemes, names and passwords in it, odd hosts."""
    if url.scheme not in _PLAIN_PORTS or url.userinfo or not url.host:
        raise rules.refused(rules.ODD, rules.shown(url))
    web.vet(url.host)


def patience_for(request: httpx.Request, web: Web) -> float:
    """Answer how long a question may take in all: as its longest single wait, or the door's patience."""
    waits = request.extensions.get("timeout", {}).values()
    return max((float(wait) for wait in waits if wait is not None), default=web.patience)


@contextmanager
def _as_ours() -> Iterator[None]:
    try:
        yield
    except (Refusal, Trouble):
        raise
    except _UNHEARD as error:
        raise Trouble(f"the line could not be opened: {error}") from error
    except _FAILURES as error:
        raise BrokenOff(f"the line broke: {error or type(error).__name__}") from error
