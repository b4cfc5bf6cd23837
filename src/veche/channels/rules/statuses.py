"""Statuses: what an answer of HTTP means for whoever asked (RFC 9110, 15)."""

from datetime import UTC
from email.utils import parsedate_to_datetime

from veche.kit.terms import N_, Reason, Refusal, Trouble
from veche.kit.text import clean_name

LONGEST_WAIT = 86_400.0
# Said of the moment, not of what was asked: «later», «too early», «too many».
_FOR_NOW = frozenset((408, 409, 425, 429))
SAID_NO = N_("The other side says no: {status} {said}")


def failure_of(status: int, said: str = "", *, retry_after: str = "", now: float = 0.0) -> Exception | None:
    """Answer what went wrong, or None where nothing did: `Trouble` of the moment, `Refusal` for good."""
    if 200 <= status < 300:
        return None
    if status >= 500 or status in _FOR_NOW:
        return Trouble(f"the other side answers {status}", seconds_of(retry_after, now))
    return Refusal(Reason(SAID_NO, values={"status": status, "said": clean_name(said, 200)}))


def seconds_of(told: str, now: float = 0.0) -> float | None:
    """Answer how long to wait of a `Retry-After`: seconds, or a date after `now` (seconds since 1970)."""
    told = told.strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError):
        return None
    left = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - now
    return min(max(left, 0.0), LONGEST_WAIT)
