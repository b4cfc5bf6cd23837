"""What rules find is local and grows with the facts: batch by batch is the same as all at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.inbox.rules.moderating import hits_of
from veche.inbox.rules.moderating.links_by_newcomers import places_in
from veche.inbox.terms.moderation import RuleKind, Seen, window_of
from veche.kit.time import DAY, MINUTE, SECOND

FLOOD = {"most": 3, "seconds": 60}
RAID = {"most": 4, "seconds": 30}
SAME = {"copies": 3, "within": 10, "shortest": 5}
LINKS = {"days": 3, "words": 3, "allowed": ["example.org"]}
SPAM = "Заработок без вложений!"


def said(pk, at, *, channel=1, identity=1, words=SPAM):
    return Seen(pk, channel, identity, at * SECOND, words)


def found(kind, seen, told):
    return [hit.pk for hit in hits_of(kind, seen, told)]


def test_flood_hits_what_is_too_much_and_no_more():
    talk = [said(number, number * 10) for number in range(1, 6)]

    assert found(RuleKind.FLOOD, talk, FLOOD) == [4, 5]
    assert found(RuleKind.FLOOD, [said(n, n * 20) for n in range(1, 9)], FLOOD) == []
    assert found(RuleKind.FLOOD, [said(n, n, channel=n) for n in range(1, 9)], FLOOD) == []
    assert found(RuleKind.FLOOD, [said(n, n, identity=n) for n in range(1, 9)], FLOOD) == []


def test_a_raid_hits_everybody_in_it_and_a_returning_person_is_none():
    joins = [said(number, number, identity=number) for number in range(1, 6)]
    late = said(9, 500, identity=9)

    assert found(RuleKind.RAID, [*joins, late], RAID) == [1, 2, 3, 4, 5]
    assert found(RuleKind.RAID, [said(n, n, identity=1) for n in range(1, 9)], RAID) == []


def test_copies_are_found_behind_signs_and_letters():
    copies = [said(1, 1), said(2, 2, channel=2, words="заработок, без вложений 🔥"),
              said(3, 3, channel=3, words="Зaрaбoток\u200b без влoжeний")]  # fmt: skip

    assert found(RuleKind.DUPLICATES, copies, SAME) == [1, 2, 3]
    assert found(RuleKind.DUPLICATES, [said(n, n) for n in range(1, 9)], SAME) == []
    assert found(RuleKind.DUPLICATES, [said(n, n, channel=n, words="ок") for n in range(1, 9)], SAME) == []


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("смотри https://spam.example/x", ["spam.example"]), ("www.Spam.RU", ["spam.ru"]),
        ("t.me/joinchat", ["t.me"]), ("казик-тут.рф", ["казик-тут.рф"]), ("spam\u200b.ru", ["spam.ru"]),
        ("http://a@evil.com:80/x", ["evil.com"]), ("и т.д. и т.п.", []), ("файл.txt, в 10.30", []),
        ("anna@example.org", []), ("просто слова", []),
    ],
)  # fmt: skip
def test_links_lead_somewhere(words, places):
    assert places_in(words) == places


def test_only_newcomers_are_hit_and_allowed_places_are_not():
    link = "https://spam.ru"
    old = Seen(1, 1, 1, 10 * DAY, link, 0, 50)
    fresh = old._replace(pk=2, first_at=9 * DAY)
    silent = old._replace(pk=3, said_before=2)
    allowed = fresh._replace(pk=4, words="https://www.example.org/x и notexample.org"[:27])

    assert found(RuleKind.LINKS, [old, fresh, silent, allowed], LINKS) == [2, 3]
    assert found(RuleKind.LINKS, [fresh._replace(words="https://notexample.org")], LINKS) == [2]
    assert found(RuleKind.LINKS, [silent], LINKS | {"words": 0}) == []


FACTS = st.lists(
    st.tuples(
        st.integers(0, 900), st.integers(1, 3), st.integers(1, 4), st.sampled_from([SPAM, "Все сюда!"])
    ),
    max_size=30,
)
TOLD = {RuleKind.FLOOD: FLOOD, RuleKind.RAID: RAID, RuleKind.DUPLICATES: SAME | {"within": 2}}


@settings(max_examples=examples(60))
@given(FACTS, st.sampled_from(list(TOLD)), st.permutations(range(30)), st.integers(1, 7))
def test_batch_by_batch_is_all_at_once(facts, kind, order, size):
    seen = [Seen(pk, channel, who, at * SECOND, words) for pk, (at, channel, who, words) in enumerate(facts)]
    whole, window = set(found(kind, seen, TOLD[kind])), window_of(kind, TOLD[kind])
    coming = [seen[place] for place in order if place < len(seen)]

    piecewise, known = set(), []
    for start in range(0, len(coming), size):
        batch = coming[start : start + size]
        known += batch
        first, last = min(one.at for one in batch) - window, max(one.at for one in batch) + window
        piecewise |= set(found(kind, [one for one in known if first <= one.at <= last], TOLD[kind]))

    assert piecewise == whole


def test_a_window_is_as_long_as_a_rule_says():
    assert window_of(RuleKind.DUPLICATES, SAME) == 10 * MINUTE
    assert window_of(RuleKind.FLOOD, FLOOD) == MINUTE
    assert window_of(RuleKind.WORDS, {"words": ["а"]}) == 0
