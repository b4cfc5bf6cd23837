"""Blocks are read whole or refused with every reason; what was read can be written and read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.terms import Refusal
from veche.mailing.rules.blocks import read_blocks, write_blocks
from veche.mailing.rules.looks import contrast, read_theme, readable_on, write_theme
from veche.mailing.rules.rendering import Draft, render
from veche.mailing.terms.writing import BLOCK_KINDS, Columns, Said, Theme

EVERY = {"blocks": [
    {"kind": "heading", "text": "Осень", "level": 1, "align": "center", "key": "b1"},
    {"kind": "text", "text": "Привет, **{first_name|друг}**"},
    {"kind": "picture", "file": "a.png", "alt": "Кот", "link": "https://example.org/", "width": 50},
    {"kind": "button", "text": "Иду", "link": "https://example.org/go", "align": "start"},
    {"kind": "shown", "of": "events", "thing": "12", "button": "Подробнее"},
    {"kind": "listed", "of": "events", "things": ["1", "2"], "most": 2, "title": "Скоро"},
    {"kind": "said", "text": "Мне понравилось", "name": "Аня", "may_name": True},
    {"kind": "quote", "text": "Кто ищет", "source": "Поговорка"},
    {"kind": "columns", "columns": [[{"kind": "text", "text": "а"}], [{"kind": "spacer", "height": 8}]]},
    {"kind": "divider"},
    {"kind": "spacer", "height": 30},
]}  # fmt: skip


def test_every_kind_is_read_and_written():
    blocks = read_blocks(EVERY)

    assert {type(block) for block in blocks} == set(BLOCK_KINDS.values())
    assert read_blocks(write_blocks(blocks)) == blocks


def test_a_draft_may_be_empty_still():
    blocks = read_blocks({"blocks": [{"kind": "button"}, {"kind": "picture"}, {"kind": "text"}]})

    assert len(blocks) == 3
    assert read_blocks({}) == ()


def test_all_reasons_at_once_with_number_and_field():
    with pytest.raises(Refusal) as refused:
        read_blocks({"blocks": [
            {"kind": "heading", "text": 5, "level": 9, "colour": "red"},
            {"kind": "applet"},
            {"kind": "columns", "columns": [[{"kind": "button", "link": "javascript:alert(1)"}], []]},
            {"kind": "columns", "columns": [[{"kind": "columns", "columns": [[], []]}], []]},
            {"kind": "said", "text": "x", "name": "Аня", "picture": "../etc/passwd", "may_picture": 1},
            {"kind": "listed", "things": ["x"] * 50},
        ]})  # fmt: skip

    found = {(reason.place, reason.field) for reason in refused.value.reasons}
    assert found == {
        ("1", "text"), ("1", "level"), ("1", "colour"), ("2", "kind"), ("3.1.1", "link"),
        ("4.1.1", "columns"), ("5", "picture"), ("5", "may_picture"), ("5", "name"), ("6", "things"),
    }  # fmt: skip


def test_nobody_is_shown_who_did_not_agree():
    with pytest.raises(Refusal):
        read_blocks([{"kind": "said", "text": "x", "picture": "a.png"}])

    shown = render(Draft("x", blocks=[Said(text="x", name="Аня", may_name=False)]))

    assert "Аня" not in shown.html


def test_there_are_bounds():
    for wrong in (
        [{"kind": "divider"}] * 201, "x", [{"kind": "text", "text": "x" * 20_001}],
        [{"kind": "columns", "columns": [[{"kind": "divider"}] * 150, [{"kind": "divider"}] * 80]}],
        [{"kind": "columns", "columns": [[]]}], [[[[]]]], [None],
    ):  # fmt: skip
        with pytest.raises(Refusal):
            read_blocks(wrong)


leaf = st.none() | st.booleans() | st.integers(-5, 300) | st.text(max_size=12) | st.sampled_from(
    ["https://e.example/?a=<b>&c=\"d'", "<b onclick=x>{first_name}", "{unsubscribe}", "a.png", "**x** [y](z)"]
)  # fmt: skip
fields = (
    "text",
    "level",
    "align",
    "file",
    "alt",
    "link",
    "width",
    "of",
    "thing",
    "name",
    "may_name",
    "title",
)
block = st.deferred(
    lambda: st.builds(
        lambda kind, rest, columns: {"kind": kind, **rest} | ({"columns": columns} if columns else {}),
        st.sampled_from([*BLOCK_KINDS, "x"]), st.dictionaries(st.sampled_from(fields), leaf, max_size=3),
        st.lists(st.lists(block, max_size=2), max_size=3),
    )
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(block | leaf, max_size=4))
def test_any_json_is_refused_or_becomes_a_letter(raw):
    try:
        blocks = read_blocks({"blocks": raw})
    except Refusal:
        return
    letter = render(Draft("x", blocks=blocks))

    assert read_blocks(write_blocks(blocks)) == blocks
    assert letter.html.startswith("<!DOCTYPE html>")
    assert "onclick=x>" not in letter.html


def test_a_look_is_read_whole():
    with pytest.raises(Refusal) as refused:
        read_theme({"accent": "red;}", "ink": "#12345", "font": "Comic", "width": 10_000, "header_link": "x"})

    assert {reason.field for reason in refused.value.reasons} == {
        "accent", "ink", "font", "width", "header_link",
    }  # fmt: skip
    assert read_theme({}) == Theme()
    assert read_theme(write_theme(Theme(accent="#abcdef", footer="Мы"))) == Theme(
        accent="#abcdef", footer="Мы"
    )
    assert readable_on("#2563eb") == "#ffffff"
    assert round(contrast("#ffffff", "#000000")) == 21


def test_columns_stay_beside_each_other():
    (columns,) = read_blocks([EVERY["blocks"][8]])

    assert isinstance(columns, Columns)
    assert "mj-column-per-50" in render(Draft("x", blocks=[columns])).html
