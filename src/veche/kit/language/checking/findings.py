"""What a check of a text answers with: findings with their places, how easy it reads, all in plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a finding is about; the order is that of weight, as lists show them."""

    MISTAKE = "mistake"
    SPELLING = "spelling"
    DOUBLED = "doubled"
    OFFICIALESE = "officialese"
    FILLER = "filler"
    JUDGEMENT = "judgement"
    REDUNDANT = "redundant"
    LONG = "long"
    PASSIVE = "passive"
    CHAIN = "chain"
    TYPOGRAPHY = "typography"
    SPACING = "spacing"
    SHOUTING = "shouting"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may be better. Places count Unicode code points from 0, `end` is behind the last one.

    `text` is a gettext id with `{named}` places that `values` fills. Each of `suggestions` may stand in
    place of what is found, as it is; an empty one takes it out. There may be none.
    """

    start: int
    end: int
    kind: Kind
    text: str
    values: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readability:
    """How easy a text reads. `ease` is Flesch's 0 (hard) to 100 (easy), `grade` counts years at school."""

    ease: float
    grade: float
    words: int
    sentences: int
    hard_words: float  # share of all words, 0 to 1
    reading_seconds: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, in the order of the text. `is_cut`: there was more than is ever read or listed."""

    findings: tuple[Finding, ...]
    readability: Readability
    is_cut: bool = False
