"""A recap as a draft in Markdown: numbers, words of guests and photos, in Russian or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from veche.events.terms.after import MOST_STARS

MOST_QUOTES, MOST_PHOTOS, LONGEST_QUOTE = 5, 6, 300
# What would be markup in a line of Markdown, or an address that lines of strangers should not carry.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


class Facts(NamedTuple):
    """What a recap is made of."""

    title: str
    when: str
    place: str
    community: str
    came: int
    persons: int
    newcomers: int
    mean: float | None
    answered: int
    quotes: Sequence[str] = ()
    # Address and caption.
    photos: Sequence[tuple[str, str]] = ()
    album: str = ""


def draft_recap(facts: Facts, language: str) -> str:
    """Answer the draft; nothing of it is published."""
    parts = [f"# {escaped(facts.title)}", _opening(facts), _numbers(facts, language)]
    if facts.quotes:
        parts.append("## Что сказали гости" if language == "ru" else "## What guests said")
        parts += [f"> {escaped(shortened(one))}" for one in facts.quotes[:MOST_QUOTES]]
    if facts.photos or facts.album:
        parts.append("## Фотографии" if language == "ru" else "## Photos")
        parts += [f"![{escaped(caption)}]({address})" for address, caption in facts.photos[:MOST_PHOTOS]]
    if facts.album:
        parts.append(f"[{'Весь альбом' if language == 'ru' else 'The whole album'}]({facts.album})")
    parts.append("Спасибо всем, кто был. До встречи!" if language == "ru" else "Thanks to all. See you!")
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Answer words of others as plain text for Markdown, in one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def shortened(text: str) -> str:
    """Answer a quote that is not too long, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _opening(facts: Facts) -> str:
    place = f", {escaped(facts.place)}" if facts.place else ""
    return f"{facts.when}{place}. {escaped(facts.community)}."


def _numbers(facts: Facts, language: str) -> str:
    lines = []
    if facts.came:
        lines.append(f"Пришло: **{facts.came}**" if language == "ru" else f"Came: **{facts.came}**")
    if facts.persons:
        back = round(100 * (facts.persons - facts.newcomers) / facts.persons)
        if language == "ru":
            lines.append(f"Впервые с нами: **{facts.newcomers}**, вернулись **{back} %**")
        else:
            lines.append(f"With us for the first time: **{facts.newcomers}**, **{back}%** came back")
    if facts.mean is not None:
        if language == "ru":
            mean = f"{facts.mean:.1f}".replace(".", ",")
            lines.append(f"Оценка гостей: **{mean} из {MOST_STARS}** (ответов: {facts.answered})")
        else:
            lines.append(f"Guests gave **{facts.mean:.1f} of {MOST_STARS}** ({facts.answered} answers)")
    return "\n".join(f"- {line}" for line in lines)
