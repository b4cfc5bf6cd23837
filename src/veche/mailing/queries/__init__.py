"""Letters' door for asking."""

from veche.mailing.queries.audience import audience_of, recipients_of, whom_of
from veche.mailing.queries.tokens import delivery_at, delivery_returned_to, link_key, return_key

__all__ = [
    "audience_of", "delivery_at", "delivery_returned_to", "link_key", "recipients_of", "return_key",
    "whom_of",
]  # fmt: skip
