"""Letters' door for writing."""

from veche.mailing.actions.asking import ask_to_subscribe, send_own_page
from veche.mailing.actions.moving import move_letter
from veche.mailing.actions.preparing import general_newsletter, prepare_letter
from veche.mailing.actions.subscribing import (
    choose_letters,
    confirm_subscription,
    end_subscription,
    resume_subscription,
    subscribe_by_hand,
    take_over_subscribers,
)
from veche.mailing.actions.telling import tell_subscriptions

__all__ = [
    "ask_to_subscribe", "choose_letters", "confirm_subscription", "end_subscription", "general_newsletter",
    "move_letter", "prepare_letter", "resume_subscription", "send_own_page", "subscribe_by_hand",
    "take_over_subscribers", "tell_subscriptions",
]  # fmt: skip
