"""Texts of letters to many: their places are filled from a flat dictionary of strings by nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from veche.events.rules.registering import greeted
from veche.events.rules.templates import template_of
from veche.events.rules.templates.dozens import DOZENS
from veche.events.rules.templates.shaping import LetterTemplate
from veche.events.terms.inviting import PLACES
from veche.kit.terms import N_, Reason
from veche.kit.text import clean, clean_name

UNKNOWN = N_("There is no {place}. There are: {known}.")
LIKE = N_("There is no {place}. Did you mean {like}?")
NO_SUBJECT, NO_TEXT = N_("Write what the letter is about."), N_("Write the letter.")
LONGEST_SUBJECT, LONGEST_TEXT = 300, 10_000
_PLACE = re.compile(r"\{([^{}]{0,60})\}")
# With an empty value goes what only led to it or from it: «, see you» or «at , ».
_EMPTY = "\x00"
_LEADS = re.compile(rf"(?:(?<=\n)|^){_EMPTY}[,!]?[ \t]*(\w)")
_FOLLOWS = re.compile(rf"[ \t]*,?[ \t]*{_EMPTY}")


def checked(subject: str, text: str) -> tuple[str, str, list[Reason]]:
    """Answer a subject and a text fit to be kept, and everything that is wrong with them."""
    subject, text = clean_name(subject, LONGEST_SUBJECT), clean(text, LONGEST_TEXT).strip()
    reasons = [] if subject else [Reason(NO_SUBJECT, field="subject")]
    reasons += [] if text else [Reason(NO_TEXT, field="text")]
    reasons += [*_unknown(subject, "subject"), *_unknown(text, "text")]
    return subject, text, reasons


def filled(text: str, values: Mapping[str, str]) -> str:
    """Answer a text with its places filled, once: braces in a name stay what somebody calls themselves.

    A place with no value goes with the comma beside it: «{first_name}, hello!» is «Hello!» to who has
    no name. What is no place of ours stays as it is.
    """

    def value(found: re.Match[str]) -> str:
        key = found.group(1).strip()
        if key == "when" and found.start() in starts:
            return values["when"][:1].upper() + values["when"][1:]
        return (values.get(key, "") or _EMPTY) if key in PLACES else found.group()

    text = text.replace(_EMPTY, "")
    starts = {found.end() for found in re.finditer(r"^", text, re.MULTILINE)}
    said = _PLACE.sub(value, text)
    said = _LEADS.sub(lambda found: found.group(1).upper(), said)
    return _FOLLOWS.sub("", said)


def first_name(name: str) -> str:
    """Answer by what a letter greets somebody; nothing where the name is a message of its own."""
    words = greeted(name.strip()).split()
    return words[0] if words else ""


def letter_template(template: str, key: str) -> LetterTemplate:
    """Answer a ready letter of an event's template, or of the usual one."""
    own = template_of(template) or DOZENS
    found = [one for one in (*own.letters, *DOZENS.letters) if one.key == key]
    return found[0]


def _unknown(text: str, field: str) -> list[Reason]:
    return [
        _reason(key, field) for found in _PLACE.finditer(text)
        if (key := found.group(1).strip()) not in PLACES
    ]  # fmt: skip


def _reason(key: str, field: str) -> Reason:
    shown, like = "{" + key[:40] + "}", get_close_matches(key[:40], list(PLACES), 1)
    if like:
        return Reason(LIKE, field=field, values={"place": shown, "like": "{" + like[0] + "}"})
    return Reason(
        UNKNOWN, field=field, values={"place": shown, "known": ", ".join("{" + one + "}" for one in PLACES)}
    )
