"""Waiting: keeps who waited for what was promised, and lets figures know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import SYSTEM, Actor
from veche.inbox.models import Conversation, Wait
from veche.inbox.queries.waits import Judged, Kept, Key, promises_judged, turns_of, waits_kept
from veche.inbox.rules.waiting import is_kept, waits_in
from veche.inbox.terms import FAR, KEEP_INBOX, Waited
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import SECOND, Moment, as_datetime, now
from veche.ledger.actions import save_snapshot

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.inbox.actions.settling import Due

# Every snapshot makes figures anew: what happens within some seconds goes together.
SOON = 10 * SECOND
_COLUMNS = (
    "interaction_id", "promised", "conversation_id", "since", "due_at", "ended_at", "is_answered", "is_late",
    "identity_id",
)  # fmt: skip
_UPDATE = (
    "UPDATE inbox_wait SET conversation_id = %s, since = %s, due_at = %s, ended_at = %s, is_answered = %s, "
    "is_late = %s, identity_id = %s WHERE interaction_id = %s AND promised = %s"
)


def follow_waits(community: Community, found: Mapping[int, Conversation], due: Due) -> None:
    """Keep the waits of conversations as they are by now, and tell `due` since when people wait.

    May be repeated. Inside a transaction, after what was said and settled by hand has been written.
    """
    turns, who = turns_of(found)
    waits = {(one.interaction, int(one.promised)): (pk, one) for pk in found for one in waits_in(turns[pk])}
    known, at = waits_kept(found, {interaction for interaction, _ in waits}), now()
    wanted = {}
    for key, (pk, waited) in waits.items():
        by = _due(waited, known.get(key), found[pk], due, at)
        ended = waited.ended_at
        is_late = is_kept(waited, by, at) is False
        wanted[key] = Kept(pk, waited.since, by, ended, waited.is_answered, is_late, who[waited.interaction])
        if ended == FAR:
            due.waits[pk, waited.promised] = waited.since, by
    if _keep(known, wanted):
        lay_soon(community)


def _due(waited: Waited, kept: Kept | None, conversation: Conversation, due: Due, at: int) -> int:
    """Answer by when it was promised: as it was then, once the time is over or the wait has ended."""
    if kept and (waited.latest <= kept.ended_at < FAR or kept.due_at < min(kept.ended_at, at)):
        return kept.due_at
    return due.promised(conversation.channel_id, waited)


def _keep(known: Mapping[Key, Kept], wanted: Mapping[Key, Kept]) -> bool:
    """Write what differs; tells whether anything did that figures tell of."""
    gone = known.keys() - wanted.keys()
    changed = {key: one for key, one in wanted.items() if key in known and known[key] != one}
    fresh = {key: one for key, one in wanted.items() if key not in known}
    for interaction, promised in gone:
        Wait.objects.filter(interaction_id=interaction, promised=promised).delete()
    sql.execute_many(_UPDATE, [(*one, *key) for key, one in changed.items()])
    sql.insert_rows("inbox_wait", _COLUMNS, [(*key, *one) for key, one in fresh.items()])
    told = [known[key] for key in gone] + [*changed.values(), *fresh.values()]
    return any(one.due_at < FAR and (one.ended_at < FAR or one.is_late) for one in told) or any(
        known[key].due_at < FAR and known[key].ended_at < FAR for key in changed
    )


def lay_soon(community: Community) -> None:
    """Have figures know of promises that were kept or not since the last time."""
    enqueue(
        "inbox.jobs.lay_promises", key=str(community.pk), at=Moment(now() + SOON), community=community.pk,
        community_id=community.pk,
    )  # fmt: skip


def note_late(*, in_: Community, by: Actor) -> None:
    """Note where the time of a promise is over, so that figures count it as late. May be repeated."""
    require(by, KEEP_INBOX, in_=in_)
    with transaction.atomic():
        late = Wait.objects.filter(
            conversation__community=in_, ended_at=as_datetime(FAR), is_late=False, due_at__lt=now()
        )
        Wait.objects.filter(pk__in=list(late.values_list("pk", flat=True))).update(is_late=True)
        lay_soon(in_)


def lay_promises(*, in_: Community, by: Actor) -> None:
    """Put what became of promises beside the figures of a community. May be repeated."""
    require(by, KEEP_INBOX, in_=in_)
    rows = promises_judged(in_, now())
    columns = {name: [getattr(row, name) for row in rows] for name in Judged._fields}
    save_snapshot(in_, "promises", columns, by=SYSTEM)
