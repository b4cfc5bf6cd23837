"""Choices offered where somebody describes a community, in the reader's language."""

from functools import cache
from importlib.resources import files

from django.utils.translation import gettext

from veche.core.terms import COUNTRIES


def countries() -> list[tuple[str, str]]:
    """Answer countries as choices: those whose names we know by name, then the others by code."""
    named = sorted(((code, gettext(name)) for code, name in COUNTRIES.items()), key=lambda pair: pair[1])
    return named + [(code, code) for code in _codes() if code not in COUNTRIES]


@cache
def _codes() -> tuple[str, ...]:
    """Answer the codes of all countries (ISO 3166-1), as the time zone database lists them."""
    text = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    return tuple(sorted(line[:2] for line in text.splitlines() if line and not line.startswith("#")))
