"""Jobs of letters: shells that load and call."""

from veche.mailing.jobs.checking import check_letter
from veche.mailing.jobs.preparing import prepare_letters

__all__ = ["check_letter", "prepare_letters"]
