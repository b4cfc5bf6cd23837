"""Words of the inbox."""

from veche.inbox.terms.moderation import MODERATION_ACTS

ACTS = {**MODERATION_ACTS}

__all__ = ["ACTS"]
