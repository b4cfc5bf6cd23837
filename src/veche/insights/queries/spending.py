"""Spending: what was spent to reach people."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import QuerySet

from veche.core.models import Community
from veche.events.queries import Paid, costs_paid
from veche.insights.models import Spending
from veche.insights.rules.periods import day_date, day_number
from veche.insights.rules.spending import DAYS_APART, Cost, part_of, told_twice
from veche.insights.terms import Period


def spending_of(community: Community, period: Period, channels: Sequence[int] = ()) -> QuerySet[Spending]:
    """Answer what was spent on days of a period, the latest first; of channels, where some are chosen."""
    found = Spending.objects.filter(
        community=community, removed_at=None, first_day__lte=period.last, last_day__gte=period.first
    )
    found = found.filter(channel__in=channels) if channels else found
    return found.select_related("channel").order_by("-last_day", "-pk")


class Costs(NamedTuple):
    """What was spent on days of a period: as it was noted, and what was paid for events."""

    noted: list[Spending]
    events: list[Paid]
    # Number of a note → the cost of an event that it tells of a second time; it counts there alone.
    twice: Mapping[int, Paid] = MappingProxyType({})


class EventCosts:
    """What was paid for events: a period and the one before it at once, since pages tell both."""

    def __init__(self, community: Community) -> None:
        self.community, self.known, self.paid = community, Period(0, -1), list[Paid]()

    def of(self, period: Period) -> list[Paid]:
        """Answer what was paid on days of a period, the latest first."""
        if not self.known.first <= period.first <= period.last <= self.known.last:
            before = period.first - (period.last - period.first + 1)
            self.known = Period(before, period.last)
            self.paid = costs_paid(self.community, day_date(before), day_date(period.last))
        first, last = day_date(period.first), day_date(period.last)
        return [one for one in self.paid if first <= one.day <= last]


def twice_in(noted: Sequence[Spending], community: Community) -> dict[int, Paid]:
    """Answer which notes, of no channel, tell of what an event's budget says was paid; one query, or none."""
    own = [one for one in noted if one.channel_id is None and one.currency == community.currency]
    if not own:
        return {}
    first, last = min(one.first_day for one in own), max(one.last_day for one in own)
    paid = costs_paid(community, day_date(first - DAYS_APART), day_date(last + DAYS_APART))
    known = [Cost(f"{one.title} {one.event.title}", one.amount, _day_of(one)) for one in paid]
    found = told_twice(
        [Cost(one.what, one.amount, Period(one.first_day, one.last_day)) for one in own], known
    )
    return {own[note].pk: paid[cost] for note, cost in found.items()}


def _day_of(paid: Paid) -> Period:
    day = day_number(paid.day)
    return Period(day, day)


def whole_of(costs: Costs, period: Period, currency: str) -> Fraction | None:
    """Add up what was spent on a period, in minor units of a currency; nothing where nothing was.

    What was noted here and in an event's budget counts once. Of what goes beyond the period counts the
    part that its days have; other currencies are left out.
    """
    amounts = [
        part_of(one.amount, Period(one.first_day, one.last_day), period)
        for one in costs.noted if one.currency == currency and one.pk not in costs.twice
    ]  # fmt: skip
    amounts += [Fraction(one.amount) for one in costs.events]
    return sum(amounts, Fraction(0)) if amounts else None
