"""What events hear from below: shells that load and call."""

from veche.events.listeners.programme import forget_speakers

__all__ = ["forget_speakers"]
