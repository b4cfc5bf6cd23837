"""Vitals: the signs of health as lines of a page and of a file, beside their norm and their own past."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.queries import allows
from veche.insights.measures import MEASURES
from veche.insights.models import OwnNorm
from veche.insights.queries import norms_of, vitals_of
from veche.insights.rules.health import MONTHS, days_of, usual_of, verdict_of
from veche.insights.rules.periods import day_date
from veche.insights.rules.signs import SIGNS
from veche.insights.showing.asking import Wanted
from veche.insights.showing.leading import behind_url
from veche.insights.showing.wording import bucket_label, value_text
from veche.insights.terms import (
    PAST_TITLES,
    VERDICT_TITLES,
    Behind,
    Grain,
    Norm,
    Period,
    Sign,
    Unit,
    Verdict,
    Vital,
)
from veche.people.terms import READ_PEOPLE

ICONS = {
    Verdict.WORSE: "alert-triangle", Verdict.WITHIN: "check", Verdict.BETTER: "circle-check",
    Verdict.UNTOLD: "help",
}  # fmt: skip
COLOURS = {
    Verdict.WORSE: "warning", Verdict.WITHIN: "secondary", Verdict.BETTER: "success",
    Verdict.UNTOLD: "secondary",
}  # fmt: skip
# Which part of a sign's measure the people behind its number are.
_PARTS = {"first_word": 2, "lost": 3, "left": 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as a badge: its words, colour and picture, and the numbers it was told by."""

    verdict: Verdict
    title: str
    numbers: str

    @property
    def colour(self) -> str:
        """The colour, which never stands alone."""
        return COLOURS[self.verdict]

    @property
    def icon(self) -> str:
        """The picture."""
        return ICONS[self.verdict]


@dataclass(frozen=True, slots=True)
class Line:
    """A sign in a month: the number, the month before, its year, its norm and how it stands."""

    sign: Sign
    year: list[Vital]
    norm: Norm
    own: OwnNorm | None
    usual: Norm | None
    people_url: str
    measure_url: str
    way_url: str
    chart: dict[str, Any] | None

    @property
    def now(self) -> Vital:
        """The sign in the month."""
        return self.year[-1]

    @property
    def value(self) -> str:
        """The number in words."""
        return value_text(self.now.value, self.sign.unit)

    @property
    def before(self) -> str:
        """The number of the month before in words."""
        return value_text(self.year[-2].value, self.sign.unit)

    @property
    def is_little(self) -> bool:
        """Whether there is a number of too few to say anything."""
        return self.now.value is not None and self.now.size < self.sign.fewest

    @property
    def by_norm(self) -> Judged:
        """How it stands to the norm."""
        verdict = verdict_of(self.now, self.norm, self.sign.better, self.sign.fewest)
        return Judged(verdict, gettext(VERDICT_TITLES[verdict]), range_text(self.norm, self.sign.unit))

    @property
    def by_past(self) -> Judged:
        """How it stands to the middle half of its own months."""
        verdict = verdict_of(self.now, self.usual, self.sign.better, self.sign.fewest)
        few = self.usual is not None and verdict is Verdict.UNTOLD
        title = VERDICT_TITLES[verdict] if few else PAST_TITLES[verdict]
        return Judged(verdict, gettext(title), range_text(self.usual, self.sign.unit))

    @property
    def reason(self) -> str:
        """Why the norm is what it is."""
        return self.own.reason if self.own else gettext(self.sign.reason)


def range_text(norm: Norm | None, unit: Unit) -> str:
    """Answer a norm in words; nothing where there is none."""
    if norm is None or norm == Norm():
        return ""
    if norm.high is None:
        return gettext("from {low}").format(low=value_text(norm.low, unit))
    if norm.low is None:
        return gettext("up to {high}").format(high=value_text(norm.high, unit))
    low, high = value_text(norm.low, unit), value_text(norm.high, unit)
    return low if low == high else f"{low} – {high}"


def lines_of(wanted: Wanted, month: int) -> list[Line]:
    """Answer every sign of a month, as the page shows them."""
    told, norms = vitals_of(wanted.figures, wanted.asked, month), norms_of(wanted.community)
    return [_line(wanted, sign, told[key], norms.get(key), month) for key, sign in SIGNS.items()]


def _line(wanted: Wanted, sign: Sign, year: list[Vital], own: OwnNorm | None, month: int) -> Line:
    slug, measure = wanted.community.slug, MEASURES[sign.measure]
    norm = Norm(own.low, own.high) if own else sign.norm
    usual = usual_of(year[:-1], sign.fewest)
    days = _address(wanted, days_of(month))
    way = reverse(sign.way.route, args=[slug, sign.way.key] if sign.way.key else [slug])
    return Line(
        sign, year, norm, own, usual, _people_url(wanted, sign, month) if year[-1].value else "",
        reverse("insights:measure_page", args=[slug, measure.key]) + days, way,
        _chart(sign, year, norm, month, wanted.today),
    )  # fmt: skip


def _people_url(wanted: Wanted, sign: Sign, month: int) -> str:
    """Answer where the people behind a sign's number stand, for those who may see them."""
    if not allows(wanted.actor, READ_PEOPLE, wanted.community):
        return ""
    days, behind = days_of(month), Behind(_PARTS.get(sign.key, 0))
    if sign.key == "back":
        days, behind = Period(days_of(month - 1).first, days.last), Behind(0, month - 1, 1)
    return behind_url(wanted.community.slug, MEASURES[sign.measure], _address(wanted, days), behind)


def _address(wanted: Wanted, days: Period) -> str:
    """Answer the query string of a month for the channels and people that are chosen."""
    query: QueryDict = wanted.query.copy()
    query["period"], query["grain"] = "custom", Grain.MONTH.value
    query["from"], query["to"] = (day_date(day).isoformat() for day in days)
    return f"?{query.urlencode()}"


def month_address(wanted: Wanted, month: int) -> str:
    """Answer the query string that shows another month of the same channels and people."""
    return _address(wanted, days_of(month))


def _chart(sign: Sign, year: list[Vital], norm: Norm, month: int, today: int) -> dict[str, Any] | None:
    """Answer the year as a line, with the norm as the band; nothing where no month has a number."""
    values = [None if one.value is None else round(one.value, 2) for one in year]
    if not any(value is not None for value in values):
        return None
    title = gettext(sign.title)
    labels = [
        bucket_label(one, Grain.MONTH, today, with_year=False) for one in range(month - MONTHS + 1, month + 1)
    ]
    top = norm.high if norm.high is not None else 100.0 if sign.unit is Unit.PERCENT else max(
        [*(value for value in values if value is not None), norm.low or 0.0]
    )  # fmt: skip
    band = {"name": gettext("norm"), "low": [norm.low or 0.0] * MONTHS, "high": [top] * MONTHS}
    wish = {
        "kind": "line", "labels": labels, "percent": sign.unit is Unit.PERCENT, "band": band,
        "series": [{"name": title, "values": values}],
    }  # fmt: skip
    return {"title": title, "wish": wish, "height": "low"}


def head_of_file(month: int) -> list[str]:
    """Answer the first line of the file; the year that is drawn stands in its last columns."""
    year = [day_date(days_of(one).first).isoformat()[:7] for one in range(month - MONTHS + 1, month + 1)]
    return [
        gettext("Figure"), gettext("Unit"), gettext("This month"), gettext("The month before"),
        gettext("Told of"), gettext("Norm from"), gettext("Norm to"), gettext("Against the norm"),
        gettext("Usual from"), gettext("Usual to"), gettext("Against its own past"), *year,
    ]  # fmt: skip


def rows_of_file(lines: list[Line]) -> list[list[Any]]:
    """Answer a row for each sign, as a file keeps it."""

    def kept(value: float | None) -> Any:
        return "" if value is None else round(value, 4)

    units = {Unit.PERCENT: "%", Unit.HOURS: gettext("hours")}
    return [
        [
            gettext(one.sign.title), units.get(one.sign.unit, ""), kept(one.now.value),
            kept(one.year[-2].value),
            one.now.size, kept(one.norm.low), kept(one.norm.high), one.by_norm.title,
            *(kept(side) for side in one.usual or Norm()), one.by_past.title,
            *(kept(vital.value) for vital in one.year),
        ]
        for one in lines
    ]  # fmt: skip
