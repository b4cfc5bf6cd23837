"""Letters' door for writing."""

from veche.mailing.actions.asking import ask_to_subscribe, send_own_page
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.preparing import general_newsletter, prepare_letter
from veche.mailing.actions.returns.collecting import collect_returns
from veche.mailing.actions.returns.forgetting import empty_returns, forget_returns
from veche.mailing.actions.returns.keeping import keep_call, keep_returned
from veche.mailing.actions.returns.reading import read_returns, retry_returns
from veche.mailing.actions.returns.ways import note_return_box, open_knock, set_return_box
from veche.mailing.actions.subscribing import (
    choose_letters,
    confirm_subscription,
    end_subscription,
    resume_subscription,
    subscribe_by_hand,
    take_over_subscribers,
)
from veche.mailing.actions.suppressing import lift_suppression, suppress_addresses
from veche.mailing.actions.telling import tell_subscriptions

__all__ = [
    "ask_to_subscribe",
    "choose_letters",
    "collect_returns",
    "confirm_subscription",
    "empty_returns",
    "end_subscription",
    "forget_returns",
    "general_newsletter",
    "keep_call",
    "keep_returned",
    "lift_suppression",
    "move_letter",
    "note_return_box",
    "open_knock",
    "prepare_letter",
    "read_returns",
    "resume_subscription",
    "retry_returns",
    "send_own_page",
    "set_return_box",
    "subscribe_by_hand",
    "suppress_addresses",
    "take_over_subscribers",
    "tell_subscriptions",
]
