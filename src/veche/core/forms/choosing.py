"""Choices offered where somebody describes a community, in the reader's language."""

from django.utils.translation import gettext
from phonenumbers import SUPPORTED_REGIONS

from veche.core.terms import COUNTRIES


def countries() -> list[tuple[str, str]]:
    """Answer countries as choices: those whose names we know by name, then the others by code."""
    named = sorted(((code, gettext(name)) for code, name in COUNTRIES.items()), key=lambda pair: pair[1])
    return named + [(code, code) for code in sorted(SUPPORTED_REGIONS - COUNTRIES.keys())]
