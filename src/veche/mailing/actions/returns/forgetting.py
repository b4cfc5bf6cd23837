"""Forgetting: raw letters are emptied after a month, and a person's at once when the law says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.time import DAY, Moment, now
from veche.mailing.models import Return, Returning
from veche.mailing.terms import KEEP_DELIVERIES
from veche.mailing.terms.returning import ReturningState

if TYPE_CHECKING:
    from veche.core.models import Community

# What could not be read waits for a person; all else is kept raw for so long.
KEPT = 30 * DAY
AT_ONCE = 5_000


def empty_returns(*, in_: Community, by: Actor) -> int:
    """Empty what came in a month ago; what was read of it stays, and its key, so that repeats are known."""
    require(by, KEEP_DELIVERIES, in_=in_)
    old = Returning.objects.filter(community=in_, received_at__lt=Moment(now() - KEPT)).exclude(payload=b"")
    old = old.exclude(state__in=(ReturningState.WAITING, ReturningState.PARKED))
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return Returning.objects.filter(pk__in=pks).update(payload=b"")


def forget_returns(emails: Iterable[str], *, in_: Community, by: Actor) -> int:
    """Take addresses and words of somebody forgotten by law out of what came back; counts stay."""
    require(by, KEEP_DELIVERIES, in_=in_)
    with transaction.atomic():
        found = Return.objects.filter(community=in_, email__in=list(emails))
        raw = list(found.exclude(returning=None).values_list("returning", flat=True))
        Returning.objects.filter(pk__in=raw).update(payload=b"", title="", reason="")
        return found.update(email="", diagnostic="")
