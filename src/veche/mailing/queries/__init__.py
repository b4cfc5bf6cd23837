"""Letters' door for asking."""

from veche.mailing.queries.returns import (
    communities_with_returns,
    excerpt_of,
    return_numbers,
    returning_at,
    returnings_of,
    returns_of,
    rows_of_returns,
    suppression_at,
    suppressions_of,
)
from veche.mailing.queries.tokens import delivery_at, delivery_returned_to
from veche.mailing.queries.ways import sender_at, senders_with_return_boxes, ways_of

__all__ = [
    "communities_with_returns",
    "delivery_at",
    "delivery_returned_to",
    "excerpt_of",
    "return_numbers",
    "returning_at",
    "returnings_of",
    "returns_of",
    "rows_of_returns",
    "sender_at",
    "senders_with_return_boxes",
    "suppression_at",
    "suppressions_of",
    "ways_of",
]
