"""The demo community: who they are, what they say, and the files they would have."""

from veche.portal.rules.exports import exports_of
from veche.portal.rules.trading import CURRENCY, spending_in
from veche.portal.rules.year import year_until

__all__ = ["CURRENCY", "exports_of", "spending_in", "year_until"]
