"""Waits: what changed whose turn it was in conversations, what is kept of it, and what figures are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from veche.core.models import Community
from veche.inbox.models import Wait
from veche.inbox.rules.waiting import is_kept
from veche.inbox.terms import FAR, Promised, Turn, Turned, Waited
from veche.kit import sql
from veche.kit.time import as_datetime, now, number_of_day

if TYPE_CHECKING:
    from veche.kit.time import Moment

# Changes by hand that end a wait, or let it go on.
_BY_HAND = {
    "close": Turned.CLOSED, "correct": Turned.CLOSED, "answered": Turned.HANDLED, "reopen": Turned.REOPENED,
}  # fmt: skip
_SAID = """
    SELECT conversation_id, at, asks, interaction_id, identity_id FROM inbox_item
    WHERE {which} AND (asks OR answers)"""
_CHANGED = f"""
    SELECT l.conversation_id, c.made_at, c.act
    FROM inbox_changeline l JOIN inbox_change c ON c.id = l.change_id
    WHERE {{which}} AND c.undone_at IS NULL AND c.act IN ({", ".join(f"'{act}'" for act in _BY_HAND)})"""
_KEPT = """
    SELECT interaction_id, promised, conversation_id, since, due_at, ended_at, is_answered, is_late,
           identity_id
    FROM inbox_wait WHERE {which}"""
# What was opened by mistake is no promise.
_PROMISED = f"""
    SELECT w.interaction_id, w.promised, w.since, w.due_at, w.ended_at, w.is_answered, w.identity_id,
           c.channel_id
    FROM inbox_wait w JOIN inbox_conversation c ON c.id = w.conversation_id
    LEFT JOIN inbox_correction k ON k.conversation_id = c.id AND NOT k.is_wanted AND k.undone_at IS NULL
    WHERE c.community_id = %s AND w.due_at < {FAR} AND k.id IS NULL ORDER BY w.interaction_id, w.promised"""


class Kept(NamedTuple):
    """A wait as it is kept: the conversation, by when it was promised, whether figures know it was late."""

    conversation: int
    since: int
    due_at: int
    ended_at: int
    is_answered: bool
    is_late: bool
    identity: int


Key = tuple[int, int]  # the interaction that asked, and what is promised


def turns_of(ids: Iterable[int]) -> tuple[dict[int, list[Turn]], dict[int, int]]:
    """Answer the turns of each conversation, and under which handle each question was asked."""
    turns: dict[int, list[Turn]] = defaultdict(list)
    who: dict[int, int] = {}
    bound = (sql.listed(ids),)
    for pk, at, asks, interaction, identity in sql.fetch(
        _SAID.format(which=sql.any_of("conversation_id")), bound
    ):
        turns[pk].append(Turn(at, Turned.ASKED if asks else Turned.ANSWERED, interaction))
        who[interaction] = identity
    for pk, at, act in sql.fetch(_CHANGED.format(which=sql.any_of("l.conversation_id")), bound):
        turns[pk].append(Turn(at, _BY_HAND[act]))
    return turns, who


def waits_kept(ids: Iterable[int], asked: Iterable[int]) -> dict[Key, Kept]:
    """Answer what is kept of the waits of conversations, and of these questions wherever they are now."""
    found: dict[Key, Kept] = {}
    for column, values in (("conversation_id", ids), ("interaction_id", asked)):
        for row in sql.fetch(_KEPT.format(which=sql.any_of(column)), (sql.listed(values),)):
            interaction, promised, pk, since, due, ended, is_answered, is_late, identity = row
            kept = Kept(pk, since, due, ended, bool(is_answered), bool(is_late), identity)
            found[interaction, promised] = kept
    return found


def communities_running_late() -> Iterable[Community]:
    """Answer the communities in which the time of a promise is over that figures know nothing of."""
    late = Wait.objects.filter(ended_at=as_datetime(FAR), is_late=False, due_at__lt=now())
    ids = late.order_by().values_list("conversation__community", flat=True).distinct()
    return Community.objects.select_related("organisation").filter(pk__in=list(ids))


class Judged(NamedTuple):
    """A promise that was kept or not: a row of `promises` in `ledger.terms.SNAPSHOTS`."""

    id: int
    channel: int
    identity: int
    promised: int
    is_kept: bool
    is_open: bool
    moment: int
    day: int


def promises_judged(community: Community, at: Moment) -> list[Judged]:
    """Answer which promises were kept and which were not, by when that was sure."""
    found = []
    for interaction, promised, since, due, ended, is_answered, identity, channel in sql.fetch(
        _PROMISED, (community.pk,)
    ):
        kept = is_kept(
            Waited(Promised(promised), interaction, since, since, ended, bool(is_answered)), due, at
        )
        if kept is not None:
            sure = ended if kept else due
            day = number_of_day(sure, community.time_zone)
            found.append(Judged(interaction, channel, identity, promised, kept, ended == FAR, sure, day))
    return found
