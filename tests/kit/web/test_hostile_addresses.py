"""Nothing leads inside: no spelling, redirect, name server or library. Real servers count who comes."""

import asyncio
import socket

import aiohttp
import pytest
from tests.kit.web import hostile
from tests.kit.web.listening import Listener, listening, reply

from veche.kit.terms import Refusal, Trouble
from veche.kit.web import Web


@pytest.fixture(scope="module")
def inside():
    """A server on every address of this machine, of both kinds, at one port."""
    with (
        listening(lambda _, __, line: reply(line, b"inside"), address="0.0.0.0") as four,
        listening(lambda _, __, line: reply(line, b"inside"), address="::", port=four.port) as six,
    ):
        yield four, six


def came(inside: tuple[Listener, Listener]) -> int:
    return sum(one.came for one in inside)


@pytest.fixture(scope="module")
def web(inside):
    return Web(ports=frozenset({inside[0].port}), resolve=hostile.resolve, patience=5)


@pytest.fixture(scope="module")
def client(web):
    with web.client() as one:
        yield one


@pytest.fixture(scope="module")
def session(web):
    with web.requests_session() as one:
        yield one


def test_there_are_enough_of_them():
    assert len(set(hostile.URLS)) > 200


@pytest.mark.parametrize("url", hostile.URLS)
def test_no_address_leads_inside_by_httpx(client, inside, url):
    before = came(inside)

    with pytest.raises((Refusal, Trouble)):
        client.get(url.format(port=inside[0].port))
    assert came(inside) == before


@pytest.mark.parametrize("url", hostile.URLS)
def test_no_address_leads_inside_by_requests(session, inside, url):
    before = came(inside)

    with pytest.raises((Refusal, Trouble)):
        session.get(url.format(port=inside[0].port))
    assert came(inside) == before


def test_no_address_leads_inside_by_aiohttp(web, inside):
    before, through = came(inside), []

    async def ask_all():
        async with web.aiohttp_session() as session:
            for url in hostile.URLS:
                try:
                    async with session.get(url.format(port=inside[0].port)):
                        through.append(url)
                except (Refusal, Trouble, aiohttp.ClientError, ValueError):
                    continue

    asyncio.run(ask_all())
    assert through == []
    assert came(inside) == before


def test_no_host_leads_inside_by_a_line(web, inside):
    before = came(inside)

    for host in [
        *hostile.HOSTS,
        "",
        " ",
        "127.0.0.1 ",
        "127.0.0.1\x00",
        "a" * 300,
        "/run/docker.sock",
        "%31",
    ]:
        for port in (inside[0].port, 993, 25):
            with pytest.raises((Refusal, Trouble)):
                web.connect(host, port)
    assert came(inside) == before


@pytest.mark.parametrize("url", [url for url in hostile.URLS if "{port}" in url])
def test_no_redirect_leads_inside(listener, inside, url):
    """The site may be reached, and sends us on."""
    before = came(inside)
    target = url.format(port=inside[0].port).encode().hex()
    web = Web(may_reach=(f"site.test:{listener.port}",), resolve=_site_and_hostile)

    with web.client() as client, pytest.raises((Refusal, Trouble)):
        client.get(f"http://site.test:{listener.port}/to/{target}")
    assert came(inside) == before


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "metadata.test", "[::1]", "0x7f.1", "①②⑦.⓪.⓪.①"])
def test_no_redirect_leads_inside_by_any_way(ask, listener, inside, host):
    before = came(inside)
    target = f"http://{host}:{inside[0].port}/".encode().hex()
    web = Web(may_reach=(f"site.test:{listener.port}",), resolve=_site_and_hostile)

    with pytest.raises((Refusal, Trouble, aiohttp.ClientError)):
        ask(web, f"http://site.test:{listener.port}/to/{target}")
    assert came(inside) == before


def _site_and_hostile(host: str) -> list[str]:
    return ["127.0.0.1"] if host == "site.test" else hostile.resolve(host)


def test_the_table_is_not_empty_words(inside):
    """Without the door, many of these spellings do reach the server: the system reads them so."""
    before = came(inside)
    for host in ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "::1", "::"):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.getaddrinfo(host, inside[0].port, family, socket.SOCK_STREAM)[0][4]
        assert found[0] in ("127.0.0.1", "0.0.0.0", "::1", "::")

    with socket.create_connection(("127.0.0.1", inside[0].port)):
        pass
    with Web(may_reach=("127.0.0.1",)).client() as client:
        assert client.get(f"http://127.0.0.1:{inside[0].port}/").content == b"inside"
    assert came(inside) == before + 2


def test_a_name_server_that_changes_its_mind_gains_nothing(ask, inside):
    """First an address that may be reached, then one that may not: it is asked once a call."""
    four, six = inside
    answers = [["127.0.0.1"], ["::1"]]
    asked = []

    def resolve(host):
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    web = Web(may_reach=("127.0.0.1",), ports=frozenset({four.port}), resolve=resolve)
    before = four.came, six.came

    assert ask(web, f"http://rebinding.test:{four.port}/") == b"inside"
    assert asked == ["rebinding.test"]
    with pytest.raises(Refusal):
        ask(web, f"http://rebinding.test:{four.port}/")
    assert (four.came, six.came) == (before[0] + 1, before[1])
