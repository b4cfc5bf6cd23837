"""Ranking answers the same on both databases: the suite runs on each, against plain arithmetic."""

import math
import random

import pytest

from veche.kit import sql
from veche.kit.ranking import (
    EVENING,
    FINENESS,
    MOST_READ,
    SATURATION,
    RankedIndex,
    Weighed,
)

pytestmark = pytest.mark.django_db
INDEX = RankedIndex("inbox_answer_words")
WORDS = [f"w{n}" for n in range(40)]


def by_hand(documents, asked, scope):
    """Answer what BM25 says, document by document, as the module's text describes it."""
    own = [one for one in documents if scope in one.scopes]
    scores = {}
    for one in own:
        length = sum(one.words.values())
        total = 0
        for word in dict.fromkeys(asked):
            times, holders = one.words.get(word, 0), sum(word in other.words for other in own)
            if times:
                held = SATURATION * (1 - EVENING + EVENING * length / INDEX.usual)
                impact = round(FINENESS * times * (SATURATION + 1) / (times + held))
                rarity = math.log(1 + (len(own) - holders + 0.5) / (holders + 0.5))
                total += impact * max(1, round(FINENESS * rarity))
        if total:
            scores[one.number] = total
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def test_the_likeliest_are_those_that_plain_arithmetic_finds():
    draw = random.Random(4)
    documents = [
        Weighed(
            n,
            ("a",) if n % 3 else ("a", "b"),
            {word: float(draw.randint(1, 4)) for word in draw.sample(WORDS, draw.randint(0, 12))},
        )
        for n in range(1, 80)
    ]
    INDEX.put_many(documents)

    for _ in range(30):
        asked = draw.sample([*WORDS, "unknown", ""], 5)
        for scope in ("a", "b", "c"):
            assert INDEX.find(asked, scope=scope, limit=10) == by_hand(documents, asked, scope)[:10]


def test_putting_again_replaces_and_taking_out_twice_is_no_error():
    INDEX.put_many([Weighed(1, ("a",), {"x": 1.0}), Weighed(2, ("a",), {"x": 1.0})])
    INDEX.put_many([Weighed(1, ("a",), {"y": 1.0})])
    INDEX.put_many([Weighed(1, ("a",), {"y": 1.0})])

    assert [n for n, _ in INDEX.find(["x"], scope="a")] == [2]
    assert [n for n, _ in INDEX.find(["y"], scope="a")] == [1]
    INDEX.remove([1, 1, 77])
    INDEX.remove([1])
    INDEX.remove([])
    assert INDEX.find(["y"], scope="a") == []
    assert sql.fetch("SELECT count(*) FROM inbox_answer_words") == [(2,)]


def test_nothing_is_asked_for_nothing_and_long_questions_are_bounded():
    INDEX.put_many([Weighed(1, ("a",), {"x": 1.0})])

    assert INDEX.find([], scope="a") == []
    assert INDEX.find(["", "z"], scope="a") == []
    assert INDEX.find([f"z{n}" for n in range(MOST_READ)] + ["x"], scope="a") == []
