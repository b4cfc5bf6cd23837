"""Planning: an event comes to be, changes, and comes to another state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Event
from veche.events.rules.addressing import slug_of
from veche.events.terms import PLAN_EVENTS, STATE_MOVES, EventState
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import Moment, as_datetime, day_of, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

UNTITLED = N_("Give the event a name.")
ENDS_FIRST = N_("It has to end after it starts.")
NO_MOVE = N_("An event that stands so cannot become that.")
LONGEST_TITLE = 200


def draft_event(
    community: Community, title: str, *, starts: Moment, ends: Moment, by: Actor, **fields: Any
) -> Event:
    """Make a draft of an event; refuses one without a name or that ends before it starts."""
    require(by, PLAN_EVENTS, in_=community)
    name = clean_name(title, LONGEST_TITLE)
    reasons = [] if name else [Reason(UNTITLED, field="title")]
    reasons += [Reason(ENDS_FIRST, field="ends_at")] if ends <= starts else []
    refuse_if(reasons)
    at = as_datetime(now())
    given = {"time_zone": community.time_zone, "language": community.language} | fields
    event = Event(
        community=community, title=name, starts_at=as_datetime(starts), ends_at=as_datetime(ends),
        user_id=by.user_id, made_at=at, changed_at=at, **given,
    )  # fmt: skip
    with transaction.atomic():
        _save_under_free_slug(event)
        audit(by, "events.draft_event", in_=community, on=event, title=name)
    return event


def move_event(event: Event, state: EventState, *, reason: str = "", by: Actor) -> Event:
    """Bring an event to another state; refuses what makes no sense. May be repeated."""
    require(by, PLAN_EVENTS, in_=event.community)
    at = as_datetime(now())
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        before = EventState(held.state)
        if before is state:
            return held
        if state not in STATE_MOVES[before]:
            raise Refusal(Reason(NO_MOVE))
        held.state, held.changed_at, held.sequence = state, at, held.sequence + 1
        if state in {EventState.ANNOUNCED, EventState.OPEN}:
            held.announced_at = held.announced_at or at
        held.cancelled_at = at if state is EventState.CANCELLED else None  # type: ignore[assignment]
        held.cancel_reason = reason[:500] if state is EventState.CANCELLED else ""
        held.settled_at = at if state is EventState.SETTLED else None  # type: ignore[assignment]
        held.save()
        audit(by, "events.move_event", in_=event.community, on=held, before=before, after=state)
    return held


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
