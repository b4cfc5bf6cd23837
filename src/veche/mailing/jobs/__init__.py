"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.preparing import prepare_letters
from veche.mailing.jobs.telling import tell_subscriptions

__all__ = ["prepare_letters", "tell_subscriptions"]
