"""The language of segments: what may be asked of a person, clause by clause, and what each needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from veche.kit.terms import N_
from veche.people.terms.fields import Form

# What keeps a segment readable, and its question answerable.
MOST_CONDITIONS, DEEPEST, MOST_VALUES, LONGEST_TEXT, MOST_DAYS = 50, 5, 100, 100, 40_000
MOST_TIMES = 1_000_000


class Joint(StrEnum):
    """How the parts of a group belong together."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


JOINT_TITLES: Mapping[str, str] = {
    Joint.ALL: N_("all of these are true"),
    Joint.ANY: N_("at least one of these is true"),
    Joint.NONE: N_("none of these is true"),
}


class Slot(StrEnum):
    """What kind of thing a condition has to be told; each is read, asked for and said in its own way."""

    ONE = "one"  # a word of `choices`
    FIELD = "field"  # the key of a field
    TEXTS = "texts"  # texts, compared folded; of a field with choices: their keys
    NUMBER = "number"  # whole, not negative
    DECIMAL = "decimal"
    MONEY = "money"  # minor units
    CURRENCY = "currency"
    DAY = "day"  # counted from 1970
    STAGES = "stages"
    TAGS = "tags"
    CHANNELS = "channels"
    KINDS = "kinds"
    PERSON = "person"
    SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class Told:
    """Something a condition is told: its name, its kind, when it is asked for, whether it may be left out."""

    name: str
    slot: Slot
    title: str
    choices: Mapping[str, str] = field(default_factory=dict)
    # Asked for only where another slot has one of these words.
    only: tuple[str, tuple[str, ...]] | None = None
    is_free: bool = False
    first: Any = None  # what a new condition starts with


@dataclass(frozen=True, slots=True)
class Clause:
    """A kind of condition: what it is about and what it has to be told."""

    key: str
    title: str
    slots: tuple[Told, ...]
    icon: str


class Condition(NamedTuple):
    """One condition: the key of its clause, and a value of the right type for each slot that is asked for."""

    about: str
    told: Mapping[str, Any]


class Group(NamedTuple):
    """Conditions and groups that belong together."""

    joint: Joint
    parts: tuple[Condition | Group, ...]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What conditions have to know of a field."""

    form: Form
    choices: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    pk: int = 0  # of its row; 0 where nobody has a value of it yet


@dataclass(frozen=True, slots=True)
class Known:
    """What there is in a community for conditions to name, each with its title."""

    fields: Mapping[str, FieldShape] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)
    segments: Mapping[int, str] = field(default_factory=dict)
    persons: Mapping[int, str] = field(default_factory=dict)
    currency: str = "RUB"


EVER, LAST, BEFORE, NEXT, BETWEEN = "ever", "last", "before", "next", "between"
PASTS: Mapping[str, str] = {
    EVER: N_("at any time"),
    LAST: N_("in the last days"),
    BEFORE: N_("longer ago than days"),
    BETWEEN: N_("between two days"),
}
DATES: Mapping[str, str] = {key: title for key, title in PASTS.items() if key != EVER}
TIMES: Mapping[str, str] = {"least": N_("at least"), "most": N_("at most"), "exactly": N_("exactly")}
LIMITS: Mapping[str, str] = {"least": N_("at least"), "most": N_("at most")}


def _when(choices: Mapping[str, str] = PASTS, only: tuple[str, tuple[str, ...]] | None = None, *,
          days: int = 30) -> tuple[Told, ...]:  # fmt: skip
    """Answer the slots that say in which time."""
    return (
        Told("span", Slot.ONE, N_("When"), choices, only=only, first=LAST),
        Told("days", Slot.NUMBER, N_("Days"), only=("span", (LAST, BEFORE, NEXT)), first=days),
        Told("since", Slot.DAY, N_("From"), only=("span", (BETWEEN,)), is_free=True),
        Told("until", Slot.DAY, N_("To"), only=("span", (BETWEEN,)), is_free=True),
    )


def _times(title: str = N_("How often")) -> tuple[Told, ...]:
    return (
        Told("times", Slot.ONE, title, TIMES, first="least"),
        Told("number", Slot.NUMBER, N_("Times"), first=1),
    )


HOWS: Mapping[str, str] = {
    "is": N_("is"),
    "begins": N_("begins with"),
    "contains": N_("contains"),
    "least": N_("at least"),
    "most": N_("at most"),
    "when": N_("lies"),
    "anniversary": N_("has its day in the next days"),
    "yes": N_("yes"),
    "no": N_("no"),
    "person": N_("is the person"),
    "known": N_("is known"),
    "unknown": N_("is not known"),
}
# What may be asked of the values of each form, the usual first.
FORM_HOWS: Mapping[Form, tuple[str, ...]] = {
    Form.TEXT: ("is", "begins", "contains", "known", "unknown"),
    Form.PLACE: ("is", "begins", "contains", "known", "unknown"),
    Form.CHOICE: ("is", "known", "unknown"),
    Form.DATE: ("anniversary", "when", "known", "unknown"),
    Form.NUMBER: ("least", "most", "known", "unknown"),
    Form.YES_NO: ("yes", "no", "known", "unknown"),
    Form.PERSON: ("person", "known", "unknown"),
}
PRESENCES: Mapping[str, str] = {
    "in": N_("are in it now"),
    "seen": N_("were ever seen there"),
    "left": N_("left it"),
}
CONSENTS: Mapping[str, str] = {
    "given": N_("allow it now"),
    "withdrawn": N_("took it back"),
    "none": N_("never allowed it"),
}
PURPOSES: Mapping[str, str] = {
    "processing": N_("keeping their data"),
    "letters": N_("letters and news"),
    "photos": N_("photos and video"),
}
MOMENTS: Mapping[str, str] = {
    "joined": N_("joined the community"),
    "first_word": N_("said their first word"),
    "first_seen": N_("were first seen"),
    "last_seen": N_("were last seen"),
    "last_own": N_("last did something"),
}
PARTNERS: Mapping[str, str] = {
    "anybody": N_("with anybody"),
    "team": N_("with the team"),
    "person": N_("with one person"),
}

HOLDS: Mapping[str, str] = {
    "any": N_("however long"),
    "least": N_("for at least days"),
    "most": N_("for at most days"),
}

_TRAIT = ("how", ("is", "begins", "contains"))
CLAUSES: Mapping[str, Clause] = {
    clause.key: clause
    for clause in (
        Clause("stage", N_("Stage"), (
            Told("stages", Slot.STAGES, N_("Stages")),
            Told("held", Slot.ONE, N_("For how long"),
                 HOLDS, first="any"),
            Told("days", Slot.NUMBER, N_("Days"), only=("held", ("least", "most")), first=30),
        ), "stairs"),
        Clause("did", N_("What they did"), (
            Told("kinds", Slot.KINDS, N_("Deeds")),
            *_times(), *_when(),
            Told("channels", Slot.CHANNELS, N_("Only in these channels"), is_free=True),
            Told("subject", Slot.TEXTS, N_("About something whose name contains"), is_free=True),
            Told("words", Slot.TEXTS, N_("Whose words contain"), is_free=True),
        ), "activity"),
        Clause("trait", N_("What is known of them"), (
            Told("field", Slot.FIELD, N_("Field")),
            Told("how", Slot.ONE, N_("How"), HOWS, first="is"),
            Told("texts", Slot.TEXTS, N_("Values"), only=_TRAIT),
            Told("limit", Slot.DECIMAL, N_("Number"), only=("how", ("least", "most"))),
            Told("person", Slot.PERSON, N_("Person"), only=("how", ("person",))),
            Told("ahead", Slot.NUMBER, N_("Days"), only=("how", ("anniversary",)), first=7),
            *_when(DATES, ("how", ("when",))),
        ), "id"),
        Clause("tag", N_("Tag"), (Told("tags", Slot.TAGS, N_("Any of these tags")),), "tag"),
        Clause("channel", N_("Channel"), (
            Told("presence", Slot.ONE, N_("How"), PRESENCES, first="in"),
            Told("channels", Slot.CHANNELS, N_("Any of these channels")),
        ), "messages"),
        Clause("dated", N_("When they came and were seen"), (
            Told("moment", Slot.ONE, N_("What"), MOMENTS, first="joined"), *_when(DATES),
        ), "calendar"),
        Clause("source", N_("Where they came from"), (
            Told("channels", Slot.CHANNELS, N_("First seen in"), is_free=True),
            Told("kinds", Slot.KINDS, N_("First thing they did"), is_free=True),
        ), "route"),
        Clause("talked", N_("Whom they talk with"), (
            Told("partner", Slot.ONE, N_("Whom"), PARTNERS, first="anybody"),
            Told("person", Slot.PERSON, N_("Person"), only=("partner", ("person",))),
            *_times(), *_when(),
        ), "messages"),
        Clause("same", N_("Same as somebody"), (
            Told("field", Slot.FIELD, N_("Field")), Told("person", Slot.PERSON, N_("Person")),
        ), "users"),
        Clause("money", N_("Money"), (
            Told("amount", Slot.ONE, N_("Bought for, less refunds"), LIMITS, first="least"),
            Told("sum", Slot.MONEY, N_("Sum"), first=0), Told("currency", Slot.CURRENCY, N_("Currency")),
            *_when(days=365),
        ), "coin"),
        Clause("consent", N_("Consent"), (
            Told("purpose", Slot.ONE, N_("For what"), PURPOSES, first="letters"),
            Told("state", Slot.ONE, N_("How"), CONSENTS, first="given"),
        ), "checkbox"),
        Clause("team", N_("The team"), (
            Told("is", Slot.ONE, N_("Who"), {"in": N_("are of the team"), "out": N_("are not of the team")},
                 first="out"),
        ), "users-group"),
        Clause("segment", N_("Another segment"), (Told("segment", Slot.SEGMENT, N_("Segment")),), "filter"),
    )
}  # fmt: skip
