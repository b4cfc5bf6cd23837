"""Watching: who looks at a conversation right now, so that two do not answer the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.models import Conversation, Watch
from veche.inbox.terms import READ_INBOX
from veche.kit import sql
from veche.kit.time import SECOND, now

if TYPE_CHECKING:
    from veche.core.models import Community

# A page asks every second or two; whoever was not heard of for so long has gone.
SPAN = 12 * SECOND
# What was noted a moment ago is not written again: asking stays free of the disk.
FRESH = 4 * SECOND
_NOTED = f"""
    INSERT INTO inbox_watch (conversation_id, user_id, until, answers_until) VALUES (%s, %s, %s, %s)
    ON CONFLICT (conversation_id, user_id) DO UPDATE
    SET until = excluded.until, answers_until = excluded.answers_until
    WHERE inbox_watch.until < excluded.until - {FRESH}
       OR (inbox_watch.answers_until > 0) <> (excluded.answers_until > 0)"""


def note_watching(conversation: Conversation, *, is_answering: bool, in_: Community, by: Actor) -> None:
    """Note for a few seconds that the actor looks at a conversation or writes in it; it is read then."""
    require(by, READ_INBOX, in_=in_)
    if by.user_id is None:
        return
    until = now() + SPAN
    sql.execute(_NOTED, (conversation.pk, by.user_id, until, until if is_answering else 0))
    if conversation.is_unread:
        Conversation.objects.filter(pk=conversation.pk).update(is_unread=False, changed_at=now())


def forget_watching(*, in_: Community, by: Actor) -> None:
    """Forget who looked at what and has long gone. May be repeated."""
    require(by, READ_INBOX, in_=in_)
    Watch.objects.filter(until__lt=now() - 60 * SECOND, conversation__community=in_).delete()
