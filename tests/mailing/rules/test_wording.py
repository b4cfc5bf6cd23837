"""What is different, what is quoted, what somebody is called, what is mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.terms import Refusal
from veche.mailing.rules.addressing import address_of
from veche.mailing.rules.calling import names_within
from veche.mailing.rules.writing.differing import changes_between, pieces_between
from veche.mailing.rules.writing.mending import mended
from veche.mailing.rules.writing.quoting import is_excerpt
from veche.people.queries import given_names


@settings(max_examples=examples(50))
@given(st.text("абв \n.", max_size=40), st.text("абв \n.", max_size=40))
def test_pieces_are_the_old_text_and_the_new_one(old, new):
    pieces = pieces_between(old, new)

    assert "".join(one.text for one in pieces if one.kind != "new") == old
    assert "".join(one.text for one in pieces if one.kind != "old") == new


def test_differences_say_what_was_added_moved_and_changed():
    old = [{"kind": "text", "key": key, "text": key * 3} for key in "abc"]
    new = [old[1], {**old[0], "text": "aab"}, old[2], {"kind": "divider", "key": "d"}]

    found = changes_between(({"subject": "x"}, old), ({"subject": "x"}, new))

    assert [(one.part, one.how) for one in found] == [("b", "moved"), ("a", "changed"), ("d", "new")]


@pytest.mark.parametrize(
    ("quoted", "is_theirs"),
    [
        ("Отличная встреча", True), ("«Отличная» встреча!", True), ("Отличная… спасибо", True),
        ("Отличная [...] спасибо", True), ("", True), ("Ужасная встреча", False),
        ("спасибо … Отличная", False), ("Отличная спасибо", False),
    ],
)  # fmt: skip
def test_a_quotation_leaves_words_out_and_changes_none(quoted, is_theirs):
    assert is_excerpt(quoted, "Отличная встреча, всем спасибо!") is is_theirs


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Анна Петрова", "Анна", "Петрова"), ("Петрова Анна Сергеевна", "Анна", "Петрова"),
        ("Анна Сергеевна Петрова", "Анна", "Петрова"), ("Anna", "Anna", ""), ("🔥 Олег 🔥", "Олег", ""),
        ("anna@example.org", "", ""), ("runner_42", "", ""), ("", "", ""), ("Анна П.", "Анна", ""),
        ("ivan.petrov", "", ""), ("Иванов И. И.", "", "Иванов"), ("И. Иванов", "", "Иванов"),
        ("Настя (бег)", "Настя", ""), ("ООО «Ромашка»", "", ""), ("Deleted Account", "", ""),
        ("Сапаров Бекдаулет", "Бекдаулет", "Сапаров"), ("Салтыков Щедрин Михаил", "Михаил", "Салтыков"),
        ("Людвиг ван Бетховен", "Людвиг", "Бетховен"),
    ],
)  # fmt: skip
def test_first_and_family_names(name, first, last):
    assert names_within(name, given_names()) == (first, last)


def test_a_word_is_mended_only_where_it_still_stands():
    assert mended("он превет", 3, "превет", "привет") == "он привет"
    with pytest.raises(Refusal):
        mended("он привет", 3, "превет", "привет")


@pytest.mark.parametrize(
    "told", ["a@b", "a b@example.org", "a@example.org\nBcc: x@y.org", "<a@example.org>", "a@b..org"]
)
def test_what_is_no_address(told):
    assert not address_of(told)
