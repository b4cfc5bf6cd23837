"""Predicting: how many come of those who said they would."""

from veche.events.rules.predicting.heads import Heads
from veche.events.rules.predicting.leading import coming_of, share_of, usual_share
from veche.events.rules.predicting.looking import door_staff, outlook_of
from veche.events.rules.predicting.rates import prior_of, rate_of, spread_of, usual_rate

__all__ = [
    "Heads",
    "coming_of",
    "door_staff",
    "outlook_of",
    "prior_of",
    "rate_of",
    "share_of",
    "spread_of",
    "usual_rate",
    "usual_share",
]
