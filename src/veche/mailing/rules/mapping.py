"""The map of a letter: the letter as it left, with a number beside each of its links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from veche.mailing.rules.cutting.pieces import TOKEN, Hole, Links, Piece, pieces_of_html
from veche.mailing.rules.rendering import Rendered

_BASE, _WHOSE = "https://letter.invalid", "T"
_LINK = re.compile(rf'href="{_BASE}/l/{_WHOSE}/(\d+)"([^>]*>)((?:(?!<a\b).)*?</a>)', re.S)
_OWN = re.compile(rf'href="{_BASE}/l/{_WHOSE}/[upw]"')
_SIGN = (
    "display:inline-block;margin:0 0 0 4px;padding:1px 7px;border-radius:10px;background:{};color:#ffffff;"
    "font:bold 12px/18px Arial,sans-serif;vertical-align:middle;text-decoration:none;white-space:nowrap"
)
_HOT, _COLD = "#c2410c", "#64748b"


def mapped(
    rendered: Rendered,
    values: Mapping[str, str],
    signs: Mapping[int, str],
    hot: int,
    targets: Mapping[int, str],
) -> str:
    """Answer the HTML of a letter as somebody without a name gets it, a sign beside each link.

    Numbers are those that links had when it left, because it is cut in the same way. `hot` is the number of
    the link that stands out; links lead to `targets`, our own pages nowhere.
    """
    pieces = pieces_of_html(rendered.html, rendered.places, Links(_BASE, is_followed=True))
    html = _OWN.sub('href="#"', "".join(_shown(piece, values) for piece in pieces))

    def sign(found: re.Match[str]) -> str:
        number = int(found[1])
        style = _SIGN.format(_HOT if number == hot else _COLD)
        mark = f'<span style="{style}">{escape(signs.get(number, ""))}</span>' if number in signs else ""
        return f'href="{escape(targets.get(number, "#"))}"{found[2]}{found[3]}{mark}'

    return _LINK.sub(sign, html)


def _shown(piece: Piece, values: Mapping[str, str]) -> str:
    if isinstance(piece, Hole):
        return piece.text(*(values.get(name, "") for name in piece.names))
    return _WHOSE if piece is TOKEN else str(piece)
