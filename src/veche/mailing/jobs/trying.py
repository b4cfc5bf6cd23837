"""Deciding trials whose time is over."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing import actions
from veche.mailing.queries.trying import trials_over


@job(N_("Decide which variant of a letter the rest gets"), bound=600)
def decide_trials() -> None:
    """Decide every trial that is over."""
    for letter in trials_over():
        actions.decide_trial(letter, in_=letter.community, by=SYSTEM)
