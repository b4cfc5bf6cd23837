"""Changing: whatever a colleague does to one or several conversations, kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.rating import take_questions_back
from veche.inbox.actions.settling import FIELDS, Due, restand, settle
from veche.inbox.actions.waiting import follow_waits, lay_soon
from veche.inbox.models import Change, ChangeLine, Conversation, Correction, Item, Tagging
from veche.inbox.terms import ANSWER_PEOPLE, State
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_AT_ONCE = 1_000
# What colleagues set, and what is put back when they change their mind.
SET = ("settled", "settled_at", "snoozed_until", "closed_at", "assigned_id", "priority", "is_unread",
       "merged_into_id")  # fmt: skip
_MOMENTS = frozenset({"settled_at", "snoozed_until", "closed_at"})
_SAVED = (*FIELDS, "settled", "settled_at", "assigned", "priority", "merged_into")
_NONE = N_("Choose conversations in the list first.")
_TOO_MANY = N_("That is more than {most} conversations at once.")

Edit = Callable[[Conversation], None]
Extra = Mapping[int, Mapping[str, Any]]


def settle_as(state: State, *, until: Any = None) -> Edit:
    """Answer an edit that sets how a conversation stands, from now on."""
    at = as_datetime(now())

    def edit(one: Conversation) -> None:
        one.settled, one.settled_at = state, at
        one.snoozed_until = until
        if state is State.CLOSED:
            one.closed_at, one.is_unread = at, False

    return edit


def change(
    conversations: Iterable[Conversation], act: str, edit: Edit, *, in_: Community, by: Actor,
    what: str = "", extra: Extra | None = None,
) -> Change:  # fmt: skip
    """Edit conversations, keep what stood before, and leave an entry in the audit, all or nothing.

    The caller has asked for the permission. `extra` is kept beside the fields for taking it back.
    """
    found = chosen(conversations, in_)
    before = {one.pk: {**_kept(one), **(extra or {}).get(one.pk, {})} for one in found}
    for one in found:
        edit(one)
    made = Change.objects.create(
        community=in_, act=act, what=what[:200], user_id=by.user_id, author=by.name, made_at=now()
    )
    ChangeLine.objects.bulk_create(
        ChangeLine(change=made, conversation=one, before=before[one.pk]) for one in found
    )
    _save(found, in_)
    return made


def chosen(conversations: Iterable[Conversation], community: Community) -> list[Conversation]:
    """Answer the conversations as they stand now, held until the end; refuses none and too many."""
    ids = {one.pk for one in conversations}
    if len(ids) > MOST_AT_ONCE:
        raise Refusal(Reason(_TOO_MANY, values={"most": MOST_AT_ONCE}))
    held = Conversation.objects.select_for_update().filter(community=community, pk__in=ids)
    found = list(held.order_by("pk"))
    if not found:
        raise Refusal(_NONE)
    return found


def undo_change(made: Change, *, in_: Community, by: Actor) -> None:
    """Put back what stood before a change, in every conversation of it. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    with transaction.atomic():
        open_one = Change.objects.select_for_update().filter(pk=made.pk, community=in_, undone_at=None)
        if open_one.first() is None:
            return
        Change.objects.filter(pk=made.pk).update(undone_at=now())
        lines = list(made.lines.select_related("conversation"))
        for line in lines:
            _put_back(line.conversation, line.before)
        _put_back_tags(lines)
        _put_back_items(lines)
        _save([line.conversation for line in lines], in_)
        settle(in_, [line.conversation_id for line in lines])
        ids = [line.conversation_id for line in lines]
        if made.act == "close":
            take_questions_back(ids, in_=in_, by=by)
        if made.act == "correct":
            Correction.objects.filter(conversation__in=ids, undone_at=None).update(undone_at=now())
            lay_soon(in_)
        audit(by, "inbox.undo_change", in_=in_, on=made, undone=made.act, conversations=ids)


def _kept(one: Conversation) -> dict[str, Any]:
    """Answer what stands now, as JSON."""
    kept = {name: getattr(one, name) for name in SET}
    return {name: moment(value) if name in _MOMENTS and value else value for name, value in kept.items()}


def _put_back(one: Conversation, before: Mapping[str, Any]) -> None:
    for name in SET:
        if name in before:
            value = before[name]
            setattr(one, name, as_datetime(value) if name in _MOMENTS and value is not None else value)


def _put_back_tags(lines: Sequence[ChangeLine]) -> None:
    for line in lines:
        tags = line.before.get("tags")
        if tags is not None:
            Tagging.objects.filter(conversation=line.conversation_id).exclude(tag__in=tags).delete()
            Tagging.objects.bulk_create(
                (Tagging(conversation_id=line.conversation_id, tag_id=tag) for tag in tags),
                ignore_conflicts=True,
            )


def _put_back_items(lines: Sequence[ChangeLine]) -> None:
    for line in lines:
        items = line.before.get("items")
        if items:
            Item.objects.filter(interaction_id__in=items).update(conversation=line.conversation_id)


def _save(found: Sequence[Conversation], community: Community) -> None:
    due = Due(community, {one.channel_id for one in found})
    follow_waits(community, {one.pk: one for one in found}, due)
    restand(found, due)
    Conversation.objects.bulk_update(found, _SAVED, batch_size=200)
