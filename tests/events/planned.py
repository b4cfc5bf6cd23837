"""A browser of the desk, and events as its form sends them."""

from datetime import datetime

from django.test import Client
from django.urls import reverse
from tests import make

from veche.core.terms import ORGANISATION_ROLES, Role
from veche.events.terms import EventState, Rhythm, Unit
from veche.kit.time import DAY, HOUR, Moment, as_datetime, in_zone, now

WEEKLY = Rhythm(Unit.WEEK)


def client_of(community, role: Role = Role.EVENT_ORGANISER, **facts) -> Client:
    """A browser of somebody with a role."""
    client = Client()
    place = community.organisation if role in ORGANISATION_ROLES else community
    client.force_login(make.user(role, place, **({"language": "en"} | facts)))
    return client


def url(name: str, community, *args) -> str:
    """The address of a page of the desk."""
    return reverse(f"events:{name}", args=[community.slug, *args])


def filled(community, **changes) -> dict:
    """What the form of a new event sends: an evening in two weeks."""
    day = as_datetime(now() + 14 * DAY, community.time_zone).date()
    sent = {
        "title": "Вечер докладов", "kind": "talk_night", "summary": "", "about": "", "language": "ru",
        "starts_at": f"{day}T19:00", "ends_at": f"{day}T22:00", "venue": "", "online_link": "",
        "capacity": "50", "overbook": "", "most_seats": "3", "waiting_mode": "fit", "waiting_bound": "5",
        "offer_hours": "24", "is_listed": "on", "repeats": "once",
    }  # fmt: skip
    return sent | changes


def in_days(days: int, hour: int = 19, zone: str = "Europe/Moscow") -> Moment:
    """An hour of the day on the wall, so many days from now."""
    day = as_datetime(now() + days * DAY, zone).date()
    return in_zone(datetime(day.year, day.month, day.day, hour), zone)


def evening(community, days: int = 3, **fields):
    """A draft of an evening in so many days."""
    starts = in_days(days, zone=community.time_zone)
    return make.event(
        community, starts=starts, ends=Moment(starts + 2 * HOUR), state=EventState.DRAFT, **fields
    )


def weekly_from(event, **facts) -> Rhythm:
    """Every week on the day of an event."""
    day = as_datetime(in_days(0), event.time_zone) if event is None else event.starts_at
    weekday = as_datetime(int(day.timestamp() * 1000), event.time_zone).weekday()
    return Rhythm(Unit.WEEK, weekdays=(weekday,), **facts)
