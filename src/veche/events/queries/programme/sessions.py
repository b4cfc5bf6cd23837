"""Sessions of an event, as pages show them, and what clashes among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from veche.events.models import Event, EventHall, Session, Speaking, Track
from veche.events.rules.clashes import clashes_of
from veche.events.rules.schedules.writing import day_of_programme
from veche.events.terms.programme import DAY_TURNS, SHOWN_STEPS, Clash, Duty, Placed, Step
from veche.kit.time import MINUTE, Moment, as_datetime, moment, start_of

MOST_DAYS = 31


class Day(NamedTuple):
    """A day of a programme and how many sessions begin in it."""

    day: date
    sessions: int


def session_of(event: Event, pk: int) -> Session | None:
    """Answer one session of the event, a removed one too."""
    return Session.objects.select_related("hall", "track").filter(event=event, pk=pk).first()


def sessions_of(event: Event, *, day: date, everybody: bool = True, unplaced: bool = False) -> list[Session]:
    """Answer the sessions that begin on a day of the programme, by start and hall: two queries.

    Each has `shown_speakings`: all its speakers, or with `everybody` false those who agreed alone; and
    `clock` and `until`, the wall clock of the event's zone. With `unplaced`, those that wait for a time
    come along, somewhere in the order: they have no `clock`.
    """
    starts = start_of(day, event.time_zone) + DAY_TURNS
    wanted = Q(starts_at__gte=starts, starts_at__lt=_next(day, event.time_zone))
    found = _standing(event).filter(wanted | Q(starts_at=None) if unplaced else wanted)
    found = found.defer("abstract", "needs").order_by("starts_at", "hall__place", "hall__name", "pk")
    sessions = _with_speakers(found, everybody=everybody)
    return [_clocked(one, event.time_zone) if one.starts_at else one for one in sessions]


def public_session(event: Event, pk: int) -> Session | None:
    """Answer a placed session as anybody may read it: with those of its speakers who agreed."""
    found = _standing(event).filter(pk=pk, starts_at__isnull=False)
    return next((_clocked(one, event.time_zone) for one in _with_speakers(found, everybody=False)), None)


def halls_of(event: Event) -> list[EventHall]:
    """Answer the event's halls in their order."""
    return list(EventHall.objects.filter(event=event).order_by("place", "name"))


def tracks_of(event: Event) -> list[Track]:
    """Answer the event's tracks in their order."""
    return list(Track.objects.filter(event=event, removed_at=None).order_by("place", "title"))


def track_of(event: Event, pk: int) -> Track | None:
    """Answer one track of the event, a removed one too."""
    return Track.objects.filter(event=event, pk=pk).first()


def days_of(event: Event, placed: Iterable[Placed] | None = None) -> list[Day]:
    """Answer the days of the event's time and those on which a session begins: one query, or none."""
    counts: Counter[date] = Counter()
    zone = event.time_zone
    first, last = (day_of_programme(moment(at), zone) for at in (event.starts_at, event.ends_at))
    for number in range(first.toordinal(), min(last.toordinal(), first.toordinal() + MOST_DAYS) + 1):
        counts[date.fromordinal(number)] = 0
    if placed is None:
        found = Session.objects.filter(event=event, removed_at=None, starts_at__isnull=False)
        starts = [moment(at) for at in found.values_list("starts_at", flat=True)]
    else:
        starts = [one.starts for one in placed]
    counts.update(day_of_programme(at, zone) for at in starts)
    return [Day(day, counts[day]) for day in sorted(counts)]


def placed_in(event: Event) -> list[Placed]:
    """Answer every session that has its time, as far as clashes ask: two queries."""
    found = Session.objects.filter(event=event, removed_at=None, starts_at__isnull=False)
    speakers: dict[int, list[tuple[int, str, bool]]] = {}
    told = Speaking.objects.filter(session__in=found, removed_at=None).values_list(
        "session", "speaker", "speaker__name", "step"
    )
    for session, speaker, name, step in told:
        speakers.setdefault(session, []).append((speaker, name, Step(step) in SHOWN_STEPS))
    rows = found.values_list("pk", "title", "starts_at", "minutes", "hall", "hall__name", "hall__hall__venue")
    return [
        Placed(
            pk, title, moment(at), Moment(moment(at) + minutes * MINUTE), hall, name or "",
            venue or event.venue_id, tuple(speakers.get(pk, ())),
        )
        for pk, title, at, minutes, hall, name, venue in rows
    ]  # fmt: skip


def clashes_in(event: Event, placed: Iterable[Placed], duties: Iterable[Duty] = ()) -> tuple[Clash, ...]:
    """Answer what clashes among the event's sessions, and with other things their speakers have to do."""
    opens = moment(event.starts_at)  # sessions begin on whole minutes
    return clashes_of(
        placed, opens=Moment(opens - opens % MINUTE), closes=moment(event.ends_at), duties=duties
    )


def moment_on(event: Event, day: date, clock: str) -> Moment | None:
    """Answer the moment of a clock on a day of the programme: small hours are those after its evening."""
    from veche.events.rules.schedules.entries import clock_of

    return clock_of(day.isoformat(), clock, event.time_zone)


def _standing(event: Event) -> QuerySet[Session]:
    return Session.objects.select_related("hall", "track").filter(event=event, removed_at=None)


def _with_speakers(found: QuerySet[Session], *, everybody: bool = True) -> list[Session]:
    speakings = Speaking.objects.select_related("speaker").filter(removed_at=None).order_by("place", "pk")
    if not everybody:
        speakings = speakings.filter(step__in=SHOWN_STEPS)
    return list(found.prefetch_related(Prefetch("speakings", speakings, to_attr="shown_speakings")))


def _clocked(session: Session, zone: str) -> Session:
    starts = moment(session.starts_at)
    here, until = as_datetime(starts, zone), as_datetime(starts + session.minutes * MINUTE, zone)
    # Without its zone: templates would turn it into the reader's.
    session.here = here.replace(tzinfo=None)  # type: ignore[attr-defined]
    session.clock, session.until = f"{here:%H:%M}", f"{until:%H:%M}"  # type: ignore[attr-defined]
    session.starts_key = starts  # type: ignore[attr-defined]
    return session


def _next(day: date, zone: str) -> int:
    return start_of(date.fromordinal(day.toordinal() + 1), zone) + DAY_TURNS
