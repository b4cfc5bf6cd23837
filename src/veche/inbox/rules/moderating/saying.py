"""Saying: what a person is told about what was done, in the language they write."""

import re

_RUSSIAN, _ENGLISH = re.compile("[а-яё]", re.IGNORECASE), re.compile("[a-z]", re.IGNORECASE)


def language_of(words: str, usual: str) -> str:
    """Answer the language to write to somebody in: that of their words, else the community's."""
    russian, english = len(_RUSSIAN.findall(words)), len(_ENGLISH.findall(words))
    if russian == english:
        return usual
    return "ru" if russian > english else "en"


def warning_text(warning: str, reason: str, appeal: str) -> str:
    """Answer what goes out: the warning, the reason where it says more, and where to object."""
    parts = (part.strip() for part in (warning, reason, appeal))
    return "\n\n".join(dict.fromkeys(part for part in parts if part))
