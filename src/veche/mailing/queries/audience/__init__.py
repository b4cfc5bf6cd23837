"""Whom a letter reaches: counted before it leaves and written down when it does, by one question."""

from veche.mailing.queries.audience.asking import audience_of, recipients_of, whom_of
from veche.mailing.queries.audience.judging import judged

__all__ = ["audience_of", "judged", "recipients_of", "whom_of"]
