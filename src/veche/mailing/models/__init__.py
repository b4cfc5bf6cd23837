"""What letters keep: what is written, whom it goes to, and what they said to it."""

from veche.mailing.models.delivering import (
    Claim,
    Delivery,
    DomainPace,
    KeptLetter,
    Master,
    Pace,
    Sender,
    Suppression,
)
from veche.mailing.models.letters import Approval, Letter, Link, Picture, Remark, Variant, Version
from veche.mailing.models.newsletters import LetterRules, Newsletter, Theme
from veche.mailing.models.returning import Return, Returning
from veche.mailing.models.sequencing import Passage, Sequence, Step, Walk
from veche.mailing.models.subscribing import Hit, Subscription, SubscriptionChange, Unfollowed

__all__ = [
    "Approval", "Claim", "Delivery", "DomainPace", "Hit", "KeptLetter", "Letter", "LetterRules", "Link",
    "Master", "Newsletter", "Pace", "Passage", "Picture", "Remark", "Return", "Returning", "Sender",
    "Sequence", "Step", "Subscription", "SubscriptionChange", "Suppression", "Theme", "Unfollowed",
    "Variant", "Version", "Walk",
]  # fmt: skip
