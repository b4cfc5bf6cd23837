"""What events bring to pages of lower rooms."""

from veche.events.panels.programme import person_talks

__all__ = ["person_talks"]
