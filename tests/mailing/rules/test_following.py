"""Opens and clicks: who says what they are is believed, who is too quick is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.time import HOUR, Moment
from veche.mailing.rules.following import BURST, BURST_WITHIN, Click, agent_of, bursts
from veche.mailing.terms.following import Agent, Asked

SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15"


def asked(agent: str = SAFARI, *, is_open: bool = True, **more) -> Asked:
    fields = {"method": "GET", "purpose": "", "since": HOUR} | more
    return Asked(agent=agent, is_open=is_open, **fields)


@pytest.mark.parametrize(
    ("name", "is_open", "is_who"),
    [
        (SAFARI, True, Agent.HUMAN),
        ("Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook 16.0.17)", True, Agent.HUMAN),
        ("Mozilla/4.0 (compatible; MSIE 7.0; Trident/7.0; Microsoft Outlook 16.0.17; ms-office; MSOffice 16)",
         True, Agent.HUMAN),
        ("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", True, Agent.MACHINE),
        ("Mozilla/5.0 (Linux; Android 13; CUBOT KINGKONG) AppleWebKit Mobile", False, Agent.HUMAN),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit Mobile", False, Agent.HUMAN),
        ("Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)", True, Agent.PROXY),
        ("YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", True, Agent.PROXY),
        ("Mozilla/5.0 (compatible; YandexImageResizer/2.0; +http://yandex.com/bots)", True, Agent.PROXY),
        ("Mozilla/5.0 (compatible; Linux x86_64; Mail.RU_Bot/Img/2.0)", True, Agent.PROXY),
        ("Mozilla/5.0", True, Agent.PROXY),
        ("Mozilla/5.0", False, Agent.MACHINE),
        ("", True, Agent.MACHINE),
        ("TelegramBot (like TwitterBot)", False, Agent.MACHINE),
        ("Mozilla/5.0 (compatible; Barracuda Sentinel)", False, Agent.MACHINE),
        ("curl/8.5.0", False, Agent.MACHINE),
    ],
)  # fmt: skip
def test_who_says_what_they_are_is_believed(name, is_open, is_who):
    assert agent_of(asked(name, is_open=is_open)) is is_who


def test_who_is_too_quick_or_looks_ahead_is_no_human():
    assert agent_of(asked(since=1_000, is_open=False)) is Agent.MACHINE
    assert agent_of(asked(since=5_000, is_open=True)) is Agent.HUMAN
    assert agent_of(asked(since=None, is_open=False)) is Agent.MACHINE
    assert agent_of(asked(purpose="prefetch;prerender")) is Agent.MACHINE
    assert agent_of(asked(method="HEAD")) is Agent.MACHINE


CLICKS = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 5), st.integers(0, 12_000)), max_size=25)


@settings(max_examples=examples(60))
@given(CLICKS)
def test_a_click_is_of_a_burst_when_three_links_lie_within_two_seconds_of_each_other(told):
    clicks = [Click(pk, who, link, Moment(at)) for pk, (who, link, at) in enumerate(told)]

    found = bursts(clicks)

    for click in clicks:
        windows = (
            {other.link for other in clicks
             if other.link and other.delivery == click.delivery and 0 <= other.at - start.at <= BURST_WITHIN}
            for start in clicks
            if start.link and start.delivery == click.delivery and 0 <= click.at - start.at <= BURST_WITHIN
        )  # fmt: skip
        assert (click.pk in found) == (bool(click.link) and any(len(one) >= BURST for one in windows))
