"""Events' door for reading."""

from veche.events.queries.pairing import (
    due_rounds,
    introduced_by,
    introductions_told,
    late_introductions,
    round_of,
    rounds_of,
)
from veche.events.queries.planning import event_of, public_event, stand_now

__all__ = [
    "due_rounds",
    "event_of",
    "introduced_by",
    "introductions_told",
    "late_introductions",
    "public_event",
    "round_of",
    "rounds_of",
    "stand_now",
]
