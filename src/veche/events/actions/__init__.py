"""Events' door for writing."""

from veche.events.actions.food import (
    own_norms,
    remove_meal,
    remove_norm,
    restore_meal,
    restore_norm,
    save_meal,
    save_norm,
)
from veche.events.actions.money import (
    remove_line,
    reopen_budget,
    restore_line,
    save_line,
    settle_budget,
)
from veche.events.actions.ordering import forget_diets, remind_order
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.predicting import keep_forecast
from veche.events.actions.receipts import add_receipt, drop_receipts, remove_receipt, restore_receipt
from veche.events.actions.recording import record_changes, record_deed

__all__ = [
    "add_receipt",
    "draft_event",
    "drop_receipts",
    "forget_diets",
    "keep_forecast",
    "move_event",
    "own_norms",
    "record_changes",
    "record_deed",
    "remind_order",
    "remove_line",
    "remove_meal",
    "remove_norm",
    "remove_receipt",
    "reopen_budget",
    "restore_line",
    "restore_meal",
    "restore_norm",
    "restore_receipt",
    "save_line",
    "save_meal",
    "save_norm",
    "settle_budget",
]
