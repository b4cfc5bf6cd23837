"""Amounts: what people write as money, read in the currency of their community."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from veche.kit.money import read_money
from veche.kit.terms import N_, Reason

if TYPE_CHECKING:
    from veche.core.models import Community

# What would be read as another amount: «5 тыс.», «30k», «1e9», «100 и 200».
_MORE = re.compile(r"\d\s*(?:тыс|млн|коп|[kкmм](?![^\W\d_]))|\d[\s.,]*[^\W\d_]+\W*\d", re.IGNORECASE)
UNREAD = N_("Write an amount like 30 000, or leave it empty.")
FOREIGN = N_("The community counts in {currency}: write the amount in it.")


def read_amount(text: str, community: Community, field: str) -> tuple[int, list[Reason]]:
    """Read an amount in minor units, nothing for an empty one; answers it and what is wrong with it."""
    if not text.strip():
        return 0, []
    money = read_money(text, community.currency)
    if money is None or money.amount < 0 or _MORE.search(text):
        return 0, [Reason(UNREAD, field=field)]
    if money.currency != community.currency:
        return 0, [Reason(FOREIGN, field=field, values={"currency": community.currency})]
    return money.amount, []
