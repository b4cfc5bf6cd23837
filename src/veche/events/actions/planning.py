"""Planning: an event comes to be, and comes to another state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.following import follow_end, follow_event
from veche.events.actions.reminding import bring_reminder
from veche.events.models import Event, EventHall, Hall, Session, Venue
from veche.events.queries.money import unpaid_in
from veche.events.rules.addressing import slug_of
from veche.events.rules.planning import UNTITLED, faults_of
from veche.events.terms import PLAN_EVENTS, STATE_MOVES, TIME_FIELDS, TOLD_FIELDS, EventState, GuestState
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import Moment, as_datetime, day_of, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

NO_MOVE = N_("An event that stands so cannot become that.")
NOT_OVER = N_("It is not over yet: settle it afterwards.")
HAS_GUESTS = N_("Somebody is registered: it cannot become a draft.")
NO_VENUE = N_("There is no such venue.")
NO_HALL = N_("This room is none of the venue.")
LONGEST_TITLE, LONGEST_TEXT = 200, 50_000


def draft_event(
    community: Community, title: str, *, starts: Moment, ends: Moment, by: Actor, **fields: Any
) -> Event:
    """Make a draft of an event; refuses one without a name, that ends before it starts, or makes no sense."""
    require(by, PLAN_EVENTS, in_=community)
    given = {"title": title, "starts_at": starts, "ends_at": ends} | fields
    values = cleaned({"time_zone": community.time_zone, "language": community.language} | given)
    refuse_if([*faults_of(values), *faults_of_place(values, community)])
    at = as_datetime(now())
    halls = values.pop("halls", ())
    event = Event(community=community, user_id=by.user_id, made_at=at, changed_at=at, **_kept(values))
    with transaction.atomic():
        _save_under_free_slug(event)
        set_halls(event, halls)
        bring_reminder(event, by=by)
        audit(by, "events.draft_event", in_=community, on=event, title=event.title)
    return event


def move_event(event: Event, state: EventState, *, reason: str = "", by: Actor) -> Event:
    """Bring an event to another state; refuses what makes no sense. May be repeated.

    Calendars hear of one that is cancelled, and of one that takes place after all.
    """
    require(by, PLAN_EVENTS, in_=event.community)
    state, at = EventState(state), as_datetime(now())
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        before = EventState(held.state)
        if before is state:
            return held
        if state not in STATE_MOVES[before]:
            raise Refusal(Reason(NO_MOVE))
        if state is EventState.SETTLED:
            refuse_if([*[Reason(NOT_OVER)] * (held.ends_at > at), *unpaid_in(held, event.community)])
        if state is EventState.DRAFT and held.guests.exclude(state=GuestState.INVITED).exists():
            raise Refusal(Reason(HAS_GUESTS))
        held.state, held.changed_at = state, at
        held.sequence += EventState.CANCELLED in {before, state}
        if state in {EventState.ANNOUNCED, EventState.OPEN}:
            held.announced_at = held.announced_at or at
        held.cancelled_at = at if state is EventState.CANCELLED else None  # type: ignore[assignment]
        held.cancel_reason = clean_name(reason, 500) if state is EventState.CANCELLED else ""
        held.settled_at = at if state is EventState.SETTLED else None  # type: ignore[assignment]
        held.save()
        audit(by, "events.move_event", in_=event.community, on=held, before=before, after=state)
    return held


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Answer an event's fields with their texts fit to be kept, and moments as milliseconds."""
    found = dict(values)
    for name, longest in (("title", LONGEST_TITLE), ("summary", 300), ("online_link", 500)):
        if name in found:
            found[name] = clean_name(found[name], longest)
    if "about" in found:
        found["about"] = clean(found["about"], LONGEST_TEXT).strip()
    for name in TIME_FIELDS:
        if found.get(name) is not None and not isinstance(found[name], int):
            found[name] = moment(found[name])
    if "venue" in found:
        venue = found.pop("venue")
        found["venue_id"] = venue.pk if venue else None
    return found


def faults_of_place(
    values: Mapping[str, Any], community: Community, known: int | None = None
) -> list[Reason]:
    """Answer what is wrong with a venue and its rooms; one that is `known` may have been removed."""
    venue, halls = values.get("venue_id"), set(values.get("halls", ()))
    if venue and venue != known and not Venue.objects.filter(
        pk=venue, community=community, removed_at=None
    ).exists():  # fmt: skip
        return [Reason(NO_VENUE, field="venue")]
    if halls and Hall.objects.filter(pk__in=halls, venue=venue).count() < len(halls):
        return [Reason(NO_HALL, field="halls")]
    return []


def set_fields(event: Event, values: Mapping[str, Any]) -> None:
    """Set fields of a held event; calendars hear of a new time, place or name, and more follows."""
    rest, before, ended = dict(values), moment(event.starts_at), moment(event.ends_at)
    halls = rest.pop("halls", None)
    for name, value in _kept(rest).items():
        setattr(event, name, value)
    event.sequence += bool(TOLD_FIELDS & set(values))
    event.changed_at = as_datetime(now())
    event.save()
    follow_event(event, before)
    if moment(event.ends_at) != ended:
        follow_end(event)
    if halls is not None:
        set_halls(event, halls)


def set_halls(event: Event, halls: Any) -> None:
    """Have an event use these rooms of its venue; rooms of its own stay. May be repeated.

    A room that sessions are in stays as one of its own: who plans moves them, no change of venue does.
    """
    wanted = list(Hall.objects.filter(pk__in=halls).order_by("place", "pk"))
    others = EventHall.objects.filter(event=event, hall__isnull=False).exclude(hall__in=wanted)
    used = Session.objects.filter(hall__in=others, removed_at=None).values("hall")
    EventHall.objects.filter(event=event, pk__in=list(used.values_list("hall", flat=True))).update(hall=None)
    others.delete()
    held = set(event.halls.values_list("hall", flat=True)) if event.pk else set()
    for hall in wanted:
        if hall.pk not in held:
            EventHall.objects.update_or_create(
                event=event, name=hall.name,
                defaults={"hall": hall, "capacity": hall.capacity, "place": hall.place},
            )  # fmt: skip


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: as_datetime(value) if name in TIME_FIELDS and value is not None else value
        for name, value in values.items()
    }


def _save_under_free_slug(event: Event) -> None:
    """Save a new event under an address of its day and name that no other has."""
    day = day_of(moment(event.starts_at), event.time_zone)
    for number in range(1, 1000):
        event.slug = slug_of(event.title, day, number)
        try:
            with transaction.atomic():
                event.save(force_insert=True)
            return
        except IntegrityError:
            continue
    raise Refusal(Reason(UNTITLED, field="title"))
