"""What libraries on aiohttp want: a connector, or a whole session, that goes through the door."""

import asyncio
import socket
from ipaddress import IPv4Address, ip_address
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_reqrep import ClientRequest

from veche.kit.web import addresses as rules
from veche.kit.web.clients import MOST_REDIRECTS
from veche.kit.web.door import BrokenOff, Web

_SCHEMES = {"http", "https", "ws", "wss"}


class Connector(aiohttp.TCPConnector):
    """Checks three times: the address asked for, every address found, and the very one that is called."""

    def __init__(self, web: Web, **options: Any) -> None:
        self._web = web
        self._found: set[tuple[str, int]] = set()
        super().__init__(
            resolver=Resolver(web, self._found), socket_factory=self._socket, ssl=web.certificates, **options
        )

    async def connect(
        self, req: ClientRequest, traces: list[Any], timeout: aiohttp.ClientTimeout
    ) -> aiohttp.connector.Connection:
        """Open a line, or take one that is open already, for one question."""
        if req.proxy is not None or req.url.scheme not in _SCHEMES or req.ssl is False:
            raise rules.refused(rules.ODD, rules.shown(req.url))
        host, port = req.url.raw_host or "", req.url.port or 0
        if rules.literal(self._web.vet(host)) is not None:
            self._found |= {(str(one), port) for one in self._web.addresses(host, port)}
        return await super().connect(req, traces, timeout)

    def _socket(self, info: Any) -> socket.socket:
        """Make a line to one address: public, or found for a host that may be reached."""
        family, kind, protocol, _, place = info
        address = ip_address(place[0])
        if not self._web.lets(address, place[1]) and (str(address), place[1]) not in self._found:
            raise rules.refused(rules.PRIVATE, str(address))
        return socket.socket(family, kind, protocol)


class Resolver(AbstractResolver):
    """Looks hosts up by the door."""

    def __init__(self, web: Web, found: set[tuple[str, int]]) -> None:
        self._web, self._found = web, found

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Answer the checked addresses of a host."""
        loop = asyncio.get_running_loop()
        addresses = await loop.run_in_executor(None, self._web.addresses, host, port)
        self._found |= {(str(one), port) for one in addresses}
        flags = socket.AI_NUMERICHOST
        return [
            ResolveResult(hostname=host, host=str(one), port=port, family=kind, proto=0, flags=flags)
            for one in addresses
            if family in (socket.AF_UNSPEC, kind := _family_of(one))
        ]

    async def close(self) -> None:
        """Nothing is held."""


def _family_of(address: rules.Address) -> socket.AddressFamily:
    return socket.AF_INET if isinstance(address, IPv4Address) else socket.AF_INET6


def make_session(web: Web, **options: Any) -> aiohttp.ClientSession:
    """Answer a session with the door's connector, bounds and number of redirects."""
    counting = aiohttp.TraceConfig()
    counting.on_request_redirect.append(_count)
    traces = [counting, *options.pop("trace_configs", [])]
    options.setdefault("timeout", aiohttp.ClientTimeout(total=web.patience))
    if "connector" not in options:
        options["connector"] = Connector(web)
    return aiohttp.ClientSession(
        trust_env=False, trace_configs=traces, response_class=_response_class(web.largest), **options
    )


async def _count(_session: aiohttp.ClientSession, context: SimpleNamespace, _told: Any) -> None:
    context.redirects = getattr(context, "redirects", 0) + 1
    if context.redirects > MOST_REDIRECTS:
        raise BrokenOff(f"more than {MOST_REDIRECTS} redirects")


def _response_class(largest: int) -> type[aiohttp.ClientResponse]:
    """Answer the class of answers whose bodies break off where they are larger than allowed."""

    too_large = f"the answer is larger than {largest} bytes"

    class Bounded(aiohttp.StreamReader):
        __slots__ = ()

        def feed_data(self, data: bytes, *arguments: Any) -> Any:
            done = super().feed_data(data, *arguments)
            if self.total_bytes > largest:
                self.set_exception(BrokenOff(too_large))
            return done

    class Response(aiohttp.ClientResponse):
        async def start(self, connection: Any) -> aiohttp.ClientResponse:
            await super().start(connection)
            if self.content.total_bytes > largest:
                raise BrokenOff(too_large)
            if type(self.content) is aiohttp.StreamReader:
                # The parser holds the reader already and feeds it: it has to stay the same object.
                self.content.__class__ = Bounded
            return self

    return Response
