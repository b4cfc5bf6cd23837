"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.checking import check_letter
from veche.mailing.jobs.examining import check_sender
from veche.mailing.jobs.preparing import prepare_letters
from veche.mailing.jobs.sending import SENDING
from veche.mailing.jobs.sequencing import look_for_people, walk_sequences
from veche.mailing.jobs.telling import tell_subscriptions

__all__ = [
    "SENDING", "check_letter", "check_sender", "look_for_people", "prepare_letters",
    "tell_subscriptions", "walk_sequences",
]  # fmt: skip
