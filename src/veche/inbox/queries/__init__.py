"""The inbox's door for reading."""

from veche.inbox.queries.moderation import open_report_count, strikes_of

__all__ = ["open_report_count", "strikes_of"]
