"""Following: opens and clicks are written down as they come, and told to the ledger later."""

from veche.mailing.actions.following.noting import note_hit
from veche.mailing.actions.following.refusing import follow_person
from veche.mailing.actions.following.telling import tell_hits, tell_sent

__all__ = ["follow_person", "note_hit", "tell_hits", "tell_sent"]
