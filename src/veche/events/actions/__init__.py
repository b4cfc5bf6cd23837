"""Events' door for writing."""

from veche.events.actions.pairing import (
    ask_round,
    draw_round,
    end_waiting,
    redraw_round,
    remove_round,
    repeat_round,
    reply_to_introduction,
    restore_round,
    tell_met,
)
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.recording import record_changes, record_deed

__all__ = [
    "ask_round",
    "draft_event",
    "draw_round",
    "end_waiting",
    "move_event",
    "record_changes",
    "record_deed",
    "redraw_round",
    "remove_round",
    "repeat_round",
    "reply_to_introduction",
    "restore_round",
    "tell_met",
]
