"""Sequences in their turn: people are looked for, and whose step is due goes on."""

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.mailing import actions
from veche.mailing.queries.sequences import sequences_looking, sequences_walking


@job(N_("Look for people whom a sequence of letters is meant for"), bound=900)
def look_for_people() -> None:
    """Bring people into running sequences by dates, stages and segments."""
    for sequence in sequences_looking():
        actions.look_for_people(sequence, by=SYSTEM)


@job(N_("Go on with sequences of letters"), bound=900)
def walk_sequences() -> None:
    """Let everybody whose step is due go on; who was cut off is due still."""
    for sequence in sequences_walking():
        while actions.walk_on(sequence, by=SYSTEM) and sequence in sequences_walking():
            pass
