"""Helping: what visitors say of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.models import Article, Feedback
from veche.inbox.terms.knowledge import KEEP_KNOWLEDGE
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import HOUR, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_AN_HOUR = 30
TOO_OFTEN = N_("That were many answers within an hour. Thank you; come back later.")


def tell_helped(article: Article, helped: bool, *, in_: Community, by: Actor, language: str = "") -> None:
    """Keep whether an article helped whoever comes from the actor's address; their latest word counts.

    Refuses an address that says so too often within an hour. Of the address a keyed digest is kept.
    """
    require(by, KEEP_KNOWLEDGE, in_=in_)
    visitor = salted_hmac("veche.inbox.feedback", by.address, algorithm="sha256").hexdigest()[:32]
    moment = now()
    with transaction.atomic():
        sql.lock("inbox.feedback", int(visitor[:7], 16))
        said = Feedback.objects.filter(visitor=visitor, at__gte=as_datetime(moment - HOUR))
        if said.exclude(article=article).count() >= MOST_AN_HOUR:
            raise Refusal(Reason(TOO_OFTEN))
        Feedback.objects.update_or_create(
            article=article, visitor=visitor,
            defaults={"helped": helped, "at": as_datetime(moment), "language": language[:5]},
        )  # fmt: skip
