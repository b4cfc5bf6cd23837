"""Templates of events by size: settings, checklist, roles, run sheet and letters, as pure data."""

from __future__ import annotations

from collections.abc import Mapping

from veche.events.rules.templates.dozens import DOZENS
from veche.events.rules.templates.hundreds import HUNDREDS
from veche.events.rules.templates.shaping import (
    CueTemplate,
    LetterTemplate,
    RoleTemplate,
    TaskTemplate,
    Template,
    Words,
)
from veche.events.rules.templates.small import SMALL

__all__ = [
    "TEMPLATES",
    "CueTemplate",
    "LetterTemplate",
    "RoleTemplate",
    "TaskTemplate",
    "Template",
    "Words",
    "template_of",
]

TEMPLATES: Mapping[str, Template] = {one.key: one for one in (SMALL, DOZENS, HUNDREDS)}


def template_of(key: str) -> Template | None:
    """Answer a template by its key, if there is one."""
    return TEMPLATES.get(key)
