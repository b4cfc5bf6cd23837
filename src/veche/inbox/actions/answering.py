"""Answering: an answer goes out where it was asked, and can be taken back for ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction

from veche.channels import actions as channels
from veche.channels import queries as channel_queries
from veche.channels.terms import Attachment
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.assigning import assign_conversations
from veche.inbox.models import Answer, Conversation, Item
from veche.inbox.queries.hearing import PRIVATE
from veche.inbox.terms import ANSWER_PEOPLE, Side
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean
from veche.kit.time import SECOND, Moment, now
from veche.ledger.models import Interaction

if TYPE_CHECKING:
    from veche.core.models import Community, User

# How long an answer waits, so that it can be taken back.
SECOND_THOUGHTS = 10 * SECOND
LONGEST, MOST_FILES, LARGEST_FILE = 20_000, 10, 20 * 1024**2
_EMPTY = N_("Write the answer.")
_FILES = N_("At most {most} files, each of at most {size} MB.")


def answer(
    conversation: Conversation, text: str, *, in_: Community, by: Actor, files: Sequence[Attachment] = (),
    reply_to: int | None = None, user: User | None = None,
) -> Answer:  # fmt: skip
    """Send an answer into the channel of a conversation, in its thread; it goes in ten seconds.

    `reply_to` is the message it answers, the latest that asks where none is named. An answer gives an
    unassigned conversation to whoever answers. Refuses an empty text, and what the channel refuses.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    said = clean(text).strip()[:LONGEST]
    refuse_if(_faults_of(said, files))
    asked = _asked(conversation, reply_to)
    channel = asked.channel if asked else conversation.channel
    is_private = channel.form == PRIVATE
    key = uuid4().hex
    with transaction.atomic():
        channels.send_message(
            in_, channel=channel, text=said, key=key, reply_to=asked,
            thread=asked.thread if asked else "", to=conversation.identity if is_private else None,
            subject=_subject(conversation), attachments=tuple(files),
            at=Moment(now() + SECOND_THOUGHTS), by=by,
        )  # fmt: skip
        made = Answer.objects.create(
            conversation=conversation, key=key, user_id=by.user_id, author=by.name, made_at=now()
        )
        if conversation.assigned_id is None and user is not None:
            assign_conversations([conversation], user, in_=in_, by=by)
        Conversation.objects.filter(pk=conversation.pk).update(changed_at=now(), is_unread=False)
        audit(by, "inbox.answer", in_=in_, on=conversation)
    return made


def withdraw_answer(made: Answer, *, in_: Community, by: Actor) -> str:
    """Take an answer back before it goes; answers its text, so that it can be written on.

    Refuses where it is on its way already.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        outgoing: Any = channel_queries.outgoing_of(in_, [made.key]).get(made.key)
        if outgoing is None:
            return ""
        channels.withdraw_message(outgoing, by=by)
        Answer.objects.filter(pk=made.pk).update(withdrawn_at=now())
        Conversation.objects.filter(pk=made.conversation_id).update(changed_at=now())
        audit(by, "inbox.withdraw_answer", in_=in_, on=made.conversation)
    return str(outgoing.text)


def _faults_of(said: str, files: Sequence[Attachment]) -> list[Reason]:
    faults = [] if said or files else [Reason(_EMPTY, field="text")]
    if len(files) > MOST_FILES or any(len(one.content) > LARGEST_FILE for one in files):
        told = {"most": MOST_FILES, "size": LARGEST_FILE // 1024**2}
        faults.append(Reason(_FILES, field="files", values=told))
    return faults


def _asked(conversation: Conversation, reply_to: int | None) -> Interaction | None:
    """Answer the message that is answered: the one named, the latest that asks, or the latest."""
    items = Item.objects.filter(conversation=conversation).exclude(side=Side.TEAM)
    if reply_to is not None:
        items = items.filter(interaction_id=reply_to)
    item = items.filter(asks=True).order_by("-at", "-pk").first() or items.order_by("-at", "-pk").first()
    found = Interaction.objects.select_related("channel", "identity")
    return found.filter(pk=item.interaction_id).first() if item else None


def _subject(conversation: Conversation) -> str:
    if not conversation.subject:
        return ""
    is_reply = conversation.subject.casefold().startswith(("re:", "ответ:"))
    return conversation.subject if is_reply else f"Re: {conversation.subject}"
