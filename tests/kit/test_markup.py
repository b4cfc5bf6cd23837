"""What comes out of the one sanitiser runs nothing, whatever goes in."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kit.hostile_markup import HOSTILE, VECTORS

from veche.kit.markup import ATTRIBUTES, SCHEMES, TAGS, to_html, to_plain


class Reader(HTMLParser):
    """Reads a page as a browser does and remembers what may not stand in it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []

    def handle_starttag(self, tag, attrs):
        """Look at a tag and at its attributes."""
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()) | {"rel"} or name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            if name == "href":
                scheme = "".join((value or "").split()).partition(":")[0].casefold()
                if ":" in (value or "") and scheme not in SCHEMES:
                    self.faults.append(f"href {value}")


def faults_of(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


def test_there_are_more_than_a_hundred_and_fifty():
    assert len(set(HOSTILE)) >= 150


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_runs_survives(vector):
    for text in (one for one in HOSTILE if vector in one):
        assert faults_of(to_html(text)) == [], text


@settings(max_examples=examples(100))
@given(
    st.lists(
        st.sampled_from([*VECTORS, "**", "[", "](", ")", "<", ">", '"', "`", "\n\n", "&#", "x"]), max_size=8
    )
)
def test_nothing_that_runs_survives_in_any_company(pieces):
    assert faults_of(to_html("".join(pieces))) == []


@settings(max_examples=examples(60))
@given(st.text(max_size=300))
def test_whatever_is_written_is_shown_without_an_error(text):
    assert faults_of(to_html(text)) == []
    assert "\n" not in to_plain(text)


def test_what_people_write_looks_as_they_mean_it():
    html = to_html(
        "# Билеты\n\nНа **входе**, ~~дорого~~:\n\n1. раз\n2. два\n\n| а | б |\n|--:|---|\n| 1 | 2 |"
    )

    assert "<h2>Билеты</h2>" in html
    assert "<strong>входе</strong>" in html
    assert "<s>дорого</s>" in html
    assert "<li>раз</li>" in html
    assert "<td>1</td>" in html


def test_addresses_become_links_but_not_in_code_nor_twice():
    html = to_html("см. https://example.org/a?b=1. [тут](https://example.org/c) `https://example.org/d`")

    assert html.count("<a ") == 2
    assert 'href="https://example.org/a?b=1"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_a_picture_is_a_link_since_a_page_loads_nothing_foreign():
    html = to_html("![схема](https://example.org/a.png)")

    assert "<img" not in html
    assert '<a href="https://example.org/a.png"' in html
    assert ">схема</a>" in html


def test_plain_words_are_cut_at_a_word():
    assert to_plain("# Как вернуть *билет* &amp; деньги") == "Как вернуть билет & деньги"
    assert to_plain("одно два три", 10) == "одно два…"
    assert (
        to_plain("До **пятницы**, [касса](https://a.example).\n\n- раз\n- два")
        == "До пятницы, касса. раз два"
    )
