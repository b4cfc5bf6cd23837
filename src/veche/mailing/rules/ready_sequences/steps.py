"""What ready sequences are made of: a letter's name, subject, preheader and parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from veche.mailing.terms.sequencing import ReadySequence, ReadyStep

DAY = 24 * 60
# A paragraph, or a button: its words and where it leads.
Part = str | tuple[str, str]
Texts = tuple[str, str, tuple[Part, ...]] | tuple[str, str, tuple[Part, ...], str]
Told = tuple[str, tuple[Texts, ...]]
Maker = Callable[[Told], ReadySequence]


def step(texts: Texts, wait: int = 0, hour: int | None = None, **more: Any) -> ReadyStep:
    """Answer a step that waits so many minutes and leaves at an hour; the texts may end with a preheader."""
    title, subject, parts, preheader = (*texts, "")[:4]
    return ReadyStep(title, subject, [_block(part) for part in parts], wait, hour, preheader, **more)


def _block(part: Part) -> dict[str, Any]:
    if isinstance(part, str):
        return {"kind": "text", "text": part}
    words, link = part
    return {"kind": "button", "text": words, "link": link}
