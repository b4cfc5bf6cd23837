"""Reading the ledger into whole columns: by range of ids for what is new, by month for making anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import OperationalError, transaction

from veche.kit import sql
from veche.kit.money import currency_number
from veche.kit.terms import Trouble
from veche.ledger.columns.calendar import local_times
from veche.ledger.terms import HORIZON, Count

Rows = Sequence[tuple[Any, ...]]
STEP = 20_000
_OF_FACT = """
    SELECT i.id, i.channel_id, i.identity_id, d.nature, i.kind, i.occurred_at, i.marks,
           coalesce(i.target_id, 0), coalesce(i.subject_id, 0), coalesce(i.amount, 0), i.currency"""
_FACTS = "ledger_interaction i JOIN ledger_identity d ON d.id = i.identity_id"
_FACT = f"{_OF_FACT} FROM {_FACTS}"
_EDITED = f"{_OF_FACT}, w.id FROM ledger_wording w JOIN ({_FACTS}) ON i.id = w.interaction_id"
_LINK = """
    SELECT r.child_id, r.parent_id, c.channel_id, c.identity_id, p.identity_id, c.occurred_at, p.occurred_at,
           c.kind, p.kind, p.marks"""
_TALLY = """
    SELECT t.id, i.id, t.name, i.channel_id, i.identity_id, i.kind, i.occurred_at, t.count
    FROM ledger_tally t JOIN ledger_interaction i ON i.id = t.interaction_id"""
_NUMBERS = {count.word: int(count) for count in Count}
_NAMED = f"t.name IN ({', '.join(repr(word) for word in _NUMBERS)})"
_ENDS = "JOIN ledger_interaction {0} ON {0}.id = r.{1}_id"


class Horizon(NamedTuple):
    """The last interaction, stated number and wording that are committed with all before them."""

    fact: int
    tally: int
    wording: int


def settle_horizon() -> Horizon:
    """Answer up to where all is committed: nothing below can still appear.

    PostgreSQL gives ids before they are seen, so it waits for those who record; SQLite has one
    writer and gives ids in the order of commits.
    """
    tables = ("interaction", "tally", "wording")
    latest = ", ".join(f"(SELECT coalesce(max(id), 0) FROM ledger_{table})" for table in tables)
    if not sql.on_postgres():
        return Horizon(*map(int, sql.fetch(f"SELECT {latest}")[0]))
    try:
        with transaction.atomic():
            # Whoever wants to record stands behind us meanwhile: rather come again than keep them.
            sql.execute("SET LOCAL lock_timeout = '2s'")
            sql.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (HORIZON,))
            return Horizon(*map(int, sql.fetch(f"SELECT {latest}")[0]))
    except OperationalError as error:
        raise Trouble("somebody records for very long", retry_after=3) from error


def facts_between(community_id: int, after: int, upto: int) -> Rows:
    """Answer the next interactions of the community by id, `STEP` at the most."""
    where = f"WHERE i.id > %s AND i.id <= %s AND i.community_id = %s ORDER BY i.id LIMIT {STEP}"
    return sql.fetch(f"{_FACT} {where}", (after, upto, community_id))


def links_between(community_id: int, after: int, upto: int) -> Rows:
    """Answer the replies that came to be with interactions of this range.

    A reply is known once both its sides are, and is linked in the transaction that records the
    later of them: so it belongs to the range of its later side, whichever that is.
    """
    child, parent = _ENDS.format("c", "child"), _ENDS.format("p", "parent")
    mine = "c.community_id = %s"
    by_child = f"{_LINK} FROM ledger_reply r {child} {parent} WHERE r.child_id > %s AND r.child_id <= %s"
    by_parent = f"{_LINK} FROM ledger_reply r {parent} {child} WHERE r.parent_id > %s AND r.parent_id <= %s"
    found = sql.fetch(f"{by_child} AND r.parent_id <= %s AND {mine}", (after, upto, upto, community_id))
    return found + sql.fetch(
        f"{by_parent} AND r.child_id <= %s AND {mine}", (after, upto, after, community_id)
    )


def tallies_between(community_id: int, after: int, upto: int) -> Iterator[Rows]:
    """Answer the numbers stated of the community's interactions, by their own ids, in portions."""
    where = f"WHERE t.id > %s AND t.id <= %s AND i.community_id = %s AND {_NAMED} ORDER BY t.id LIMIT {STEP}"
    while rows := sql.fetch(f"{_TALLY} {where}", (after, upto, community_id)):
        yield rows
        after = rows[-1][0]
        if len(rows) < STEP:
            return


def edited_between(
    community_id: int, after: int, upto: int, copied: int, *, step: int = STEP
) -> Iterator[tuple[Rows, int]]:
    """Answer the interactions copied before that got words in this range of wordings, in portions.

    Each portion has an interaction once and comes with the wording up to which it goes.
    """
    where = "w.id > %s AND w.id <= %s AND w.interaction_id <= %s AND i.community_id = %s"
    while rows := sql.fetch(f"{_EDITED} WHERE {where} ORDER BY w.id LIMIT {step}",
                            (after, upto, copied, community_id)):  # fmt: skip
        is_last = len(rows) < step
        after = upto if is_last else rows[-1][-1]
        yield list({row[0]: row[:-1] for row in rows}.values()), after
        if is_last:
            return


def facts_within(channels: Sequence[int], start: int, end: int, upto: int) -> Iterator[Rows]:
    """Answer the interactions of the channels from start until before end, in portions."""
    for channel in channels:
        yield from _portions(_FACT, "i", channel, (start, end, upto), place=5)


def links_within(channels: Sequence[int], start: int, end: int, upto: int) -> Iterator[Rows]:
    """Answer the replies whose child lies from start until before end, in portions."""
    reply = "JOIN ledger_reply r ON r.child_id = c.id"
    select = f"{_LINK} FROM ledger_interaction c {reply} {_ENDS.format('p', 'parent')}"
    for channel in channels:
        yield from _portions(
            select, "c", channel, (start, end, upto), place=5, more=f" AND p.id <= {int(upto)}"
        )


def tallies_within(channels: Sequence[int], start: int, end: int, upto: Horizon) -> Iterator[Rows]:
    """Answer the numbers stated of interactions from start until before end, in portions."""
    within = f"i.channel_id = %s AND i.occurred_at >= %s AND i.occurred_at < %s AND i.id <= %s AND {_NAMED}"
    statement = f"{_TALLY} WHERE {within} AND t.id <= %s AND t.id > %s ORDER BY t.id LIMIT {STEP}"
    for channel in channels:
        last = 0
        while rows := sql.fetch(statement, (channel, start, end, upto.fact, upto.tally, last)):
            yield rows
            last = rows[-1][0]
            if len(rows) < STEP:
                break


def _portions(
    select: str, side: str, channel: int, bounds: tuple[int, int, int], *, place: int, more: str = ""
) -> Iterator[Rows]:
    """Walk along the index of channel and time; `place` is where a row has its moment, ids come first."""
    start, end, upto = bounds
    statement = (
        f"{select} WHERE {side}.channel_id = %s AND {side}.occurred_at >= %s AND {side}.occurred_at < %s "
        f"AND ({side}.occurred_at, {side}.id) > (%s, %s) AND {side}.id <= %s{more} "
        f"ORDER BY {side}.occurred_at, {side}.id LIMIT {STEP}"
    )
    at, last = start, 0
    while rows := sql.fetch(statement, (channel, at, end, at, last, upto)):
        yield rows
        at, last = rows[-1][place], rows[-1][0]
        if len(rows) < STEP:
            return


def fact_columns(rows: Rows, zone: str) -> dict[str, Any]:
    """Turn interactions as read into the columns of `shapes.INTERACTIONS`."""
    names = ("id", "channel", "identity", "nature", "kind", "moment", "marks", "target", "subject", "amount")
    *numbers, codes = zip(*rows, strict=True)
    columns = {name: np.array(values, dtype=np.int64) for name, values in zip(names, numbers, strict=True)}
    numbered = {code: currency_number(code) for code in set(codes)}
    columns["currency"] = np.array([numbered[code] for code in codes], dtype=np.int64)
    return columns | local_times(columns["moment"], zone)._asdict()


def link_columns(rows: Rows, zone: str) -> dict[str, Any]:
    """Turn replies as read into the columns of `shapes.REPLIES`."""
    names = ("child", "parent", "channel", "identity", "parent_identity", "moment", "parent_moment",
             "kind", "parent_kind", "parent_marks")  # fmt: skip
    columns = {
        name: np.array(values, dtype=np.int64)
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    }
    child, parent = local_times(columns["moment"], zone), local_times(columns["parent_moment"], zone)
    return columns | {"day": child.day, "month": child.month, "parent_day": parent.day}


def tally_columns(rows: Rows, zone: str) -> dict[str, Any]:
    """Turn stated numbers as read into the columns of `shapes.TALLIES`."""
    _, ids, words, *numbers = zip(*rows, strict=True)
    names = ("id", "name", "channel", "identity", "kind", "moment", "count")
    values = (ids, [_NUMBERS[word] for word in words], *numbers)
    columns = {name: np.array(some, dtype=np.int64) for name, some in zip(names, values, strict=True)}
    times = local_times(columns["moment"], zone)
    return columns | {"day": times.day, "month": times.month}
