"""The look of letters as the editor posts it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from veche.kit.terms import N_, Reason, refuse_if
from veche.mailing.rules.fields import Field, Wrong, colour, line, link, name, number, text
from veche.mailing.terms.writing import FONTS, Theme

NO_LOOK = N_("This is no look of letters.")
UNKNOWN_FONT = N_("There is no such font: {font}.")
_USUAL = Theme()


def _font(value: object) -> str:
    if value in (None, ""):
        return _USUAL.font
    if not isinstance(value, str) or value not in FONTS:
        raise Wrong(UNKNOWN_FONT, {"font": str(value)[:40]})
    return value


_FIELDS: Mapping[str, Field] = {
    **{key: colour(getattr(_USUAL, key)) for key in ("accent", "background", "paper", "ink", "quiet")},
    "font": _font, "heading_font": _font,
    "size": number(12, 22, _USUAL.size), "width": number(480, 720, _USUAL.width),
    "radius": number(0, 24, _USUAL.radius),
    "header": name(), "header_alt": line(), "header_link": link(), "footer": text(most=2000),
}  # fmt: skip


def read_theme(look: object) -> Theme:
    """Answer the look that a mapping describes; what it does not say is as usual.

    Refuses with every reason: colours not written as #rrggbb, unknown fonts, sizes out of bounds,
    links that lead nowhere. What it does not know it passes over: a look may be of a later version.
    """
    if not isinstance(look, Mapping):
        refuse_if([Reason(NO_LOOK)])
    values: dict[str, Any] = {}
    reasons = []
    for key, read in _FIELDS.items():
        try:
            values[key] = read(dict(look).get(key))  # type: ignore[call-overload]
        except Wrong as wrong:
            reasons.append(Reason(wrong.text, key, values=wrong.values))
    refuse_if(reasons)
    return Theme(**values)


def write_theme(theme: Theme) -> dict[str, object]:
    """Answer the mapping that `read_theme` reads as this look."""
    return dataclasses.asdict(theme)


def contrast(one: str, other: str) -> float:
    """Answer how well one colour is read on another, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str) -> str:
    """Answer black or white, whichever is read better on a colour."""
    return max("#ffffff", "#000000", key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
