"""Asking somebody to speak: what is wrong with a letter, and whether a file is slides."""

from __future__ import annotations

from veche.events.terms.asking import LONGEST_PATIENCE, SLIDES_BEGIN, Ask
from veche.kit.terms import N_, Reason
from veche.kit.text import clean, clean_name

NO_SUBJECT, NO_TEXT = N_("Write what the letter is about."), N_("Write the letter.")
NO_WAY = N_("They cannot be reached that way: give the speaker an address.")
ODD_PATIENCE = N_("From 1 to {most} days, or nothing.")
LONGEST_SUBJECT, LONGEST_TEXT = 300, 10_000
LINK = "{link}"


def checked_ask(ask: Ask, ways: frozenset[str]) -> tuple[Ask, list[Reason]]:
    """Answer a letter fit to be kept, and everything that is wrong with it."""
    subject, text = clean_name(ask.subject, LONGEST_SUBJECT), clean(ask.text, LONGEST_TEXT).strip()
    reasons = [] if subject else [Reason(NO_SUBJECT, field="subject")]
    reasons += [] if text else [Reason(NO_TEXT, field="text")]
    reasons += [] if ask.way in ways else [Reason(NO_WAY, field="way")]
    if ask.remind_days is not None and not 1 <= ask.remind_days <= LONGEST_PATIENCE:
        reasons.append(Reason(ODD_PATIENCE, field="remind_days", values={"most": LONGEST_PATIENCE}))
    return Ask(subject, text, ask.way, ask.remind_days), reasons


def with_link(text: str, link: str, otherwise: str) -> str:
    """Answer a letter with the link in its place; one that has no place for it gets it with words below."""
    return text.replace(LINK, link) if LINK in text else f"{text}\n\n{otherwise}"


def ending_of(name: str, head: bytes) -> str:
    """Answer what slides end in, or nothing where a file is none: by its name and by how it begins."""
    ending = name.rpartition(".")[2].lower()
    begins = SLIDES_BEGIN.get(ending)
    return ending if begins is not None and head.startswith(begins) else ""
