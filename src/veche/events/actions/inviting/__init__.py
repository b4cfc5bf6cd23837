"""Inviting: letters to many are begun and stopped, sent each once, and refused for good."""

from veche.events.actions.inviting.launching import launch_drive, stop_drive
from veche.events.actions.inviting.refusing import (
    allow_invitations,
    allow_reminders,
    note_opening,
    record_opening,
    record_refusing,
    refuse_invitations,
    refuse_reminders,
)
from veche.events.actions.inviting.sending import confirm_letters, send_next

__all__ = [
    "allow_invitations", "allow_reminders", "confirm_letters", "launch_drive", "note_opening",
    "record_opening", "record_refusing", "refuse_invitations", "refuse_reminders", "send_next",
    "stop_drive",
]  # fmt: skip
