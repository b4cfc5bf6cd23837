"""A real listener, and every way through the door."""

import asyncio

import pytest
from tests.kit.web.listening import listening, site


@pytest.fixture(scope="session")
def listener():
    with listening(site) as one:
        yield one


def by_httpx(web, url):
    with web.client() as client:
        return client.get(url).content


def by_requests(web, url):
    with web.requests_session() as session:
        return session.get(url).content


def by_aiohttp(web, url):
    async def ask():
        async with web.aiohttp_session() as session, session.get(url) as answer:
            return await answer.read()

    return asyncio.run(ask())


@pytest.fixture(params=[by_httpx, by_requests, by_aiohttp], ids=lambda way: way.__name__)
def ask(request):
    return request.param
