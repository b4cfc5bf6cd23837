"""The text check on real texts: how often it is wrong about good ones, how many planted slips it finds.

The floors lie below what was measured in November 2026 by what so few slips may differ:
see `docs/decisions/checking.md`.
"""

import html
import json
import os
import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from veche.kit.language.checking import Kind, check_text
from veche.kit.language.checking.splitting import Pieces
from veche.kit.language.checking.vocabulary import vocabulary_of

HERE = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("VECHE_SHARED_DATA", HERE.parent / "shared/data"))
LETTERS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя", "en": "abcdefghijklmnopqrstuvwxyz"}


def guide():
    """Our own guide in Russian, without code and links."""
    texts = (path.read_text() for path in sorted((HERE / "docs/guide").glob("*.ru.md")))
    return [re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)", "", text) for text in texts]


def channel():
    """The last long posts of a Russian channel: lively, full of slang."""
    messages = json.loads((SHARED / "telegram/channel-ru-3719/result.json").read_text())["messages"]
    parts = (message.get("text", "") for message in messages)
    texts = ("".join(part if isinstance(part, str) else part["text"] for part in text) for text in parts)
    return [text for text in texts if len(text) > 200][-40:]


def talks():
    """What talks of a conference are about, in English by people of many tongues."""
    tree = ElementTree.parse(SHARED / "events/debconf23.xml")
    texts = (event.findtext("description") or "" for event in tree.iter("event"))
    return [re.sub("<[^>]+>", "", html.unescape(text)) for text in texts if len(text) > 100]


needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not beside this checkout")


@pytest.mark.parametrize(
    ("texts", "language", "most"),
    [
        pytest.param(guide, "ru", 2, id="guide"),
        pytest.param(channel, "ru", 40, id="channel", marks=needs_shared),
        pytest.param(talks, "en", 8, id="talks", marks=needs_shared),
    ],
)
def test_few_words_of_good_texts_are_called_misspelt(texts, language, most):
    checks = [check_text(text, language) for text in texts()]

    told = sum(one.kind == Kind.SPELLING for check in checks for one in check.findings)
    words = sum(check.readability.words for check in checks)
    assert words > 2_000
    assert told * 1000 / words < most


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param(guide, "ru", id="guide"),
        pytest.param(channel, "ru", id="channel", marks=needs_shared),
        pytest.param(talks, "en", id="talks", marks=needs_shared),
    ],
)
def test_planted_slips_are_found_and_mended(texts, language):
    drawn = random.Random(6)
    planted, caught, first, among = 0, 0, 0, 0

    for text in texts():
        spoilt, slips = plant(drawn, text, language)
        told = {one.start: one.suggestions for one in check_text(spoilt, language).findings}
        for start, meant in slips.items():
            planted += 1
            if start in told:
                suggestions = [one.replace("ё", "е") for one in told[start]]
                caught += 1
                first += suggestions[:1] == [meant]
                among += meant in suggestions[:3]

    assert planted > 80
    assert caught / planted > 0.85
    assert first / caught > 0.68
    assert among / caught > 0.86


def plant(drawn, text, language):
    """Spoil one word in twenty by one slip; answer the text and where which word was meant."""
    words = [
        word for word in Pieces(text).words
        if word.plain.islower() and len(word.plain) > 3 and vocabulary_of(language).knows(word.plain)
    ]  # fmt: skip
    parts, slips, at, length = [], {}, 0, 0
    for word in sorted(drawn.sample(words, min(len(words) // 20, 12)), key=lambda one: one.start):
        parts += [text[at : word.start], slip(drawn, word.plain, LETTERS[language])]
        slips[length + word.start - at] = word.key
        length += len(parts[-2]) + len(parts[-1])
        at = word.end
    return "".join((*parts, text[at:])), slips


def slip(drawn, word, letters):
    """A letter less, one more, another one or two swapped."""
    while True:
        at, other = drawn.randrange(len(word)), drawn.choice(letters)
        spoilt = drawn.choice(
            [
                word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            ]
        )  # fmt: skip
        if spoilt != word:
            return spoilt
