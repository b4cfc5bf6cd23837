"""Noting: an open or a click becomes one row, and nothing else happens while somebody waits."""

from __future__ import annotations

from veche.core.actions import require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.kit.time import as_datetime, now
from veche.mailing.models import Hit
from veche.mailing.rules.following import agent_of
from veche.mailing.terms import KEEP_DELIVERIES
from veche.mailing.terms.following import OPEN, Asked, Followed


def note_hit(seen: Followed, asked: Asked, *, by: Actor) -> None:
    """Write down that a link or the picture of a letter was asked for, where the community keeps that.

    Of whom is kept only where the community follows people and they do not refuse. One row, one statement.
    """
    require(by, KEEP_DELIVERIES, in_=Community(pk=seen.community))
    if not seen.is_kept:
        return
    at = now()
    since = None if seen.sent_at is None else at - seen.sent_at
    agent = agent_of(asked._replace(since=since, is_open=seen.number == OPEN))
    Hit.objects.create(
        letter_id=seen.letter, delivery_id=seen.delivery if seen.is_personal else None, variant=seen.variant,
        link=seen.number, agent=agent, at=as_datetime(at), is_told=not seen.is_personal,
    )  # fmt: skip
