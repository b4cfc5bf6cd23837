"""Importing: a schedule is brought, looked at, and taken over whole or not at all."""

from __future__ import annotations

import zlib
from datetime import datetime

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import COLOURS, Actor
from veche.events.actions.programme.undoing import keep_way_back, programme_as_it_is
from veche.events.models import (
    Event,
    EventHall,
    ScheduleFile,
    Session,
    Speaker,
    Speaking,
    SpeakingChange,
    Track,
)
from veche.events.queries.programme.schedules import Plan, plan_of, schedule_in
from veche.events.rules.schedules import read_schedule
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.programme import Step
from veche.events.terms.schedules import Entry, Preview
from veche.kit.text import clean_name, fold
from veche.kit.time import DAY, as_datetime, now

FIELDS = ("title", "subtitle", "kind", "minutes", "language", "abstract")
SELDOM = ("slides_link", "recording_link")
WRITTEN = (*FIELDS, *SELDOM, "starts_at", "hall", "track", "is_imported", "changed_at", "removed_at")
AT_ONCE = 200


def keep_schedule(event: Event, name: str, content: bytes, *, by: Actor) -> ScheduleFile:
    """Keep a schedule for a day, to be looked at before it is taken over; refuses one that is not right."""
    require(by, PLAN_EVENTS, in_=event.community)
    read_schedule(content, zone=event.time_zone)
    at = now()
    with transaction.atomic():
        ScheduleFile.objects.filter(made_at__lt=as_datetime(at - DAY)).delete()
        ScheduleFile.objects.filter(event=event, user_id=by.user_id).delete()
        return ScheduleFile.objects.create(
            event=event, name=clean_name(name), content=zlib.compress(content), made_at=at, user_id=by.user_id
        )


def import_schedule(file: ScheduleFile, *, drops: bool = False, by: Actor) -> Preview:
    """Take a schedule over: sessions known by their uid change, others come; answers what was done.

    With `drops`, sessions of earlier imports that it lacks are taken out. May be repeated: a second
    time changes nothing. Speakers of a schedule have agreed; a name or bio written here stays.
    `undo_schedule` takes it back for a day.
    """
    event = file.event
    require(by, PLAN_EVENTS, in_=event.community)
    schedule = schedule_in(file)
    with transaction.atomic():
        held = Event.objects.select_for_update().select_related("community").get(pk=event.pk)
        plan = plan_of(held, schedule, drops=drops)
        if plan.preview.is_nothing and not plan.bios:
            return plan.preview
        at = as_datetime(now())
        known = [one.pk for one in (*(session for session, _ in plan.changed), *plan.gone)]
        before = programme_as_it_is(known)
        _make_speakers(held, plan, at, by)
        made = _write_sessions(held, plan, at, by)
        Session.objects.filter(pk__in=[one.pk for one in plan.gone]).update(removed_at=at, changed_at=at)
        keep_way_back(file, before, [*known, *made], at, by=by)
        told = {"new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone), "file": file.name}
        audit(by, "events.import_schedule", in_=held.community, on=held, **told)
    return plan.preview


def _make_speakers(event: Event, plan: Plan, at: datetime, by: Actor) -> None:
    made = Speaker.objects.bulk_create(
        Speaker(community_id=event.community_id, uid=one.uid, name=one.name, folded=fold(one.name)[:200],
                bio=one.bio, made_at=at, changed_at=at, user_id=by.user_id)
        for one in plan.strangers.values()
    )  # fmt: skip
    plan.speakers |= {one.uid: one for one in made}
    for speaker, bio in plan.bios:
        speaker.bio = bio
    Speaker.objects.bulk_update([one for one, _ in plan.bios], ["bio"], AT_ONCE)


def _write_sessions(event: Event, plan: Plan, at: datetime, by: Actor) -> list[int]:
    halls, tracks = _halls(event, plan.preview.halls), _tracks(event, plan.preview.tracks)
    new = [(Session(event=event, uid=entry.uid, made_at=at, user_id=by.user_id), entry) for entry in plan.new]
    for session, entry in (*new, *plan.changed):
        for name in FIELDS:
            setattr(session, name, getattr(entry, name))
        for name in SELDOM:
            setattr(session, name, getattr(entry, name) or getattr(session, name))
        session.starts_at = None if entry.starts is None else as_datetime(entry.starts)  # type: ignore[assignment]
        session.hall, session.track = halls.get(entry.hall), tracks.get(entry.track)
        session.is_imported, session.changed_at, session.removed_at = True, at, None  # type: ignore[assignment]
    Session.objects.bulk_create([session for session, _ in new], AT_ONCE)
    Session.objects.bulk_update([session for session, _ in plan.changed], WRITTEN, AT_ONCE)
    _write_speakings([*new, *plan.changed], plan, at, by)
    return [session.pk for session, _ in new]


def _write_speakings(written: list[tuple[Session, Entry]], plan: Plan, at: datetime, by: Actor) -> None:
    """Have those speak whom the schedule names, in its order; who it names no more, speaks no more."""
    ids = [session.pk for session, _ in written]
    known = {(one.session_id, one.speaker_id): one for one in Speaking.objects.filter(session__in=ids)}
    new: list[Speaking] = []
    moved: list[Speaking] = []
    for session, entry in written:
        for place, named in enumerate(entry.speakers, start=1):
            speaker = plan.speakers[named.uid]
            if (found := known.pop((session.pk, speaker.pk), None)) is not None:
                found.place, found.removed_at = place, None  # type: ignore[assignment]
                moved.append(found)
            elif not any(
                one.session_id == session.pk and one.speaker_id == speaker.pk for one in new[-place:]
            ):
                new.append(
                    Speaking(session=session, speaker=speaker, step=Step.AGREED, since=at, place=place)
                )
    gone = [one.pk for one in known.values() if one.removed_at is None]
    Speaking.objects.filter(pk__in=gone).update(removed_at=at)
    Speaking.objects.bulk_update(moved, ["place", "removed_at"], AT_ONCE)
    made = Speaking.objects.bulk_create(new, AT_ONCE)
    SpeakingChange.objects.bulk_create(
        [SpeakingChange(speaking=one, step=one.step, at=at, user_id=by.user_id) for one in made], AT_ONCE
    )


def _halls(event: Event, names: tuple[str, ...]) -> dict[str, EventHall]:
    first = EventHall.objects.filter(event=event).count() + 1
    EventHall.objects.bulk_create(
        EventHall(event=event, name=name, place=place) for place, name in enumerate(names, start=first)
    )
    return {one.name: one for one in EventHall.objects.filter(event=event)}


def _tracks(event: Event, titles: tuple[str, ...]) -> dict[str, Track]:
    Track.objects.filter(event=event, title__in=titles).update(removed_at=None)
    known = set(Track.objects.filter(event=event).values_list("title", flat=True))
    colours = list(COLOURS)
    Track.objects.bulk_create(
        Track(event=event, title=title, place=place, colour=colours[place % len(colours)])
        for place, title in enumerate((one for one in titles if one not in known), start=len(known))
    )
    return {one.title: one for one in Track.objects.filter(event=event)}
