"""What letters hear from below: shells that load and call."""

from veche.mailing.listeners.forgetting import forget_readers
from veche.mailing.listeners.sequencing import begin_walks

__all__ = ["begin_walks", "forget_readers"]
