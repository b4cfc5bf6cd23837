"""Values: moments and money as programs write them into JSON."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from veche.kit.money import Money, read_money
from veche.kit.time import Moment, is_plausible, moment

_NUMBER = re.compile(r"\d{9,19}(?:\.\d+)?")


def moment_of(value: Any) -> Moment | None:
    """Answer a moment: ISO 8601, RFC 5322, or seconds, milli-, micro- or nanoseconds since 1970."""
    if type(value) in (int, float) and not isinstance(value, bool):
        return _counted(float(value)) if abs(float(value)) < 1e20 else None
    if type(value) is not str or len(value) > 60:
        return None
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return _counted(float(text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = parse(text)
            found = moment(at if at.tzinfo else at.replace(tzinfo=UTC))
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return found if is_plausible(found) else None
    return None


def _counted(number: float) -> Moment | None:
    if number < 100_000_000:  # 1973: no clock counts so little, but numbers of things do
        return None
    while number > 100_000_000_000:  # more than seconds will be for three thousand years
        number /= 1000
    found = Moment(round(number * 1000))
    return found if is_plausible(found) else None


def money_of(value: Any, currency: str) -> Money | None:
    """Answer an amount with its currency; None for what is no amount."""
    if type(value) not in (int, float, str) or len(str(value)) > 40:
        return None
    return read_money(str(value), currency)
