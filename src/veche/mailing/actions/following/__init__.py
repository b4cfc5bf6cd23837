"""Following: opens and clicks are written down as they come, and told to the ledger later."""

from veche.mailing.actions.following.noting import note_hit
from veche.mailing.actions.following.telling import tell_hits, tell_sent

__all__ = ["note_hit", "tell_hits", "tell_sent"]
