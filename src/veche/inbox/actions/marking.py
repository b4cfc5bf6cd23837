"""Marking: what people say of how they were answered becomes a fact of the ledger, each time they say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from veche.core.terms import SYSTEM
from veche.inbox.models import Rating
from veche.inbox.terms import stars_of
from veche.kit import sql
from veche.kit.time import moment
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Channel, Identity, Origin
from veche.ledger.terms import About, Count, Handle, Kind, Nature, Place, Sighting

if TYPE_CHECKING:
    from veche.core.models import Community

ORIGIN = "inbox"


def record_marks(community: Community, ratings: Iterable[Rating]) -> None:
    """Record what was said of answers; the latest of a conversation counts. May be repeated.

    A mark that was changed is one more fact of the moment of the first, with the same subject. What
    somebody wrote beside it stays with the rating. Inside a transaction.
    """
    said = [one for one in ratings if one.score is not None]
    channels = Channel.objects.in_bulk({one.channel_id for one in said})
    identities = Identity.objects.in_bulk({one.identity_id for one in said})
    seen = [
        _seen(one, channels[one.channel_id], identities[one.identity_id])
        for one in said if one.channel_id in channels and one.identity_id in identities
    ]  # fmt: skip
    if seen:
        record_many(seen, origin=_origin_of(community), by=SYSTEM)


def _seen(rating: Rating, channel: Channel, identity: Identity) -> Sighting:
    number, mark = f"{rating.pk}", rating.score or 0
    return Sighting(
        Place(channel.network, channel.key, channel.title, channel.form),
        Handle(identity.kind, identity.value, nature=Nature(identity.nature)),
        Kind.RATED, moment(rating.rated_at), f"rated-{number}-{rating.changes}", words=stars_of(mark),
        about=About("conversation", number, f"#{number}"), tallies=((Count.MARK.word, mark),),
    )  # fmt: skip


def _origin_of(community: Community) -> Origin:
    sql.lock("inbox.origin", community.pk)
    found = Origin.objects.filter(community=community, kind=ORIGIN, withdrawn_at=None).first()
    title = "Входящие" if community.language == "ru" else "Inbox"
    return found or open_origin(community, ORIGIN, title, by=SYSTEM)
