"""The text check: what is found in a text, where, and what may be put instead."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.kit.language.checking import Kind, check_text, view_of

NEUTRAL = {"ru": "Мы встретимся в субботу у реки.", "en": "We meet on Saturday by the river."}


def found(text, language, kind=None, **more):
    """What a check marks: the words, and what it would put in their place."""
    return {
        text[one.start : one.end]: one.suggestions
        for one in check_text(text, language, **more).findings
        if kind in (None, one.kind)
    }


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("ru", "превет", "привет"), ("ru", "Извените", "Извините"), ("ru", "собакками", "собаками"),
        ("ru", "агенство", "агентство"), ("ru", "какбудто", "как будто"), ("ru", "ghbdtn", "привет"),
        ("ru", "Моcква", "Москва"),
        ("ru", "email-расылка", "email-рассылка"), ("ru", "РЕГЕСТРАЦИЯ", "РЕГИСТРАЦИЯ"),
        ("ru", "елочкаа", "ёлочка"), ("ru", "tommorow", "tomorrow"),
        ("en", "recieve", "receive"), ("en", "Definately", "Definitely"), ("en", "teh", "the"),
        ("en", "oportunity", "opportunity"), ("en", "freinds'", "friends"), ("en", "thankyou", "thank you"),
    ],
)  # fmt: skip
def test_a_slip_is_found_and_the_likeliest_word_comes_first(language, wrong, right):
    told = found(f"{NEUTRAL[language]} {wrong} {NEUTRAL[language]}", language, Kind.SPELLING)

    assert [first for first, *_ in told.values()] == [right]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Ёлка и елка, за́мок и замо́к, кто-то, по-русски, скажи-ка, видеовстреча, онлайн-митап."),
        ("ru", "Пишите a@example.org, @petya_shop или на https://exampel.org/aktsya?utm=ya, #хештегг."),
        ("ru", "Дорогой {name|друк}, ваш билет %(nomer)s лежит в `kodd`, ```strrok```, bilet.pdf, стр. 5."),
        ("ru", "Приедут Ыванцов, ООН, iPhone, ЖКХ и Zoom; ааааа, хахаха. Ыванцов рад."),
        ("ru", "Это по-украински: зустріч відбудеться ввечері."),
        ("en", "It's colour or color, don't, a café, the teams' twenty-one websites, re-entry, subtasks."),
        ("en", "Ask Zbigniew at NASA about GitHub, e.g. at www.exampel.com; see readmee.md."),
        ("en", "The announcement: Wir haben gestern gemeinsam gegessen und danach noch lange getanzt."),
    ],
)  # fmt: skip
def test_what_is_right_or_no_language_is_left_alone(language, text):
    assert found(text, language, Kind.SPELLING) == {}


def test_a_community_has_words_of_its_own_in_any_form():
    text = "Вечевики пришли с вечевичками. Veche-boards for everybody."

    assert found(text, "ru", Kind.SPELLING, own=["вечевик", "вечевичка", "veche-board"]) == {}
    assert "вечевичками" in found(text, "ru", Kind.SPELLING)


@pytest.mark.parametrize(
    ("language", "text", "kind", "marked", "better"),
    [
        ("ru", "На сегодняшний день всё.", Kind.OFFICIALESE, "На сегодняшний день", ("Сегодня", "Сейчас")),
        ("ru", "Клуб осуществляет приём.", Kind.OFFICIALESE, "осуществляет", ()),
        ("ru", "Это очень важно.", Kind.FILLER, "очень", ()),
        ("ru", "Мы имеем ввиду другое.", Kind.MISTAKE, "имеем ввиду", ("имеем в виду",)),
        ("ru", "Мы будем в апреле месяце.", Kind.REDUNDANT, "апреле месяце", ("апреле",)),
        ("ru", "Там был незабываемый вечер.", Kind.JUDGEMENT, "незабываемый", ()),
        ("ru", "Решение было принято вчера.", Kind.PASSIVE, "было принято", ()),
        ("ru", "Это повышение уровня качества обслуживания гостей.", Kind.CHAIN,
         "повышение уровня качества обслуживания гостей", ()),
        ("ru", "Клуб \"Вече\" ждёт.", Kind.TYPOGRAPHY, "\"", ("»",)),
        ("ru", "Вече - это клуб.", Kind.TYPOGRAPHY, " - ", (" — ",)),
        ("ru", "Ждём  вас.", Kind.SPACING, "  ", (" ",)),
        ("ru", "Ждём вас , приходите.", Kind.SPACING, " ,", (",",)),
        ("ru", "Ждём вас,приходите.", Kind.SPACING, ",", (", ",)),
        ("ru", "Ждём вас!!!", Kind.SHOUTING, "!!!", ("!",)),
        ("ru", "СРОЧНО ПРИХОДИТЕ все.", Kind.SHOUTING, "СРОЧНО ПРИХОДИТЕ", ()),
        ("ru", "Мы ждём в в субботу.", Kind.DOUBLED, "в в", ("в",)),
        ("en", "We came in order to help.", Kind.OFFICIALESE, "in order to", ("to",)),
        ("en", "Utilize it.", Kind.OFFICIALESE, "Utilize", ("Use",)),
        ("en", "It is very good.", Kind.FILLER, "very", ()),
        ("en", "You should of come.", Kind.MISTAKE, "should of", ("should have",)),
        ("en", "It was decided early.", Kind.PASSIVE, "was decided", ()),
        ("en", "The \"club\" waits.", Kind.TYPOGRAPHY, "\"", ("”",)),
        ("en", "See the the plan.", Kind.DOUBLED, "the the", ("the",)),
    ],
)  # fmt: skip
def test_wording_sentences_and_signs(language, text, kind, marked, better):
    assert found(text, language, kind) == {marked: better}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ru",
            "В течение часа будет готов план реки; ООН — это ООН. Да, да! «Клуб “Вече”» ждёт — приходите…",
        ),
        ("ru", 'Сделаем так: хлеб, сыр, 15" экран :) Было тихо. В течении реки лежит камень.'),
        ("en", "We are excited: it is related to that. I know that that works. “Veche” waits – come…"),
    ],
)
def test_what_is_well_said_and_well_set_stays_unmarked(language, text):
    assert found(text, language) == {}


def test_a_sentence_is_long_by_the_norm_of_its_language():
    words = "we go and " * 8

    text = f"{words}stop. Т. е. {'мы идём ' * 10}."

    assert [one.values["count"] for one in check_text(text, "ru").findings if one.kind == Kind.LONG] == ["25"]
    assert not [one for one in check_text(text, "en").findings if one.kind == Kind.LONG]


def test_places_count_code_points_and_the_view_counts_as_browsers_do():
    text = "🎉👩‍👩‍👧 и\u0306 — превет 🎉 дрзья"

    checked = check_text(text, "ru")
    rows = view_of(text, checked).rows

    assert [text[one.start : one.end] for one in checked.findings] == ["превет", "дрзья"]
    units = text.encode("utf-16-le")
    assert [units[2 * row.start16 : 2 * row.end16].decode("utf-16-le") for row in rows] == ["превет", "дрзья"]


def test_the_view_is_ready_for_a_page():
    text = "Превет! На сегодняшний день мы осуществляем приём.  Ждём!!!"

    view = view_of(text, check_text(text, "ru"))

    assert [row.number for row in view.rows] == list(range(1, len(view.rows) + 1))
    assert {one.kind: one.count for one in view.counts} == {
        Kind.SPELLING: 1, Kind.OFFICIALESE: 2, Kind.SPACING: 1, Kind.SHOUTING: 1,
    }  # fmt: skip
    assert (view.rows[0].found, view.rows[0].after[:4]) == ("Превет", "! На")
    assert "{" not in "".join(row.text for row in view.rows)
    assert view.score < view_of("Ждём вас.", check_text("Ждём вас.", "ru")).score == 100


def test_readability_knows_easy_from_hard_and_how_long_it_takes():
    easy = check_text("Мы ждём вас в саду. Там будет чай. Ждём к шести.", "ru").readability
    hard = check_text(
        "Осуществление организационного обеспечения функционирования специализированных подразделений"
        " предусматривает систематическое совершенствование квалификационных характеристик.", "ru",
    ).readability  # fmt: skip
    english = check_text("The cat sat on the mat. " * 57, "en").readability

    assert easy.ease > 80 > 10 > hard.ease
    assert easy.grade < 4 < 15 < hard.grade
    assert (easy.hard_words, hard.hard_words > 0.8) == (0.0, True)
    assert (english.words, english.sentences, english.reading_seconds) == (342, 57, 90)
    # 206.835 - 1.015 * 6 - 84.6 * 1, and no more than a hundred.
    assert english.ease == 100.0


@settings(max_examples=examples(150), deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(
                [
                    *"абaб \n.!?-–—\"«»'’{}@#<>&`%/\\()…🎉\u0301\u0306\ud800",
                    "превет ",
                    "в в ",
                    "http://",
                    "was done ",
                ]
            ),
            max_size=120,
        ).map("".join),
    ),
    st.sampled_from(["ru", "en", "de"]),
)
def test_it_never_raises_and_every_place_lies_in_the_text(text, language):
    checked = check_text(text, language, own=[text[:20]])

    places = [(one.start, one.end) for one in checked.findings]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)
    assert 0 <= checked.readability.hard_words <= 1
    view_of(text, checked)


@pytest.mark.parametrize(
    "piece",
    [
        "а", " ", "\n", ".", "a@", "{a", "<a", "a.", "а-", "!?", "ABC ", "very ", "в ", "а\u0301", "`a", "&a",
        "/a", "](a", "; ", "\n ", "аa", "http://", "прив", "красиво-", "повышение ", "\"", ").", "'a",
        "``` a", "«“",
    ],
)  # fmt: skip
def test_hostile_text_takes_no_more_than_its_length(piece):
    text = piece * (12_000 // len(piece)) + "@"

    assert len(check_text(text, "ru").findings) <= 1000
    assert len(check_text(text, "en").findings) <= 1000


def test_more_than_is_read_is_told():
    assert check_text("да " * 70_000, "ru").is_cut
    assert not check_text("да " * 1_000, "ru").is_cut


def test_nothing_is_loaded_before_the_first_check():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, veche.kit.language.checking; print('pymorphy3' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout.strip() == "False"
