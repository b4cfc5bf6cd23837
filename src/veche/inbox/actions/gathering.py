"""Gathering: what was said becomes conversations, whatever its order and however often it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.actions.assigning import assign_by_rules
from veche.inbox.actions.link_cards import ask_for_cards
from veche.inbox.actions.placing import Placing
from veche.inbox.actions.settling import desk_of, settle
from veche.inbox.actions.vanishing import mark_gone
from veche.inbox.models import Conversation, Item
from veche.inbox.queries import hearing
from veche.inbox.terms import KEEP_INBOX
from veche.kit import sql

if TYPE_CHECKING:
    from veche.core.models import Community

# Replies to replies that came before what they reply to.
MOST_ROUNDS = 50


def gather_batch(community: Community, origin: int, span: tuple[int, int], *, by: Actor) -> int:
    """Open and go on with conversations of a batch of facts; answers how many things were put into them.

    Call it as often as you like and with batches in any order. What is older than the community's
    inbox looks back opens nothing.
    """
    require(by, KEEP_INBOX, in_=community)
    heard = hearing.heard_in(community, origin, span, desk_of(community).days)
    if not heard:
        return 0
    known = {one.pk for one in heard}
    heard += hearing.heard_by_id(
        community, {child for child, _ in hearing.replies_to(known) if child not in known}
    )
    count = _take(community, heard)
    ask_for_cards(community, heard)
    return count


def _take(community: Community, heard: list[hearing.Heard]) -> int:
    """Put what was heard into conversations, then what replies to it and was waiting."""
    with transaction.atomic():
        sql.lock("inbox.channel", *{one.channel for one in heard})
        placing = Placing(community)
        for _ in range(MOST_ROUNDS):
            placed = placing.place(heard)
            waiting = {child for child, _ in hearing.replies_to(placed)} - placing.seen if placed else set()
            if not waiting:
                break
            heard = hearing.heard_by_id(community, waiting)
            if not heard:
                break  # reactions: they reply, and say nothing
        return _store(community, placing)


def _store(community: Community, placing: Placing) -> int:
    """Write what was decided: conversations, their messages, how each stands, who gets the new ones."""
    Conversation.objects.bulk_create(placing.opened, batch_size=500)
    for item in placing.items:
        item.conversation_id = placing.whole(item.conversation).pk
    Item.objects.bulk_create(placing.items, batch_size=1000, ignore_conflicts=True)
    mark_gone(item.interaction_id for item in placing.items)
    for gone, kept in placing.absorbed:
        Item.objects.filter(conversation=gone).update(conversation=kept)
        Conversation.objects.filter(pk=gone.pk).delete()
    touched = {item.conversation_id for item in placing.items} | {kept.pk for _, kept in placing.absorbed}
    heard_from = {item.conversation_id for item in placing.items if item.asks}
    settle(community, touched, unread=heard_from)
    assign_by_rules(community, placing.opened, placing.words)
    return len(placing.items)


def follow_removals(community: Community, ids: Sequence[int], *, by: Actor) -> int:
    """Let conversations follow what was deleted outside or brought back; answers how many did.

    What was brought back and is in none yet is gathered as if it had come now. May be repeated.
    """
    require(by, KEEP_INBOX, in_=community)
    heard = hearing.heard_by_id(community, ids)
    if not heard:
        return 0
    with transaction.atomic():
        sql.lock("inbox.channel", *{one.channel for one in heard})
        touched = mark_gone(ids)
        settle(community, touched)
        known = set(Item.objects.filter(interaction_id__in=ids).values_list("interaction_id", flat=True))
        back = [one for one in heard if one.pk not in known and one.gone_at is None]
        if back:
            _take(community, back)
    return len(touched)


def gather_chosen(community: Community, ids: Iterable[int], *, by: Actor) -> None:
    """Look anew at the named interactions, however old: their conversation was opened by hand."""
    require(by, KEEP_INBOX, in_=community)
    if heard := hearing.heard_by_id(community, ids):
        _take(community, heard)
