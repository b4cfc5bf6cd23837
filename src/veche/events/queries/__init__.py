"""Events' door for reading."""

from veche.events.queries.planning import event_of, public_event, stand_now

__all__ = ["event_of", "public_event", "stand_now"]
