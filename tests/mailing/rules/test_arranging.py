"""Blocks put in order: nothing is lost, nothing stands twice, columns stand in no columns."""

from collections import Counter
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.terms import Refusal
from veche.mailing.rules.blocks import read_blocks, write_blocks
from veche.mailing.rules.writing import arranging
from veche.mailing.rules.writing.meeting import changed_since, marks_of, met
from veche.mailing.rules.writing.posting import blocks_posted

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def text(key, words=""):
    return {"kind": "text", "key": key, "text": words or key}


def columns(key, *inner):
    return {"kind": "columns", "key": key, "columns": [list(one) for one in inner]}


def keys(blocks):
    return [one["key"] for one in arranging.walked(blocks)]


def posted(blocks):
    """What a page posts that shows these blocks."""
    order, fields = [], {}
    for block in blocks:
        order.append(block["key"])
        fields |= {
            f"{block['key']}.{name}": [value] for name, value in block.items() if isinstance(value, str)
        }
        for column in block.get("columns", ()):
            inner, more = posted(column)
            order += [f"in:{block['key']}", *inner]
            fields |= more
        order += [f"out:{block['key']}"] if "columns" in block else []
    return order, fields


@settings(max_examples=examples(50))
@given(KEYS, st.data())
def test_moving_keeps_every_block_once(names, data):
    blocks = [text(name) for name in names]
    if len(blocks) > 2:
        blocks = [columns("z", blocks[:1], blocks[1:2]), *blocks[2:]]

    found = blocks
    for _ in range(4):
        key = data.draw(st.sampled_from("abcdefghz"))
        found = arranging.moved(found, key, data.draw(st.sampled_from([-1, 1])))

    assert Counter(keys(found)) == Counter(keys(blocks))


def test_a_form_posts_the_order_of_its_page_columns_too():
    blocks = [text("a"), columns("c", [text("d")], [text("e"), text("f")]), text("b")]

    found = blocks_posted(*posted(blocks))

    assert found == blocks


def test_adding_doubling_and_taking_out_by_place():
    number = iter("xyz")
    blocks = [text("a"), columns("c", [], [text("d")])]

    after = arranging.added(blocks, text("n"), "after:a")
    within = arranging.added(blocks, text("n"), "in:c:0")
    twice = arranging.doubled(blocks, "c", lambda: next(number))

    assert keys(after) == ["a", "n", "c", "d"]
    assert keys(within) == ["a", "c", "n", "d"]
    assert keys(twice) == ["a", "c", "d", "x", "y"]
    assert keys(arranging.taken_out(twice, "c")) == ["a", "x", "y"]


def test_a_removed_block_goes_back_to_where_it_stood():
    blocks = [text("a"), columns("c", [text("d"), text("e")], []), text("b")]
    without = arranging.taken_out(blocks, "d")

    spot, block = arranging.found_at(blocks, "d"), arranging.block_of(blocks, "d")

    assert arranging.put(without, block, spot) == blocks


def head(subject="s"):
    return {"subject": subject, "preheader": "", "plain": "", "title": "", "form": "blocks", "source": ""}


def test_two_who_changed_different_things_both_have_their_way():
    base = [text("a"), text("b"), text("c")]
    marks = marks_of(head(), base)
    mine = [text("a", "mine"), text("b"), text("c"), text("m")]
    theirs = [text("c"), text("a"), text("t")]

    found_head, blocks = met(marks, (head("new"), mine), (head(), theirs), lambda: "x")

    assert found_head["subject"] == "new"
    assert changed_since(marks, head(), theirs) == {"order", "b:b", "b:t"}
    assert {one["key"]: one["text"] for one in blocks} == {"a": "mine", "c": "c", "m": "m", "t": "t"}


def test_of_a_block_both_changed_both_stand_mine_first():
    base = [text("a")]
    marks = marks_of(head(), base)

    _, blocks = met(marks, (head(), [text("a", "mine")]), (head(), [text("a", "theirs")]), lambda: "x")

    assert blocks == [text("a", "mine"), {**text("a", "theirs"), "key": "x"}]


@settings(max_examples=examples(50))
@given(KEYS, KEYS, KEYS)
def test_whatever_two_do_nothing_that_one_added_is_lost_and_no_key_stands_twice(base, mine, theirs):
    number = iter(range(1000))
    marks = marks_of(head(), [text(one) for one in base])

    _, blocks = met(
        marks, (head(), [text(one, f"m{one}") for one in mine]), (head(), [text(one) for one in theirs]),
        lambda: f"n{next(number)}",
    )  # fmt: skip

    added = (set(mine) | set(theirs)) - set(base)
    assert added <= {one["text"][-1] for one in blocks}
    assert len(set(keys(blocks))) == len(blocks)


MARKS = st.sampled_from(["a", "b", "c", "in:a", "in:b", "out:a", "out:", "in:", ""])
NAMED = st.sampled_from(
    ["kind", "text", "link", "level", "most", "things", "of", "columns", "key", "may_name"]
)
TOLD = st.sampled_from(["", "text", "columns", "said", "listed", "0", "-1", "é", "javascript:x()"])


@settings(max_examples=examples(300))
@given(
    st.lists(MARKS, max_size=8), st.dictionaries(st.tuples(st.sampled_from("abc"), NAMED), TOLD, max_size=12)
)
def test_whatever_a_form_posts_is_read_whole_or_refused(order, told):
    fields = {f"{key}.{name}": [value] for (key, name), value in told.items()}
    number = iter(range(99))

    blocks = arranging.with_keys(blocks_posted(order, fields), lambda: f"n{next(number)}")

    with suppress(Refusal):
        assert write_blocks(read_blocks({"blocks": blocks}))["blocks"] or not blocks
