"""Events' door for writing."""

from veche.events.actions.answering import answer_going, answer_no, change_party, take_offer
from veche.events.actions.guests import change_seats, move_back, move_guests, note_guest, write_down_guest
from veche.events.actions.paying import (
    ask_again,
    begin_payment,
    forget_keys,
    hear_payment,
    look_after_payments,
    note_payment,
    refund_payment,
    restore_payment,
    save_payment_desk,
    withdraw_payment,
)
from veche.events.actions.planning import draft_event, move_event
from veche.events.actions.recording import record_changes, record_deed
from veche.events.actions.registering import register
from veche.events.actions.seating import forget_diets
from veche.events.actions.selling import (
    add_code,
    keep_pool,
    keep_question,
    keep_ticket_type,
    restore_offer,
    withdraw_offer,
)
from veche.events.actions.telling import tell_of_changes, write_notices
from veche.events.actions.waiting import end_offers

__all__ = [
    "add_code",
    "answer_going",
    "answer_no",
    "ask_again",
    "begin_payment",
    "change_party",
    "change_seats",
    "draft_event",
    "end_offers",
    "forget_diets",
    "forget_keys",
    "hear_payment",
    "keep_pool",
    "keep_question",
    "keep_ticket_type",
    "look_after_payments",
    "move_back",
    "move_event",
    "move_guests",
    "note_guest",
    "note_payment",
    "record_changes",
    "record_deed",
    "refund_payment",
    "register",
    "restore_offer",
    "restore_payment",
    "save_payment_desk",
    "take_offer",
    "tell_of_changes",
    "withdraw_offer",
    "withdraw_payment",
    "write_down_guest",
    "write_notices",
]
