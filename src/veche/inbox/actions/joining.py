"""Joining: several conversations become one, also across channels, and one becomes two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.changing import change, chosen, settle_as
from veche.inbox.actions.settling import settle
from veche.inbox.models import Change, Conversation, Item
from veche.inbox.terms import ANSWER_PEOPLE, State, Why
from veche.kit.terms import N_, Refusal
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community

_TWO = N_("Choose two or more conversations to merge.")
_SOME = N_("Choose the messages that are about something else; at least one has to stay.")


def merge_conversations(
    conversations: Sequence[Conversation], *, in_: Community, by: Actor
) -> tuple[Conversation, Change]:
    """Make one conversation of several: the one opened first stays, the others' messages move there.

    Answers it and the change, which `undo_change` takes back. Refuses fewer than two.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        found = [one for one in chosen(conversations, in_) if one.merged_into_id is None]
        if len(found) < 2:
            raise Refusal(_TWO)
        home = min(found, key=lambda one: (one.opened_at, one.pk))
        others = [one for one in found if one.pk != home.pk]
        close = settle_as(State.CLOSED)

        def edit(one: Conversation) -> None:
            close(one)
            one.merged_into = home

        items = {one.pk: {"items": _items_of(one)} for one in others}
        made = change(others, "merge", edit, in_=in_, by=by, what=str(home.pk), extra=items)
        Conversation.objects.filter(merged_into__in=others).update(merged_into=home)
        Item.objects.filter(conversation__in=others).update(conversation=home)
        made.lines.create(conversation=home, before={})
        settle(in_, [one.pk for one in found])
        audit(by, "inbox.merge_conversations", in_=in_, on=made, conversations=[one.pk for one in found])
    return Conversation.objects.get(pk=home.pk), made


def split_conversation(
    conversation: Conversation, interactions: Sequence[int], *, in_: Community, by: Actor
) -> tuple[Conversation, Change]:
    """Make the named messages a conversation of their own; answers it and the change.

    Refuses none and all. `undo_change` puts the messages back.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        (home,) = chosen([conversation], in_)
        moving = list(
            Item.objects.filter(conversation=home, interaction_id__in=interactions).order_by("at", "pk")
        )
        if not moving or len(moving) == home.items.count():
            raise Refusal(_SOME)
        first = moving[0]
        ids = [item.interaction_id for item in moving]
        made = change([home], "split", lambda _: None, in_=in_, by=by, extra={home.pk: {"items": ids}})
        new = Conversation.objects.create(
            community=in_, channel_id=home.channel_id, key=f"s:{first.interaction_id}:{made.pk}",
            identity_id=first.identity_id, subject=home.subject, language=home.language,
            why=first.why or int(Why.HAND), opened_by=first.interaction_id, opened_at=first.at,
            last_at=first.at, last_interaction=first.interaction_id, assigned_id=home.assigned_id,
            changed_at=now(),
        )  # fmt: skip
        Item.objects.filter(interaction_id__in=ids).update(conversation=new)
        made.what = str(new.pk)
        made.save(update_fields=["what"])
        settle(in_, [home.pk, new.pk])
        audit(by, "inbox.split_conversation", in_=in_, on=made, conversation=home.pk, into=new.pk)
    return Conversation.objects.get(pk=new.pk), made


def _items_of(conversation: Conversation) -> list[int]:
    return list(conversation.items.order_by("pk").values_list("interaction_id", flat=True))
