"""What events hear from below: shells that load and call."""

from veche.events.listeners.after import forget_feedback
from veche.events.listeners.guests import forget_guests
from veche.events.listeners.programme import forget_speakers

__all__ = ["forget_feedback", "forget_guests", "forget_speakers"]
