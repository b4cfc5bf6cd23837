"""Events' door for writing."""

from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.recording import record_changes, record_deed

__all__ = ["draft_event", "move_event", "record_changes", "record_deed"]
