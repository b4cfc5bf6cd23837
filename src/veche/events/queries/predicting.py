"""Asking what is expected of an event, and how well that held: a few queries however many come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from veche.events.models import Event, Forecast, Guest
from veche.events.queries.pasts import evenings_of, leads_of, pasts_of
from veche.events.rules.predicting import (
    coming_of,
    outlook_of,
    prior_of,
    rate_of,
    share_of,
    spread_of,
    usual_share,
)
from veche.events.terms import HOLDING, EventKind, EventState
from veche.events.terms.predicting import Coming, Company, Miss, Outlook, Past, Prior
from veche.kit import sql
from veche.kit.time import DAY, HOUR, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_FORECASTS = 60


class Held(NamedTuple):
    """How well what was expected of an event held."""

    event: Event
    forecast: Forecast
    came: int

    @property
    def is_hit(self) -> bool:
        """Whether it ended within the band."""
        return self.forecast.low <= self.came <= self.forecast.high

    @property
    def miss(self) -> Miss:
        """What the next prediction learns from it."""
        kept = self.forecast
        return Miss(self.came, kept.expected, kept.variance, kept.slope)


@dataclass(frozen=True)
class Expected:
    """What is expected of an event, how likely each guest comes, and what that was learned from.

    `outlook` is of those on the list now, `final` with those who are still to register (`coming`).
    """

    outlook: Outlook
    final: Outlook
    coming: Coming
    # Guest → their seats, and how likely they come.
    companies: dict[int, Company]
    prior: Prior
    # How many on the list were seen at events before, and how many evenings the prior is drawn from.
    known: int
    evenings: int
    held: tuple[Held, ...]


def expected_of(event: Event) -> Expected:
    """Answer what is expected of those who are on an event's list now, by what they did before it."""
    guests = list(
        Guest.objects.filter(event=event, state__in=HOLDING).values_list(
            "pk", "seats", "amount", "identity__attachment__person_id"
        )
    )
    pasts, evenings = pasts_of(event), evenings_of(event.community, before=moment(event.starts_at))
    held = forecasts_of(event.community, before=event)
    own = {person: pasts.get(person, Past()) for *_, person in guests if person is not None}
    priors = {
        is_paid: prior_of(EventKind(event.kind), is_paid=is_paid, evenings=evenings, pasts=own.values())
        for is_paid in (False, True)
    }
    companies = {
        pk: Company(seats, rate_of(priors[amount > 0], own.get(person, Past())))
        for pk, seats, amount, person in guests
    }
    paying = sum(amount > 0 for _, _, amount, _ in guests)
    prior = priors[paying * 2 > len(guests)]
    facts: dict[str, Any] = {
        "capacity": event.capacity, "newcomer": prior,
        "spread": spread_of([one.miss for one in held], len(evenings)),
    }  # fmt: skip
    outlook = outlook_of(list(companies.values()), **facts)
    coming = coming_to(event, outlook.seats)
    final = outlook_of(list(companies.values()), **facts, coming=coming) if coming.seats else outlook
    known = sum(pasts.get(person, Past()) != Past() for *_, person in guests)
    return Expected(outlook, final, coming, companies, prior, known, len(evenings), tuple(held))


def coming_to(event: Event, taken: int) -> Coming:
    """Answer how many seats are still to be taken of an event, by how early they were before; one query.

    None where nobody can register any more.
    """
    at, starts = now(), moment(event.starts_at)
    closes = min(starts, moment(event.registers_until)) if event.registers_until else starts
    if event.state not in {EventState.ANNOUNCED, EventState.OPEN} or at >= closes:
        return Coming()
    leads = leads_of(event, starts - at)
    days, last = (starts - at) / DAY, (starts - closes) / DAY
    free = None if event.seats is None else max(0, event.seats - event.taken)
    share = share_of(days, leads)
    return coming_of(
        taken, share=share, share_at_close=max(share, usual_share(last)), free=free,
        finals=[one.final for one in leads],
    )  # fmt: skip


def forecasts_of(community: Community, *, before: Event | None = None) -> list[Held]:
    """Answer past events of which something was expected and at whose door was counted, latest first."""
    over = Forecast.objects.filter(event__community=community, event__ends_at__lte=now())
    found = over.select_related("event")
    if before is not None:
        found = found.filter(event__starts_at__lt=before.starts_at).exclude(event=before.pk)
    latest = list(found.order_by("-event__starts_at")[:MOST_FORECASTS])
    came = heads_that_came([one.event_id for one in latest])
    return [Held(one.event, one, came[one.event_id]) for one in latest if one.event_id in came]


def heads_that_came(events: list[int]) -> dict[int, int]:
    """Answer how many heads came to each event at whose door was counted; one query.

    Of a party those whose tickets were seen, or all of it where none was.
    """
    if not events:
        return {}
    statement = f"""
        SELECT event_id, sum(CASE WHEN seen > 0 THEN seen ELSE seats END) FROM (
          SELECT guest.id, guest.event_id, guest.seats, count(seat.came_at) AS seen
          FROM events_guest guest LEFT JOIN events_seat seat ON seat.guest_id = guest.id
          WHERE {sql.any_of("guest.event_id")} AND guest.state = 'came'
          GROUP BY guest.id, guest.event_id, guest.seats
        ) AS party GROUP BY event_id"""
    return {event: int(heads) for event, heads in sql.fetch(statement, (sql.listed(events),))}


def events_to_foresee() -> QuerySet[Event]:
    """Answer events that begin within the hour, or began today, of which nothing expected was kept yet."""
    standing = (EventState.ANNOUNCED, EventState.OPEN, EventState.CLOSED)
    found = Event.objects.filter(state__in=standing, forecast=None)
    found = found.filter(starts_at__lte=now() + HOUR, starts_at__gte=now() - DAY)
    return found.select_related("community__organisation").order_by("pk")
