"""Schedules: an event's programme as files carry it, and what a file would change in it."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from veche.events.models import Event, EventHall, ScheduleFile, Session, Speaker, Speaking, Track
from veche.events.rules.schedules import read_schedule
from veche.events.terms.programme import SHOWN_STEPS, SessionKind
from veche.events.terms.schedules import Entry, Line, Named, Preview, Schedule
from veche.kit.text import fold
from veche.kit.time import moment

NEW, CHANGED, GONE, BACK = "new", "changed", "gone", "back"
_COMPARED = ("title", "subtitle", "kind", "starts", "minutes", "hall", "track", "language", "abstract")
# What a schedule seldom says: where it is silent, ours stays.
_SELDOM = ("slides_link", "recording_link")


@dataclass(slots=True)
class Plan:
    """What taking over a schedule does, looked up to the last row."""

    preview: Preview = field(default_factory=lambda: Preview((), 0, (), (), 0))
    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[Session, Entry]] = field(default_factory=list)
    gone: list[Session] = field(default_factory=list)
    # By the uid in the file: who is known already, and who is not.
    speakers: dict[str, Speaker] = field(default_factory=dict)
    strangers: dict[str, Named] = field(default_factory=dict)
    bios: list[tuple[Speaker, str]] = field(default_factory=list)


def schedule_of(event: Event, *, is_public: bool) -> Schedule:
    """Answer what has its time in the programme, by time and hall; in public with who agreed: two queries."""
    found = _sessions(event, is_public=is_public).filter(removed_at=None, starts_at__isnull=False)
    entries = sorted((entry_of(one) for one in found), key=lambda one: (one.starts or 0, one.hall, one.title))
    return Schedule(event.title, event.time_zone, event.slug, tuple(entries))


def entry_of(session: Session) -> Entry:
    """Answer a session that was asked for with its speakers, as a schedule has it."""
    track = session.track
    return Entry(
        uid=session.uid, title=session.title, starts=moment(session.starts_at) if session.starts_at else None,
        minutes=session.minutes, hall=session.hall.name if session.hall else "",
        track=track.title if track and track.removed_at is None else "", kind=SessionKind(session.kind),
        subtitle=session.subtitle, language=session.language, abstract=session.abstract,
        slides_link=session.slides_link, recording_link=session.recording_link,
        speakers=tuple(
            Named(one.speaker.uid, one.speaker.name, one.speaker.bio)
            for one in session.shown_speakings  # type: ignore[attr-defined]
        ),
    )  # fmt: skip


def schedule_file(event: Event, pk: int) -> ScheduleFile | None:
    """Answer a schedule that was brought to this event."""
    return ScheduleFile.objects.filter(event=event, pk=pk).first()


def schedule_in(file: ScheduleFile) -> Schedule:
    """Read a schedule that was brought; refuses it whole, with the reasons."""
    return read_schedule(zlib.decompress(bytes(file.content)), zone=file.event.time_zone)


def plan_of(event: Event, schedule: Schedule, *, drops: bool) -> Plan:
    """Answer what taking over a schedule would do; with `drops`, what it lacks of earlier imports goes."""
    known = {one.uid: one for one in _sessions(event, is_public=False)}
    plan = Plan()
    _meet_speakers(event, schedule, plan)
    lines, same = [], 0
    for entry in schedule.entries:
        session = known.pop(entry.uid, None)
        if session is None:
            plan.new.append(entry)
            lines.append(Line(NEW, entry.title))
        elif fields := _differences(session, entry, plan):
            plan.changed.append((session, entry))
            lines.append(Line(CHANGED if session.removed_at is None else BACK, entry.title, fields))
        else:
            same += 1
    if drops:
        plan.gone = [one for one in known.values() if one.is_imported and one.removed_at is None]
        lines += [Line(GONE, one.title) for one in plan.gone]
    halls = {entry.hall for entry in schedule.entries if entry.hall}
    halls -= set(EventHall.objects.filter(event=event).values_list("name", flat=True))
    tracks = {entry.track for entry in schedule.entries if entry.track}
    tracks -= set(Track.objects.filter(event=event, removed_at=None).values_list("title", flat=True))
    zone = schedule.zone if schedule.zone != event.time_zone else ""
    plan.preview = Preview(
        tuple(lines), same, tuple(sorted(halls)), tuple(sorted(tracks)), len(plan.strangers), zone
    )
    return plan


def _sessions(event: Event, *, is_public: bool) -> QuerySet[Session]:
    speakings = Speaking.objects.select_related("speaker").filter(removed_at=None).order_by("place", "pk")
    if is_public:
        speakings = speakings.filter(step__in=SHOWN_STEPS)
    found = Session.objects.select_related("hall", "track").filter(event=event).order_by("starts_at", "pk")
    return found.prefetch_related(Prefetch("speakings", speakings, to_attr="shown_speakings"))


def _differences(session: Session, entry: Entry, plan: Plan) -> tuple[str, ...]:
    ours = entry_of(session)
    fields = [name for name in _COMPARED if getattr(ours, name) != getattr(entry, name)]
    fields += [
        name for name in _SELDOM if getattr(entry, name) and getattr(ours, name) != getattr(entry, name)
    ]
    speaking = [one.speaker_id for one in session.shown_speakings]  # type: ignore[attr-defined]
    told = [plan.speakers[one.uid].pk if one.uid in plan.speakers else 0 for one in entry.speakers]
    if list(dict.fromkeys(told)) != speaking:
        fields.append("speakers")
    if session.removed_at is not None:
        fields.append("removed")
    return tuple(fields)


def _meet_speakers(event: Event, schedule: Schedule, plan: Plan) -> None:
    """Find who is known: by uid, else by a name that one in the community has and no other in the file."""
    told = {one.uid: one for entry in schedule.entries for one in entry.speakers}
    by_uid: dict[str, Speaker] = {}
    by_name: dict[str, list[Speaker]] = {}
    for speaker in Speaker.objects.filter(community=event.community_id).order_by("pk"):
        by_uid[speaker.uid] = speaker
        by_name.setdefault(speaker.folded, []).append(speaker)
    names = Counter(fold(one.name) for one in told.values())
    for uid, one in told.items():
        folded = fold(one.name)
        named = by_name.get(folded, [])
        alone = named[0] if len(named) == 1 and names[folded] == 1 else None
        found = by_uid.get(uid) or alone
        if found is None:
            plan.strangers[uid] = one
        else:
            plan.speakers[uid] = found
            if one.bio and not found.bio:
                plan.bios.append((found, one.bio))
