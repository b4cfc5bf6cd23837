import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.channels.rules.spans import Form, Span, Spoken, cut, plain, spoken, units

SAMPLES = st.text(st.sampled_from("аб *_~`[]()#>-\n1.🔥\u200d\ud800<&\\"), max_size=60)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("раз\nдва\n\nтри", "раз\nдва\n\nтри"),
        ("# Сбор\nв парке", "Сбор\n\nв парке"),
        ("- раз\n- два\n  - внутри\n- три\n\nконец", "• раз\n• два\n  • внутри\n• три\n\nконец"),
        ("3. три\n4. четыре", "3. три\n4. четыре"),
        ("> один\n> два\n\nответ", "один\nдва\n\nответ"),
        ("```py\nx = 1\n```\nтак", "x = 1\n\nтак"),
        ("<b>не</b> &amp; html", "<b>не</b> & html"),
        ("![кот](https://example.org/a.png)", "!кот"),
        ("", ""),
    ],
)
def test_reads_well_without_marks(markdown, text):
    assert spoken(markdown).text == text


def test_spans_stand_where_they_should():
    said = spoken("до **жирный *и* такой** [сайт](https://example.org) `код`")

    assert [(span.form, said.text[span.start : span.end], span.value) for span in said.spans] == [
        (Form.BOLD, "жирный и такой", ""),
        (Form.ITALIC, "и", ""),
        (Form.LINK, "сайт", "https://example.org"),
        (Form.CODE, "код", ""),
    ]


def test_without_marks_a_link_says_where_it_leads():
    assert plain("[сайт](https://a.example) и <https://b.example>") == (
        "сайт (https://a.example) и https://b.example"
    )


def test_hostile_links_are_no_links():
    assert spoken("[сайт](javascript:alert(1))").spans == ()


def test_cuts_between_words_and_keeps_spans():
    pieces = cut(Spoken("раз два три", (Span(Form.BOLD, 4, 11),)), 8)

    assert pieces == [
        Spoken("раз два", (Span(Form.BOLD, 4, 7),)),
        Spoken("три", (Span(Form.BOLD, 0, 3),)),
    ]


@given(SAMPLES, st.integers(2, 20))
@settings(max_examples=examples(60), deadline=None)
def test_whatever_comes_is_cut_whole_and_short(markdown, longest):
    said = spoken(markdown)

    pieces = cut(said, longest, units)

    assert "".join("".join(piece.text.split()) for piece in pieces) == "".join(said.text.split())
    for piece in (said, *pieces):
        assert piece is said or units(piece.text) <= longest
        assert all(0 <= span.start < span.end <= len(piece.text) for span in piece.spans)
