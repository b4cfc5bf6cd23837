"""Pairs and tables: people put together by interests, never twice the same, newcomers among regulars."""

from veche.events.rules.pairing.agreeing import who_agreed
from veche.events.rules.pairing.grouping import make_groups
from veche.events.rules.pairing.likeness import reasons_for

__all__ = ["make_groups", "reasons_for", "who_agreed"]
