"""Moving: closing, opening again, snoozing and waking conversations, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.changing import change, settle_as
from veche.inbox.actions.gathering import gather_chosen
from veche.inbox.actions.rating import ask_how_it_was
from veche.inbox.actions.settling import desk_of, settle
from veche.inbox.actions.waiting import lay_soon
from veche.inbox.models import Change, Conversation, Correction, Desk, Item
from veche.inbox.queries.hearing import PRIVATE
from veche.inbox.rules.belonging import key_of
from veche.inbox.rules.wanting import language_of
from veche.inbox.terms import ANSWER_PEOPLE, KEEP_INBOX, Side, State, Why
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, Moment, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Interaction

STEP = 500
_PAST = N_("Choose a time that is still to come.")


def close_conversations(conversations: Sequence[Conversation], *, in_: Community, by: Actor) -> Change:
    """Close conversations; a new message opens them again by itself. `undo_change` takes it back.

    Where a channel is tuned to it, those who were answered are asked how it was.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        made = change(conversations, "close", settle_as(State.CLOSED), in_=in_, by=by)
        ask_how_it_was(conversations, in_=in_, by=by)
        audit(by, "inbox.close_conversations", in_=in_, on=made, conversations=_ids(conversations))
    return made


def reopen_conversations(conversations: Sequence[Conversation], *, in_: Community, by: Actor) -> Change:
    """Say that conversations want an answer after all, whoever spoke last."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        made = change(conversations, "reopen", settle_as(State.OPEN), in_=in_, by=by)
        audit(by, "inbox.reopen_conversations", in_=in_, on=made, conversations=_ids(conversations))
    return made


def note_answered(conversations: Sequence[Conversation], *, in_: Community, by: Actor) -> Change:
    """Say that conversations were answered elsewhere, by mouth or where Veche does not hear."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        made = change(conversations, "answered", settle_as(State.WAITING), in_=in_, by=by)
        audit(by, "inbox.note_answered", in_=in_, on=made, conversations=_ids(conversations))
    return made


def snooze_conversations(
    conversations: Sequence[Conversation], until: Moment | None, *, in_: Community, by: Actor
) -> Change:
    """Put conversations away until a moment, or without one until somebody answers. Refuses the past.

    Whoever asks anew opens them before that.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    if until is not None and until <= now():
        raise Refusal(Reason(_PAST, field="until"))
    edit = settle_as(State.SNOOZED, until=None if until is None else as_datetime(until))
    with transaction.atomic():
        made = change(conversations, "snooze", edit, in_=in_, by=by, what=str(until or ""))
        audit(by, "inbox.snooze_conversations", in_=in_, on=made, conversations=_ids(conversations))
    return made


def correct_opening(conversations: Sequence[Conversation], *, in_: Community, by: Actor) -> Change:
    """Say that conversations need no answer: they close, and the rule that opened them is counted wrong."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        made = change(conversations, "correct", settle_as(State.CLOSED), in_=in_, by=by)
        for one in conversations:
            facts = {"channel_id": one.channel_id, "community": in_, "why": one.why, "user_id": by.user_id,
                     "made_at": now(), "undone_at": None}  # fmt: skip
            Correction.objects.update_or_create(conversation=one, is_wanted=False, defaults=facts)
        lay_soon(in_)
        audit(by, "inbox.correct_opening", in_=in_, on=made, conversations=_ids(conversations))
    return made


def open_conversation(interaction: Interaction, words: str, *, in_: Community, by: Actor) -> Conversation:
    """Open a conversation about something said that the rule passed over; counted as its mistake.

    Where it is in a conversation already, that one is opened again. May be repeated.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        item = Item.objects.filter(interaction_id=interaction.pk).select_related("conversation").first()
        if item is not None:
            if item.conversation.state != State.OPEN:
                reopen_conversations([item.conversation], in_=in_, by=by)
            return Conversation.objects.get(pk=item.conversation_id)
        found = _opened(interaction, words, in_, by)
        audit(by, "inbox.open_conversation", in_=in_, on=found, interaction=interaction.pk)
    return Conversation.objects.get(pk=found.pk)


def _opened(interaction: Interaction, words: str, community: Community, by: Actor) -> Conversation:
    at = interaction.occurred_at
    found, _ = Conversation.objects.get_or_create(
        channel_id=interaction.channel_id, key=_key(interaction),
        defaults={"community": community, "identity_id": interaction.identity_id, "why": int(Why.HAND),
                  "language": language_of(words), "opened_by": interaction.pk, "opened_at": at, "last_at": at,
                  "last_interaction": interaction.pk, "changed_at": now()},
    )  # fmt: skip
    Item.objects.get_or_create(
        interaction_id=interaction.pk,
        defaults={"conversation": found, "identity_id": interaction.identity_id, "at": at,
                  "side": Side.THEY, "why": int(Why.HAND), "asks": True},
    )  # fmt: skip
    facts = {"community": community, "channel_id": interaction.channel_id, "user_id": by.user_id,
             "made_at": now(), "undone_at": None}  # fmt: skip
    Correction.objects.update_or_create(conversation=found, is_wanted=True, defaults=facts)
    settle(community, [found.pk])
    gather_chosen(community, _replies_of(interaction), by=by)
    found.refresh_from_db()
    if found.state != State.OPEN:
        reopen_conversations([found], in_=community, by=by)
    return found


def _key(said: Interaction) -> str:
    return key_of(is_private=said.channel.form == PRIVATE, network=said.channel.network, thread=said.thread,
                  identity=said.identity_id, external_id=said.external_id)  # fmt: skip


def _replies_of(interaction: Interaction) -> list[int]:
    replies = interaction.replies.order_by("child_id")
    return list(replies.values_list("child_id", flat=True)[:STEP])


def wake_conversations(*, in_: Community, by: Actor) -> int:
    """Bring back what was snoozed until now; answers how many. May be repeated."""
    require(by, KEEP_INBOX, in_=in_)
    due = Conversation.objects.filter(
        community=in_, state=State.SNOOZED, snoozed_until__isnull=False, snoozed_until__lte=now()
    )
    found = list(due.order_by("snoozed_until")[:STEP])
    if found:
        with transaction.atomic():
            change(found, "wake", settle_as(State.OPEN), in_=in_, by=by)
    return len(found)


def close_stale(*, in_: Community, by: Actor) -> int:
    """Close what has waited for them for as many days as the community wants; answers how many."""
    require(by, KEEP_INBOX, in_=in_)
    desk: Desk = desk_of(in_)
    if not desk.close_after:
        return 0
    before = now() - desk.close_after * DAY
    stale = Conversation.objects.filter(community=in_, state=State.WAITING, last_at__lt=before)
    found = list(stale.filter(settled_at__lt=before).order_by("last_at")[:STEP])
    if found:
        with transaction.atomic():
            change(found, "stale", settle_as(State.CLOSED), in_=in_, by=by, what=str(desk.close_after))
    return len(found)


def _ids(conversations: Sequence[Conversation]) -> list[int]:
    return [one.pk for one in conversations]
