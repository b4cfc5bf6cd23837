"""Asking about events as they are planned."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from veche.events.models import Edit, Event, Series
from veche.events.rules.months import weeks_of
from veche.events.rules.standing import stand_of
from veche.events.terms import PLAIN_FIELDS, STAND_TITLES, TIME_FIELDS, EventState, Stand
from veche.kit.time import DAY, Moment, day_of, moment, now, start_of

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_IN_MONTH = 500
# A weekly run would hide all else: of each series the list shows the next dates.
SHOWN_OF_SERIES = 2
NEVER_WAS = Q(state=EventState.CANCELLED, announced_at=None)


class Line(NamedTuple):
    """An event as a list shows it."""

    event: Event
    stand: Stand

    @property
    def title(self) -> str:
        """How it stands, as a gettext id."""
        return STAND_TITLES[self.stand]


class Day(NamedTuple):
    """A day of a month's page."""

    day: date
    is_of_month: bool
    lines: list[Line]


def event_of(community: Community, pk: int) -> Event | None:
    """Answer one event of the community."""
    return Event.objects.select_related("venue", "series").filter(community=community, pk=pk).first()


def event_shown_at(community: str, slug: str) -> Event | None:
    """Answer an event that anybody may see with its community, by the two addresses: one query.

    A draft that was called off never is.
    """
    found = Event.objects.select_related("venue", "community").exclude(state=EventState.DRAFT)
    return (
        found.exclude(NEVER_WAS)
        .filter(community__slug=community, community__closed_at=None, slug=slug)
        .first()
    )


def stand_now(event: Event) -> Stand:
    """Answer how an event stands now."""
    return stand_of(
        EventState(event.state), starts=moment(event.starts_at), ends=moment(event.ends_at), now=now(),
        capacity=event.seats, taken=event.taken,
    )  # fmt: skip


def line_of(event: Event) -> Line:
    """Answer an event with how it stands now."""
    return Line(event, stand_now(event))


def list_events(community: Community, view: str, series: int = 0) -> QuerySet[Event]:
    """Answer the community's events of a view: upcoming (soonest first), past (latest first) or drafts.

    Of what is to come each series shows its next two, unless one series is asked for.
    """
    found = Event.objects.select_related("venue", "series").filter(community=community)
    found = found.filter(series=series) if series else found
    if view == "drafts":
        return found.filter(Q(state=EventState.DRAFT) | NEVER_WAS).order_by("starts_at", "pk")
    if view == "past":
        return found.filter(_past()).order_by("-starts_at", "-pk")
    coming = found.filter(_coming()).order_by("starts_at", "pk")
    if series:
        return coming
    place = Window(RowNumber(), partition_by="series", order_by="starts_at")
    return coming.annotate(place=place).filter(Q(series=None) | Q(place__lte=SHOWN_OF_SERIES))


def counts_of(community: Community) -> dict[str, int]:
    """Answer how many events each view of the list has: one query."""
    return Event.objects.filter(community=community).aggregate(
        upcoming=Count("pk", filter=_coming()), past=Count("pk", filter=_past()),
        drafts=Count("pk", filter=Q(state=EventState.DRAFT) | NEVER_WAS),
    )  # fmt: skip


def month_of(community: Community, year: int, month: int, series: int = 0) -> list[list[Day]]:
    """Answer the weeks of a month, Monday first, each day with what takes place on it."""
    weeks, zone = weeks_of(year, month), community.time_zone
    first, last = start_of(weeks[0][0], zone), Moment(start_of(weeks[-1][-1], zone) + DAY + DAY // 6)
    found = Event.objects.filter(community=community, starts_at__lt=last, ends_at__gt=first)
    found = found.filter(series=series) if series else found
    by_day: dict[date, list[Line]] = {}
    found = found.select_related("venue", "series").exclude(NEVER_WAS).order_by("starts_at", "pk")
    for event in found[:MOST_IN_MONTH]:
        line = line_of(event)
        begins, ends = day_of(moment(event.starts_at), zone), day_of(moment(event.ends_at) - 1, zone)
        for week in weeks:
            for day in week:
                if begins <= day <= ends:
                    by_day.setdefault(day, []).append(line)
    return [[Day(day, day.month == month, by_day.get(day, [])) for day in week] for week in weeks]


def values_of(event: Event) -> dict[str, Any]:
    """Answer an event's fields as actions take them: moments as milliseconds, its venue's rooms by number."""
    values: dict[str, Any] = {name: getattr(event, name) for name in PLAIN_FIELDS}
    for name in TIME_FIELDS:
        at = getattr(event, name)
        values[name] = moment(at) if isinstance(at, datetime) else at
    halls = event.halls.filter(hall__isnull=False).values_list("hall", flat=True)
    return values | {"halls": sorted(pk for pk in halls if pk is not None)}


def has_tickets(event: Event) -> bool:
    """Tell whether an event has types of tickets of its own."""
    return event.ticket_types.filter(removed_at=None).exists()


def last_edit(event: Event) -> Edit | None:
    """Answer the last change of an event, if one was made of late."""
    return Edit.objects.filter(event=event).order_by("-pk").first()


def last_edit_of(series: Series) -> Edit | None:
    """Answer the last change of a series as a whole, if one was made of late."""
    return Edit.objects.filter(series=series).order_by("-pk").first()


def edit_of(event: Event, pk: int) -> Edit | None:
    """Answer one change of an event."""
    return Edit.objects.filter(event=event, pk=pk).first()


def series_list(community: Community) -> list[Series]:
    """Answer the community's series by name, those that go on first."""
    return list(Series.objects.filter(community=community).order_by("ended_at", "title", "pk")[:200])


def series_of(community: Community, pk: int) -> Series | None:
    """Answer one series of the community."""
    found = Series.objects.select_related("community__organisation")
    return found.filter(community=community, pk=pk).first()


def dates_of_series(series: Series) -> list[Line]:
    """Answer the events of a series, by time."""
    return [line_of(event) for event in series.events.select_related("venue").order_by("starts_at")[:500]]


def next_date_of(series: Series) -> Event | None:
    """Answer the first event of a series that has not begun."""
    found = series.events.filter(starts_at__gt=now()).exclude(state=EventState.CANCELLED)
    return found.order_by("starts_at").first()


def series_to_go_on() -> QuerySet[Series]:
    """Answer every series of an open community that dates are to be made of."""
    found = Series.objects.filter(ended_at=None, community__closed_at=None)
    return found.select_related("community__organisation").order_by("pk")


def events_to_copy(community: Community) -> list[Event]:
    """Answer events that a new one may be a copy of, the latest first."""
    return list(Event.objects.filter(community=community).exclude(NEVER_WAS).order_by("-starts_at")[:50])


def _coming() -> Q:
    return Q(ends_at__gt=now()) & ~NEVER_WAS


def _past() -> Q:
    return Q(ends_at__lte=now()) & ~Q(state=EventState.DRAFT) & ~NEVER_WAS
