"""Clauses: each kind of condition as a true-or-false over `here`, a row of `standings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from veche.kit.language.reading import lemma_numbers
from veche.kit.money import currency_number
from veche.kit.text import fold
from veche.ledger.terms import NO_DAY, Kind
from veche.people.rules.conditions import minor_units
from veche.people.terms.conditions import Condition, FieldShape
from veche.people.terms.fields import Form

if TYPE_CHECKING:
    from veche.people.rules.compiling import Compiler

_EPOCH = date(1970, 1, 1)
_DATED = {
    "joined": "joined_day", "first_word": "first_word_day", "first_seen": "first_seen_day",
    "last_seen": "last_seen_day", "last_own": "last_own_day",
}  # fmt: skip
_BOUGHT, _REFUNDED = Kind.BOUGHT.number, Kind.REFUNDED.number
_MOVES = frozenset({Kind.JOINED.number, Kind.LEFT.number})


def _stage(c: Compiler, part: Condition) -> str:
    stages = c.among("here.stage", part.told["stages"])
    if part.told["held"] == "any":
        return stages
    sign = "<=" if part.told["held"] == "least" else ">="
    return f"{stages} AND here.since_day {sign} {c.bind(c.around.today - part.told['days'])}"


def _did(c: Compiler, part: Condition) -> str:
    told = part.told
    where = [c.among("kind", told["kinds"]), c.days("day", told), *_channels(c, told)]
    if told.get("subject"):
        found = {pk for text in told["subject"] for pk in c.around.subjects.get(text, ())}
        where.append(c.among("subject", sorted(found)))
    sign = {"least": ">=", "most": "<=", "exactly": "="}[told["times"]]
    if told.get("words"):
        table = _worded(c, told)
    else:
        # Joining and leaving stand in a table of their own, which is small.
        table = "moves" if set(told["kinds"]) <= _MOVES and not told.get("subject") else "interactions"
    return f"{c.counted(table, ' AND '.join(where), told)} {sign} {c.bind(told['number'])}"


def _worded(c: Compiler, told: Mapping[str, Any]) -> str:
    """Write the messages that have all words of one of the texts, in any of their forms."""
    names = ("identity", "channel", "kind", "day")
    found = []
    for text in told["words"]:
        lemmas = lemma_numbers(text)
        rows = f"FROM lemmas WHERE {c.among('lemma', lemmas)} AND {c.days('day', told)}"
        if len(lemmas) > 1:
            columns = ", ".join(f"any_value({name}) AS {name}" for name in names)
            having = f"HAVING count(*) = {c.bind(len(lemmas))}"
            found.append(f"SELECT id, {columns} {rows} GROUP BY id {having}")
        else:  # a message has each lemma once
            found.append(f"SELECT id, {', '.join(names)} {rows}")
    messages = " UNION ".join(found)
    if told.get("subject"):
        messages = f"SELECT * FROM interactions WHERE id IN (SELECT id FROM ({messages}) AS said)"
    return c.source("worded", f"({messages})")


def _channels(c: Compiler, told: Mapping[str, Any]) -> list[str]:
    return [c.among("channel", told["channels"])] if told.get("channels") else []


def _trait(c: Compiler, part: Condition) -> str:
    told, how = part.told, part.told["how"]
    field = c.around.fields[told["field"]]
    rows = f"SELECT person_id FROM traits WHERE field = {c.bind(field.pk)}"
    if how == "unknown":
        return f"here.person_id NOT IN ({rows})"
    more = "" if how == "known" else f" AND ({_value(c, field, told, how)})"
    return f"here.person_id IN ({rows}{more})"


def _value(c: Compiler, field: FieldShape, told: Mapping[str, Any], how: str) -> str:
    """Write what is asked of a value of a field."""
    if how in {"yes", "no", "person"}:
        return f"text = {c.bind(how)}" if how != "person" else f"other = {c.person(told['person'])}"
    if how in {"least", "most"}:
        return f"number {'>=' if how == 'least' else '<='} {c.bind(float(told['limit']))}"
    if how == "anniversary":
        return c.among("anniversary", days_ahead(c.around.today, told["ahead"]))
    if how == "when":
        return f"day <> {NO_DAY} AND {c.days('day', told)}"
    texts = told["texts"] if field.form is Form.CHOICE else sorted({fold(text) for text in told["texts"]})
    if how == "is":
        return c.among("text", texts)
    function = {"begins": "starts_with", "contains": "contains"}[how]
    return " OR ".join(f"{function}(text, {c.bind(text)})" for text in texts)


def days_ahead(today: int, days: int) -> list[int]:
    """Answer the days of the year from today on, as month × 100 + day.

    Who was born on 29 February has their day on the 28th where the year has no 29th.
    """
    found: dict[int, None] = {}
    for ahead in range(min(days, 366) + 1):
        day = _EPOCH + timedelta(days=today + ahead)
        found[day.month * 100 + day.day] = None
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3:
            found[229] = None
    return list(found)


def _tag(c: Compiler, part: Condition) -> str:
    return f"here.person_id IN (SELECT person_id FROM tags WHERE {c.among('tag', part.told['tags'])})"


def _channel(c: Compiler, part: Condition) -> str:
    return f"here.person_id IN ({_PRESENCES[part.told['presence']](c, part.told['channels'])})"


def _seen_in(c: Compiler, channels: tuple[int, ...]) -> str:
    return f"SELECT person_id FROM presences WHERE {c.among('channel', channels)}"


def _in_now(c: Compiler, channels: tuple[int, ...]) -> str:
    return _seen_in(c, channels) + " AND is_in"


def _left(c: Compiler, channels: tuple[int, ...]) -> str:
    return _seen_in(c, channels) + " AND has_left AND NOT is_in"


_PRESENCES: Mapping[str, Callable[[Compiler, tuple[int, ...]], str]] = {
    "seen": _seen_in, "in": _in_now, "left": _left,
}  # fmt: skip


def _dated(c: Compiler, part: Condition) -> str:
    column = f"here.{_DATED[part.told['moment']]}"
    return f"{column} >= 0 AND {c.days(column, part.told)}"


def _source(c: Compiler, part: Condition) -> str:
    sides = [
        c.among(f"here.{column}", part.told[name])
        for name, column in (("channels", "first_channel"), ("kinds", "first_kind"))
        if part.told.get(name)
    ]
    return " AND ".join(sides) or "TRUE"


def _talked(c: Compiler, part: Condition) -> str:
    told = part.told
    sides = _with_anybody(c, told) if told["partner"] == "anybody" else _with_some(c, told)
    rows = f"SELECT person_id FROM ({' UNION ALL '.join(sides)}) AS sides GROUP BY person_id"
    return c.times(rows, told, "sum(times)")


def _with_anybody(c: Compiler, told: Mapping[str, Any]) -> list[str]:
    """Look up both ends of every reply once, and count from either end."""
    name = c.part("talks", (
        "SELECT me.person_id AS one, other.person_id AS other FROM replies "
        "JOIN persons AS me ON me.identity_id = replies.identity "
        "JOIN persons AS other ON other.identity_id = replies.parent_identity "
        f"WHERE me.person_id <> other.person_id AND {c.days('day', told)}"
    ))  # fmt: skip
    return [
        f"SELECT {one} AS person_id, count(*) AS times FROM {name} GROUP BY {one}" for one in ("one", "other")
    ]


def _with_some(c: Compiler, told: Mapping[str, Any]) -> list[str]:
    """Begin with the few handles of those who are meant, so that most replies are passed over."""
    who = "is_team" if told["partner"] == "team" else f"person_id = {c.person(told['person'])}"
    when = c.days("day", told)
    return [
        "SELECT me.person_id, count(*) AS times FROM replies "
        f"JOIN (SELECT identity_id, person_id FROM persons WHERE {who}) AS other "
        f"ON other.identity_id = replies.{other} JOIN persons AS me ON me.identity_id = replies.{one} "
        f"WHERE me.person_id <> other.person_id AND {when} GROUP BY me.person_id"
        for one, other in (("identity", "parent_identity"), ("parent_identity", "identity"))
    ]


def _same(c: Compiler, part: Condition) -> str:
    field, person = c.bind(c.around.fields[part.told["field"]].pk), c.person(part.told["person"])
    return (
        f"here.person_id <> {person} AND here.person_id IN (SELECT theirs.person_id FROM traits AS theirs "
        "JOIN traits AS ours ON ours.field = theirs.field AND ours.text = theirs.text "
        f"WHERE theirs.field = {field} AND ours.person_id = {person})"
    )


def _money(c: Compiler, part: Condition) -> str:
    told = part.told
    rows = (
        "SELECT who.person_id FROM (SELECT identity, "
        f"sum(CASE WHEN kind = {_BOUGHT} THEN amount ELSE -amount END) AS amount FROM interactions "
        f"WHERE kind IN ({_BOUGHT}, {_REFUNDED}) AND {c.days('day', told)} "
        f"AND currency = {c.bind(currency_number(told['currency']))} GROUP BY identity) AS paid "
        "JOIN persons AS who ON who.identity_id = paid.identity GROUP BY who.person_id"
    )
    limit = minor_units(told["sum"], told["currency"])
    most = told["amount"] == "most"
    # Who never paid has paid nothing: in where nothing is enough, out where it is not.
    if (limit >= 0) if most else (limit <= 0):
        sign = ">" if most else "<"
        return f"here.person_id NOT IN ({rows} HAVING sum(paid.amount) {sign} {c.bind(limit)})"
    return f"here.person_id IN ({rows} HAVING sum(paid.amount) {'<=' if most else '>='} {c.bind(limit)})"


def _consent(c: Compiler, part: Condition) -> str:
    rows = f"SELECT person_id FROM consents WHERE purpose = {c.bind(part.told['purpose'])}"
    if part.told["state"] == "none":
        return f"here.person_id NOT IN ({rows})"
    valid = f"{rows} AND NOT is_withdrawn AND (ends_day < 0 OR ends_day > {c.bind(c.around.today)})"
    if part.told["state"] == "given":
        return f"here.person_id IN ({valid})"
    return f"here.person_id IN ({rows} AND is_withdrawn) AND here.person_id NOT IN ({valid})"


def _team(_c: Compiler, part: Condition) -> str:
    return "here.is_team" if part.told["is"] == "in" else "NOT here.is_team"


def _segment(c: Compiler, part: Condition) -> str:
    return f"here.person_id IN (SELECT person_id FROM {c.segment(part.told['segment'])})"


WRITERS: Mapping[str, Callable[[Compiler, Condition], str]] = {
    "stage": _stage, "did": _did, "trait": _trait, "tag": _tag, "channel": _channel, "dated": _dated,
    "source": _source, "talked": _talked, "same": _same, "money": _money, "consent": _consent,
    "team": _team, "segment": _segment,
}  # fmt: skip
