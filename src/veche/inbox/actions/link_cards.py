"""Cards of links: a page that a message mentions is looked at once, through the guarded door, if at all."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.actions.settling import desk_of
from veche.inbox.models import Conversation, LinkCard
from veche.inbox.queries.hearing import Heard
from veche.inbox.queries.link_cards import digest_of_link, linked_among
from veche.inbox.rules.linked import first_link
from veche.inbox.terms import KEEP_INBOX
from veche.kit.jobs import enqueue
from veche.kit.pictures import drawn_anew
from veche.kit.previews import Preview, preview_of
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import DAY, HOUR, SECOND, Moment, now
from veche.kit.web import Web
from veche.kit.web.making import web_for

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_AN_HOUR, AT_ONCE = 60, 20
# Rules of moderation have their say first; what is older than a day is history.
SETTLING, FRESH = 15 * SECOND, DAY
KEPT, FAILED_KEPT = 30 * DAY, DAY
PATIENCE, LARGEST_PICTURE, SIDE, MOST_PIXELS = 6.0, 2 * 1024**2, 128, 12_000_000


def ask_for_cards(community: Community, heard: Iterable[Heard]) -> None:
    """Ask for cards of what was just said in public, where the community wants them. May be repeated."""
    fresh = now() - FRESH
    linked = [
        one.pk for one in heard if one.at >= fresh and not one.is_private and "://" in one.words
        and first_link(one.words)
    ]  # fmt: skip
    if not linked or not desk_of(community).shows_links:
        return
    latest = sorted(linked)[-MOST_AN_HOUR:]
    for start in range(0, len(latest), AT_ONCE):
        enqueue(
            "inbox.jobs.fetch_cards", at=Moment(now() + SETTLING), community=community.pk,
            community_id=community.pk, interactions=latest[start : start + AT_ONCE],
        )  # fmt: skip


def fetch_cards(interactions: Iterable[int], *, in_: Community, by: Actor) -> int:
    """Look at the first link of each message, and answer how many cards came of it. May be repeated.

    Nothing is asked where the community does not want it, twice within a card's time, more than sixty
    times an hour, or for somebody who was moderated away. What fails shows nothing.
    """
    require(by, KEEP_INBOX, in_=in_)
    if not desk_of(in_).shows_links:
        return 0
    count = 0
    for interaction, link in linked_among(in_, interactions):
        card = _claimed(in_, link)
        if card is not None and _fill(card, link):
            Conversation.objects.filter(items__interaction_id=interaction).update(changed_at=now())
            count += 1
    return count


def forget_cards(*, in_: Community, by: Actor, all_: bool = False) -> int:
    """Delete cards that are past their time, or all of a community; answers how many. May be repeated."""
    require(by, KEEP_INBOX, in_=in_)
    old = LinkCard.objects.filter(community=in_)
    return (old if all_ else old.filter(ends_at__lte=now())).delete()[0]


def _claimed(community: Community, link: str) -> LinkCard | None:
    """Put an empty card down before anybody is asked: whatever happens meanwhile, nobody asks twice."""
    at, digest = now(), digest_of_link(link)
    with transaction.atomic():
        mine = LinkCard.objects.filter(community=community)
        mine.filter(digest=digest, ends_at__lte=at).delete()
        if mine.filter(made_at__gt=at - HOUR).count() >= MOST_AN_HOUR:
            return None
        card, is_new = LinkCard.objects.get_or_create(
            community=community, digest=digest, defaults={"made_at": at, "ends_at": at + FAILED_KEPT}
        )
    return card if is_new else None


def _fill(card: LinkCard, link: str) -> bool:
    """Ask the page; answers whether it said anything beyond where it stands."""
    try:
        told = preview_of(web_for(patience=PATIENCE), link)
    except (Refusal, Trouble):
        return False
    if not told.description and told.title == told.site:
        return False
    picture = _picture(told, web_for(patience=PATIENCE, largest=LARGEST_PICTURE))
    mine = LinkCard.objects.filter(pk=card.pk)  # which may be gone: it was switched off meanwhile
    return bool(mine.update(title=told.title, description=told.description, site=told.site,
                            picture=picture, ends_at=now() + KEPT))  # fmt: skip


def _picture(told: Preview, web: Web) -> bytes:
    """Answer the page's picture as we draw it, or nothing."""
    if not told.image_url:
        return b""
    try:
        with web.client(headers={"accept": "image/*"}) as client:
            answer = client.get(told.image_url)
        found = BytesIO(answer.content)
        return drawn_anew(found, SIDE, square=True, most_pixels=MOST_PIXELS) if answer.is_success else b""
    except (Refusal, Trouble):
        return b""
