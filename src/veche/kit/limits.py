"""Limits: how often something may be done by whoever is not signed in, counted alike on every node."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.db.models import F
from django.utils.crypto import salted_hmac

from veche.kit import sql
from veche.kit.models import Attempt
from veche.kit.terms import N_, TooOften
from veche.kit.time import HOUR, Moment, now

TOO_OFTEN = N_("Too much was sent from your network within an hour. Come back later, please.")


def count_or_refuse(
    most: Mapping[str, int], *, span: int = HOUR, at: Moment | None = None, said: str = TOO_OFTEN
) -> None:
    """Count one more of each within this span of time; refuses with `TooOften` what is beyond its bound.

    `most` says of what (a network, an address) how much is let through. Of each a keyed digest is kept, for
    the span. What one of them refuses counts for none. One statement, so that nobody slips in between.
    """
    turn = (now() if at is None else at) // span
    bounds = _bounds(most, span, turn)
    if not bounds:
        return
    places = ", ".join(["(%s, 1, %s)"] * len(bounds))
    # In one order, so that two at a time never wait for each other.
    values = [value for digest in sorted(bounds) for value in (digest, (turn + 1) * span)]
    rows = sql.fetch(
        f"INSERT INTO kit_attempt (digest, count, ends_at) VALUES {places} "
        "ON CONFLICT (digest) DO UPDATE SET count = kit_attempt.count + 1 RETURNING digest, count",
        values,
    )
    if any(count > bounds[digest] for digest, count in rows):
        # Taken back by hand: a savepoint would cost whoever is let through two statements more.
        Attempt.objects.filter(digest__in=bounds).update(count=F("count") - 1)
        raise TooOften(said)


def is_spent(most: Mapping[str, int], *, span: int = HOUR, at: Moment | None = None) -> bool:
    """Tell whether one of them is at its bound within this span of time; counts nothing."""
    bounds = _bounds(most, span, (now() if at is None else at) // span)
    counts = Attempt.objects.filter(digest__in=bounds).values_list("digest", "count")
    return any(count >= bounds[digest] for digest, count in counts)


def forget_counts() -> None:
    """Delete what was counted within spans that are over. May be repeated."""
    Attempt.objects.filter(ends_at__lte=now()).delete()


def network_of(address: str) -> str:
    """Answer whose address it is: a household has one of the old ones, and 2**64 of the new ones."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def _bounds(most: Mapping[str, int], span: int, turn: int) -> dict[str, int]:
    return {_digest(f"{what} {span} {turn}"): bound for what, bound in most.items()}


def _digest(what: str) -> str:
    return salted_hmac("veche.kit.limits", what, algorithm="sha256").hexdigest()[:40]
