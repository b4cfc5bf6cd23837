"""Limits: how often something may be done by whoever is not signed in, counted alike on every node."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from veche.kit import sql
from veche.kit.terms import N_, TooOften
from veche.kit.time import HOUR, SECOND, Moment, now

TOO_OFTEN = N_("Too much was sent from your network within an hour. Come back later, please.")


def count_or_refuse(most: Mapping[str, int], *, span: int = HOUR, at: Moment | None = None) -> None:
    """Count one more of each within this span of time; refuses with `TooOften` what is beyond its bound.

    `most` says of what (a network, an address) how much is let through. Of each a keyed digest is kept, for
    the span. What one of them refuses counts for none.
    """
    turn = (now() if at is None else at) // span
    bounds = {_digest(f"{what} {span} {turn}"): bound for what, bound in most.items()}
    with transaction.atomic():
        sql.lock("kit.limits", *sorted(int(digest[:7], 16) for digest in bounds))
        counts = {key: int(cache.get(f"limit-{key}", 0)) for key in bounds}
        if any(counts[key] >= bound for key, bound in bounds.items()):
            raise TooOften(TOO_OFTEN)
        for key, count in counts.items():
            cache.set(f"limit-{key}", count + 1, span // SECOND)


def network_of(address: str) -> str:
    """Answer whose address it is: a household has one of the old ones, and 2**64 of the new ones."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def _digest(what: str) -> str:
    return salted_hmac("veche.kit.limits", what, algorithm="sha256").hexdigest()[:32]
