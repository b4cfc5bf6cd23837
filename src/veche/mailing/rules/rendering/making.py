"""Making a letter: from what was written to what leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from veche.kit.mail_markup import clean_css, clean_mail
from veche.kit.text import clean, clean_name
from veche.mailing.rules.placeholders import Values
from veche.mailing.rules.rendering import marks as marking
from veche.mailing.rules.rendering.drawing import Pen, draw
from veche.mailing.rules.rendering.footing import footer_of, header_of, plain_footer, poor_footer
from veche.mailing.rules.rendering.framing import direction_of, framed
from veche.mailing.rules.rendering.marks import Marks, Slots
from veche.mailing.rules.rendering.plain import plain_of
from veche.mailing.rules.rendering.sources import Parts, from_html, from_mjml, to_parts
from veche.mailing.rules.rendering.styling import dark_css
from veche.mailing.terms.placing import Place
from veche.mailing.terms.standing import Form
from veche.mailing.terms.writing import UNSUBSCRIBE, Block, Lent, Text, Theme


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it is written: blocks for `Form.BLOCKS`, else a source; `plain` where a human wrote it."""

    subject: str
    form: Form = Form.BLOCKS
    blocks: Sequence[Block] = ()
    source: str = ""
    preheader: str = ""
    plain: str = ""
    language: str = "ru"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready but for its places: each is one private sign, `places` says which sign is what.

    `weights` are octets in UTF-8 of the whole HTML and of its parts: html, css, words, plain.
    """

    subject: str
    html: str
    plain: str
    places: tuple[Place, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)


def render(draft: Draft, theme: Theme | None = None, lent: Lent | None = None) -> Rendered:
    """Answer a letter as it will leave, safe whatever was written, with a way to unsubscribe always.

    Refuses MJML that cannot be read, sources too large or too deep, more than nine hundred places.
    """
    theme, lent = theme or Theme(), lent or Lent()
    marks, slots = Marks(), Slots()
    subject = clean_name(marks.mark(draft.subject), 400)
    preheader = clean_name(marks.mark(draft.preheader), 400)
    pen = Pen(theme, lent, draft.language, marks, slots, theme.width)
    parts = _parts_of(draft, pen)
    body = _bearable(marking.unquoted(clean_mail(parts.body, marking.marked_address)))
    if f'href="{marks.own(UNSUBSCRIBE)}"' not in body:
        body += poor_footer(pen)
    css = clean_css(parts.css)
    html = framed(
        body, css, title=subject, language=draft.language, background=theme.background, preheader=preheader
    )
    plain = _plain(draft, pen) if draft.plain.strip() else plain_of(body)
    weights = {"html": html, "css": css, "words": plain_of(body), "plain": plain}
    return Rendered(
        subject, html, plain, marks.places, {name: len(text.encode()) for name, text in weights.items()}
    )


def shown_letter(rendered: Rendered, values: Values) -> tuple[str, str, str]:
    """Answer subject, HTML and plain part as somebody with these values gets them, links not followed.

    `values` name our own pages too: unsubscribe, preferences, browser.
    """
    plain = marking.shown_plain(rendered.plain, rendered.places, values)
    subject = clean_name(marking.shown_plain(rendered.subject, rendered.places, values), 400)
    return subject, marking.shown(rendered.html, rendered.places, values), plain


def plain_source(rendered: Rendered) -> str:
    """Answer the plain part of a letter with its places in braces, to be written on by hand."""
    return marking.as_source(rendered.plain, rendered.places)


def _parts_of(draft: Draft, pen: Pen) -> Parts:
    if draft.form is Form.HTML:
        return from_html(pen.marks.mark_source(draft.source))
    if draft.form is Form.MJML:
        parts = from_mjml(pen.marks.mark_source(draft.source))
        # What its writer says nothing of, mrml calls undetermined: readers for the blind would guess.
        return parts._replace(body=parts.body.replace(' lang="und"', f' lang="{escape(draft.language)}"'))
    blocks = draft.blocks if draft.form is Form.BLOCKS else (Text(text=draft.source),)
    drawn = draw(blocks, pen)
    mjml = (
        f'<mjml lang="{escape(pen.language)}" dir="{direction_of(pen.language)}">'
        f'<mj-body width="{pen.theme.width}px" background-color="{pen.theme.background}" '
        f'css-class="page">{header_of(pen)}{drawn}{footer_of(pen)}</mj-body></mjml>'
    )
    parts = to_parts(mjml)
    return Parts(f"{parts.css}\n{dark_css(pen.theme)}", pen.slots.fill(parts.body))


def _bearable(html: str) -> str:
    """Answer HTML without what entities may name and no letter can bear: control characters, bare returns."""
    return clean(html).replace("\r", "\n")


def _plain(draft: Draft, pen: Pen) -> str:
    text = pen.marks.mark(draft.plain).strip("\n") + "\n"
    return text if pen.marks.own(UNSUBSCRIBE) in text else text + plain_footer(pen)
