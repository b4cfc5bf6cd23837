"""The one door to the outside: who may be reached, and a line to exactly the address that was checked."""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from ipaddress import IPv4Address, ip_address
from typing import TYPE_CHECKING, Any

from veche.kit.terms import Trouble
from veche.kit.web import addresses as rules
from veche.kit.web.addresses import Address

if TYPE_CHECKING:
    import aiohttp
    import httpx
    import requests

# The addresses of a host, as texts, in the order to try them. Raises OSError where it has none.
Resolve = Callable[[str], Sequence[str]]

PATIENCE = 20.0
LARGEST = 64 * 1024**2
WEB_PORTS = frozenset({80, 443})
MAIL_PORTS = frozenset({25, 143, 465, 587, 993, 2525})
MOST_ADDRESSES = 8


class BrokenOff(Trouble):
    """The line broke after the question went out: it may have been heard or not."""


def ask_system(host: str) -> list[str]:
    """Answer the addresses that the system finds for a host."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Answer whose certificates are believed: the system's (SSL_CERT_FILE, SSL_CERT_DIR) and Mozilla's."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True)
class Web:
    """Outsiders, reached through one door. Nothing of it asks the environment for proxies.

    `hosts` are all that may be asked (exactly, or everything below one that starts with a dot); None:
    whoever is public. `may_reach` are the exceptions of whoever runs Veche, see `read_exceptions`.
    `patience` is the seconds a question may take in all, `largest` the bytes of an answer, unpacked.
    `ports` may be asked besides 80 and 443. `dataclasses.replace` makes another with other bounds.

    What is forbidden raises `Refusal`; what fails raises `Trouble`, and `BrokenOff` where the question
    may have been heard.
    """

    hosts: frozenset[str] | None = None
    may_reach: tuple[str, ...] = ()
    patience: float = PATIENCE
    largest: int = LARGEST
    ports: frozenset[int] = frozenset()
    resolve: Resolve = ask_system
    trust: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        self.__dict__["_exceptions"] = rules.read_exceptions(self.may_reach)

    def client(self, **options: Any) -> httpx.Client:
        """Answer a client of httpx; `options` are its headers, auth, base_url, params, cookies, timeout.

        It follows at most three redirects. A longer `timeout`, there or with a question, is longer
        patience: for what is asked to wait for news.
        """
        from veche.kit.web.clients import Client

        return Client(self, **options)

    def requests_session(self) -> requests.Session:
        """Answer a session of requests, for libraries that want one."""
        from veche.kit.web.sessions import Session

        return Session(self)

    def aiohttp_session(self, **options: Any) -> aiohttp.ClientSession:
        """Answer a session of aiohttp, bounded like `client`; to be called within the loop that uses it."""
        from veche.kit.web.loops import make_session

        return make_session(self, **options)

    def connect(self, host: str, port: int, timeout: float | None = None) -> socket.socket:
        """Answer an open line to a mail server, which is not encrypted yet: wrap it by `certificates`."""
        return self.open(host, port, timeout, mail=True)

    @property
    def certificates(self) -> ssl.SSLContext:
        """Answer whose certificates are believed."""
        return self.trust or trusted()

    def open(
        self, host: str, port: int, timeout: float | None = None, *, mail: bool = False
    ) -> socket.socket:
        """Answer an open line to the first address of a host that takes the call, each of them checked."""
        timeout = self.patience if timeout is None else timeout
        end = time.monotonic() + timeout
        found = self.addresses(host, port, timeout, mail=mail)
        line = _first_open(host, found, port, end)
        line.settimeout(timeout)
        return line

    def addresses(
        self, host: str, port: int, timeout: float | None = None, *, mail: bool = False
    ) -> list[Address]:
        """Answer the addresses that may be called for a host; refuses them all for one that may not."""
        name = self.vet(host)
        alone = rules.literal(name)
        found = [alone] if alone else self._looked_up(name, self.patience if timeout is None else timeout)
        ports = WEB_PORTS | self.ports | (MAIL_PORTS if mail else frozenset())
        for address in found:
            if self._exceptions.let(name, address, port):
                continue
            if not rules.is_public(address):
                raise rules.refused(rules.PRIVATE, host)
            if port not in ports:
                raise rules.refused(rules.PORT, host, port=port)
        return found[:MOST_ADDRESSES]

    def vet(self, host: str) -> str:
        """Answer the canonical name of a host; refuses odd ones and those that are not the service's."""
        name = rules.canonical(host)
        if self._hosts is not None and not rules.is_among(name, self._hosts):
            raise rules.refused(rules.STRANGE, host)
        return name

    def lets(self, address: Address, port: int) -> bool:
        """Tell whether an address may be called, whatever host it was found for."""
        return rules.is_public(address) or self._exceptions.let("", address, port)

    @property
    def _exceptions(self) -> rules.Exceptions:
        return self.__dict__["_exceptions"]  # type: ignore[no-any-return]

    @cached_property
    def _hosts(self) -> frozenset[str] | None:
        if self.hosts is None:
            return None
        return frozenset("." * (h[:1] == ".") + rules.canonical(h.removeprefix(".")) for h in self.hosts)

    def _looked_up(self, name: str, timeout: float) -> list[Address]:
        try:
            found = _in_time(self.resolve, name, timeout)
            addresses = list(dict.fromkeys(ip_address(text) for text in found))
        except (OSError, ValueError) as error:
            raise Trouble(f"{name} was not found: {error}") from error
        if not addresses:
            raise Trouble(f"{name} has no address")
        return addresses


def _in_time(resolve: Resolve, name: str, timeout: float) -> Sequence[str]:
    """Look a host up, however slow the system's resolver is: it knows no bound of its own."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(name))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout, 0.001))
    except queue.Empty:
        raise Trouble(f"{name} was not found in {timeout:.0f} seconds") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _first_open(host: str, addresses: list[Address], port: int, end: float) -> socket.socket:
    """Call one address after another, each for its share of the time that is left."""
    failure: OSError | None = None
    for index, address in enumerate(addresses):
        left = (end - time.monotonic()) / (len(addresses) - index)
        if left <= 0:
            break
        family = socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6
        line = None
        try:
            line = socket.socket(family, socket.SOCK_STREAM)
            line.settimeout(left)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.connect((str(address), port))
            return line
        except OSError as error:
            failure = error
            if line is not None:
                line.close()
    raise Trouble(f"{host} does not answer: {failure or 'it takes too long'}") from failure
