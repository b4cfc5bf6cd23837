"""Pairs and tables: people put together by interests, never twice the same, newcomers among regulars."""

from veche.events.rules.pairing.agreeing import who_agreed
from veche.events.rules.pairing.grouping import make_groups, mean_likeness
from veche.events.rules.pairing.likeness import reasons_for

__all__ = ["make_groups", "mean_likeness", "reasons_for", "who_agreed"]
