"""Sequences: described, run, entered and walked."""

from veche.mailing.actions.sequences.building import (
    begin_ready,
    remove_sequence,
    remove_walk,
    restore_sequence,
    restore_walk,
    save_sequence,
)
from veche.mailing.actions.sequences.entering import begin_walks, hear_facts, look_for_people
from veche.mailing.actions.sequences.running import pause_sequence, start_sequence, stop_sequence
from veche.mailing.actions.sequences.stepping import (
    add_step,
    change_step,
    move_step,
    remove_step,
    restore_step,
    rewrite_step,
)
from veche.mailing.actions.sequences.walking import walk_on

__all__ = [
    "add_step", "begin_ready", "begin_walks", "change_step", "hear_facts", "look_for_people", "move_step",
    "pause_sequence", "remove_sequence", "remove_step", "remove_walk", "restore_sequence", "restore_step",
    "restore_walk", "rewrite_step", "save_sequence", "start_sequence", "stop_sequence", "walk_on",
]  # fmt: skip
