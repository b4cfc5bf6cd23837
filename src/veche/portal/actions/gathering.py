"""Gathering: the demo's venue and events, each once."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from veche.core.actions import require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.events.actions import change_series, move_event, plan_event, save_hall, save_venue
from veche.events.models import Event, Venue
from veche.events.queries import venues_of
from veche.events.terms import PLAN_EVENTS, EventState, Rhythm, Unit
from veche.kit.time import HOUR, Moment, day_of, in_zone
from veche.portal.rules.gatherings import GATHERINGS, HALLS, VENUE, Gathering

SATURDAY = 5


def plan_gatherings(community: Community, at: Moment, *, by: Actor) -> None:
    """Plan the demo's events around a moment, all open for registration; what is there stays."""
    require(by, PLAN_EVENTS, in_=community)
    language = "ru" if community.language == "ru" else "en"
    known = set(Event.objects.filter(community=community).values_list("title", flat=True))
    for gathering in GATHERINGS[language]:
        if gathering.title not in known:
            with transaction.atomic():
                _plan(gathering, community, at, _venue(community, language, by), by)


def _venue(community: Community, language: str, by: Actor) -> Venue:
    if known := venues_of(community):
        return known[0]
    venue = save_venue(community, VENUE[language], by=by)
    for name, seats in HALLS[language]:
        save_hall(venue, name, seats, in_=community, by=by)
    return venue


def _plan(gathering: Gathering, community: Community, at: Moment, venue: Venue, by: Actor) -> None:
    day = day_of(at, community.time_zone) + timedelta(days=gathering.days)
    rhythm = None
    if gathering.is_weekly:
        day += timedelta(days=(SATURDAY - day.weekday()) % 7)
        rhythm = Rhythm(Unit.WEEK, weekdays=(SATURDAY,))
    starts = in_zone(datetime.combine(day, time(gathering.hour)), community.time_zone)
    values: dict[str, Any] = gathering.fields | {
        "title": gathering.title, "starts_at": starts, "ends_at": Moment(starts + gathering.hours * HOUR),
        "venue_id": None if gathering.is_weekly else venue.pk,
    }  # fmt: skip
    made = plan_event(community, values, rhythm=rhythm, by=by)
    if made.series is not None:
        open_, series = EventState.OPEN, made.series
        change_series(series, title=series.title, days_ahead=series.days_ahead, made_state=open_, by=by)
    for event in Event.objects.filter(community=community, title=gathering.title):
        move_event(event, EventState.OPEN, by=by)
