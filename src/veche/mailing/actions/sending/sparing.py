"""Sparing: whoever was to get a letter that was given up gets none; whom no server can reach is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.mailing.actions.suppressing import suppress
from veche.mailing.models import Delivery, Letter
from veche.mailing.rules.reports.causes import judged
from veche.mailing.terms import KEEP_DELIVERIES, LeftOut, Stand, Why
from veche.mailing.terms.returning import What

if TYPE_CHECKING:
    from veche.core.models import Community

AT_ONCE = 5_000


def spare_soon(letter: int, *, in_: Community, by: Actor) -> None:
    """Ask for whoever waits for a cancelled letter to be left out, within the running transaction."""
    require(by, KEEP_DELIVERIES, in_=in_)
    enqueue("mailing.jobs.leaving.spare_cancelled_letter", community=in_.pk, key=str(letter), letter=letter)


def spare_cancelled(letter: Letter, *, in_: Community, by: Actor) -> int:
    """Leave the next few thousand out who wait for a cancelled letter; answers how many. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    waiting = Delivery.objects.filter(letter=letter, state=Stand.WAITING).values("pk")[:AT_ONCE]
    with transaction.atomic():
        return Delivery.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
            state=Stand.LEFT_OUT, why=LeftOut.CANCELLED
        )


def suppress_dead(refused: Mapping[int, str], community: Community) -> None:
    """Keep addresses out of which a server said, while a letter was handed over, that nobody is there.

    `refused` says for deliveries what was answered; within the running transaction. May be repeated.
    """
    dead = {pk: said for pk, said in refused.items() if judged(said).what is What.HARD}
    rows = sql.fetch(
        f"SELECT id, email FROM mailing_delivery WHERE {sql.any_of('id')}", (sql.listed(dead),)
    ) if dead else []  # fmt: skip
    for pk, email in rows:
        suppress(community, email, Why.BOUNCED, detail=dead[pk])
