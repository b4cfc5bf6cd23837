"""A session of requests whose every question is carried by the client of the door."""

import io
from collections.abc import Iterator
from email.message import Message
from types import SimpleNamespace
from typing import Any

import httpx
import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPHeaderDict, HTTPResponse

from veche.kit.web import addresses as rules
from veche.kit.web.bodies import ACCEPTED
from veche.kit.web.clients import MOST_REDIRECTS, Transport
from veche.kit.web.door import BrokenOff, Web

_UNREADABLE = (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema,
               requests.exceptions.InvalidSchema, requests.exceptions.InvalidProxyURL)  # fmt: skip


class Session(requests.Session):
    """Like requests.Session, with our bounds and errors, and without the environment's proxies."""

    def __init__(self, web: Web) -> None:
        super().__init__()
        self.trust_env = False
        self.max_redirects = MOST_REDIRECTS
        self.headers["Accept-Encoding"] = ACCEPTED
        self.adapters.clear()
        carrier = Carrier(web)
        self.mount("https://", carrier)
        self.mount("http://", carrier)

    def request(self, method: Any, url: Any, *arguments: Any, **options: Any) -> requests.Response:
        """Ask a question; refuses an address that cannot be read."""
        try:
            return super().request(method, url, *arguments, **options)
        except (*_UNREADABLE, UnicodeError) as error:
            raise rules.refused(rules.ODD, rules.shown(url)) from error

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send a question and follow redirects."""
        try:
            return super().send(request, **options)
        except requests.exceptions.TooManyRedirects as error:
            raise BrokenOff(f"more than {MOST_REDIRECTS} redirects") from error


class Carrier(BaseAdapter):
    """Carries one question of requests by the transport of httpx."""

    def __init__(self, web: Web) -> None:
        super().__init__()
        self._web, self._transport = web, Transport(web)

    def send(
        self, request: requests.PreparedRequest, *_: Any, timeout: Any = None, **__: Any
    ) -> requests.Response:
        """Ask; certificates are always verified and proxies never asked, whatever the caller says."""
        asked = self._asked(request, timeout)
        answer = self._transport.handle_request(asked)
        return _answered(request, answer, self)

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def _asked(self, request: requests.PreparedRequest, timeout: Any) -> httpx.Request:
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        waits = {"connect": connect, "read": read, "write": read, "pool": connect}
        patience = {name: self._web.patience if wait is None else wait for name, wait in waits.items()}
        body: Any = request.body.encode() if isinstance(request.body, str) else request.body
        headers: Any = list(request.headers.items())
        try:
            return httpx.Request(
                request.method or "GET", request.url or "", headers=headers,
                content=body, extensions={"timeout": patience},
            )  # fmt: skip
        except (httpx.InvalidURL, ValueError) as error:
            raise rules.refused(rules.ODD, rules.shown(request.url)) from error


def _answered(
    request: requests.PreparedRequest, answer: httpx.Response, carrier: Carrier
) -> requests.Response:
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw]
    raw = HTTPResponse(
        body=_Pieces(answer), headers=HTTPHeaderDict(pairs), status=answer.status_code,
        reason=answer.reason_phrase, preload_content=False, decode_content=False,
        original_response=_origin(pairs, answer), request_method=request.method,
    )  # fmt: skip
    made = requests.Response()
    made.status_code, made.reason, made.raw = answer.status_code, answer.reason_phrase, raw
    made.headers = CaseInsensitiveDict(raw.headers)
    made.encoding = requests.utils.get_encoding_from_headers(made.headers)
    made.url, made.request = request.url or "", request
    made.connection = carrier  # type: ignore[assignment]
    requests.cookies.extract_cookies_to_jar(made.cookies, request, raw)
    return made


def _origin(pairs: list[tuple[str, str]], answer: httpx.Response) -> Any:
    """Answer what requests reads cookies from: the headers as the standard library keeps them."""
    headers = Message()
    for name, value in pairs:
        headers[name] = value
    return SimpleNamespace(msg=headers, close=answer.close, isclosed=lambda: answer.is_closed)


class _Pieces(io.RawIOBase):
    """A body in pieces as a file."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer, self._rest = answer, b""
        self._pieces: Iterator[bytes] = answer.iter_raw()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        piece = self._rest[: len(buffer)]
        self._rest = self._rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._answer.close()
        super().close()
