"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.checking import check_letter
from veche.mailing.jobs.leaving import begin_letters
from veche.mailing.jobs.preparing import prepare_letters
from veche.mailing.jobs.telling import tell_subscriptions

__all__ = ["begin_letters", "check_letter", "prepare_letters", "tell_subscriptions"]
