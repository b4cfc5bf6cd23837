"""Settling: how conversations stand, worked out anew from what was said and what was set by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from veche.inbox.actions.waiting import follow_waits
from veche.inbox.models import ChannelRule, Conversation, Desk
from veche.inbox.rules.promising import due_after
from veche.inbox.rules.standing import state_of
from veche.inbox.terms import FAR, Promise, Promised, Side, Standing, State, Waited, Week
from veche.kit import sql
from veche.kit.time import as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

_SPANS = """
    WITH spans AS (
        SELECT conversation_id, min(at) AS first_at, max(at) AS last_at,
               min(at) FILTER (WHERE asks AND gone_at IS NULL) AS first_ask,
               max(at) FILTER (WHERE asks AND gone_at IS NULL) AS last_ask,
               max(at) FILTER (WHERE answers AND gone_at IS NULL) AS last_answer,
               max(gone_at) FILTER (WHERE asks) AS gone
        FROM inbox_item WHERE {which} GROUP BY conversation_id
    )
    SELECT conversation_id, first_at, last_at, first_ask, last_ask, last_answer,
        (SELECT min(i.at) FROM inbox_item i WHERE i.conversation_id = spans.conversation_id
            AND i.answers AND i.gone_at IS NULL AND i.at >= spans.first_ask),
        (SELECT max(i.interaction_id) FROM inbox_item i WHERE i.conversation_id = spans.conversation_id
            AND i.at = spans.last_at),
        (SELECT min(i.interaction_id) FROM inbox_item i WHERE i.conversation_id = spans.conversation_id
            AND i.at = coalesce(spans.first_ask, spans.first_at)),
        (SELECT min(i.side) FROM inbox_item i WHERE i.conversation_id = spans.conversation_id
            AND i.at = spans.last_answer AND i.answers AND i.gone_at IS NULL),
        CASE WHEN spans.first_ask IS NULL THEN coalesce(spans.gone, 0) ELSE 0 END
    FROM spans"""
_ASKED = """
    WITH latest AS (
        SELECT conversation_id, coalesce(max(at) FILTER (WHERE answers AND gone_at IS NULL), 0) AS answered
        FROM inbox_item WHERE {which} GROUP BY conversation_id
    )
    SELECT i.conversation_id, i.at, i.why FROM inbox_item i
    JOIN latest ON latest.conversation_id = i.conversation_id
    WHERE i.asks AND i.gone_at IS NULL AND i.at > latest.answered"""
FIELDS = (
    "opened_at", "opened_by", "last_at", "last_interaction", "asked_at", "answered_at", "first_answered_at",
    "answered_side", "waits_since", "due_at", "state", "why", "is_unread", "changed_at", "snoozed_until",
    "closed_at", "gone_at",
)  # fmt: skip


def desk_of(community: Community) -> Desk:
    """Answer how the inbox of a community is tuned; as it begins where nobody tuned it."""
    return Desk.objects.filter(community=community).first() or Desk(community=community)


def settle(community: Community, ids: Iterable[int], unread: Iterable[int] = ()) -> None:
    """Work out anew how conversations stand; may be repeated. Inside a transaction.

    `unread` are those in which somebody said something new.
    """
    found = {one.pk: one for one in Conversation.objects.filter(community=community, pk__in=set(ids))}
    if not found:
        return
    bound = (sql.listed(found),)
    which = sql.any_of("conversation_id")
    asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pk, at, why in sql.fetch(_ASKED.format(which=which), bound):
        asked[pk].append((at, why))
    due = Due(community, {one.channel_id for one in found.values()})
    follow_waits(community, found, due)
    new = set(unread)
    for pk, *spans in sql.fetch(_SPANS.format(which=which), bound):
        _stand(found[pk], spans, asked[pk], due)
        found[pk].is_unread = found[pk].is_unread or pk in new
    _keep(found[pk] for pk in sorted(found))


def _keep(settled: Iterable[Conversation]) -> None:
    """Write how conversations stand: one statement for all, which the ORM would write a CASE a value for."""
    fields = [field for field in Conversation._meta.concrete_fields if field.attname in FIELDS]
    places = ", ".join(f"{field.column} = %s" for field in fields)
    rows = [
        (*(field.get_prep_value(getattr(one, field.attname)) for field in fields), one.pk) for one in settled
    ]
    sql.execute_many(f"UPDATE inbox_conversation SET {places} WHERE id = %s", rows)


def restand(conversations: Iterable[Conversation], due: Due) -> None:
    """Let the state and the promise follow from what is set on the objects; the caller saves them."""
    for one in conversations:
        _follow(one, due)


class Due:
    """By when conversations are due, by the hours of their community and the promise of their channel."""

    def __init__(self, community: Community, channels: Iterable[int]) -> None:
        desk = desk_of(community)
        self.week: Week = desk.week_in(community.time_zone)
        self.usual = desk.promise
        rules = ChannelRule.objects.filter(channel__in=set(channels))
        self.own = {rule.pk: rule for rule in rules}
        # Since when somebody waits and by when it is due, by conversation and promise: `follow_waits`.
        self.waits: dict[tuple[int, int], tuple[int, int]] = {}

    def promise_of(self, channel: int) -> Promise:
        """Answer what is promised in a channel."""
        rule = self.own.get(channel)
        if rule is None:
            return self.usual
        first, whole = rule.first_minutes, rule.whole_minutes
        return Promise(
            self.usual.first if first is None else first, self.usual.whole if whole is None else whole
        )

    def of(self, conversation: Conversation) -> int:
        """Answer the moment, or FAR: nobody has to hurry while it is their turn."""
        if conversation.state != State.OPEN or conversation.waiting_since is None:
            return FAR
        return min(self.waits.get((conversation.pk, promised), (0, FAR))[1] for promised in Promised)

    def promised(self, channel: int, waited: Waited) -> int:
        """Answer by when is due what somebody waits for in a channel, or FAR."""
        promise = self.promise_of(channel)
        minutes = promise.first if waited.promised is Promised.FIRST else promise.whole
        return due_after(waited.earlier, waited.latest, minutes, self.week)


def _stand(one: Conversation, spans: list[Any], asked: list[tuple[int, int]], due: Due) -> None:
    first_at, last_at, first_ask, last_ask, last_answer, first_answer, last, opener, side, gone = spans
    one.opened_at, one.last_at = as_datetime(first_ask or first_at), as_datetime(last_at)
    one.opened_by, one.last_interaction = opener, last
    one.asked_at, one.answered_at = as_datetime(last_ask or 0), as_datetime(last_answer or 0)
    one.first_answered_at = None if first_answer is None else as_datetime(first_answer)  # type: ignore[assignment]
    one.gone_at = as_datetime(gone)
    one.answered_side = Side.TEAM if side is None else side
    # Not since what was closed without an answer, if they asked again after that.
    began, _ = due.waits.get((one.pk, Promised.FIRST), (0, FAR))
    one.waits_since = as_datetime(max(min(at for at, _ in asked), began) if asked else FAR)
    if asked:
        one.why = reduce(or_, (why for _, why in asked), 0) or one.why
    _follow(one, due)


def _follow(one: Conversation, due: Due) -> None:
    one.state = state_of(
        Standing(State(one.settled), moment(one.settled_at), moment(one.asked_at), moment(one.answered_at),
                 moment(one.waits_since), moment(one.gone_at))
    )  # fmt: skip
    if one.state != State.SNOOZED:
        one.snoozed_until = None  # type: ignore[assignment]
    if one.state != State.CLOSED:
        one.closed_at = None  # type: ignore[assignment]
    elif one.closed_at is None:
        one.closed_at = one.gone_at
    one.due_at = as_datetime(due.of(one))
    one.changed_at = as_datetime(now())
