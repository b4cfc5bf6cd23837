"""Paying: by hand, through a provider, and back again."""

from veche.events.actions.paying.asking import (
    ask_after,
    ask_again,
    begin_payment,
    hear_payment,
    look_after_payments,
)
from veche.events.actions.paying.noting import note_payment, restore_payment, withdraw_payment
from veche.events.actions.paying.refunding import refund_payment
from veche.events.actions.paying.setting import forget_keys, save_payment_desk

__all__ = [
    "ask_after",
    "ask_again",
    "begin_payment",
    "forget_keys",
    "hear_payment",
    "look_after_payments",
    "note_payment",
    "refund_payment",
    "restore_payment",
    "save_payment_desk",
    "withdraw_payment",
]
