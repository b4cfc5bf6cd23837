"""Carrying over: what the last time planned of team, programme, food and money, for a new time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from veche.events.models import (
    BudgetLine,
    CallForTalks,
    Cue,
    Event,
    Meal,
    Session,
    Shift,
    Speaking,
    Task,
    Track,
)
from veche.events.queries.money import as_line
from veche.events.rules.money import likely_of
from veche.events.terms.programme import SessionKind
from veche.kit.time import Moment, as_datetime, day_of, moment, now

_UNSPOKEN = (SessionKind.BREAK, SessionKind.OTHER)
_OF_SESSION = ("title", "subtitle", "kind", "minutes", "language", "abstract", "needs")


def carry_tasks(source: Event, made: Event, _later: int) -> None:
    """Take over the checklist, all of it to do again, by whoever had it; days are counted as they were."""
    at, day = as_datetime(now()), day_of(moment(made.starts_at), made.time_zone)
    there = set(Task.objects.filter(event=made).values_list("title", flat=True))
    found = Task.objects.filter(event=source, removed_at=None).select_related("user").order_by("pk")
    Task.objects.bulk_create([
        Task(
            event=made, title=one.title, role=one.role, days_before=one.days_before, made_at=at,
            user=one.user if one.user and one.user.is_active else None,
            due_on=_day_later(one.due_on, source, made) if one.days_before is None
            else day - timedelta(days=one.days_before),
        )
        for one in found if one.title not in there
    ])  # fmt: skip


def carry_run_sheet(source: Event, made: Event, later: int) -> None:
    """Take over the run sheet as it was planned in the end."""
    at = as_datetime(now())
    there = set(Cue.objects.filter(event=made).values_list("title", flat=True))
    names = ("title", "owner", "words", "minutes", "is_fixed")
    Cue.objects.bulk_create([
        Cue(event=made, starts_at=later_of(one.starts_at, later), changed_at=at, **facts_of(one, names))
        for one in Cue.objects.filter(event=source, removed_at=None).order_by("pk") if one.title not in there
    ])  # fmt: skip


def carry_shifts(source: Event, made: Event, later: int) -> None:
    """Take over the shifts, with nobody in them."""
    Shift.objects.bulk_create([
        Shift(
            event=made, starts_at=later_of(one.starts_at, later), ends_at=later_of(one.ends_at, later),
            **facts_of(one, ("title", "where", "needed")),
        )
        for one in Shift.objects.filter(event=source, removed_at=None).order_by("pk")
    ])  # fmt: skip


def carry_programme(source: Event, made: Event, later: int) -> None:
    """Take over tracks, and the parts in which nobody speaks, such as breaks, at their time in their hall."""
    at = as_datetime(now())
    halls = {one.name: one for one in made.halls.all()}
    tracks = {
        one.pk: Track.objects.get_or_create(
            event=made, title=one.title, defaults={"colour": one.colour, "place": one.place}
        )[0]
        for one in Track.objects.filter(event=source, removed_at=None).order_by("pk")
    }
    spoken = Speaking.objects.filter(session__event=source, removed_at=None).values("session")
    found = Session.objects.filter(event=source, removed_at=None, starts_at__isnull=False, kind__in=_UNSPOKEN)
    Session.objects.bulk_create([
        Session(
            event=made, uid=str(uuid4()), hall=halls.get(one.hall.name) if one.hall else None,
            track=tracks.get(one.track_id or 0), starts_at=later_of(one.starts_at, later), made_at=at,
            changed_at=at, **facts_of(one, _OF_SESSION),
        )
        for one in found.exclude(pk__in=spoken).select_related("hall").order_by("pk")
    ])  # fmt: skip


def carry_call(source: Event, made: Event, _later: int) -> None:
    """Take over what the call for talks says; it is closed at first."""
    call = CallForTalks.objects.filter(event=source).first()
    if call:
        facts = {"about": call.about, "consent": call.consent, "changed_at": as_datetime(now())}
        CallForTalks.objects.get_or_create(event=made, defaults=facts)


def carry_meals(source: Event, made: Event, later: int) -> None:
    """Take over what is served, from whom, at what price and by when it is ordered."""
    at = as_datetime(now())
    Meal.objects.bulk_create([
        Meal(
            event=made, made_at=at, served_at=later_of(one.served_at, later),
            order_by=_day_later(one.order_by, source, made),
            **facts_of(one, ("title", "kind", "supplier", "price", "reserve")),
        )
        for one in Meal.objects.filter(event=source, removed_at=None).order_by("pk")
    ])  # fmt: skip


def carry_budget(source: Event, made: Event, _later: int) -> None:
    """Plan what it came to the last time, as far as that is known; nothing is promised or paid yet."""
    at = as_datetime(now())
    BudgetLine.objects.bulk_create([
        BudgetLine(
            event=made, made_at=at, planned=likely_of(as_line(one)), user_id=made.user_id,
            **facts_of(one, ("side", "category", "title", "grows", "author")),
        )
        for one in BudgetLine.objects.filter(event=source, removed_at=None).order_by("pk")
    ])  # fmt: skip


def facts_of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Answer what stands in some fields of a row."""
    return {name: getattr(row, name) for name in names}


def later_of(at: Any, later: int) -> Any:
    """Answer a moment so many milliseconds later; nothing where there is none."""
    return None if at is None else as_datetime(Moment(moment(at) + later))


def _day_later(day: date | None, source: Event, made: Event) -> date | None:
    if day is None:
        return None
    return day + (
        day_of(moment(made.starts_at), made.time_zone) - day_of(moment(source.starts_at), source.time_zone)
    )
