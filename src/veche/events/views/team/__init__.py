"""Pages of an event's team."""
