"""Jobs of letters: shells that load and call an action."""

from veche.mailing.jobs.returns import read_return_boxes, read_returns, tidy_returns

__all__ = ["read_return_boxes", "read_returns", "tidy_returns"]
