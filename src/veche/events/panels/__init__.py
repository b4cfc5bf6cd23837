"""What events bring to pages of lower rooms."""

from veche.events.panels.belongings import person_events
from veche.events.panels.programme import person_talks

__all__ = ["person_events", "person_talks"]
