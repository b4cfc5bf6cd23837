"""A letter of any form becomes one sound document, with words for those who see none of it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.kit.hostile_markup import VECTORS
from tests.kit.test_mail_markup import FOR_MAIL, faults_of
from tests.mailing.rules.letters import LENT, everything

from veche.kit.cards import Card
from veche.kit.terms import Refusal
from veche.mailing.rules.rendering import Draft, render, shown_letter
from veche.mailing.rules.rendering.plain import WIDTH
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import Lent, Shown, Text, Theme

OURS = {
    "unsubscribe": "https://v.example/u",
    "preferences": "https://v.example/p",
    "browser": "https://v.example/w",
}
MJML = "<mjml><mj-body><mj-section><mj-column>{}</mj-column></mj-section></mj-body></mjml>"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\r\nBcc: x'


class Outline(HTMLParser):
    """Gathers headings, links, pictures and what is open at the end."""

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.found.append((tag, dict(attrs)))
        if tag not in {"br", "img", "meta", "hr", "col"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Every end has its beginning."""
        assert self.open.pop() == tag

    def all(self, name):
        """Answer the attributes of all elements of a name."""
        return [attrs for tag, attrs in self.found if tag == name]


def body_of(letter):
    _, html, _ = shown_letter(letter, OURS)
    return re.search(r"<body[^>]*>(.*)</body>", html, re.DOTALL)[1]


def test_blocks_become_one_sound_document():
    letter = render(everything(), Theme(header="head.png", footer="Вече, Москва"), LENT)

    page = Outline(letter.html)
    assert page.open == []
    assert page.all("html")[0]["lang"] == "ru"
    assert page.all("html")[0]["dir"] == "ltr"
    assert {"color-scheme", "supported-color-schemes", "viewport"} <= {
        one.get("name") for one in page.all("meta")
    }
    assert "prefers-color-scheme" in letter.html
    assert all("alt" in one for one in page.all("img"))
    assert all(one.get("role") == "presentation" for one in page.all("table"))
    assert len(page.all("h1")) == 1
    assert "<!--[if mso | IE]><table" in letter.html
    assert faults_of(body_of(letter)) == []
    assert letter.weights["html"] == len(letter.html.encode())


def test_values_fill_html_words_and_addresses():
    draft = Draft("Для {first_name:gent|друга}", blocks=[
        Text(text="Привет, {first_name|друг}! [Мой кабинет](https://e.example/?c={city|x})")
    ])  # fmt: skip

    subject, html, plain = shown_letter(
        render(draft), {**OURS, "first_name": "Анна & Ко", "city": "Нижний & Н"}
    )

    assert subject == "Для Анны & Ко"
    assert "Привет, Анна &amp; Ко!" in html
    assert 'href="https://e.example/?c=%D0%9D' in html
    assert "Привет, Анна & Ко!" in plain
    assert "<https://e.example/?c=%D0%9D%D0%B8%D0%B6%D0%BD%D0%B8%D0%B9%20%26%20%D0%9D>" in plain
    assert 'href="https://v.example/u"' in html


def test_hostile_values_and_cards_are_words():
    card = Card(EVIL, EVIL, EVIL, EVIL, "https://e.example/", "https://e.example/p.png")
    lent = Lent(cards={("events", "1"): card})

    letter = render(Draft("{name}", blocks=[Shown(of="events", thing="1"), Text(text="{name}")]), None, lent)
    subject, html, _ = shown_letter(letter, {**OURS, "name": EVIL, "first_name": "Х"})

    assert "\n" not in subject
    assert faults_of(html.partition("<body")[2]) == []
    assert "<script>" not in html


def test_places_in_what_others_lend_are_not_ours():
    lent = Lent(cards={("events", "1"): Card("Встреча {email}")})

    _, html, _ = shown_letter(
        render(Draft("x", blocks=[Shown(of="events", thing="1")]), None, lent), {"email": "a@b"}
    )

    assert "Встреча {email}" in html


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML, Form.MJML])
def test_nothing_hostile_survives_in_any_form(form):
    for vector in [*VECTORS, *FOR_MAIL]:
        source = vector
        if form is Form.MJML:
            source = MJML.format(f"<mj-text>{vector}</mj-text>")
        try:
            letter = render(Draft("x", form, source=source))
        except Refusal:
            assert form is Form.MJML
            continue
        assert faults_of(body_of(letter)) == [], vector
        head = letter.html.partition("<body")[0]
        assert not re.search(r"<script|@import|url\(|<link|<base", head), vector


def test_html_keeps_its_look_and_gets_a_way_out():
    source = (
        "<html><head><style>p{color:red} @media (prefers-color-scheme: dark){p{color:white}}</style></head>"
        '<body style="background-color:#eee"><p>Привет, {first_name|&laquo;друг&raquo;}</p></body></html>'
    )

    _, html, plain = shown_letter(render(Draft("x", Form.HTML, source=source)), OURS)

    assert '<p style="color:red">Привет, «друг»</p>' in html
    assert "prefers-color-scheme: dark" in html
    assert "background-color:#eee" in html
    assert 'href="https://v.example/u"' in html
    assert plain.startswith("Привет, «друг»\n")


def test_mjml_is_read_and_reaches_nothing_outside():
    good = MJML.format('<mj-button href="{unsubscribe}">Уйти {first_name|друг}</mj-button>')

    _, html, _ = shown_letter(render(Draft("x", Form.MJML, source=good)), {**OURS, "first_name": "Аня"})
    assert 'lang="und"' not in html

    assert html.count('href="https://v.example/u"') == 1  # the button itself: no other way out was added
    assert "Уйти Аня" in " ".join(html.split())
    for wrong in (
        '<mj-include path="/etc/passwd" />',
        "<mj-raw><b>x</b></mj-raw>",
        "<mj-text>",
        "<mj-text>a < b</mj-text>",
    ):
        with pytest.raises(Refusal):
            render(Draft("x", Form.MJML, source=MJML.format(wrong)))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<mjml>\n<mj-body>\n<mj-section>\n</mj-body></mjml>", "Line 3: <mj-section> is never closed."),
        ("<mjml>\n</mj-text></mjml>", "Line 2: </mj-text> closes what is not open."),
        ("<mjml><!-- a\n-->\n<mj-body>5 < 6</mj-body></mjml>", "Line 3: a “<” that begins no tag."),
        (MJML.format("<mj-text>\n<img src=x/></mj-text>"), "Line 2: values of attributes stand in quotes"),
    ],
)
def test_mjml_that_cannot_be_read_is_told_by_its_line(source, said):
    with pytest.raises(Refusal, match=said.partition(".")[0]):
        render(Draft("x", Form.MJML, source=source))


@pytest.mark.parametrize("form", [Form.HTML, Form.MJML, Form.MARKDOWN])
def test_what_is_too_deep_is_refused_and_ends_no_process(form):
    for piece, end in (("<div>", "</div>"), ("<div></x>", ""), ("> ", ""), ('<i title="</i>">', "")):
        source = piece * 7000 + "x" + end * 7000
        try:
            letter = render(Draft("x", form, source=source))
        except Refusal:
            continue
        assert Outline(letter.html).open == []


def test_the_plain_part_is_linear_and_narrow():
    source = (
        "# Осень\n\nСлово "
        + "слово " * 40
        + "\n\n1. раз\n2. два\n   - три\n\n> цитата\n\n| а | б |\n|---|---|\n| 1 | 2 |\n\n"
        "[сюда](https://example.org/"
        + "a" * 100
        + ")\n\n![Кот](https://example.org/c.png)\n\n---\n\n## Дальше"
    )

    plain = render(Draft("x", Form.MARKDOWN, source=source)).plain

    assert "Осень\n=====\n" in plain
    assert "\n1. раз\n2. два\n" in plain
    assert "\n  * три\n" in plain
    assert "\n> цитата\n\n" in plain
    assert "а | б\n1 | 2\n" in plain
    assert f"сюда <https://example.org/{'a' * 100}>" in plain.replace("\n<", " <")
    assert "[Кот]" in plain
    assert "Дальше\n------\n" in plain
    assert all(len(line) <= WIDTH or "https://" in line for line in plain.splitlines())


def test_a_plain_part_written_by_hand_stays_and_gets_a_way_out():
    draft = Draft("x", Form.MARKDOWN, source="Привет", plain="Здравствуйте, {name|друг}")

    _, _, plain = shown_letter(render(draft), OURS)

    assert plain == "Здравствуйте, друг\n\n-- \nОтписаться <https://v.example/u>\n"


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML, Form.MJML])
def test_marks_cannot_be_forged(form):
    forged = (
        "&#xE100; &#57600; &#57600a &#xe101 &#x000000000000000E100; &#&#xE100;xE100; \ue100 &#xE4FF; "
        "&#xE600; %EE%84%80 %%EE%84%80EE%84%80"
    )
    linked = '<a href="https://e.example/?a=%EE%84%80&amp;b=&#xE100;">x</a>'
    text = (
        "{email}"
        + forged
        + (forged.join(["[x](https://e.example/?a=", ")"]) if form is Form.MARKDOWN else linked)
    )
    source = MJML.format(f"<mj-text>{text}</mj-text>") if form is Form.MJML else text

    _, html, plain = shown_letter(render(Draft("x", form, source=source)), {**OURS, "email": "a@b.example"})

    assert html.count("a@b.example") == plain.count("a@b.example") == 1
    assert not re.search("[\ue000-\uf8ff]", html + plain)


def test_a_language_written_from_the_right():
    letter = render(Draft("x", blocks=[Text(text="שלום")], language="he"))

    assert Outline(letter.html).all("html")[0]["dir"] == "rtl"
    assert "text-align:right" in letter.html


@settings(max_examples=examples(80), deadline=None)
@given(st.text(max_size=200), st.sampled_from([Form.MARKDOWN, Form.HTML]))
def test_any_source_becomes_a_sound_letter(source, form):
    letter = render(Draft(source[:50], form, source=source, preheader=source[:40]))
    _, html, plain = shown_letter(letter, OURS)

    assert Outline(html).open == []
    assert faults_of(html.partition("<body")[2]) == []
    assert OURS["unsubscribe"] in html
    assert OURS["unsubscribe"] in plain
