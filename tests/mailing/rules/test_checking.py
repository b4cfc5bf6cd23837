"""Checks before sending say what a letter lacks, and nothing of one that is well made."""

from tests.mailing.rules.letters import LENT, everything

from veche.mailing.rules.blocks import read_blocks
from veche.mailing.rules.checking import check_letter, contents, links, pictures, words
from veche.mailing.rules.layouts import layout_of
from veche.mailing.rules.placeholders import NO_FALLBACK, UNKNOWN
from veche.mailing.rules.rendering import Draft, render
from veche.mailing.terms.checking import Severity
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import Button, Heading, Lent, Listed, Photo, Picture, Shown, Text, Theme


def found_in(draft, lent=None, theme=None, **known):
    lent, theme = lent or Lent(), theme or Theme()
    found = check_letter(draft, render(draft, theme, lent), theme, lent, **known)
    assert all(one.text.format(**one.values) for one in found)
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    return {one.text: one for one in reversed(found)}


def test_a_letter_well_made_is_let_alone():
    assert found_in(everything(), LENT) == {}


def test_subjects():
    assert words.NO_SUBJECT in found_in(Draft(" "))
    loud = found_in(Draft("СРОЧНО! КУПИ БИЛЕТ!"))
    assert {words.LOUD, words.SHOUTING, words.NO_PREHEADER} <= set(loud)
    assert words.CUT_ON_PHONES in found_in(Draft("слово " * 9))
    assert words.LONG_SUBJECT in found_in(Draft("слово " * 30))


def test_links():
    source = (
        '<a href="https://bank.example/">www.other.example/login</a><a href="">пусто</a><a href="http://bit.ly/x">да</a>'
        '<a href="https://e.example/"><img src="https://e.example/a.png"></a><a href="https://e.example">e.example</a>'
    )

    found = found_in(Draft("x", Form.HTML, source=source))

    assert {links.DISGUISED, links.EMPTY, links.UNPROTECTED, links.SHORTENED, links.WORDLESS} <= set(found)
    assert found[links.DISGUISED].values["shown"] == "www.other.example"
    assert links.MANY in found_in(Draft("x", Form.HTML, source='<a href="https://e.example">а</a>' * 50))
    assert links.NO_WAY_OUT not in found


def test_what_a_layout_began_with_does_not_leave():
    for language in ("ru", "en"):
        subject, blocks = layout_of("digest", language)
        found = found_in(Draft(subject, blocks=read_blocks(blocks), preheader="x"))

        assert found[contents.SAMPLE].severity is Severity.FAULT
        assert links.EXAMPLE in found


def test_pictures_and_weight():
    lent = Lent({"big.png": Photo("https://v.example/big.png", 4000, 100, 4_000_000)})

    found = found_in(Draft("x", blocks=[Picture(file="big.png", link="https://e.example")]), lent)

    assert {pictures.NO_WORDS, pictures.TOO_HEAVY, pictures.TOO_WIDE, pictures.TOO_HEAVY_TOGETHER} <= set(
        found
    )
    assert found[pictures.NO_WORDS].severity is Severity.WARNING
    assert words.PICTURES_ONLY in found
    assert words.CLIPPED_TEXT in found_in(Draft("x", Form.MARKDOWN, source="слово\n\n" * 4000))
    assert words.POOR_PLAIN in found_in(
        Draft("x", Form.MARKDOWN, source="слово " * 400, plain="См. в браузере")
    )


def test_blocks_that_are_not_whole():
    draft = Draft("x", blocks=[
        Heading(text="", level=1), Button(text="Иду", link=""), Picture(file="gone.png"),
        Shown(of="events", thing="9"), Listed(of="events"), Heading(text="а", level=1),
        Heading(text="б", level=3),
    ])  # fmt: skip

    found = found_in(draft)

    assert {contents.NO_PICTURE, contents.GONE, contents.EMPTY_BLOCK, contents.NONE_LISTED} <= set(found)
    assert contents.SKIPPED_LEVEL in found
    assert contents.NOTHING in found_in(Draft("x"))
    assert contents.NOTHING in found_in(Draft("x", Form.MARKDOWN))


def test_places():
    draft = Draft("{who}", blocks=[Text(text="{city}, {field:shoe|да}")])

    found = found_in(draft, fields=["shoe"], lacks={"city": 5})

    assert found[UNKNOWN].values["place"] == "{who}"
    assert found[UNKNOWN].severity is Severity.FAULT
    assert found[NO_FALLBACK].values == {"place": "{city}", "count": 5, "example": "{city|…}"}
    assert UNKNOWN in found_in(Draft("x", Form.HTML, source="<p>{nobody}</p>"))


def test_looks_and_spam():
    assert contents.POOR_CONTRAST in found_in(everything(), LENT, Theme(ink="#cccccc"))
    assert words.SPAM_WORDS in found_in(
        Draft("Успей купить", Form.MARKDOWN, source="100% без риска, жми сюда")
    )
