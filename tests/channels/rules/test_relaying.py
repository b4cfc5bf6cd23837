"""Relaying: a bridge speaks for others, and a bot that does not is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.channels.rules.relaying import is_relay, relayed, relayed_handle, relayed_name

SURE = [
    ("[slack] <ben from afar> hello there", ("slack", "ben from afar", "hello there")),
    ("[irc.freenode] <nick> привет", ("irc.freenode", "nick", "привет")),
    ("[irc/libera] <nick>\nтекст", ("irc", "nick", "текст")),
    ("<nick> text\nin lines", ("", "nick", "text\nin lines")),
    ("**<nick>** text", ("", "nick", "text")),
    ("nick (IRC): text", ("irc", "nick", "text")),
    ("Аня [tg]: текст", ("telegram", "Аня", "текст")),
    ("[irc] nick: text: more", ("irc", "nick", "text: more")),
    ("[telegram] <n\u200bick> hi", ("telegram", "nick", "hi")),
]
LIKELY = [
    ("**nick**: text", ("", "nick", "text")),
    ("**nick:** text", ("", "nick", "text")),
    ("nick: text", ("", "nick", "text")),
    ("Анна Иванова: текст", ("", "Анна Иванова", "текст")),
]
OWN = [
    "text", "", "<https://example.org> a link", "<@U123> hello", "<#C1|general> moved", "<b> bold",
    "see https://example.org: good", "[link] text", "< > text",
]  # fmt: skip


@pytest.mark.parametrize(("words", "found"), SURE)
def test_what_only_a_bridge_writes_is_believed_of_any_bot(words, found):
    assert relayed("Weather", words) == found


@pytest.mark.parametrize(("words", "found"), LIKELY)
def test_what_anybody_may_write_is_believed_of_bridges_only(words, found):
    assert relayed("Gateway#3763", words) == found
    assert relayed("Weather", words) is None


@pytest.mark.parametrize("words", OWN)
def test_own_words_of_a_bot_stay_its_own(words):
    assert relayed("Weather", words) is None


@pytest.mark.parametrize(
    "name",
    [
        "Gateway#3763",
        "matterbridge",
        "tg-bridge",
        "IRC Relay",
        "relay_bot",
        "Мост",
        "irc2telegram",
        "irc-discord",
    ],
)
def test_names_that_say_so(name):
    assert is_relay(name)


@pytest.mark.parametrize("name", ["Jeff Bridges", "Мостовой", "Anna", "relayed", "Cambridge", ""])
def test_names_of_people(name):
    assert not is_relay(name)


def test_names_of_webhooks():
    assert relayed_name("[irc] nick") == ("irc", "nick")
    assert relayed_name("Аня (Telegram)") == ("telegram", "Аня")
    assert relayed_name("GitHub") is None


@given(name=st.text(max_size=20), words=st.text(max_size=80))
def test_no_text_breaks_it_and_words_are_never_made_up(name, words):
    found = relayed(name, words)

    if found:
        network, who, rest = found
        assert who
        assert words.endswith(rest)
        assert relayed_handle("c", network, who).name == who
