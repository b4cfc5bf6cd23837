"""Counting attempts: nobody registers without end from one network, or floods one address with letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.terms import MOVE_GUESTS
from veche.kit import sql
from veche.kit.terms import N_, TooOften
from veche.kit.time import HOUR, now

if TYPE_CHECKING:
    from veche.core.models import Community

TOO_OFTEN = N_(
    "Too much was sent from your network or to this address within an hour. Come back later, please."
)


def count_attempts(most: Mapping[str, int], *, in_: Community, by: Actor) -> None:
    """Count one more of each within this hour, on every node alike: one statement.

    `most` says of what (a network, an address) how much is let through; refuses what is beyond. Of each
    a keyed digest is kept, for two hours.
    """
    require(by, MOVE_GUESTS, in_=in_)
    hour = now() // HOUR
    bounds = {_digest(f"{in_.pk} {what} {hour}"): bound for what, bound in most.items()}
    places = ", ".join(["(%s, 1, %s)"] * len(bounds))
    values = [value for digest in sorted(bounds) for value in (digest, (hour + 2) * HOUR)]
    rows = sql.fetch(
        f"INSERT INTO events_attempt (digest, count, ends_at) VALUES {places} "
        "ON CONFLICT (digest) DO UPDATE SET count = events_attempt.count + 1 RETURNING digest, count",
        values,
    )
    if any(count > bounds[digest] for digest, count in rows):
        raise TooOften(TOO_OFTEN)


def _digest(what: str) -> str:
    return salted_hmac("veche.events.attempt", what, algorithm="sha256").hexdigest()[:40]
