"""What a question may take, by every library: time, bytes, redirects, hosts; and what goes wrong is named."""

import os
import time

import aiohttp
import pytest
from tests.kit.web.conftest import by_httpx, by_requests

from veche.kit.terms import Refusal, Trouble
from veche.kit.web import BrokenOff, Web

FAILURES = (Trouble, aiohttp.ClientError, TimeoutError)


@pytest.fixture(scope="module")
def web():
    return Web(may_reach=("127.0.0.1",), patience=5, largest=100_000)


@pytest.fixture(scope="module")
def address(listener):
    return f"http://127.0.0.1:{listener.port}"


def test_an_answer_comes_whole(ask, web, address):
    assert ask(web, f"{address}/") == b"hello"
    assert ask(web, f"{address}/packed") == b"packed well, twice"
    assert ask(web, f"{address}/hops/3") == b"here"


def test_the_fourth_redirect_is_too_many(ask, web, address):
    with pytest.raises(BrokenOff, match="redirects"):
        ask(web, f"{address}/hops/4")


@pytest.mark.parametrize("path", ["bomb/9000000", "endless", "bomb/100001"])
def test_an_answer_that_is_too_large_breaks_off(ask, web, address, path):
    begun = time.monotonic()

    with pytest.raises(BrokenOff, match="larger"):
        ask(web, f"{address}/{path}")
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("path", ["drip/body", "drip/head", "silent"])
def test_an_answer_that_takes_too_long_breaks_off(ask, address, path):
    web, begun = Web(may_reach=("127.0.0.1",), patience=0.3), time.monotonic()

    with pytest.raises(FAILURES):
        ask(web, f"{address}/{path}")
    assert 0.2 < time.monotonic() - begun < 1.5


def test_redirects_are_within_the_time_of_the_one_question(listener, address):
    """Each of the three would be in time by itself."""
    web = Web(may_reach=("127.0.0.1",), patience=0.35)

    with web.client() as client, pytest.raises(BrokenOff, match="too long"):
        client.get(f"{address}/slow-hops/2")


def test_a_name_server_that_never_answers_is_not_waited_for(ask):
    web, begun = Web(patience=0.3, resolve=lambda _: time.sleep(2)), time.monotonic()

    with pytest.raises(FAILURES):
        ask(web, "http://slow.test/")
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("path", ["hangs-up", "junk"])
def test_an_answer_that_is_none_is_trouble(ask, web, address, path):
    with pytest.raises(FAILURES):
        ask(web, f"{address}/{path}")


@pytest.mark.parametrize("packing", ["gzip", "br", "gzip,gzip", "zstd", "deflate"])
def test_an_answer_that_is_packed_badly_is_trouble(web, address, packing):
    for ask in (by_httpx, by_requests):
        with pytest.raises(BrokenOff):
            ask(web, f"{address}/cut/{packing.encode().hex()}")


def test_what_was_never_said_is_told_apart_from_what_may_have_been_heard(web, address):
    with web.client() as client:
        with pytest.raises(Trouble) as nobody_there:
            client.post("http://127.0.0.1:9/")
        with pytest.raises(BrokenOff):
            client.post(f"{address}/hangs-up")
    assert not isinstance(nobody_there.value, BrokenOff)


@pytest.mark.parametrize("host", ["other.test", "test", "evilservice.test", "service.test.other.test"])
def test_a_service_is_asked_at_its_own_hosts_only(ask, listener, host):
    web = Web(hosts=frozenset({"Service.test", ".below.test"}), may_reach=(".test",), resolve=local)

    assert ask(web, f"http://service.test:{listener.port}/") == b"hello"
    assert ask(web, f"http://a.below.test:{listener.port}/") == b"hello"
    for wrong in (host, "below.test"):
        with pytest.raises(Refusal, match="does not belong"):
            ask(web, f"http://{wrong}:{listener.port}/")
    with pytest.raises(Refusal, match="does not belong"):
        ask(web, f"http://service.test:{listener.port}/to/" + f"http://{host}/".encode().hex())


def test_the_proxies_of_the_environment_are_not_asked(ask, web, address, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")

    assert ask(web, f"{address}/") == b"hello"


def test_longer_patience_is_for_whoever_asks_for_it(listener, address):
    web = Web(may_reach=("127.0.0.1",), patience=0.2, largest=10)
    url = f"{address}/drip/body"

    for asking in (web.client().get, web.requests_session().get):
        begun = time.monotonic()
        with pytest.raises(BrokenOff, match="larger"):
            asking(url, timeout=5)
        assert time.monotonic() - begun > 0.2


def test_a_session_of_requests_keeps_cookies_sends_forms_and_streams(web, address, listener):
    with web.requests_session() as session:
        session.get(f"{address}/cookie")
        session.post(f"{address}/form", data={"a": "ё"}, files={"f": ("n.txt", b"content")})
        with session.get(f"{address}/packed", stream=True) as answer:
            pieces = list(answer.iter_content(4))

    assert b"".join(pieces) == b"packed well, twice"
    said = next(one for one in listener.heard if b"/form" in one)
    assert b"Cookie: a=b" in said
    assert b"multipart/form-data" in said


def test_the_first_bytes_of_an_endless_answer_can_be_had(web, address):
    with web.client() as client, client.stream("GET", f"{address}/endless") as answer:
        assert len(next(answer.iter_bytes())) > 0


def test_secrets_of_an_address_are_not_told(web):
    with web.client() as client, pytest.raises(Refusal) as refusal:
        client.get("http://name:password@127.0.0.1/bot123:TOKEN/getMe?key=SECRET")
    told = str(refusal.value)
    assert "127.0.0.1" in told
    assert not any(secret in told for secret in ("password", "TOKEN", "SECRET"))


@pytest.mark.parametrize("option", ["proxy", "verify", "transport", "mounts", "trust_env"])
def test_nobody_opens_another_door(web, option):
    with pytest.raises(TypeError, match=option):
        web.client(**{option: None})


def local(_host):
    return ["127.0.0.1"]
