"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.checking import check_letter
from veche.mailing.jobs.examining import check_sender
from veche.mailing.jobs.following import tell_hits
from veche.mailing.jobs.preparing import begin_letters, prepare_letters
from veche.mailing.jobs.sending import SENDING
from veche.mailing.jobs.telling import tell_subscriptions
from veche.mailing.jobs.trying import decide_trials

__all__ = [
    "SENDING", "begin_letters", "check_letter", "check_sender", "decide_trials", "prepare_letters", "tell_hits",
    "tell_subscriptions",
]  # fmt: skip
