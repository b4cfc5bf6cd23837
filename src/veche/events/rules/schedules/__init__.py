"""Schedules in files: read from and written into the forms that conferences use."""

from veche.events.rules.schedules.reading import read_schedule
from veche.events.rules.schedules.writing import write_schedule

__all__ = ["read_schedule", "write_schedule"]
