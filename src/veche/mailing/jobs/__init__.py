"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.preparing import prepare_letters

__all__ = ["prepare_letters"]
