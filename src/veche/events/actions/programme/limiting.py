"""Limiting: nobody sends too much from one network within an hour."""

from __future__ import annotations

import ipaddress

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Refusal
from veche.kit.time import HOUR, SECOND, now

TOO_OFTEN = N_("Too much was sent from your network within an hour. Come back later, please.")


class TooOften(Refusal):
    """So much came from one place that the next has to wait."""


def count_sending(purpose: str, most: int, by: Actor) -> None:
    """Count one more of a network, on every node alike; refuses when there were enough this hour."""
    told = f"{purpose} {_network_of(by.address)}"
    digest = salted_hmac("veche.events.limiting", told, algorithm="sha256").hexdigest()[:32]
    key = f"events-{digest}-{now() // HOUR}"
    with transaction.atomic():
        sql.lock("events.limiting", int(digest[:7], 16))
        count = int(cache.get(key, 0))
        if count >= most:
            raise TooOften(TOO_OFTEN)
        cache.set(key, count + 1, HOUR // SECOND)


def _network_of(address: str) -> str:
    """Answer whose address it is: a household has one of the old ones, and 2**64 of the new ones."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
