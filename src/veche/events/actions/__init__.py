"""Events' door for writing."""

from veche.events.actions.changing import change_event, follow_series, plan_event
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.recording import record_changes, record_deed
from veche.events.actions.repeating import (
    change_rule,
    change_series,
    end_series,
    leave_out_date,
    make_dates,
    restore_date,
    resume_series,
    split_series,
    start_series,
)
from veche.events.actions.venues import (
    add_photo,
    drop_removed_photos,
    remove_hall,
    remove_photo,
    remove_venue,
    restore_hall,
    restore_photo,
    restore_venue,
    save_hall,
    save_venue,
)

__all__ = [
    "add_photo",
    "change_event",
    "change_rule",
    "change_series",
    "draft_event",
    "drop_removed_photos",
    "end_series",
    "follow_series",
    "leave_out_date",
    "make_dates",
    "move_event",
    "plan_event",
    "record_changes",
    "record_deed",
    "remove_hall",
    "remove_photo",
    "remove_venue",
    "restore_date",
    "restore_hall",
    "restore_photo",
    "restore_venue",
    "resume_series",
    "save_hall",
    "save_venue",
    "split_series",
    "start_series",
]
