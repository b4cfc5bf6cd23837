"""Sessions: made, changed, placed on the grid, taken out and brought back; tracks and halls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import COLOURS, Actor
from veche.events.models import Event, EventHall, Hall, Session, Track
from veche.events.rules.schedules.wording import tidy, tidy_link, tidy_name
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.programme import LONGEST_ABSTRACT, LONGEST_NEEDS, LONGEST_SESSION, SessionKind
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import MINUTE, Moment, as_datetime, is_plausible, moment, now

UNTITLED = N_("Give the session a title.")
BAD_LENGTH = N_("A session has from 0 to {most} minutes.")
BAD_TIME = N_("There is no such time.")
NO_LINK = N_("A link begins with https:// or http://.")
TOO_LONG = N_("That is too long: {most} characters at the most.")
OTHER_EVENT = N_("That hall or track is not of this event.")
NAMELESS = N_("Give it a name.")
NAME_TAKEN = N_("There is one of this name already.")
HALL_IN_USE = N_("Sessions take place in this hall: move them first.")
_LIMITS = {"abstract": LONGEST_ABSTRACT, "needs": LONGEST_NEEDS}
_LINKS = ("slides_link", "recording_link")


def save_session(event: Event, session: Session | None = None, *, by: Actor, **given: Any) -> Session:
    """Make a session, or change one: fields not named stay as they are. May be repeated.

    Refuses one without a title, a length that is none, links that lead nowhere and halls or tracks
    of other events, with every reason at once.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    at = as_datetime(now())
    found = session or Session(event=event, uid=str(uuid4()), made_at=at, user_id=by.user_id)
    fields = _tidied({name: told for name, told in given.items() if name != "starts_at"})
    refuse_if(_faults(event, {"title": found.title} | fields, given))
    fields |= _tidied({name: told for name, told in given.items() if name == "starts_at"})
    for name, value in fields.items():
        setattr(found, name, value)
    found.changed_at = at
    with transaction.atomic():
        found.save()
        audit(by, "events.save_session", in_=event.community, on=found, title=found.title)
    return found


def place_session(session: Session, *, hall: EventHall | None, starts: Moment | None, by: Actor) -> Session:
    """Give a session its hall and time, or with no time take its place away. May be repeated."""
    event = session.event
    require(by, PLAN_EVENTS, in_=event.community)
    reasons = []
    if hall is not None and hall.event_id != event.pk:
        reasons.append(Reason(OTHER_EVENT, field="hall"))
    if starts is not None and not is_plausible(starts):
        reasons.append(Reason(BAD_TIME, field="starts"))
    refuse_if(reasons)
    session.hall, session.starts_at = hall, None if starts is None else as_datetime(_whole_minute(starts))  # type: ignore[assignment]
    session.changed_at = as_datetime(now())
    with transaction.atomic():
        session.save(update_fields=["hall", "starts_at", "changed_at"])
        told = {"hall": hall.name if hall else "", "starts": starts or 0}
        audit(by, "events.place_session", in_=event.community, on=session, **told)
    return session


def remove_session(session: Session, *, by: Actor) -> None:
    """Take a session out of the programme; `restore_session` brings it back. May be repeated."""
    _mark_removed(session, "events.remove_session", is_gone=True, by=by)


def restore_session(session: Session, *, by: Actor) -> None:
    """Bring a session back to where it was. May be repeated."""
    _mark_removed(session, "events.restore_session", is_gone=False, by=by)


def save_track(event: Event, title: str, colour: str, track: Track | None = None, *, by: Actor) -> Track:
    """Make a track or change one; a removed one of the name returns. Refuses a name that is taken."""
    require(by, PLAN_EVENTS, in_=event.community)
    name = tidy_name(title, 100)
    refuse_if([] if name else [Reason(NAMELESS, field="title")])
    removed = Track.objects.filter(event=event, title=name, removed_at__isnull=False).first()
    found = track or removed or Track(event=event, place=Track.objects.filter(event=event).count() + 1)
    found.title, found.colour = name, colour if colour in COLOURS else "blue"
    found.removed_at = None  # type: ignore[assignment]
    _save_once(found, "events.save_track", event, by)
    return found


def remove_track(track: Track, *, by: Actor) -> None:
    """Take a track out; its sessions remember it. `restore_track` brings it back. May be repeated."""
    _set_track(track, "events.remove_track", is_gone=True, by=by)


def restore_track(track: Track, *, by: Actor) -> None:
    """Bring a removed track back. May be repeated."""
    _set_track(track, "events.restore_track", is_gone=False, by=by)


def save_event_hall(
    event: Event, name: str, capacity: int | None, hall: EventHall | None = None, *, by: Actor
) -> EventHall:
    """Add a hall to the event or change one; refuses a name that is taken."""
    require(by, PLAN_EVENTS, in_=event.community)
    told = tidy_name(name, 200)
    refuse_if([] if told else [Reason(NAMELESS, field="name")])
    found = hall or EventHall(event=event, place=EventHall.objects.filter(event=event).count() + 1)
    found.name, found.capacity = told, capacity
    _save_once(found, "events.save_event_hall", event, by)
    return found


def remove_event_hall(hall: EventHall, *, by: Actor) -> None:
    """Take a hall out of the event; refused while a session is in it."""
    require(by, PLAN_EVENTS, in_=hall.event.community)
    with transaction.atomic():
        if Session.objects.filter(hall=hall, removed_at=None).exists():
            raise Refusal(Reason(HALL_IN_USE))
        audit(by, "events.remove_event_hall", in_=hall.event.community, on=hall, name=hall.name)
        hall.delete()


def restore_event_hall(
    event: Event, name: str, capacity: int | None, *, place: int = 0, hall: int | None = None, by: Actor
) -> EventHall:
    """Bring a hall back that was taken out: its name, seats, place, and the venue's room. May be repeated."""
    require(by, PLAN_EVENTS, in_=event.community)
    told = tidy_name(name, 200)
    refuse_if([] if told else [Reason(NAMELESS, field="name")])
    room = Hall.objects.filter(pk=hall, venue=event.venue_id).first() if hall else None
    with transaction.atomic():
        found, is_new = EventHall.objects.get_or_create(
            event=event, name=told, defaults={"capacity": capacity, "place": place, "hall": room}
        )
        if is_new:
            audit(by, "events.restore_event_hall", in_=event.community, on=found, name=told)
    return found


def _mark_removed(session: Session, act: str, *, is_gone: bool, by: Actor) -> None:
    community = session.event.community
    require(by, PLAN_EVENTS, in_=community)
    if (session.removed_at is not None) == is_gone:
        return
    at = as_datetime(now())
    session.removed_at, session.changed_at = at if is_gone else None, at  # type: ignore[assignment]
    with transaction.atomic():
        session.save(update_fields=["removed_at", "changed_at"])
        audit(by, act, in_=community, on=session, title=session.title)


def _set_track(track: Track, act: str, *, is_gone: bool, by: Actor) -> None:
    community = track.event.community
    require(by, PLAN_EVENTS, in_=community)
    track.removed_at = as_datetime(now()) if is_gone else None  # type: ignore[assignment]
    with transaction.atomic():
        track.save(update_fields=["removed_at"])
        audit(by, act, in_=community, on=track, title=track.title)


def _save_once(found: Track | EventHall, act: str, event: Event, by: Actor) -> None:
    field = "title" if isinstance(found, Track) else "name"
    try:
        with transaction.atomic():
            found.save()
            audit(by, act, in_=event.community, on=found, name=str(found))
    except IntegrityError as error:
        raise Refusal(Reason(NAME_TAKEN, field=field)) from error


def _whole_minute(told: Moment | datetime) -> int:
    at = moment(told) if isinstance(told, datetime) else told
    return at - at % MINUTE


_KEPT_AS: dict[str, Callable[[Any], Any]] = {
    "title": tidy_name, "subtitle": tidy_name, "abstract": tidy, "needs": tidy, "slides_link": tidy_link,
    "recording_link": tidy_link, "language": lambda told: tidy_name(told, 8), "kind": SessionKind,
    "starts_at": lambda told: None if told is None else as_datetime(_whole_minute(told)),
}  # fmt: skip


def _tidied(given: dict[str, Any]) -> dict[str, Any]:
    """Answer what was given in the spelling in which it is kept."""
    return {name: _KEPT_AS[name](told) if name in _KEPT_AS else told for name, told in given.items()}


def _faults(event: Event, fields: dict[str, Any], given: dict[str, Any]) -> list[Reason]:
    reasons = [] if fields["title"] else [Reason(UNTITLED, field="title")]
    if not 0 <= fields.get("minutes", 0) <= LONGEST_SESSION:
        reasons.append(Reason(BAD_LENGTH, field="minutes", values={"most": LONGEST_SESSION}))
    starts = given.get("starts_at")
    if starts is not None and not is_plausible(_whole_minute(starts)):
        reasons.append(Reason(BAD_TIME, field="starts_at"))
    for name, most in _LIMITS.items():
        if len(fields.get(name, "")) > most:
            reasons.append(Reason(TOO_LONG, field=name, values={"most": most}))
    reasons += [Reason(NO_LINK, field=name) for name in _LINKS if given.get(name) and not fields[name]]
    for name in ("hall", "track"):
        if fields.get(name) is not None and fields[name].event_id != event.pk:
            reasons.append(Reason(OTHER_EVENT, field=name))
    return reasons
