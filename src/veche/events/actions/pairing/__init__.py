"""Introductions: rounds are drawn, people asked, and those who agree introduced."""

from veche.events.actions.pairing.asking import ask_round
from veche.events.actions.pairing.drawing import (
    draw_round,
    redraw_round,
    remove_round,
    repeat_round,
    restore_round,
)
from veche.events.actions.pairing.replying import end_waiting, reply_to_introduction, tell_met

__all__ = [
    "ask_round", "draw_round", "end_waiting", "redraw_round", "remove_round", "repeat_round",
    "reply_to_introduction", "restore_round", "tell_met",
]  # fmt: skip
