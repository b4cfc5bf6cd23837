"""Keeping: what comes back is kept raw first; reading it is a job."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.jobs import enqueue
from veche.kit.time import now
from veche.mailing.models import Returning, Sender
from veche.mailing.terms import KEEP_DELIVERIES

if TYPE_CHECKING:
    from veche.core.models import Community

MAILBOX = "mailbox"


class Raw(NamedTuple):
    """What came in, with its name where it came from."""

    key: str
    payload: bytes


def keep_returned(sender: Sender, raws: Sequence[Raw], *, way: str = MAILBOX, is_signed: bool = False,
                  by: Actor) -> int:  # fmt: skip
    """Keep what came in by a way, and ask for its reading; answers how many were new. May be repeated."""
    community = sender.community
    require(by, KEEP_DELIVERIES, in_=community)
    moment, keys = now(), {f"{way}/{sender.pk}/{raw.key}"[:250]: raw for raw in raws}
    with transaction.atomic():
        known = set(
            Returning.objects.filter(community=community, key__in=list(keys)).values_list("key", flat=True)
        )
        fresh = [
            Returning(community=community, sender=sender, way=way, key=key, payload=raw.payload,
                      is_signed=is_signed, received_at=moment)
            for key, raw in keys.items() if key not in known
        ]  # fmt: skip
        Returning.objects.bulk_create(fresh, ignore_conflicts=True)
        if fresh:
            ask_for_reading(community)
    return len(fresh)


def keep_call(
    sender: Sender, body: bytes, *, provider: str, is_signed: bool, once: str = "", by: Actor
) -> int:  # fmt: skip
    """Keep a provider's call, once for the same bytes, or for what names it; answers whether it was new.

    May be repeated.
    """
    require(by, KEEP_DELIVERIES, in_=sender.community)
    raw = Raw(hashlib.sha256(once.encode() or body).hexdigest(), body)
    return keep_returned(sender, [raw], way=provider, is_signed=is_signed, by=by)


def ask_for_reading(community: Community) -> None:
    """Ask for what waits to be read, once the running transaction stands."""
    enqueue(
        "mailing.jobs.returns.read_returns", key=str(community.pk), community=community.pk, pk=community.pk
    )
