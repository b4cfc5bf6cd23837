"""The demo community: who they are, what they say, and the files they would have."""

from veche.portal.rules.exports import CHAT_TITLE, GROUP, exports_of, telegram_number
from veche.portal.rules.marking import marks_in
from veche.portal.rules.trading import CURRENCY, spending_in
from veche.portal.rules.year import year_until

__all__ = [
    "CHAT_TITLE",
    "CURRENCY",
    "GROUP",
    "exports_of",
    "marks_in",
    "spending_in",
    "telegram_number",
    "year_until",
]
