"""Checking the columnar copy: counts and sums of every month and kind against the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.kit import sql
from veche.kit.terms import Trouble
from veche.ledger.models import Channel, ColumnarCopy
from veche.ledger.queries.columns import ask_columns
from veche.ledger.terms import Count

if TYPE_CHECKING:
    from veche.core.models import Community

Sums = dict[int, tuple[int, ...]]
WHAT = ("rows", "ids", "identities", "moments", "marks", "targets", "subjects", "amounts")
WHAT_OF_REPLIES = ("rows", "children", "parents")
WHAT_OF_TALLIES = ("rows", "ids", "identities", "counts")
_SUMMED = ("id", "identity_id", "occurred_at - %s", "marks", "target_id", "subject_id", "amount")
_HELD = ("id", "identity", "moment - $start", "marks", "target", "subject", "amount")


class Difference(NamedTuple):
    """Where the copy says something else than the ledger: the month is counted from January 1970."""

    table: str
    month: int
    kind: int
    what: str
    ledger: int
    columns: int

    def __str__(self) -> str:
        """Say it in a line."""
        when = f"{1970 + self.month // 12}-{self.month % 12 + 1:02}" if self.month >= 0 else "all time"
        where = f"{self.table} of {when}, kind {self.kind}, {self.what}"
        return f"{where}: {self.ledger} in the ledger, {self.columns} in the figures"


def check_columns(community: Community) -> list[Difference]:
    """Answer every month, kind and sum in which the columnar copy differs from the ledger.

    Looks at what the copy has taken in so far; an empty list says that it is whole.
    """
    from veche.ledger.columns import calendar

    copy = ColumnarCopy.objects.filter(community=community).first()
    if copy is None or not copy.time_zone:
        return []
    channels = list(Channel.objects.filter(community=community).values_list("pk", flat=True))
    found: list[Difference] = []
    for month in _months(community, channels, copy.time_zone):
        bounds = calendar.month_bounds(month, copy.time_zone)
        facts, links = (of(channels, *bounds, copy.appended_to) for of in (_facts, _links))
        found += _compare("interactions", month, WHAT, facts, _held_facts(community, *bounds))
        found += _compare("replies", month, WHAT_OF_REPLIES, links, _held_links(community, *bounds))
        stated = _stated(channels, *bounds, copy)
        found += _compare("tallies", month, WHAT_OF_TALLIES, stated, _held_stated(community, month))
        found += _compare_counted(community, month)
    return found + _compare_entries(community)


def check_all_columns() -> Iterator[str]:
    """Answer in a line each where the columnar copy of a community is not what its ledger says."""
    for copy in ColumnarCopy.objects.select_related("community").order_by("pk"):
        name = copy.community.name
        try:
            for difference in check_columns(copy.community)[:20]:
                yield f"the figures of «{name}» differ: {difference} (veche rebuild-columns)"
        except Trouble as trouble:
            yield f"the figures of «{name}» cannot be read: {trouble}"


def _months(community: Community, channels: Sequence[int], zone: str) -> list[int]:
    """Answer every month of the ledger or of the copy."""
    from veche.ledger.columns import calendar

    statement = "SELECT min(occurred_at), max(occurred_at) FROM ledger_interaction WHERE channel_id = %s"
    ends = [
        at for channel in channels for row in sql.fetch(statement, (channel,)) for at in row if at is not None
    ]
    months = {int(month) for month in calendar.local_times(ends, zone).month} if ends else set()
    for table in ("interactions", "replies", "months", "hours", "tallies"):
        for row in ask_columns(community, f"SELECT min(month), max(month) FROM {table}", kept=False):
            months |= {month for month in row if month is not None}
    return list(range(min(months), max(months) + 1)) if months else []


def _facts(channels: Sequence[int], start: int, end: int, upto: int) -> Sums:
    sums = ", ".join(f"coalesce(sum({column}), 0)" for column in _SUMMED)
    statement = (
        f"SELECT kind, count(*), {sums} FROM ledger_interaction WHERE channel_id = %s AND occurred_at >= %s "
        "AND occurred_at < %s AND id <= %s GROUP BY kind"
    )
    return _added([row for c in channels for row in sql.fetch(statement, (start, c, start, end, upto))])


def _held_facts(community: Community, start: int, end: int) -> Sums:
    sums = ", ".join(f"sum({column})::BIGINT" for column in _HELD)
    within = "moment >= $start AND moment < $end"
    question = f"SELECT kind, count(*), {sums} FROM interactions WHERE {within} GROUP BY kind"
    return _added(ask_columns(community, question, {"start": start, "end": end}, kept=False))


def _links(channels: Sequence[int], start: int, end: int, upto: int) -> Sums:
    statement = (
        "SELECT c.kind, count(*), sum(r.child_id), sum(r.parent_id) FROM ledger_interaction c "
        "JOIN ledger_reply r ON r.child_id = c.id WHERE c.channel_id = %s AND c.occurred_at >= %s "
        "AND c.occurred_at < %s AND c.id <= %s AND r.parent_id <= %s GROUP BY c.kind"
    )
    return _added([row for c in channels for row in sql.fetch(statement, (c, start, end, upto, upto))])


def _held_links(community: Community, start: int, end: int) -> Sums:
    question = (
        "SELECT kind, count(*), sum(child)::BIGINT, sum(parent)::BIGINT FROM replies "
        "WHERE moment >= $start AND moment < $end GROUP BY kind"
    )
    return _added(ask_columns(community, question, {"start": start, "end": end}, kept=False))


def _stated(channels: Sequence[int], start: int, end: int, copy: ColumnarCopy) -> Sums:
    names = {count.word: int(count) for count in Count}
    statement = (
        "SELECT name, count(*), sum(id), sum(identity_id), sum(count) FROM ("
        "SELECT t.name AS name, i.id AS id, i.identity_id AS identity_id, max(t.count) AS count "
        "FROM ledger_interaction i JOIN ledger_tally t ON t.interaction_id = i.id "
        "WHERE i.channel_id = %s AND i.occurred_at >= %s AND i.occurred_at < %s "
        "AND i.id <= %s AND t.id <= %s GROUP BY t.name, i.id, i.identity_id) AS stated GROUP BY name"
    )
    upto = (copy.appended_to, copy.tallied_to)
    rows = [row for c in channels for row in sql.fetch(statement, (c, start, end, *upto))]
    return _added([(names[name], *sums) for name, *sums in rows if name in names])


def _held_stated(community: Community, month: int) -> Sums:
    from veche.ledger.columns import shapes

    held = shapes.JOINED["tallies"].format(source=f"(SELECT * FROM tallies WHERE month = {int(month)})")
    sums = "count(*), sum(id)::BIGINT, sum(identity)::BIGINT, sum(count)::BIGINT"
    return _added(ask_columns(community, f"SELECT name, {sums} FROM ({held}) GROUP BY name", kept=False))


def _compare_counted(community: Community, month: int) -> list[Difference]:
    """Count the counted tables anew from the copied interactions."""
    from veche.ledger.columns import shapes

    found = []
    for table in shapes.COUNTED:
        if "month" in shapes.TABLES[table]:
            its = f"(SELECT * FROM {{}} WHERE month = {int(month)})"
            anew = shapes.COUNTED[table].format(source=its.format(shapes.SOURCES.get(table, "interactions")))
            held = shapes.JOINED[table].format(source=its.format(table))
            found += _compare_rows(community, table, month, anew, held)
    return found


def _compare_entries(community: Community) -> list[Difference]:
    from veche.ledger.columns import shapes

    anew = shapes.ENTRIES_OF_MONTHS.format(source=f"({shapes.JOINED['months'].format(source='months')})")
    held = shapes.JOINED["entries"].format(source="entries")
    return _compare_rows(community, "entries", shapes.EVERY, anew, held)


def _compare_rows(community: Community, table: str, month: int, anew: str, held: str) -> list[Difference]:
    from veche.ledger.columns import shapes

    names = [name for name in shapes.TABLES[table] if name != "month"]
    sums = ", ".join(f"sum({name})::BIGINT" for name in names)
    asked = (f"SELECT 0, count(*), {sums} FROM ({source})" for source in (anew, held))
    wanted, found = (_added(ask_columns(community, question, kept=False)) for question in asked)
    return _compare(table, month, ("rows", *names), wanted, found)


def _added(rows: Sequence[tuple[Any, ...]]) -> Sums:
    """Add the rows of one kind up."""
    sums: Sums = {}
    for kind, *values in rows:
        before = sums.get(kind, (0,) * len(values))
        sums[kind] = tuple(a + int(b or 0) for a, b in zip(before, values, strict=True))
    return sums


def _compare(table: str, month: int, names: Sequence[str], ledger: Sums, columns: Sums) -> list[Difference]:
    none = (0,) * len(names)
    return [
        Difference(table, month, kind, name, wanted, held)
        for kind in sorted(ledger.keys() | columns.keys())
        for name, wanted, held in zip(names, ledger.get(kind, none), columns.get(kind, none), strict=True)
        if wanted != held
    ]
