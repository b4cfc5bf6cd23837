"""Events' door for reading."""

from veche.events.queries.planning import event_of, public_event, stand_now
from veche.events.queries.programme.proposals import call_of, is_calling, proposal_at
from veche.events.queries.programme.schedules import schedule_of
from veche.events.queries.programme.sessions import (
    days_of,
    halls_of,
    public_session,
    sessions_of,
    tracks_of,
)
from veche.events.queries.programme.writing import schedule_as

__all__ = [
    "call_of",
    "days_of",
    "event_of",
    "halls_of",
    "is_calling",
    "proposal_at",
    "public_event",
    "public_session",
    "schedule_as",
    "schedule_of",
    "sessions_of",
    "stand_now",
    "tracks_of",
]
