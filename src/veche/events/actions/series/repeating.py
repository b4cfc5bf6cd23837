"""Repeating: series, the dates made ahead of them, and those left out."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.copying.parts import copy_parts
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.undoing import keep_edit, state_of
from veche.events.models import Event, Series, Venue
from veche.events.queries.planning import values_of
from veche.events.rules.addressing import slug_of_series
from veche.events.rules.recurring import cut_before, dates_of, faults_of, rule_of, written
from veche.events.rules.spreading import fields_of, pattern_of
from veche.events.terms import PLAN_EVENTS, EventState, Rhythm, Scope
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import DAY, Moment, as_datetime, moment, now

NOT_FIRST = N_("The first date does not fit: by this rule the first one would be {day}.")
IN_SERIES = N_("It is a date of a series already.")
NO_DATE = N_("The series has no such date.")
AT_ONCE = 100


def start_series(event: Event, rhythm: Rhythm, *, by: Actor) -> Series:
    """Have an event come again by a rhythm; it is the first date, and others are made ahead at once.

    Refuses a rhythm that makes no sense, whose first date is another day, and an event of a series.
    `undo_change` takes it back.
    """
    community = event.community
    require(by, PLAN_EVENTS, in_=community)
    begins = _wall(moment(event.starts_at), event.time_zone)
    refuse_if(faults_of_rhythm(rhythm, begins))
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk, community=community)
        if held.series_id:
            raise Refusal(Reason(IN_SERIES))
        before, pattern = state_of([held]), pattern_of(values_of(held))
        series = Series(
            community=community, title=held.title, rule=rule_of(rhythm), begins=written(begins),
            time_zone=held.time_zone, minutes=pattern["minutes"], pattern=pattern, made_at=as_datetime(now()),
        )  # fmt: skip
        _save_under_free_slug(series)
        held.series, held.date_of_series = series, series.begins
        held.save(update_fields=["series", "date_of_series"])
        audit(by, "events.start_series", in_=community, on=series, title=series.title)
        make_dates(series, by=by)
        made = set(series.events.values_list("pk", flat=True)) - {held.pk}
        keep_edit(held, Scope.ALL, before, series, {}, made=made, by=by)
    return series


def make_dates(series: Series, *, before: Moment | None = None, by: Actor) -> int:
    """Make the coming dates of a series, as far ahead as it says, or before a moment; answers how many.

    May be repeated.
    """
    require(by, PLAN_EVENTS, in_=series.community)
    with transaction.atomic():
        held = (
            Series.objects.select_for_update(of=("self",))
            .select_related("community__organisation")
            .get(pk=series.pk)
        )
        if held.ended_at is not None:
            return 0
        known = set(held.events.values_list("date_of_series", flat=True))
        missing = [written(at) for at in coming_dates(held, before) if written(at) not in known][:AT_ONCE]
        source = held.events.order_by("-starts_at").first()
        for date in missing:
            _make_date(held, date, source, by)
    return len(missing)


def coming_dates(series: Series, before: Moment | None = None) -> list[datetime]:
    """Answer the dates of a series from now on as far ahead as it is made, without those left out."""
    at = now()
    end = Moment(at + series.days_ahead * DAY) if before is None else before
    return dates_of(
        series.rule, datetime.fromisoformat(series.begins), since=_wall(at, series.time_zone),
        before=_wall(end, series.time_zone), left_out=series.left_out,
    )  # fmt: skip


def split_series(series: Series, date: str, *, by: Actor) -> Series:
    """Divide a series: a date and all after it become one of their own; the first date divides nothing."""
    require(by, PLAN_EVENTS, in_=series.community)
    at = datetime.fromisoformat(date)
    with transaction.atomic():
        held = Series.objects.select_for_update(of=("self",)).select_related("community").get(pk=series.pk)
        if date <= held.begins:
            return held
        earlier, later = cut_before(held.rule, datetime.fromisoformat(held.begins), at)
        names = ("title", "time_zone", "minutes", "days_ahead", "pattern", "made_state", "ended_at")
        made = Series(
            community=held.community, rule=later, begins=date, made_at=as_datetime(now()),
            left_out=[one for one in held.left_out if one >= date],
            **{name: getattr(held, name) for name in names},
        )  # fmt: skip
        _save_under_free_slug(made)
        held.rule, held.left_out = earlier, [one for one in held.left_out if one < date]
        held.save(update_fields=["rule", "left_out"])
        Event.objects.filter(series=held, date_of_series__gte=date).update(series=made)
        audit(by, "events.split_series", in_=held.community, on=held, into=made.pk, date=date)
    return made


def end_series(series: Series, *, by: Actor) -> None:
    """Make no further dates; those that are made stay. May be repeated."""
    _set_end(series, "events.end_series", is_ended=True, by=by)


def resume_series(series: Series, *, by: Actor) -> None:
    """Go on making dates. May be repeated."""
    _set_end(series, "events.resume_series", is_ended=False, by=by)
    make_dates(series, by=by)


def leave_out_date(series: Series, date: str, *, reason: str = "", by: Actor) -> None:
    """Leave a date out: it is not made, and cancelled where it is made already. May be repeated."""
    require(by, PLAN_EVENTS, in_=series.community)
    with transaction.atomic():
        held = _with_date(series, date)
        held.left_out = sorted({*held.left_out, date})
        held.save(update_fields=["left_out"])
        audit(by, "events.leave_out_date", in_=series.community, on=held, date=date)
        event = Event.objects.select_related("community").filter(series=held, date_of_series=date).first()
        if event and EventState(event.state) is not EventState.CANCELLED:
            move_event(event, EventState.CANCELLED, reason=reason, by=by)


def restore_date(series: Series, date: str, *, state: EventState | None = None, by: Actor) -> None:
    """Bring a date back that was left out, in the state it had where that is known. May be repeated."""
    require(by, PLAN_EVENTS, in_=series.community)
    with transaction.atomic():
        held = _with_date(series, date)
        held.left_out = [one for one in held.left_out if one != date]
        held.save(update_fields=["left_out"])
        audit(by, "events.restore_date", in_=series.community, on=held, date=date)
        event = Event.objects.select_related("community").filter(series=held, date_of_series=date).first()
        if event and EventState(event.state) is EventState.CANCELLED:
            usual = EventState.ANNOUNCED if event.announced_at else EventState.DRAFT
            move_event(event, state or usual, by=by)
        make_dates(held, by=by)


def _with_date(series: Series, date: str) -> Series:
    """Answer the held series if its rule names the date, or an event stands for it."""
    held = (
        Series.objects.select_for_update(of=("self",))
        .select_related("community__organisation")
        .get(pk=series.pk)
    )
    try:
        at = datetime.fromisoformat(date)
        is_named = at in dates_of(held.rule, datetime.fromisoformat(held.begins), since=at, most=1)
    except (ValueError, TypeError):
        is_named = False
    if not is_named and not held.events.filter(date_of_series=date).exists():
        raise Refusal(Reason(NO_DATE))
    return held


def _make_date(series: Series, date: str, source: Event | None, by: Actor) -> None:
    values = fields_of(series.pattern, date, series.time_zone) | {"time_zone": series.time_zone}
    if values.get("venue_id") and not Venue.objects.filter(pk=values["venue_id"], removed_at=None).exists():
        values |= {"venue_id": None, "halls": []}  # fmt: skip
    title, starts, ends = (values.pop(name) for name in ("title", "starts_at", "ends_at"))
    facts = {"series": series, "date_of_series": date}
    made = draft_event(series.community, title, starts=starts, ends=ends, by=by, **facts, **values)
    if source:
        copy_parts(source, made)
    if series.made_state != EventState.DRAFT:
        move_event(made, EventState(series.made_state), by=by)


def _set_end(series: Series, act: str, *, is_ended: bool, by: Actor) -> None:
    require(by, PLAN_EVENTS, in_=series.community)
    with transaction.atomic():
        held = Series.objects.select_for_update().get(pk=series.pk)
        if (held.ended_at is not None) != is_ended:
            held.ended_at = as_datetime(now()) if is_ended else None  # type: ignore[assignment]
            held.save(update_fields=["ended_at"])
            audit(by, act, in_=series.community, on=held, title=held.title)


def faults_of_rhythm(rhythm: Rhythm, begins: datetime) -> list[Reason]:
    """Answer what is wrong with a rhythm whose first date is to be the given one."""
    if found := faults_of(rhythm, begins.date()):
        return found
    first = dates_of(rule_of(rhythm), begins, most=1)[0]
    return (
        [] if first == begins else [Reason(NOT_FIRST, field="repeats", values={"day": f"{first:%d.%m.%Y}"})]
    )


def _wall(at: Moment, zone: str) -> datetime:
    """Answer what a clock on the wall shows then, to the minute: no series begins at a second."""
    return as_datetime(at, zone).replace(tzinfo=None, second=0, microsecond=0)


def _save_under_free_slug(series: Series) -> None:
    for number in range(1, 1000):
        series.slug = slug_of_series(series.title, number)
        try:
            with transaction.atomic():
                series.save(force_insert=True)
            return
        except IntegrityError:
            continue
    raise Refusal(Reason(NO_DATE))
