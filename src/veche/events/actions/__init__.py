"""Events' door for writing."""

from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.programme.deciding import (
    decide_proposal,
    record_proposals,
    review_proposal,
    tell_decision,
    undo_decision,
)
from veche.events.actions.programme.forgetting import forget_speakers
from veche.events.actions.programme.importing import import_schedule, keep_schedule
from veche.events.actions.programme.limiting import TooOften
from veche.events.actions.programme.proposing import (
    change_proposal,
    propose_talk,
    save_call,
    withdraw_proposal,
)
from veche.events.actions.programme.sessions import (
    place_session,
    remove_hall,
    remove_session,
    remove_track,
    restore_session,
    restore_track,
    save_hall,
    save_session,
    save_track,
)
from veche.events.actions.programme.speakers import (
    add_speaking,
    drop_speaking,
    move_speaking,
    record_talks,
    save_speaker,
)
from veche.events.actions.recording import record_changes, record_deed

__all__ = [
    "TooOften",
    "add_speaking",
    "change_proposal",
    "decide_proposal",
    "draft_event",
    "drop_speaking",
    "forget_speakers",
    "import_schedule",
    "keep_schedule",
    "move_event",
    "move_speaking",
    "place_session",
    "propose_talk",
    "record_changes",
    "record_deed",
    "record_proposals",
    "record_talks",
    "remove_hall",
    "remove_session",
    "remove_track",
    "restore_session",
    "restore_track",
    "review_proposal",
    "save_call",
    "save_hall",
    "save_session",
    "save_speaker",
    "save_track",
    "tell_decision",
    "undo_decision",
    "withdraw_proposal",
]
