"""Showing: what an editor needs of a check, in plain data and in the reader's language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from veche.kit.language.checking.findings import Checked, Finding, Kind, Readability
from veche.kit.language.checking.readability import readability_of
from veche.kit.language.checking.splitting import Pieces
from veche.kit.terms import N_

TITLES = {
    Kind.SPELLING: N_("Spelling"), Kind.MISTAKE: N_("Common mistakes"), Kind.DOUBLED: N_("Doubled words"),
    Kind.OFFICIALESE: N_("Officialese"), Kind.FILLER: N_("Fillers"), Kind.REDUNDANT: N_("Said twice"),
    Kind.JUDGEMENT: N_("Judgements without facts"), Kind.LONG: N_("Long sentences"),
    Kind.PASSIVE: N_("Passive"), Kind.CHAIN: N_("Chains of nouns"),
    Kind.TYPOGRAPHY: N_("Quotes and dashes"), Kind.SPACING: N_("Spaces"), Kind.SHOUTING: N_("Shouting"),
}  # fmt: skip
# Flesch's own bands, from the easiest.
_LEVELS = (
    (80, N_("very easy: as people talk")), (60, N_("easy: for everybody")),
    (40, N_("fairly hard: for those who want to know")), (20, N_("hard: like a scholarly text")),
    (0, N_("very hard: hardly anybody reads to the end")),
)  # fmt: skip
# By what it is judged how easy a text reads; where from: `readability`.
FORMULAS = {
    "en": N_(
        "Flesch’s reading ease (1948): 206.835 − 1.015 × words a sentence − 84.6 × syllables a word. "
        "Years at school: Kincaid’s formula (1975)."
    ),
    "ru": N_(
        "Flesch’s reading ease with the weights of I. V. Oborneva for Russian (2006): "
        "206.835 − 1.3 × words a sentence − 60.1 × syllables a word. Years at school: Kincaid’s formula with "
        "weights of hers."
    ),
}  # fmt: skip
# Of fewer words nothing can be said of how they read.
_FEWEST_READ, _LONGEST_READ = 20, 200_000
# What a finding takes off a hundred, if there is one in every hundred words.
_PRICES = {Kind.SPELLING: 8, Kind.MISTAKE: 8, Kind.DOUBLED: 6, Kind.LONG: 5, Kind.SHOUTING: 4, Kind.CHAIN: 4}
_PRICE = 2.5
_FEWEST_WORDS = 50
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as shown; `start16` and `end16` count as browsers do, in UTF-16, to mark it in a field."""

    number: int
    kind: str
    title: str
    text: str
    before: str
    found: str
    after: str
    suggestions: tuple[str, ...]
    start: int
    end: int
    start16: int
    end16: int


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many findings of a kind there are."""

    kind: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check as shown: rows in the order of the text, counts by weight, a score from 0 to 100."""

    rows: tuple[Row, ...]
    counts: tuple[CountOf, ...]
    score: int
    level: str
    readability: Readability
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How easy some texts read together, as shown: Flesch's ease, its name in words, and the formula."""

    ease: float
    grade: float
    words: int
    sentences: int
    seconds: int
    level: str
    formula: str


def reading_of(texts: Iterable[str], language: str) -> Reading | None:
    """Answer how easy texts read together; nothing of a few words and of languages without a formula."""
    if language not in FORMULAS:
        return None
    found = readability_of(Pieces("\n\n".join(texts)[:_LONGEST_READ]).sentences, language)
    if found.words < _FEWEST_READ:
        return None
    return Reading(
        found.ease, found.grade, found.words, found.sentences, found.reading_seconds, _level(found.ease),
        gettext(FORMULAS[language]),
    )  # fmt: skip


def view_of(text: str, checked: Checked) -> CheckView:
    """Answer a check of a text as it is shown, in the language that is active."""
    counted = Counter(finding.kind for finding in checked.findings)
    return CheckView(
        rows=tuple(_rows(text, checked)),
        counts=tuple(CountOf(kind, gettext(TITLES[kind]), counted[kind]) for kind in Kind if counted[kind]),
        score=score_of(checked),
        level=_level(checked.readability.ease),
        readability=checked.readability,
        is_cut=checked.is_cut,
    )


def score_of(checked: Checked) -> int:
    """Answer 100 less what the findings take off, by their weight and their number to a hundred words."""
    price = sum(_PRICES.get(finding.kind, _PRICE) for finding in checked.findings)
    return max(0, round(100 - price * 100 / max(checked.readability.words, _FEWEST_WORDS)))


def _level(ease: float) -> str:
    return gettext(next(name for least, name in _LEVELS if ease >= least))


def _rows(text: str, checked: Checked) -> list[Row]:
    places = _in_utf16(text, checked.findings)
    return [
        Row(
            number=number,
            kind=one.kind,
            title=gettext(TITLES[one.kind]),
            text=gettext(one.text).format(**one.values),
            before=text[max(0, one.start - _AROUND) : one.start],
            found=text[one.start : one.end],
            after=text[one.end : one.end + _AROUND],
            suggestions=one.suggestions,
            start=one.start,
            end=one.end,
            start16=places[one.start],
            end16=places[one.end],
        )
        for number, one in enumerate(checked.findings, 1)
    ]


def _in_utf16(text: str, findings: tuple[Finding, ...]) -> dict[int, int]:
    """Answer where places are for a browser, which counts what lies beyond the first plane twice."""
    places, at, beyond = {}, 0, 0
    for place in sorted({place for one in findings for place in (one.start, one.end)}):
        beyond += sum(letter > "\uffff" for letter in text[at:place])
        places[place], at = place + beyond, place
    return places
