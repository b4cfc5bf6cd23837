"""What stands above and below every letter: the header of the look, its footer, the ways out."""

from __future__ import annotations

from html import escape

from veche.mailing.rules.rendering.drawing import Pen, markdown, picture_of, text_of
from veche.mailing.rules.rendering.wording import words_in
from veche.mailing.terms.writing import BROWSER, PREFERENCES, UNSUBSCRIBE, Align


def header_of(pen: Pen) -> str:
    """Answer the section with the picture of the look, or the room above the paper."""
    theme = pen.theme
    picture = picture_of(theme.header, theme.header_alt, pen, link=theme.header_link)
    inside = f"<mj-column>{picture}</mj-column>" if picture else ""
    return (
        '<mj-section padding="12px 0 0"></mj-section>'
        f'<mj-section css-class="paper" background-color="{theme.paper}" padding="12px 0 0" '
        f'border-radius="{theme.radius}px {theme.radius}px 0 0">{inside}</mj-section>'
    )


def footer_of(pen: Pen) -> str:
    """Answer the end of the paper, and below it the footer of the look with the ways out."""
    theme = pen.theme
    words = markdown(theme.footer, pen) if theme.footer.strip() else ""
    inside = text_of(words + _ways_out(pen), pen, kind="quiet", align=Align.CENTER, size=13)
    return (
        f'<mj-section css-class="paper" background-color="{theme.paper}" padding="12px 0 0" '
        f'border-radius="0 0 {theme.radius}px {theme.radius}px"></mj-section>'
        f'<mj-section padding="12px 0 24px"><mj-column>{inside}</mj-column></mj-section>'
    )


def poor_footer(pen: Pen) -> str:
    """Answer the ways out for a letter whose writer forgot them."""
    return f'<div style="padding:16px;text-align:center;font-size:13px">{_ways_out(pen)}</div>'


def plain_footer(pen: Pen) -> str:
    """Answer the ways out for a plain part whose writer forgot them."""
    told = words_in(pen.language)
    return f"\n-- \n{told.unsubscribe} <{pen.marks.own(UNSUBSCRIBE)}>\n"


def _ways_out(pen: Pen) -> str:
    told = words_in(pen.language)
    ways = ((UNSUBSCRIBE, told.unsubscribe), (PREFERENCES, told.preferences), (BROWSER, told.browser))
    links = [f'<a href="{pen.marks.own(name)}">{escape(words)}</a>' for name, words in ways]
    return f"<p>{' · '.join(links)}</p>"
