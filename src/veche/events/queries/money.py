"""Asking about money: an event's lines with their receipts, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Prefetch, Q, Sum

from veche.events.models import BudgetLine, Event, Guest, Receipt, TicketType
from veche.events.queries.predicting import heads_that_came
from veche.events.rules.money import balance_of, open_lines, tickets_line
from veche.events.terms import HOLDING
from veche.events.terms.money import Balance, Line, Side
from veche.kit.money import Money
from veche.kit.terms import N_, Reason
from veche.kit.time import day_of, moment, start_of

if TYPE_CHECKING:
    from veche.core.models import Community

TICKETS = N_("Tickets")
UNPAID = N_("“{title}”: {amount} is promised and not paid. Note what was paid, or lower the promise.")


class Tickets(NamedTuple):
    """What tickets bring: owed by those on the list, paid by anybody; seats that were paid for, of all."""

    owed: int
    paid: int
    paying: int
    seats: int

    @property
    def line(self) -> Line:
        """The line of the budget that is kept by itself."""
        return tickets_line(TICKETS, self.owed, self.paid)


class Paid(NamedTuple):
    """A cost of an event that was paid on a day; minor units of the community's currency."""

    event: Event
    title: str
    day: date
    amount: int


class Budget(NamedTuple):
    """An event's budget: lines as they were noted, what tickets bring, and what it comes to."""

    costs: list[BudgetLine]
    incomes: list[BudgetLine]
    tickets: Tickets
    balance: Balance
    came: int | None
    # What a guest pays on average; minor units.
    price: float


def budget_of(event: Event) -> Budget:
    """Answer an event's budget; five queries however long it is."""
    lines = lines_of(event)
    tickets = tickets_of(event)
    came = heads_that_came([event.pk]).get(event.pk)
    price = _price_of(event, tickets)
    # Growing costs are reckoned for those who come, or are on the list, or for whom there is room.
    heads = came or tickets.seats or event.capacity or 1
    balance = balance_of(
        [*map(as_line, lines), tickets.line], heads=heads, came=came, price=price, paying=tickets.paying
    )
    by_side = {side: [one for one in lines if one.side == side] for side in Side}
    return Budget(by_side[Side.COST], by_side[Side.INCOME], tickets, balance, came, price)


def lines_of(event: Event) -> list[BudgetLine]:
    """Answer the lines of an event's budget by category, with their receipts in `kept_receipts`."""
    receipts = Prefetch("receipts", Receipt.objects.filter(removed_at=None).order_by("pk"), "kept_receipts")
    found = BudgetLine.objects.filter(event=event, removed_at=None).prefetch_related(receipts)
    return list(found.order_by("category", "pk"))


def budget_line_of(event: Event, pk: int, *, removed: bool = False) -> BudgetLine | None:
    """Answer one line of an event's budget, or one that was removed."""
    found = BudgetLine.objects.filter(event=event, pk=pk, removed_at__isnull=not removed)
    return found.select_related("event__community").first()


def receipt_of(event: Event, pk: int, *, removed: bool = False) -> Receipt | None:
    """Answer one receipt of an event's budget, or one that was removed."""
    found = Receipt.objects.filter(line__event=event, pk=pk, removed_at__isnull=not removed)
    return found.select_related("line__event__community").first()


def receipts_of(line: BudgetLine) -> list[Receipt]:
    """Answer the receipts of a line."""
    return list(Receipt.objects.filter(line=line, removed_at=None).order_by("pk"))


def costs_paid(community: Community, first: date, last: date) -> list[Paid]:
    """Answer what was paid for events on days of the community's clock, the latest first; one query.

    A line without a day of its own is of the day its event begins on.
    """
    zone = community.time_zone
    begins = Q(
        day=None, event__starts_at__gte=start_of(first, zone),
        event__starts_at__lt=start_of(last + timedelta(days=1), zone),
    )  # fmt: skip
    found = BudgetLine.objects.filter(event__community=community, removed_at=None, side=Side.COST, paid__gt=0)
    found = found.filter(Q(day__gte=first, day__lte=last) | begins).select_related("event")
    paid = [
        Paid(one.event, one.title, one.day or day_of(moment(one.event.starts_at), zone), one.paid)
        for one in found
    ]
    return sorted(paid, key=lambda one: (one.day, one.event.pk), reverse=True)


def as_line(row: BudgetLine) -> Line:
    """Answer a line as rules see it."""
    return Line(row.title, Side(row.side), row.planned, row.promised, row.paid, row.grows)


def unpaid_in(event: Event, community: Community) -> list[Reason]:
    """Answer why an event's accounts cannot be closed: each line of which more was promised than paid."""
    lines = map(as_line, BudgetLine.objects.filter(event=event, removed_at=None).order_by("pk"))
    reasons = []
    for line in open_lines(lines):
        missing = Money(line.promised - line.paid, community.currency).as_decimal()
        values = {"title": line.title, "amount": f"{missing} {community.currency}"}
        reasons.append(Reason(UNPAID, place=line.title, values=values))
    return reasons


def tickets_of(event: Event) -> Tickets:
    """Answer what tickets bring; one query."""
    here = Q(state__in=HOLDING)
    found = Guest.objects.filter(event=event).aggregate(
        owed=Sum("amount", filter=here), got=Sum("paid"), held=Sum("seats", filter=here),
        paying=Sum("seats", filter=here & Q(amount__gt=0)),
    )  # fmt: skip
    return Tickets(*(found[name] or 0 for name in ("owed", "got", "paying", "held")))


def _price_of(event: Event, tickets: Tickets) -> float:
    """Answer what a paying guest pays: as those on the list do, else as tickets are offered."""
    if tickets.paying:
        return tickets.owed / tickets.paying
    offered = TicketType.objects.filter(event=event, removed_at=None, amount__gt=0)
    amounts = list(offered.values_list("amount", flat=True))
    return sum(amounts) / len(amounts) if amounts else 0.0
