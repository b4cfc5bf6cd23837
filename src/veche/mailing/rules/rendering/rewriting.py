"""Rewriting: what was written in one form, brought into another with its places as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from veche.kit.mail_markup import markdown_to_mail
from veche.mailing.rules.placeholders import written_place
from veche.mailing.rules.rendering.making import Rendered
from veche.mailing.rules.rendering.marks import MARK, Marks, is_own_link, marked_address, place_at, unquoted
from veche.mailing.terms.placing import Place

_MARKED_LINK = re.compile(rf"<({MARK.pattern})>")


def words_of(rendered: Rendered) -> str:
    """Answer the words of a drawn letter as Markdown; the ways out stay behind, every form has its own."""
    lines = [line for line in rendered.plain.splitlines() if not _leads_out(line, rendered.places)]
    text = "\n".join(lines).strip().replace("{", "{{").replace("}", "}}")
    return _with_places(_MARKED_LINK.sub(r"[→](\1)", text), rendered.places, str)


def markup_of(text: str) -> str:
    """Answer Markdown as HTML to be gone on with."""
    marks = Marks()
    html = unquoted(markdown_to_mail(marks.mark(text), marked_address))
    return _with_places(html.replace("{", "{{").replace("}", "}}"), marks.places, escape)


def _with_places(text: str, places: tuple[Place, ...], written: Callable[[str], str]) -> str:
    return MARK.sub(lambda found: written(written_place(place_at(places, found[0]))), text)


def _leads_out(line: str, places: tuple[Place, ...]) -> bool:
    return any(is_own_link(place_at(places, sign)) for sign in MARK.findall(line))
