"""Blocks become MJML. Every attribute is ours or escaped, every piece of HTML waits in a slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from veche.kit.cards import Card
from veche.kit.mail_markup import markdown_to_mail
from veche.mailing.rules.looks import readable_on
from veche.mailing.rules.rendering.marks import Marks, Slots, marked_address, unquoted
from veche.mailing.rules.rendering.styling import styled
from veche.mailing.rules.rendering.wording import words_in
from veche.mailing.terms.writing import (
    FONTS,
    Align,
    Block,
    Button,
    Columns,
    Divider,
    Heading,
    Lent,
    Listed,
    Picture,
    Quote,
    Said,
    Shown,
    Spacer,
    Text,
    Theme,
)

_SIDE = 24
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


@dataclass(frozen=True)
class Pen:
    """What drawing needs at hand: the look, what others lend, the language, marks and slots."""

    theme: Theme
    lent: Lent
    language: str
    marks: Marks
    slots: Slots
    width: int

    @property
    def start(self) -> str:
        """Answer the side that lines begin at."""
        return "right" if self.language.partition("-")[0] in RIGHT_TO_LEFT else "left"


def draw(blocks: Sequence[Block], pen: Pen) -> str:
    """Answer the sections of some blocks: neighbours share one, columns have their own."""
    found, row = [], list[Block]()
    for block in [*blocks, None]:
        if block is not None and not isinstance(block, Columns):
            row.append(block)
            continue
        if row:
            found.append(_section(_column(row, pen), pen))
            row = []
        if isinstance(block, Columns):
            found.append(_columns(block, pen))
    return "".join(found)


def text_of(html: str, pen: Pen, *, kind: str = "ink", align: Align = Align.START, size: int = 0) -> str:
    """Answer a text element that holds clean HTML."""
    colour = pen.theme.quiet if kind == "quiet" else pen.theme.ink
    side = "center" if align is Align.CENTER else pen.start
    held = pen.slots.hold(styled(html, pen.theme, pen.start))
    return _element("mj-text", held, {
        "css-class": kind, "align": side, "color": colour, "font-family": FONTS[pen.theme.font],
        "font-size": f"{size or pen.theme.size}px", "line-height": "1.5", "padding": f"6px {_SIDE}px",
    })  # fmt: skip


def picture_of(
    name: str, alt: str, pen: Pen, *, link: str = "", width: int = 100, radius: int = 0, most: int = 0
) -> str:
    """Answer a picture element, or nothing where the file is not there."""
    photo = pen.lent.photos.get(name)
    if photo is None:
        return ""
    wide = min(most or (pen.width - 2 * _SIDE) * width // 100, photo.width or pen.width)
    side = pen.start if most else "center"
    return _image(photo.address, alt, pen, link=link, width=wide, radius=radius, align=side)


def markdown(text: str, pen: Pen) -> str:
    """Answer the clean HTML of Markdown, its places marked."""
    return unquoted(markdown_to_mail(pen.marks.mark(text), marked_address))


def words(text: str, pen: Pen) -> str:
    """Answer plain words as HTML, their places marked."""
    return escape(pen.marks.mark(text), quote=False)


def _column(blocks: Sequence[Block], pen: Pen) -> str:
    return _element("mj-column", "".join(_DRAWN[type(block)](block, pen) for block in blocks), {})


def _columns(block: Columns, pen: Pen) -> str:
    narrow = replace(pen, width=pen.width // len(block.columns))
    return _section("".join(_column(column, narrow) for column in block.columns), pen)


def _section(inside: str, pen: Pen) -> str:
    return _element("mj-section", inside, {
        "css-class": "paper", "background-color": pen.theme.paper, "padding": "0",
    })  # fmt: skip


def _element(tag: str, inside: str, attributes: Mapping[str, str]) -> str:
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{pairs}>{inside}</{tag}>" if inside else f"<{tag}{pairs}/>"


def _heading(block: Heading, pen: Pen) -> str:
    if not block.text.strip():
        return ""
    return text_of(f"<h{block.level}>{words(block.text, pen)}</h{block.level}>", pen, align=block.align)


def _text(block: Text, pen: Pen) -> str:
    return text_of(markdown(block.text, pen), pen, align=block.align) if block.text.strip() else ""


def _picture(block: Picture, pen: Pen) -> str:
    return picture_of(block.file, block.alt, pen, link=block.link, width=block.width)


def _image(
    address: str, alt: str, pen: Pen, *, link: str, width: int, radius: int = 0, align: str = "center"
) -> str:
    given = {
        "src": address, "alt": pen.marks.mark(alt), "width": f"{width}px", "padding": f"6px {_SIDE}px",
        "border-radius": f"{radius}px", "font-size": f"{pen.theme.size}px", "align": align,
    }  # fmt: skip
    return _element("mj-image", "", {**given, "href": pen.marks.mark(link)} if link else given)


def _button(block: Button, pen: Pen) -> str:
    if not block.text.strip() or not block.link:
        return ""
    theme = pen.theme
    return _element("mj-button", pen.slots.hold(words(block.text, pen)), {
        "css-class": "button", "href": pen.marks.mark(block.link), "background-color": theme.accent,
        "color": readable_on(theme.accent), "border-radius": f"{min(theme.radius, 24)}px",
        "font-family": FONTS[theme.font], "font-size": f"{theme.size}px", "font-weight": "bold",
        "align": "center" if block.align is Align.CENTER else pen.start, "padding": f"10px {_SIDE}px",
        "inner-padding": "12px 22px", "line-height": "1.25",
    })  # fmt: skip


def _shown(block: Shown, pen: Pen) -> str:
    card = pen.lent.cards.get((block.of, block.thing))
    if card is None:
        return ""
    picture = _card_picture(card, pen)
    button = ""
    if card.link:
        label = block.button or words_in(pen.language).more
        button = _button(Button(text=label, link=_literal(card.link)), pen)
    return picture + text_of(_card(card, pen), pen) + button


def _card_picture(card: Card, pen: Pen) -> str:
    if not card.picture:
        return ""
    width = pen.width - 2 * _SIDE
    return _image(card.picture, _literal(card.title), pen, link=_literal(card.link), width=width)


def _listed(block: Listed, pen: Pen) -> str:
    chosen = [pen.lent.cards.get((block.of, thing)) for thing in block.things]
    cards = [card for card in chosen if card] if block.things else pen.lent.newest.get(block.of, ())
    shown = "".join(_card(card, pen) for card in cards[: block.most])
    title = f"<h2>{words(block.title, pen)}</h2>" if block.title.strip() else ""
    return text_of(title + shown, pen) if shown else ""


def _card(card: Card, pen: Pen) -> str:
    """Answer a card as HTML; what desks lend is words, never markup and never places."""
    title = escape(_bare(card.title, pen), quote=False)
    if card.link:
        title = f'<a href="{escape(_bare(card.link, pen))}">{title}</a>'
    facts = " · ".join(escape(_bare(one, pen), quote=False) for one in (card.when, card.where) if one)
    lines = [f"<h3>{title}</h3>"]
    if facts:
        lines.append(f'<p class="quiet">{facts}</p>')
    if card.text.strip():
        lines.append(f"<p>{escape(_bare(card.text, pen), quote=False)}</p>")
    return "".join(lines)


def _said(block: Said, pen: Pen) -> str:
    if not block.text.strip():
        return ""
    name = block.name if block.may_name else ""
    face = picture_of(block.picture, name, pen, radius=40, most=80) if block.may_picture else ""
    below = f'<p class="quiet">— {words(name, pen)}</p>' if name else ""
    return face + text_of(f"<blockquote>{markdown(block.text, pen)}{below}</blockquote>", pen)


def _quote(block: Quote, pen: Pen) -> str:
    if not block.text.strip():
        return ""
    below = f'<p class="quiet">{words(block.source, pen)}</p>' if block.source.strip() else ""
    return text_of(f"<blockquote>{markdown(block.text, pen)}{below}</blockquote>", pen)


def _divider(_block: Divider, pen: Pen) -> str:
    return _element("mj-divider", "", {
        "border-color": pen.theme.quiet, "border-width": "1px", "padding": f"12px {_SIDE}px",
    })  # fmt: skip


def _spacer(block: Spacer, _pen: Pen) -> str:
    return _element("mj-spacer", "", {"height": f"{block.height}px"})


def _literal(text: str) -> str:
    """Answer a text in which braces mean themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def _bare(text: str, pen: Pen) -> str:
    return pen.marks.mark(_literal(text))


_DRAWN: Mapping[type[Block], Callable[[Any, Pen], str]] = {
    Heading: _heading, Text: _text, Picture: _picture, Button: _button, Shown: _shown, Listed: _listed,
    Said: _said, Quote: _quote, Divider: _divider, Spacer: _spacer,
}  # fmt: skip
