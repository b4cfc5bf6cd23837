"""A real browser over a real server: what every journey gets.

`visitor` is somebody before a fresh browser: language, theme and device by parameters.
`visitor.look("name")` keeps a screenshot under artefacts/ and fails for anything a person with
a screen reader would stumble over, for every breach of the content policy and every error in
the console.
"""

import asyncio
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from veche.core.models import User

# Playwright keeps an event loop in the thread of the test, which then asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

HERE = Path(__file__).resolve().parents[2]
ARTEFACTS = HERE / "artefacts/journeys"
PLACES = (
    "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)  # fmt: skip
DEVICES = {"desktop": (1280, 800), "phone": (390, 844)}
PATIENCE = 10_000
# Playwright's own "networkidle" is half a second of silence, hundreds of times; a fifth of it is enough.
SILENCE = 100
SILENT = """(silence) => document.fonts.ready.then(() => new Promise((done) =>
    setTimeout(() => requestIdleCallback(done, {timeout: 1000}), silence)))"""
# The browser itself says this of every page that is refused or missing; the journeys look at those too.
EXPECTED = re.compile(r"Failed to load resource: the server responded with a status of 4(03|04|22|29)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey: `-m "not browser"` leaves them out."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass
class Visitor:
    """Somebody before a browser."""

    page: Page
    address: str
    folder: Path
    language: str = "ru"
    theme: str = "light"
    device: str = "desktop"
    problems: list[str] = field(default_factory=list)
    flying: set[Request] = field(default_factory=set)

    def go(self, path: str) -> None:
        """Open a page of ours."""
        self.page.goto(self.address + path)

    def look(self, name: str) -> None:
        """Keep a picture of the page; fail if it is not accessible or anything complained so far."""
        self.settle()
        self.folder.mkdir(parents=True, exist_ok=True)
        file = f"{name}-{self.language}-{self.theme}-{self.device}.png"
        self.page.screenshot(path=self.folder / file, full_page=True, animations="disabled")
        assert overflow(self.page) == []
        assert barriers(self.page) == []
        assert self.problems == []

    def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        for _ in range(PATIENCE // SILENCE):
            with suppress(Error):  # the page went elsewhere meanwhile: its follower is waited for
                self.page.wait_for_load_state("load")
                self.page.evaluate(SILENT, SILENCE)
                if not self.flying:
                    return
        raise AssertionError(f"still on their way: {[one.url for one in self.flying]}")

    def sign_in(self, user: User) -> None:
        """Sign a user in without the form, which has journeys of its own."""
        client = Client()
        client.force_login(user)
        name = django_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]


WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 5)
    .map((one) => one.outerHTML.slice(0, 120))"""


def overflow(page: Page) -> list[str]:
    """Answer what makes the page scroll sideways: nothing may, on a phone least of all."""
    found: list[str] = page.evaluate(WIDER)
    return found


def barriers(page: Page) -> list[str]:
    """Answer what axe finds on the page, a line for each element."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; on a machine without one the journeys are skipped, in CI they fail."""
    place = (
        os.environ.get("VECHE_CHROMIUM")
        or next(filter(os.path.exists, PLACES), None)
        or shutil.which("chromium")
    )
    if not place:
        text = "No Chromium here: `make browser` installs it, or name one in VECHE_CHROMIUM."
        pytest.fail(text) if os.environ.get("CI") == "true" else pytest.skip(text)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        loop = asyncio._get_running_loop()
        yield browser
        asyncio._set_running_loop(loop)  # tests without a browser do without it: see tests/conftest.py
        browser.close()


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """Answer the address of a running Veche, which letters and invitations lead to as well."""
    settings.ADDRESS = live_server.url
    return str(live_server.url)


@pytest.fixture
def visitors(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Answer a maker of visitors, each with a browser of their own: `visitors(device="phone")`."""
    made: list[Visitor] = []

    def make(language: str = "ru", theme: str = "light", device: str = "desktop", **more: Any) -> Visitor:
        width, height = DEVICES[device]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale=f"{language}-{language.upper()}",
            color_scheme=theme, timezone_id="Europe/Moscow", reduced_motion="reduce", **more,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(
            context.new_page(), site, ARTEFACTS / request.node.originalname, language, theme, device
        )
        _listen(visitor)
        made.append(visitor)
        return visitor

    yield make
    for visitor in made:
        visitor.page.context.close()


@pytest.fixture
def visitor(visitors: Any, request: pytest.FixtureRequest) -> Visitor:
    """Answer one visitor; parametrize it indirectly by `LOOKS` for every language, theme and device."""
    return visitors(*getattr(request, "param", ()))  # type: ignore[no-any-return]


# Two looks show both languages, both themes and both widths; journeys take turns at which two.
LOOKS = (
    (("ru", "light", "desktop"), ("en", "dark", "phone")),
    (("en", "light", "desktop"), ("ru", "dark", "phone")),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A journey marked `@pytest.mark.every_look` is made in both languages, themes and widths."""
    if metafunc.definition.get_closest_marker("every_look"):
        looks = LOOKS[crc32(metafunc.definition.name.encode()) % len(LOOKS)]
        metafunc.parametrize("visitor", looks, indirect=True, ids=["-".join(look) for look in looks])


def _listen(visitor: Visitor) -> None:
    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            visitor.problems.append(message.text)

    def hear_of(request: Request) -> None:
        visitor.flying.add(request)

    def hear_its_end(request: Request) -> None:
        visitor.flying.discard(request)

    visitor.page.on("console", hear)
    visitor.page.on("request", hear_of)
    for end in ("requestfinished", "requestfailed"):
        visitor.page.on(end, hear_its_end)
    visitor.page.on("pageerror", lambda error: visitor.problems.append(str(error)))
    visitor.page.on("dialog", lambda dialog: visitor.problems.append(f"a script ran: {dialog.message}"))
