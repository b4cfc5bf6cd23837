"""Figures: what measures answer about a community."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from veche.insights.measures import MEASURES
from veche.insights.queries.spending import Costs, EventCosts, spending_of, twice_in, whole_of
from veche.insights.rules.asking import (
    facts_question_of,
    grain_for,
    narrowed,
    people_question_of,
    question_of,
)
from veche.insights.rules.dailies import days_asked
from veche.insights.rules.shaping import headline_of
from veche.insights.terms import (
    Answered,
    Asked,
    Behind,
    Deed,
    Form,
    Grain,
    Listed,
    Measure,
    Period,
    Rows,
    Span,
)
from veche.kit.money import EXPONENTS
from veche.ledger.queries import ask_columns, version_of_columns

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.queries import Question


# Of the people behind a number: who was seen last stands first.
_PAGE_OF_PEOPLE = """
    WITH behind AS ({question})
    SELECT person, count(*) OVER () AS whole FROM behind LEFT JOIN standings ON person_id = person
    ORDER BY last_seen_day DESC NULLS LAST, person LIMIT {size} OFFSET $skipped"""
_PAGE_OF_FACTS = """
    WITH behind AS ({question})
    SELECT id, moment, person, count(*) OVER () AS whole FROM behind
    ORDER BY moment DESC, id DESC LIMIT {size} OFFSET $skipped"""
PAGE = 50


def measure_of(key: str) -> Measure | None:
    """Answer the measure of this name, if there is one."""
    return MEASURES.get(key)


class Figures:
    """What is known of a community, as one version of its columnar copy says it.

    The same question about the same version is answered from memory; a page reads the version once.
    `among` is the question that finds the people measures are asked about, if not everybody.
    """

    def __init__(self, community: Community, among: Question | None = None) -> None:
        self.community, self.among = community, among
        self._costs: dict[tuple[Period, tuple[int, ...]], Costs] = {}
        self._events = EventCosts(community)

    def costs(self, period: Period, channels: Sequence[int] = ()) -> Costs:
        """Answer what was spent on days of a period; a page asks for it once."""
        key = period, tuple(channels)
        if key not in self._costs:
            noted = list(spending_of(self.community, period, channels))
            paid = [] if channels else self._events.of(period)
            self._costs[key] = Costs(noted, paid, {} if channels else twice_in(noted, self.community))
        return self._costs[key]

    def spent(self, period: Period, channels: Sequence[int] = ()) -> float:
        """Answer what was spent on a period, in major units of the community's currency."""
        currency = self.community.currency
        whole = whole_of(self.costs(period, channels), period, currency) or 0
        return float(whole / 10 ** EXPONENTS.get(currency, 2))

    @cached_property
    def version(self) -> int:
        """Answer the version that everything here is told from."""
        return version_of_columns(self.community)

    def ask(self, question: str, values: dict[str, object] | None = None) -> Rows:
        """Answer the rows of a question of our own."""
        return ask_columns(self.community, question, values, version=self.version)

    def ask_about(self, question: str, values: dict[str, object]) -> Rows:
        """Answer the rows of a question of our own about the people alone who are asked about."""
        return self.ask(*self._among(question, values))

    @cached_property
    def span(self) -> Span | None:
        """Answer the first and the last day of which the figures know something, or nothing."""
        first, last = self.ask("SELECT min(day), max(day) FROM hours")[0]
        return None if first is None else Span(first, last)

    def rows(self, measure: Measure, asked: Asked, period: Period, grain: Grain) -> Rows:
        """Answer the rows of a measure about a period."""
        if measure.form is not Form.SERIES:
            grain = Grain.WHOLE
        if measure.daily:
            days = days_asked(asked, period)
            found = self.ask(*self._among(*question_of(measure, asked, days, Grain.DAY)))
            return measure.daily(found, period, grain_for(measure, grain))
        question, values = question_of(measure, asked, period, grain)
        if "$spent" in question:
            values["spent"] = self.spent(period, asked.channels)
        rows = self.ask(*self._among(question, values))
        return measure.finish(rows) if measure.finish else rows

    def answer(self, measure: Measure, asked: Asked, *, brief: bool = False) -> Answered:
        """Answer a measure for what is asked, and for the period before where it is compared.

        In brief, rows of the period before are left out where neither picture nor number needs them.
        """
        now, before = asked.period, asked.period.before()
        rows = self.rows(measure, asked, now, asked.grain)
        needless = brief and measure.form is Form.SERIES and measure.drawn_as == "bar"
        # Topics are a comparison already.
        is_compared = asked.compared and measure.form is not Form.WORDS
        is_told = is_compared and not (needless and not measure.is_told_by_rows)
        earlier = self.rows(measure, asked, before, asked.grain) if is_told else None
        return Answered(
            measure,
            asked,
            rows=rows,
            before=earlier,
            value=self._headline(measure, asked, now, rows),
            value_before=self._headline(measure, asked, before, earlier or ()) if is_compared else None,
        )

    def people(self, measure: Measure, asked: Asked, behind: Behind, page: int = 1) -> Listed:
        """Answer a page of the people behind a number of a measure, the latest seen first, and how many.

        A page behind the last is as if the first was asked for.
        """
        question, values = self._among(*people_question_of(measure, asked, behind))
        rows = self._page(_PAGE_OF_PEOPLE.format(question=question, size=PAGE), values, page)
        return Listed(tuple(person for person, _ in rows), int(rows[0][-1]) if rows else 0)

    def facts(self, measure: Measure, asked: Asked, behind: Behind, page: int = 1) -> Listed:
        """Answer a page of what happened behind a number, the latest first, and how much.

        A page behind the last is as if the first was asked for.
        """
        question, values = self._among(*facts_question_of(measure, asked, behind))
        rows = self._page(_PAGE_OF_FACTS.format(question=question, size=PAGE), values, page)
        return Listed(tuple(Deed(*row[:3]) for row in rows), int(rows[0][-1]) if rows else 0)

    def _page(self, question: str, values: dict[str, object], page: int) -> Rows:
        """Answer a page of a question's rows; one behind the last is as if the first was asked for."""
        rows = self.ask(question, values | {"skipped": (page - 1) * PAGE})
        return self._page(question, values, 1) if not rows and page > 1 else rows

    def everybody(self, measure: Measure, asked: Asked, behind: Behind) -> frozenset[int]:
        """Answer all people behind a number of a measure."""
        question, values = self._among(*people_question_of(measure, asked, behind))
        return frozenset(person for (person,) in self.ask(f"SELECT person FROM ({question})", values))

    def _among(self, question: str, values: dict[str, object]) -> tuple[str, dict[str, object]]:
        """Answer the question about the people alone who are asked about."""
        if self.among is None:
            return question, values
        return narrowed(question, self.among.text), {**values, **self.among.values}

    def _headline(self, measure: Measure, asked: Asked, period: Period, rows: Rows) -> float | None:
        """Answer the one number of a period; sums and levels are told by the rows already there."""
        if measure.form is Form.SERIES and not measure.is_told_by_rows:
            rows = self.rows(measure, asked, period, Grain.WHOLE)
        return headline_of(measure, rows, asked.today)
