"""Opens and clicks: which of them a human made.

Mail services and scanners of attachments ask for pictures and links before a human does, or in their place.
What they call themselves is what their makers publish; what hides is known by its haste.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from veche.kit.time import SECOND, Moment
from veche.mailing.terms.following import Agent, Asked

# Nobody reads a letter and finds its link within so short a time after our server let it go.
HASTY_OPEN, HASTY_CLICK = 2 * SECOND, 8 * SECOND
# So many different links of one letter within so short a time are not followed by a human.
BURST, BURST_WITHIN = 3, 2 * SECOND
# A burst is judged when it is surely over.
SETTLED_AFTER = 15 * SECOND

# Apple's Mail Privacy Protection names nothing but this; Gmail's, Yahoo's, Yandex's and Mail.ru's proxies
# name themselves, and so do those of Outlook's and Fastmail's servers.
_APPLE = "Mozilla/5.0"
_PROXY = re.compile(
    r"GoogleImageProxy|YahooMailProxy|YandexImage(?:Resizer|s)|Mail\.?RU_?(?:Bot/Img|ImageProxy|Image)|"
    r"Outlook-?Image|FastmailImageProxy|Proton-?Image|DuckDuckGo-?Email",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?<!\bcu)bot\b|(?<!\bcu)bot[/;_-]|crawl|spider|preview|scanner|link-?check|prefetch|facebookexternalhit|WhatsApp/|"
    r"vkShare|Barracuda|Mimecast|Proofpoint|urldefense|Symantec|Trend ?Micro|FireEye|Trellix|Sophos|Fortinet|"
    r"FortiGuard|Check ?Point|Zscaler|Vade|Cloudmark|Kaspersky|Dr\.?Web|Microsoft Office Existence|ms-office|"
    r"SafeLinks|GoogleSecurity|Headless|PhantomJS|Puppeteer|Playwright|^curl|^wget|python|^Go-http|^Java/|"
    r"Apache-HttpClient|libwww|node-fetch|axios|okhttp|^Ruby|^Dart|aiohttp|httpx|HTTrack|Nutch",
    re.IGNORECASE,
)
# Outlook on a desk names itself so beside «ms-office», which alone is what looks links up ahead.
_OUTLOOK = re.compile(r"Microsoft Outlook \d")
_AHEAD = re.compile(r"prefetch|preview|prerender", re.IGNORECASE)


class Click(NamedTuple):
    """A click or an open that waits to be judged."""

    pk: int
    delivery: int
    link: int
    at: Moment


def agent_of(asked: Asked) -> Agent:
    """Answer who asked, as far as one asking tells: a burst of clicks is seen only later, by `bursts`."""
    name = asked.agent.strip()
    if asked.method == "HEAD" or not name or _AHEAD.search(asked.purpose):
        return Agent.MACHINE
    if _PROXY.search(name) or (asked.is_open and name == _APPLE):
        return Agent.PROXY
    is_outlook = asked.is_open and _OUTLOOK.search(name) is not None
    if name == _APPLE or (_MACHINE.search(name) and not is_outlook):
        return Agent.MACHINE
    return Agent.MACHINE if _is_hasty(asked) else Agent.HUMAN


def bursts(clicks: Iterable[Click]) -> set[int]:
    """Answer which clicks no human made: three links of one letter, or more, within two seconds."""
    by_delivery: dict[int, list[Click]] = {}
    for click in clicks:
        if click.link:
            by_delivery.setdefault(click.delivery, []).append(click)
    found: set[int] = set()
    for of_one in by_delivery.values():
        found |= _bursts_of(sorted(of_one, key=lambda click: click.at))
    return found


def share_of(part: int, whole: int) -> float | None:
    """Answer how many of a hundred that is; nothing of nothing."""
    return 100 * part / whole if whole else None


def by_agent(counts: Mapping[int, int]) -> dict[Agent, int]:
    """Answer counts with a number for every kind of agent."""
    return {agent: counts.get(agent, 0) for agent in Agent}


def _is_hasty(asked: Asked) -> bool:
    since = 0 if asked.since is None else asked.since
    return since < (HASTY_OPEN if asked.is_open else HASTY_CLICK)


def _bursts_of(clicks: list[Click]) -> set[int]:
    found: set[int] = set()
    start = 0
    for end, last in enumerate(clicks):
        while last.at - clicks[start].at > BURST_WITHIN:
            start += 1
        within = clicks[start : end + 1]
        if len({click.link for click in within}) >= BURST:
            found |= {click.pk for click in within}
    return found
