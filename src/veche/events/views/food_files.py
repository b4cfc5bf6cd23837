"""The order sheet as it is sent to whoever cooks: counts of diets, nothing about anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext

from veche.events.models import Event, Meal
from veche.events.queries.calendars import place_of
from veche.events.queries.food import Served
from veche.events.queries.predicting import Expected
from veche.events.terms.food import DIET_WORDS, UNIT_TITLES, Amount, NormUnit
from veche.kit.money import Money
from veche.kit.paper import Paper
from veche.kit.terms import N_

WIDTHS = (4, 1, 1, 1.2)
HEAD = (
    N_("Meal"), N_("Supplier"), N_("Diet or item"), N_("Adults"), N_("Children"), N_("To order"), N_("Unit"),
)  # fmt: skip
SHORT_HEAD = (N_("Diet or item"), N_("Adults"), N_("Children"), N_("Portions"))


def diets_told(diets: Sequence[str]) -> str:
    """Answer a combination of diets in words; whoever has none eats everything."""
    return ", ".join(gettext(DIET_WORDS.get(one, one)) for one in diets) or gettext("no diet")


def amount_told(amount: Amount) -> str:
    """Answer an amount as a kitchen reads it: portions, kilograms or litres."""
    if amount.unit is NormUnit.PORTION:
        return formats.number_format(amount.amount, force_grouping=True)
    unit = gettext("kg") if amount.unit is NormUnit.GRAM else gettext("l")
    return f"{formats.number_format(round(amount.amount / 1000, 1), 1, force_grouping=True)} {unit}"


def facts_told(meal: Meal) -> str:
    """Answer when a meal is served, from whom it is and by when to order it, by the clock that is set."""
    served_at = timezone.localtime(meal.served_at) if meal.served_at else None
    when = formats.date_format(served_at, "j E, H:i") if served_at else ""
    order = formats.date_format(meal.order_by, "j E") if meal.order_by else ""
    facts = (when, meal.supplier, gettext("order by {day}").format(day=order) if order else "")
    return " · ".join(fact for fact in facts if fact)


def food_rows(
    served: Sequence[Served], currency: str
) -> tuple[list[str], Iterator[tuple[str | int | Decimal, ...]]]:
    """Answer the sheet as the head and the rows of a table."""
    cost = gettext("Cost, {currency}").format(currency=currency)
    return [*(gettext(one) for one in HEAD), cost], _rows(served, currency)


def _rows(served: Sequence[Served], currency: str) -> Iterator[tuple[str | int | Decimal, ...]]:
    for meal, sheet in served:
        about = (meal.title, meal.supplier)
        portions = gettext(UNIT_TITLES[NormUnit.PORTION])
        for line in sheet.lines:
            cost = Money(line.portions * meal.price, currency).as_decimal()
            yield (*about, diets_told(line.diets), line.adults, line.children, line.portions, portions, cost)
        for amount in sheet.amounts:
            yield (
                *about,
                gettext(amount.title),
                "",
                "",
                amount.amount,
                gettext(UNIT_TITLES[amount.unit]),
                "",
            )


def food_pdf(event: Event, served: Sequence[Served], expected: Expected, currency: str) -> bytes:
    """Answer the sheet as a PDF, a table for each meal."""
    with timezone.override(event.time_zone):
        starts = formats.date_format(timezone.localtime(event.starts_at), "j E Y, H:i")
        lead = gettext("{when} · expected {low} to {high} of {seats}").format(
            when=starts,
            low=expected.final.low,
            high=expected.final.high,
            seats=expected.outlook.seats + round(expected.coming.seats),
        )
        food = gettext("Food and drink")
        paper = Paper(f"{food}: {event.title}", lead, author=event.community.name)
        if place := place_of(event):
            paper.words(place)
        for one in served:
            _add_meal(paper, one, currency)
        return paper.as_bytes()


def _add_meal(paper: Paper, served: Served, currency: str) -> None:
    meal, sheet = served
    paper.words(meal.title, "head")
    if facts := facts_told(meal):
        paper.words(facts, "faint")
    rows = [
        (diets_told(line.diets), str(line.adults), str(line.children), str(line.portions))
        for line in sheet.lines
    ]
    rows.append((gettext("In all"), "", "", str(sheet.portions)))
    paper.table([gettext(one) for one in SHORT_HEAD], rows, WIDTHS)
    if sheet.amounts:
        rows = [(gettext(one.title), amount_told(one)) for one in sheet.amounts]
        paper.table([gettext("Diet or item"), gettext("To order")], rows, (4, 1.2))
    if sheet.cost:
        cost = formats.number_format(Money(sheet.cost, currency).as_decimal(), force_grouping=True)
        paper.words(gettext("It costs {amount}").format(amount=f"{cost} {currency}"))
