"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.checking import check_letter
from veche.mailing.jobs.examining import check_sender
from veche.mailing.jobs.following import tell_hits
from veche.mailing.jobs.leaving import begin_letters
from veche.mailing.jobs.preparing import prepare_letters
from veche.mailing.jobs.returns import read_return_box, read_return_boxes, read_returns, tidy_returns
from veche.mailing.jobs.sending import SENDING
from veche.mailing.jobs.sequencing import look_for_people, walk_sequences
from veche.mailing.jobs.telling import tell_subscriptions
from veche.mailing.jobs.testing import try_letter
from veche.mailing.jobs.trying import decide_trials

__all__ = [
    "SENDING", "begin_letters", "check_letter", "check_sender", "decide_trials", "look_for_people",
    "prepare_letters", "read_return_box", "read_return_boxes", "read_returns", "tell_hits",
    "tell_subscriptions", "tidy_returns", "try_letter", "walk_sequences",
]  # fmt: skip
