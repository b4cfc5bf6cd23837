"""The report of a series: date by date, who came, who came back, and who became active afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext

from veche.events.models import BudgetLine, Event, Series
from veche.events.queries.after.heads import came_of, mean_of_event, newcomers_of
from veche.events.terms import EventState
from veche.events.terms.after import ACTIVE_DAYS, DateTold
from veche.events.terms.money import Side
from veche.kit.money import Money
from veche.kit.time import DAY, as_datetime, day_of, moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind
from veche.people.models import Attachment

# The latest dates, and so many newcomers at the most are looked after: both bound what is asked.
MOST_DATES, MOST_NEWCOMERS = 24, 5000
WROTE = [kind.number for kind in (Kind.MESSAGED, Kind.COMMENTED, Kind.ASKED, Kind.ANSWERED)]


def report_of(series: Series, *, with_money: bool = False) -> list[DateTold]:
    """Answer the latest dates of a series that are over, the earliest first: seven queries or eight."""
    past = series.events.filter(ends_at__lte=now()).exclude(
        state__in=[EventState.DRAFT, EventState.CANCELLED]
    )
    events = list(past.order_by("-starts_at")[:MOST_DATES])[::-1]
    heads, means = came_of(events), mean_of_event(events)
    persons = newcomers_of(events, series.community)
    active = _active(events, {pk: fresh for pk, (_, fresh) in persons.items()}, series)
    paid = _paid_for(events) if with_money else {}
    told = []
    for event in events:
        everybody, fresh = persons[event.pk]
        mean, answered = means.get(event.pk, (None, 0))
        day = day_of(moment(event.starts_at), event.time_zone)
        told.append(DateTold(
            event.pk, event.title, day, heads[event.pk], len(everybody), len(fresh),
            len(fresh & active), mean, answered, paid.get(event.pk, 0) if with_money else None,
        ))  # fmt: skip
    return told


def report_file(series: Series, *, with_money: bool = False) -> tuple[list[str], Iterator[list[Any]]]:
    """Answer the columns and rows of the report as a file."""
    columns = [
        gettext("Day"), gettext("Event"), gettext("Signed up"), gettext("Came"), gettext("Did not come"),
        gettext("Nobody said"), gettext("No-show, %"), gettext("People recognised"),
        gettext("For the first time"), gettext("Came back, %"), gettext("Became active"),
        gettext("Stars, mean"), gettext("Answers"),
        *([gettext("Paid, {currency}").format(currency=series.community.currency)] if with_money else []),
    ]  # fmt: skip
    return columns, (
        [
            one.day.isoformat(), one.title, *one.heads,
            _rounded(one.heads.missed_share), one.persons, one.newcomers, _rounded(one.returning_share),
            one.became_active, _rounded(one.mean), one.answered,
            *([Money(one.paid, series.community.currency).as_decimal()] if one.paid is not None else []),
        ]
        for one in report_of(series, with_money=with_money)
    )  # fmt: skip


def _active(events: list[Event], fresh: Mapping[int, set[int]], series: Series) -> set[int]:
    """Answer which newcomers wrote within thirty days after they came for the first time: two queries."""
    windows, left = [], MOST_NEWCOMERS
    handles: dict[int, list[int]] = {}
    everybody = [person for people in fresh.values() for person in people]
    owners: dict[int, int] = {}
    for identity, person in Attachment.objects.filter(person__in=everybody[-MOST_NEWCOMERS:]).values_list(
        "identity", "person"
    ):
        handles.setdefault(person, []).append(identity)
        owners[identity] = person
    for event in reversed(events):
        chosen = [one for person in sorted(fresh[event.pk]) for one in handles.get(person, [])][:left]
        left -= len(chosen)
        if chosen:
            ends = moment(event.ends_at)
            span = (as_datetime(ends), as_datetime(ends + ACTIVE_DAYS * DAY))
            windows.append(Q(identity__in=chosen, occurred_at__range=span))
    if not windows:
        return set()
    wrote = Interaction.objects.filter(
        reduce(or_, windows), community=series.community_id, kind__in=WROTE
    ).order_by()  # fmt: skip
    return {owners[one] for one in wrote.values_list("identity", flat=True).distinct()}


def _paid_for(events: list[Event]) -> dict[int, int]:
    costs = BudgetLine.objects.filter(event__in=events, side=Side.COST, removed_at=None)
    return dict(costs.order_by().values("event").annotate(sum=Sum("paid")).values_list("event", "sum"))


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 1)
