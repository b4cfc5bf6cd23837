"""Words of insights: measures, what may be asked of them, and what they answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from veche.core.terms import INSIDERS, STEWARDS, Permission
from veche.insights.terms.health import PAST_TITLES as PAST_TITLES
from veche.insights.terms.health import VERDICT_TITLES as VERDICT_TITLES
from veche.insights.terms.health import Norm as Norm
from veche.insights.terms.health import Sign as Sign
from veche.insights.terms.health import Verdict as Verdict
from veche.insights.terms.health import Vital as Vital
from veche.insights.terms.health import Way as Way
from veche.insights.terms.network import Box as Box
from veche.insights.terms.network import Circle as Circle
from veche.insights.terms.network import Network as Network
from veche.insights.terms.network import Spot as Spot
from veche.insights.terms.network import Tie as Tie
from veche.insights.terms.steps import STEP_TITLES as STEP_TITLES
from veche.insights.terms.steps import Step as Step
from veche.insights.terms.todays import Change as Change
from veche.insights.terms.todays import Deed as Deed
from veche.insights.terms.todays import Listed as Listed
from veche.insights.terms.todays import Move as Move
from veche.insights.terms.todays import Question as Question
from veche.insights.terms.todays import Quiet as Quiet
from veche.insights.terms.todays import Silent as Silent
from veche.insights.terms.units import UNIT_TITLES as UNIT_TITLES
from veche.insights.terms.units import Better as Better
from veche.insights.terms.units import Unit as Unit
from veche.kit.terms import N_

SEE_FIGURES = Permission("insights.see_figures", N_("See Today and the overview"), INSIDERS)
EXPORT_FIGURES = Permission("insights.export_figures", N_("Save figures as CSV"), INSIDERS)
SAVE_BOARDS = Permission("insights.save_boards", N_("Keep boards, notes and alerts"), INSIDERS)
KEEP_SPENDING = Permission("insights.keep_spending", N_("Note what was spent"), INSIDERS)
SHARE_BOARDS = Permission("insights.share_boards", N_("Show boards to those without an account"), STEWARDS)
# What only machines do: it derives and tells, nothing anybody decides.
KEEP_FIGURES = Permission("insights.keep_figures", N_("Watch figures and send reports"), STEWARDS)
PERMISSIONS = (SEE_FIGURES, EXPORT_FIGURES, SAVE_BOARDS, KEEP_SPENDING, SHARE_BOARDS, KEEP_FIGURES)
ACTS = {
    "insights.save_board": N_("Kept a board"),
    "insights.remove_board": N_("Removed a board"),
    "insights.restore_board": N_("Brought a board back"),
    "insights.add_annotation": N_("Noted what happened on a day"),
    "insights.remove_annotation": N_("Removed a note about a day"),
    "insights.restore_annotation": N_("Brought a note about a day back"),
    "insights.share_board": N_("Made a public address of a board"),
    "insights.withdraw_link": N_("Withdrew a public address of a board"),
    "insights.set_report": N_("Asked for a report by mail"),
    "insights.remove_report": N_("Ended a report by mail"),
    "insights.restore_report": N_("Asked for a report by mail again"),
    "insights.set_alert": N_("Drew a line for a measure"),
    "insights.remove_alert": N_("Removed a line for a measure"),
    "insights.restore_alert": N_("Brought a line for a measure back"),
    "insights.set_norm": N_("Said what is normal for a number"),
    "insights.remove_norm": N_("Returned to the usual norm of a number"),
    "insights.restore_norm": N_("Brought an own norm of a number back"),
    "insights.mark_nudged": N_("Noted that a newcomer was written to"),
    "insights.unmark_nudged": N_("Took back that a newcomer was written to"),
    "insights.add_spending": N_("Noted what was spent"),
    "insights.remove_spending": N_("Removed what was spent"),
    "insights.restore_spending": N_("Brought back what was spent"),
}

# Places on our pages where upper rooms may hang panels.
TODAY = "insights.today"
OVERVIEW = "insights.overview"

# A day, week or month is a whole number: see `ledger.columns.shapes`.
Day = int


class Grain(StrEnum):
    """How long a stretch each point of a figure stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WHOLE = "whole"  # the period as one: what cards show


GRAIN_TITLES = {Grain.DAY: N_("by day"), Grain.WEEK: N_("by week"), Grain.MONTH: N_("by month")}


class Form(StrEnum):
    """What the rows of a measure's question are, and what is drawn of them."""

    SERIES = "series"  # (bucket, a number for each part)
    GRID = "grid"  # (row, column, number)
    PEOPLE = "people"  # (person, a number for each part), the first first
    FACTS = "facts"  # (interaction, a number for each part), likewise
    CHANNELS = "channels"  # (channel, a number for each part), likewise
    KINDS = "kinds"  # (kind of interaction, a number for each part), likewise
    SHARES = "shares"  # (key, number)
    FLOWS = "flows"  # (from, to, number)
    STEPS = "steps"  # (step of the path, a number for each part), from the first on
    WORDS = "words"  # (lemma, a number for each part), likewise
    WAYS = "ways"  # (step of the path, next step or 0, number)


# What is told line by line: who or what, and its numbers.
LISTS = frozenset((Form.PEOPLE, Form.FACTS, Form.CHANNELS, Form.KINDS, Form.STEPS, Form.WORDS))


class Gap(StrEnum):
    """What a bucket without a row is worth."""

    ZERO = "zero"
    NONE = "none"  # no number: a share of nobody
    LAST = "last"  # what the one before was: a level goes on; a row without bucket is what it was at first


Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbers a measure answers: a line in its chart, a column in its table."""

    title: str
    unit: Unit
    is_drawn: bool = True
    colour: str = ""  # success, danger, warning, muted; else the next of the palette
    # Which of the people that `Measure.people` finds are behind this number; nothing where nobody is.
    who: str = ""
    # Which of the interactions that `Measure.facts` finds; where it says nothing, `who` does.
    what: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A defined number over time: what it is called, what it counts and what not, one expression.

    `question` is DuckDB's SQL over `ledger.columns.shapes`; it is ours alone: `{bucket}`, `{stretch}`,
    `{distinct}` and `{channels}` are filled from `rules.asking`, all values are bound.
    """

    key: str
    title: str
    definition: str
    counts: str
    leaves_out: str
    form: Form
    parts: tuple[Part, ...]
    question: str
    drawn_as: str = "line"
    better: Better = Better.MORE
    icon: str = "chart-line"
    # The finest grain at which the number still says something.
    finest: Grain = Grain.DAY
    by_channel: bool = True
    gap: Gap = Gap.ZERO
    # The stretches that cohorts come and are followed by.
    step: Grain = Grain.WEEK
    # Whether the numbers of days add up to that of the period.
    adds_up: bool = False
    # What the rows still go through before they are shown; pure.
    finish: Callable[[Rows], Rows] | None = None
    # Where the question answers days: makes the rows of any period and step out of them; pure.
    daily: "Callable[[Rows, Period, Grain], Rows] | None" = None
    # The persons behind a number, each once: `{part}` is that part's `who`, `$row` and `$column`
    # the cell of a grid, of shares or of flows, `EVERY` for all; a bucket's days are the period.
    people: str = ""
    # The interactions behind a number, likewise: id, moment and person (or 0) of each.
    facts: str = ""
    # The route of a page that says more of how it is told.
    told_at: str = ""

    @property
    def headline(self) -> Part:
        """The part that a card shows."""
        return self.parts[0]

    @property
    def unit_title(self) -> str:
        """What the headline counts, in a word."""
        return UNIT_TITLES[self.headline.unit]

    @property
    def is_told_by_rows(self) -> bool:
        """Whether the number of the whole period can be read off the rows of its days."""
        return self.adds_up or self.gap is Gap.LAST


# Any row, any column: see `Behind`.
EVERY = -1


class Behind(NamedTuple):
    """A number somebody wants to see the people of: a measure's part, and its place in the table.

    `row` is the bucket of a series, the first key of other forms; `column` the second key.
    """

    part: int = 0
    row: int = EVERY
    column: int = EVERY


class Span(NamedTuple):
    """The first and the last day of which a community has facts."""

    first: Day
    last: Day


class Period(NamedTuple):
    """A stretch of days, both ends in it."""

    first: Day
    last: Day

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    def before(self) -> "Period":
        """The stretch of the same length just before."""
        return Period(self.first - self.days, self.first - 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: which days, in which steps, of which channels (all, if none)."""

    period: Period
    grain: Grain
    channels: tuple[int, ...] = ()
    today: Day = 0
    preset: str = ""
    compared: bool = True
    segment: int = 0  # of these people alone
    currency: str = ""  # in which money is counted


@dataclass(frozen=True, slots=True)
class Answered:
    """A measure's rows for a period, and for the one before where it was asked for.

    `value` is the one number of the whole period, nothing where the measure has none.
    """

    measure: Measure
    asked: Asked
    rows: Rows
    before: Rows | None = None
    value: float | None = None
    value_before: float | None = None

    @property
    def difference(self) -> float | None:
        """Answer by how much the number changed."""
        if self.value is None or self.value_before is None:
            return None
        return self.value - self.value_before

    @property
    def change(self) -> float | None:
        """Answer by how many per cent it changed; nothing where there was nothing before."""
        if self.difference is None or not self.value_before:
            return None
        return self.difference / abs(self.value_before) * 100
