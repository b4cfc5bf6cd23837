"""Events' door for writing."""

from veche.events.actions.admitting import admit, undo_scan
from veche.events.actions.door import (
    add_door,
    choose_door,
    device_of_user,
    invite_device,
    mark_missed,
    remove_door,
    revoke_device,
)
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.recording import record_changes, record_deed

__all__ = [
    "add_door",
    "admit",
    "choose_door",
    "device_of_user",
    "draft_event",
    "invite_device",
    "mark_missed",
    "move_event",
    "record_changes",
    "record_deed",
    "remove_door",
    "revoke_device",
    "undo_scan",
]
