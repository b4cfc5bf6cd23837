"""A budget as it is given to accounts: a PDF and a CSV."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext

from veche.events.models import Event
from veche.events.queries.money import Budget
from veche.events.terms import EventState
from veche.events.terms.money import CATEGORY_TITLES, Category, Sums
from veche.kit.money import Money
from veche.kit.paper import Paper
from veche.kit.terms import N_

HEAD = (
    N_("Side"), N_("Category"), N_("What"), N_("Planned"), N_("Promised"), N_("Paid"), N_("Day"), N_("Note"),
    N_("Receipts"),
)  # fmt: skip
SHORT_HEAD = (N_("What"), N_("Planned"), N_("Promised"), N_("Paid"))
WIDTHS = (4, 1.3, 1.3, 1.3)


def budget_rows(budget: Budget, currency: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """Answer a budget as the head and the rows of a table, amounts in major units."""
    head = [gettext(one) for one in HEAD]
    for place in (3, 4, 5):
        head[place] = f"{head[place]}, {currency}"
    return head, _rows(budget, currency)


def _rows(budget: Budget, currency: str) -> Iterator[tuple[object, ...]]:
    def major(amount: int) -> Decimal:
        return Money(amount, currency).as_decimal()

    for side, lines in ((gettext("Costs"), budget.costs), (gettext("Income"), budget.incomes)):
        for one in lines:
            amounts = (major(one.planned), major(one.promised), major(one.paid))
            category = gettext(CATEGORY_TITLES[Category(one.category)])
            day = one.day.isoformat() if one.day else ""
            yield side, category, one.title, *amounts, day, one.note, len(one.kept_receipts)  # type: ignore[attr-defined]
    tickets = budget.tickets.line
    name = gettext(tickets.title)
    yield gettext("Income"), name, name, 0, major(tickets.promised), major(tickets.paid), "", "", 0


def budget_pdf(event: Event, budget: Budget) -> bytes:
    """Answer a budget as a PDF: both sides, what they come to, what one who came cost."""
    with timezone.override(event.time_zone):
        at = formats.date_format(timezone.localtime(event.starts_at), "j E Y")
        stands = gettext("accounts closed") if event.state == EventState.SETTLED else gettext("accounts open")
        budget_word = gettext("Budget")
        paper = Paper(f"{budget_word}: {event.title}", f"{at} · {stands}", author=event.community.name)
        currency, balance = event.community.currency, budget.balance
        costs = [_line(one.title, one, currency) for one in budget.costs]
        tickets = budget.tickets.line
        incomes = [_line(one.title, one, currency) for one in budget.incomes]
        incomes.append(_line(gettext(tickets.title), tickets, currency))
        for title, rows, sums in (
            (gettext("Costs"), costs, balance.costs), (gettext("Income"), incomes, balance.incomes),
        ):  # fmt: skip
            paper.words(title, "head")
            paper.table([gettext(one) for one in SHORT_HEAD], [*rows, _sums(sums, currency)], WIDTHS)
        _add_end(paper, budget, currency)
        return paper.as_bytes()


def _add_end(paper: Paper, budget: Budget, currency: str) -> None:
    balance = budget.balance
    left = _told(balance.incomes.paid - balance.costs.paid, currency)
    paper.words(gettext("Left of what was paid: {amount}").format(amount=left))
    if balance.per_head is not None:
        each = _told(balance.per_head, currency)
        text = gettext("Heads that came: {count}; each cost {amount}")
        paper.words(text.format(count=budget.came, amount=each))


def _line(title: str, of: object, currency: str) -> tuple[str, ...]:
    amounts = (getattr(of, name) for name in ("planned", "promised", "paid"))
    return (title, *(_told(amount, currency) for amount in amounts))


def _sums(sums: Sums, currency: str) -> tuple[str, ...]:
    return _line(gettext("In all"), sums, currency)


def _told(amount: int, currency: str) -> str:
    money = Money(amount, currency)
    return f"{formats.number_format(money.as_decimal(), force_grouping=True)}\N{NO-BREAK SPACE}{currency}"
