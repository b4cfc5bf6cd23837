"""What the segments hold: columns with DuckDB's types, and how rows of several segments join.

Whole numbers only, so that every engine reads the same. Nothing is 0 where it points to
nothing. Days, weeks and months are counted from 1970 in the community's zone: week 0 is the
one of Monday, 29 December 1969. A mask has a bit for each day of its month, the first day lowest.
"""

from collections.abc import Mapping

from veche.ledger.terms import OWN, SNAPSHOTS, SPOKEN, Kind, Mark

# Raise it when the shapes change: a copy of another version is made anew.
VERSION = 3

INTERACTIONS: Mapping[str, str] = {
    "id": "BIGINT", "channel": "INTEGER", "identity": "BIGINT", "nature": "TINYINT", "kind": "SMALLINT",
    "moment": "BIGINT", "day": "INTEGER", "week": "INTEGER", "month": "INTEGER", "hour": "TINYINT",
    "marks": "SMALLINT", "target": "BIGINT", "subject": "BIGINT", "amount": "BIGINT", "currency": "SMALLINT",
}  # fmt: skip
REPLIES: Mapping[str, str] = {
    "child": "BIGINT", "parent": "BIGINT", "channel": "INTEGER",
    "identity": "BIGINT", "parent_identity": "BIGINT", "moment": "BIGINT", "parent_moment": "BIGINT",
    "day": "INTEGER", "month": "INTEGER", "parent_day": "INTEGER",
    "kind": "SMALLINT", "parent_kind": "SMALLINT", "parent_marks": "SMALLINT",
}  # fmt: skip
# Per identity, channel and month: the days of own activity, of own words, of joining, of leaving;
# `start` is the month's first day.
MONTHS: Mapping[str, str] = {
    "month": "INTEGER", "start": "INTEGER", "channel": "INTEGER", "identity": "BIGINT",
    "own": "INTEGER", "spoken": "INTEGER", "joined": "INTEGER", "departed": "INTEGER",
}  # fmt: skip
# Per channel, day, hour and kind: how many, by the nature of who did it.
HOURS: Mapping[str, str] = {
    "month": "INTEGER", "channel": "INTEGER", "day": "INTEGER", "hour": "TINYINT", "kind": "SMALLINT",
    "nature": "TINYINT", "count": "BIGINT",
}  # fmt: skip
# Who joined and who left, to the millisecond: the order within a day counts.
MOVES: Mapping[str, str] = {
    name: INTERACTIONS[name]
    for name in ("id", "channel", "identity", "kind", "moment", "day", "month")
}  # fmt: skip

# Per identity and channel over all months: the first day of joining, of own words, of either.
ENTRIES: Mapping[str, str] = {
    "channel": "INTEGER", "identity": "BIGINT", "entered": "INTEGER", "joined": "INTEGER",
    "spoken": "INTEGER",
}  # fmt: skip
# What reads like a question, and the replies with words that others gave to one.
QUESTIONS: Mapping[str, str] = {
    name: INTERACTIONS[name] for name in ("id", "channel", "identity", "moment", "day", "month")
}
ANSWERS: Mapping[str, str] = {
    name: REPLIES[name]
    for name in ("child", "parent", "channel", "identity", "parent_identity", "moment", "parent_moment",
                 "month", "parent_day")
}  # fmt: skip

# The largest that the outside stated of a number of an interaction: see `ledger.terms.Count`. Segments
# that lie beside each other may each have a row: whoever asks takes the largest of (id, name).
TALLIES: Mapping[str, str] = {
    "id": "BIGINT", "name": "TINYINT", "channel": "INTEGER", "identity": "BIGINT", "kind": "SMALLINT",
    "day": "INTEGER", "month": "INTEGER", "count": "BIGINT",
}  # fmt: skip

# The content words of persons' latest words, each lemma once a message: `kit.language.reading`. A lemma
# is kept as the number of its digest, so no text stands here.
LEMMAS: Mapping[str, str] = {
    "id": "BIGINT", "lemma": "BIGINT", "channel": "INTEGER", "identity": "BIGINT", "kind": "SMALLINT",
    "day": "INTEGER", "month": "INTEGER",
}  # fmt: skip
# Messages of persons with any word of the lexicon: how many sound glad and how many sad.
MOODS: Mapping[str, str] = {
    "id": "BIGINT", "channel": "INTEGER", "identity": "BIGINT", "kind": "SMALLINT",
    "day": "INTEGER", "month": "INTEGER", "glad": "SMALLINT", "sad": "SMALLINT",
}  # fmt: skip

FACTS: Mapping[str, Mapping[str, str]] = {
    "interactions": INTERACTIONS, "replies": REPLIES, "months": MONTHS, "hours": HOURS, "moves": MOVES,
    "entries": ENTRIES, "questions": QUESTIONS, "answers": ANSWERS, "tallies": TALLIES,
    "lemmas": LEMMAS, "moods": MOODS,
}  # fmt: skip
# What is read out of words: goes when these are erased, see `rewording`.
WORDED = ("lemmas", "moods")
# The month of segments whose table knows none.
EVERY = -1
TABLES: Mapping[str, Mapping[str, str]] = {**FACTS, **SNAPSHOTS}


def _mask(condition: str) -> str:
    bit = "(1::INTEGER << (day_of_month - 1))"
    return f"bit_or(CASE WHEN {condition} THEN {bit} ELSE 0 END)::INTEGER"


def _among(kinds: frozenset[int]) -> str:
    return f"kind IN ({', '.join(map(str, sorted(kinds)))})"


_ONE_JOINED, _ONE_LEFT = f"kind = {Kind.JOINED.number}", f"kind = {Kind.LEFT.number}"
_DATED = (
    "(SELECT *, date_part('day', DATE '1970-01-01' + day)::INTEGER AS day_of_month FROM {source} WHERE "
    f"{_among(OWN)})"
)
_ASKS = f"marks & {int(Mark.QUESTION)} = {int(Mark.QUESTION)} AND {_among(SPOKEN)}"
# How the tables that are counted from others come out of them: from interactions, but for SOURCES.
SOURCES: Mapping[str, str] = {"answers": "replies"}
COUNTED: Mapping[str, str] = {
    "months": f"""
        SELECT month, any_value(day - day_of_month + 1)::INTEGER AS start, channel, identity,
               {_mask("TRUE")} AS own, {_mask(_among(SPOKEN))} AS spoken,
               {_mask(_ONE_JOINED)} AS joined, {_mask(_ONE_LEFT)} AS departed
        FROM {_DATED} GROUP BY month, channel, identity ORDER BY month, identity, channel""",
    "hours": """
        SELECT month, channel, day, hour, kind, nature, count(*)::BIGINT AS count
        FROM {source} GROUP BY month, channel, day, hour, kind, nature ORDER BY day, hour, channel, kind""",
    "moves": f"""
        SELECT {", ".join(MOVES)} FROM {{source}} WHERE {_ONE_JOINED} OR {_ONE_LEFT} ORDER BY id""",
    "entries": f"""
        SELECT channel, identity, min(day) AS entered, min(day) FILTER ({_ONE_JOINED}) AS joined,
               min(day) FILTER ({_among(SPOKEN)}) AS spoken
        FROM {{source}} WHERE {_ONE_JOINED} OR {_among(SPOKEN)}
        GROUP BY channel, identity ORDER BY identity, channel""",
    "questions": f"SELECT {', '.join(QUESTIONS)} FROM {{source}} WHERE {_ASKS} ORDER BY id",
    "answers": f"""
        SELECT {", ".join(ANSWERS)} FROM {{source}}
        WHERE parent_{_ASKS.replace("kind", "parent_kind")} AND {_among(SPOKEN)}
          AND identity <> parent_identity ORDER BY child""",
}
# How rows of several segments of a table become one.
JOINED: Mapping[str, str] = {
    "interactions": "SELECT * FROM {source} ORDER BY id",
    "replies": "SELECT * FROM {source} ORDER BY child",
    "months": """
        SELECT month, any_value(start)::INTEGER AS start, channel, identity,
               bit_or(own)::INTEGER AS own, bit_or(spoken)::INTEGER AS spoken,
               bit_or(joined)::INTEGER AS joined, bit_or(departed)::INTEGER AS departed
        FROM {source} GROUP BY month, channel, identity ORDER BY month, identity, channel""",
    "hours": """
        SELECT month, channel, day, hour, kind, nature, sum(count)::BIGINT AS count
        FROM {source} GROUP BY month, channel, day, hour, kind, nature ORDER BY day, hour, channel, kind""",
    "moves": "SELECT * FROM {source} ORDER BY id",
    "questions": "SELECT * FROM {source} ORDER BY id",
    "answers": "SELECT * FROM {source} ORDER BY child",
    # Who asks for a word passes over whole parts of a file.
    "lemmas": "SELECT * FROM {source} ORDER BY lemma, id",
    "moods": "SELECT * FROM {source} ORDER BY id",
    "tallies": """
        SELECT id, name, any_value(channel) AS channel, any_value(identity) AS identity,
               any_value(kind) AS kind, any_value(day) AS day, any_value(month) AS month,
               max(count)::BIGINT AS count
        FROM {source} GROUP BY id, name ORDER BY id, name""",
    "entries": """
        SELECT channel, identity, min(entered) AS entered, min(joined) AS joined, min(spoken) AS spoken
        FROM {source} GROUP BY channel, identity ORDER BY identity, channel""",
}


def first_day(mask: str) -> str:
    """Write the first day of a mask of a row of `months`; nothing where the mask has none."""
    return f"(CASE WHEN ({mask}) <> 0 THEN start + bit_count((({mask}) & (-({mask}))) - 1)::INTEGER END)"


# Entries as they come out of the masks of all months.
ENTRIES_OF_MONTHS = f"""
    SELECT channel, identity, min({first_day("joined | spoken")}) AS entered,
           min({first_day("joined")}) AS joined, min({first_day("spoken")}) AS spoken
    FROM {{source}} WHERE joined | spoken <> 0 GROUP BY channel, identity ORDER BY identity, channel"""


def empty_table(table: str) -> str:
    """Write a query with the table's columns and no rows."""
    columns = ", ".join(f"NULL::{kind} AS {name}" for name, kind in TABLES[table].items())
    return f"SELECT {columns} WHERE FALSE"
