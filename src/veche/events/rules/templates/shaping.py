"""What a template of an event is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Words(NamedTuple):
    """A text in both languages: it is written into the event, in the language of its community."""

    ru: str
    en: str

    def told_in(self, language: str) -> str:
        """Answer the text in a language; English stands for all that we do not have."""
        return self.ru if language == "ru" else self.en


class TaskTemplate(NamedTuple):
    """Something to do so many days before the day; below zero it is after it."""

    days_before: int
    title: Words
    role: str


class RoleTemplate(NamedTuple):
    """Somebody the team needs, and how many of them."""

    key: str
    title: Words
    people: int = 1


class CueTemplate(NamedTuple):
    """A line of the run sheet: minutes after the start (below zero before it), and how long it takes."""

    minute: int
    minutes: int
    title: Words
    role: str


class LetterTemplate(NamedTuple):
    """A letter to guests; places in braces are filled in: {first_name}, {title}, {when}, {where}, {link}."""

    key: str  # invitation, reminder, thanks, missed
    subject: Words
    text: Words


class Template(NamedTuple):
    """An event of a size. `title` and `about` are gettext ids; `settings` are fields of an event."""

    key: str
    title: str
    about: str
    settings: Mapping[str, Any]
    minutes: int
    doors_before: int
    hour: int  # of the day it usually begins at
    tasks: tuple[TaskTemplate, ...] = ()
    roles: tuple[RoleTemplate, ...] = ()
    cues: tuple[CueTemplate, ...] = ()
    letters: tuple[LetterTemplate, ...] = ()
    text: Words = Words("", "")


def task(days_before: int, role: str, ru: str, en: str) -> TaskTemplate:
    """Write a task in one line."""
    return TaskTemplate(days_before, Words(ru, en), role)


def cue(minute: int, minutes: int, role: str, ru: str, en: str) -> CueTemplate:
    """Write a line of the run sheet in one line."""
    return CueTemplate(minute, minutes, Words(ru, en), role)
