"""A letter as one reader would get it: who there is to look as, and what they would see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from veche.kit.text import fold
from veche.mailing.queries.audience import recipients_of
from veche.mailing.queries.rendering import rendered_letter, values_for, variant_of
from veche.mailing.rules.filling import filled_line
from veche.mailing.rules.rendering import plain_source, shown_letter
from veche.mailing.terms.audience import Recipient
from veche.people.queries import find_people

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.mailing.models import Letter

MOST_READERS = 25
_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_LIGHT_SCHEME = re.compile(r'(<meta name="(?:supported-)?color-schemes?" content=")[^"]*(")')


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader gets."""

    subject: str
    html: str
    plain: str
    weight: int
    # The plain part with its places in braces, as it may be written on.
    source: str = ""


def seen_by(
    letter: Letter, person: int | None, *, variant: int = 0, email: str = "", language: str = "",
    is_dark: bool = False,
) -> Seen:  # fmt: skip
    """Answer a letter as one reader gets it; nobody in particular without one, so that fallbacks show.

    `variant` 0 is the letter itself. Refuses source that cannot be read. What a dark screen makes of it is
    shown on any screen.
    """
    rendered = rendered_letter(letter, language=language, variant=variant_of(letter, variant))
    values = values_for(letter, person, email=email, language=language)
    subject, html, plain = shown_letter(rendered, values)
    weight = rendered.weights.get("html", 0)
    return Seen(subject, in_one_light(html, is_dark=is_dark), plain, weight, plain_source(rendered))


def lines_for(
    letter: Letter, person: int | None, language: str = "", variant: int = 0
) -> tuple[str, str]:  # fmt: skip
    """Answer subject and preheader as one reader gets them; two queries for a person, a few for an event."""
    values, other = values_for(letter, person, language=language), variant_of(letter, variant)
    subject = (other.subject if other else "") or letter.subject
    preheader = (other.preheader if other else "") or letter.preheader
    return filled_line(subject, values), filled_line(preheader, values)


def variants_to_see(letter: Letter) -> list[int]:
    """Answer the numbers of what a letter may be looked at as, itself first; none without variants."""
    numbers = list(letter.variants.order_by("number").values_list("number", flat=True))
    return [0, *numbers] if numbers else []


def in_one_light(html: str, *, is_dark: bool) -> str:
    """Answer a letter that looks as in dark, or as in light, whatever the screen before it prefers."""
    scheme = "dark" if is_dark else "light"
    found = _DARK.sub("@media all" if is_dark else "@media not all", html)
    return _LIGHT_SCHEME.sub(rf"\g<1>{scheme}\g<2>", found)


def readers_of(letter: Letter, community: Community, query: str = "") -> list[tuple[int, str]]:
    """Answer people to look at a letter as: of its audience, or by name where a name is asked for."""
    if fold(query):
        return [(one.person_id, one.person.name) for one in find_people(community, query, limit=MOST_READERS)]
    found: list[Recipient] = recipients_of(letter, limit=MOST_READERS)
    return [(one.person, one.email) for one in found if one.person]
