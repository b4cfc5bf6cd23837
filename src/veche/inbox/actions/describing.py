"""Describing: tags, how urgent it is, notes for colleagues, and tasks with a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import User
from veche.core.queries import colleagues_in
from veche.core.terms import Actor
from veche.inbox.actions.changing import change
from veche.inbox.models import Change, Conversation, FollowUp, Mention, Note, Tag, Tagging
from veche.inbox.rules.assigning import mentioned_in
from veche.inbox.terms import ANSWER_PEOPLE, READ_INBOX, Priority
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, fold
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_NOTE = 10_000
_UNNAMED = N_("Write the tag.")
_EMPTY = N_("Write the note.")
_UNSAID = N_("Say in a few words what is to be done.")
_UNDATED = N_("Choose the day on which it is to be done.")


def set_priority(
    conversations: Sequence[Conversation], priority: Priority, *, in_: Community, by: Actor
) -> Change:
    """Say how urgent conversations are. `undo_change` takes it back."""
    require(by, ANSWER_PEOPLE, in_=in_)

    def edit(one: Conversation) -> None:
        one.priority = priority

    with transaction.atomic():
        made = change(conversations, "priority", edit, in_=in_, by=by, what=str(int(priority)))
        audit(by, "inbox.set_priority", in_=in_, on=made, conversations=[one.pk for one in conversations])
    return made


def tag_conversations(
    conversations: Sequence[Conversation], name: str, *, in_: Community, by: Actor
) -> Change:
    """Hang a tag on conversations, making it where there is none of that name. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    title = clean_name(name)[:60]
    refuse_if([Reason(_UNNAMED, field="tag")] * (not title))
    with transaction.atomic():
        tag, _ = Tag.objects.get_or_create(community=in_, folded=fold(title)[:60], defaults={"name": title})
        made = change(conversations, "tag", _nothing, in_=in_, by=by, what=tag.name,
                      extra=_tags_of(conversations))  # fmt: skip
        Tagging.objects.bulk_create(
            (Tagging(tag=tag, conversation=one) for one in conversations), ignore_conflicts=True
        )
        audit(by, "inbox.tag_conversations", in_=in_, on=made, tag=tag.name)
    return made


def untag_conversations(
    conversations: Sequence[Conversation], tag: Tag, *, in_: Community, by: Actor
) -> Change:
    """Take a tag off conversations. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        made = change(conversations, "untag", _nothing, in_=in_, by=by, what=tag.name,
                      extra=_tags_of(conversations))  # fmt: skip
        Tagging.objects.filter(tag=tag, conversation__in=conversations).delete()
        audit(by, "inbox.untag_conversations", in_=in_, on=made, tag=tag.name)
    return made


def write_note(conversation: Conversation, text: str, *, in_: Community, by: Actor) -> Note:
    """Write a note for colleagues; whoever it names with @ is told. Refuses an empty one."""
    require(by, READ_INBOX, in_=in_)
    whole = clean(text).strip()[:LONGEST_NOTE]
    refuse_if([Reason(_EMPTY, field="text")] * (not whole))
    with transaction.atomic():
        note = Note.objects.create(
            conversation=conversation, text=whole, user_id=by.user_id, author=by.name, made_at=now()
        )
        names = [(one.user.pk, str(one.user)) for one in colleagues_in(in_)]
        Mention.objects.bulk_create(Mention(note=note, user_id=user) for user in mentioned_in(whole, names))
        Conversation.objects.filter(pk=conversation.pk).update(changed_at=now())
        audit(by, "inbox.write_note", in_=in_, on=conversation)
    return note


def remove_note(note: Note, *, in_: Community, by: Actor) -> None:
    """Take a note away; `restore_note` brings it back. May be repeated."""
    require(by, READ_INBOX, in_=in_)
    _set_removed(note, now(), in_, by, "inbox.remove_note")


def restore_note(note: Note, *, in_: Community, by: Actor) -> None:
    """Bring a removed note back. May be repeated."""
    require(by, READ_INBOX, in_=in_)
    _set_removed(note, None, in_, by, "inbox.restore_note")


def see_mentions(conversation: Conversation, *, in_: Community, by: Actor) -> None:
    """Note that the actor has seen what colleagues called them for here. May be repeated."""
    require(by, READ_INBOX, in_=in_)
    theirs = Mention.objects.filter(note__conversation=conversation, user=by.user_id or 0, seen_at=None)
    theirs.update(seen_at=now())


def set_follow_up(
    conversation: Conversation,
    text: str,
    due_on: date | None,
    user: User | None,
    *,
    in_: Community,
    by: Actor,
) -> FollowUp:
    """Plan something to do about the person on a day; refuses without words or day."""
    require(by, ANSWER_PEOPLE, in_=in_)
    said = clean_name(text)[:300]
    refuse_if([Reason(_UNSAID, field="text")] * (not said))
    if due_on is None:
        raise Refusal(Reason(_UNDATED, field="due_on"))
    with transaction.atomic():
        found = FollowUp.objects.create(
            community=in_, conversation=conversation, text=said, due_on=due_on, user=user, author=by.name,
            made_at=now(),
        )  # fmt: skip
        Conversation.objects.filter(pk=conversation.pk).update(changed_at=now())
        audit(by, "inbox.set_follow_up", in_=in_, on=found)
    return found


def finish_follow_up(follow_up: FollowUp, *, in_: Community, by: Actor) -> None:
    """Tick a follow-up off; `reopen_follow_up` brings it back. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        if FollowUp.objects.filter(pk=follow_up.pk, community=in_, done_at=None).update(done_at=now()):
            audit(by, "inbox.finish_follow_up", in_=in_, on=follow_up)


def reopen_follow_up(follow_up: FollowUp, *, in_: Community, by: Actor) -> None:
    """Bring a follow-up back. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk, community=in_).update(done_at=None)
        audit(by, "inbox.reopen_follow_up", in_=in_, on=follow_up)


def _set_removed(note: Note, at: int | None, community: Community, by: Actor, act: str) -> None:
    with transaction.atomic():
        Note.objects.filter(pk=note.pk, conversation__community=community).update(removed_at=at)
        Conversation.objects.filter(pk=note.conversation_id).update(changed_at=now())
        audit(by, act, in_=community, on=note)


def _tags_of(conversations: Sequence[Conversation]) -> dict[int, dict[str, list[int]]]:
    """Answer the tags conversations bear now, to be put back."""
    found: dict[int, dict[str, list[int]]] = {one.pk: {"tags": []} for one in conversations}
    for pk, tag in Tagging.objects.filter(conversation__in=conversations).values_list("conversation", "tag"):
        found[pk]["tags"].append(tag)
    return found


def _nothing(_: Conversation) -> None:
    return None
