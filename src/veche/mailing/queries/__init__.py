"""Letters' door for asking."""

from veche.mailing.queries.tokens import delivery_at, delivery_returned_to

__all__ = ["delivery_at", "delivery_returned_to"]
