"""Full-text indexes that find the same on SQLite (FTS5) and PostgreSQL (tsvector).

Neither database stems here: words come in as stems made by `kit.text`, so the
same query has the same hits on both. A document has a number, a scope (the
community) and a moment; hits come newest first straight from the index.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations

from veche.kit import sql
from veche.kit.text import stems_of

# A hit's place in the index is its second and its number, so that the index itself is in
# order of time: 33 bits of seconds reach the year 2242, 30 bits a thousand million documents.
_BITS = 30
_MASK = (1 << _BITS) - 1
_PART = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')


@dataclass(frozen=True, slots=True)
class Document:
    """What is put into an index: its number, whose it is, when it was said, and its words."""

    number: int
    scope: int
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query: stems that stand side by side; the last may be a beginning."""

    stems: tuple[str, ...]
    wanted: bool = True
    beginning: bool = False


@dataclass(frozen=True)
class SearchIndex:
    """A named full-text index; `split` turns text into what is compared."""

    table: str
    split: Callable[[str], list[str]] = stems_of

    def migration(self) -> migrations.RunPython:
        """Answer the migration step that makes the index in either database."""
        return migrations.RunPython(lambda *_: self.make(), lambda *_: self.drop())

    def make(self) -> None:
        """Create the empty index."""
        if sql.on_postgres():
            sql.execute(f"CREATE TABLE {self.table} (place bigint PRIMARY KEY, words tsvector NOT NULL)")
            sql.execute(f"CREATE INDEX {self.table}_words ON {self.table} USING gin (words)")
        else:
            sql.execute(
                f"CREATE VIRTUAL TABLE {self.table} USING fts5(words, prefix='2 3', "
                "tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
            )

    def drop(self) -> None:
        """Remove the index with all it holds."""
        sql.execute(f"DROP TABLE IF EXISTS {self.table}")

    def put_many(self, documents: Iterable[Document]) -> None:
        """Put documents in, replacing those that stand there under the same number and moment."""
        rows = sorted((place_of(d.number, d.at), self._indexed(d)) for d in documents)
        if not rows:
            return
        with connection.cursor() as cursor:
            if sql.on_postgres():
                cursor.executemany(
                    f"INSERT INTO {self.table} (place, words) VALUES (%s, %s::tsvector) "
                    "ON CONFLICT (place) DO UPDATE SET words = EXCLUDED.words",
                    [(place, _vector(words)) for place, words in rows],
                )
            else:
                cursor.executemany(
                    f"INSERT OR REPLACE INTO {self.table} (rowid, words) VALUES (%s, %s)",
                    [(place, " ".join(words)) for place, words in rows],
                )

    def remove(self, documents: Iterable[tuple[int, int]]) -> None:
        """Take documents out, each named by its number and moment; unknown ones are no error."""
        places = sql.listed(place_of(number, at) for number, at in documents)
        column = "place" if sql.on_postgres() else "rowid"
        sql.execute(f"DELETE FROM {self.table} WHERE {sql.any_of(column)}", (places,))

    def purge_step(self, pages: int = 500) -> bool:
        """Overwrite a part of what was taken out; answers whether there may be more.

        FTS5 only strikes out what is removed until its parts are merged; whoever erases by law
        repeats this until it answers no. PostgreSQL's vacuum does it by itself.
        """
        if sql.on_postgres():
            return False
        connection.ensure_connection()
        before = connection.connection.total_changes
        sql.execute(f"INSERT INTO {self.table} ({self.table}, rank) VALUES ('merge', %s)", (-pages,))
        return bool(connection.connection.total_changes - before >= 2)

    def find(self, query: str, *, scope: int, limit: int = 50, before: int | None = None) -> list[int]:
        """Answer the numbers of matching documents of the scope, newest first.

        Words must all be there; "quotes" keep them side by side, -word excludes, word* is a
        beginning. `before` (a place from `place_of`) pages on. No error for any query text.
        """
        terms = read_query(query, self.split)
        if not any(term.wanted for term in terms):
            return []
        column = "place" if sql.on_postgres() else "rowid"
        match, value = _match(self.table, scope, terms)
        later = f" AND {column} < %s" if before is not None else ""
        values: list[Any] = [value, *([before] if before is not None else []), limit]
        statement = f"SELECT {column} FROM {self.table} WHERE {match}{later} ORDER BY {column} DESC LIMIT %s"
        return [number_of(place) for (place,) in sql.fetch(statement, values)]

    def find_spelt(self, spelt: Iterable[Sequence[str]], *, scopes: Sequence[int], limit: int) -> list[int]:
        """Answer the places of documents of any of the scopes that have words with all these beginnings.

        `spelt` has the words once in each of their spellings: those of one must all be there. The
        last in the index first; `seconds_of` tells the moments of places, `number_of` the numbers.
        """
        ways = [[Term((word,), beginning=True) for word in words] for words in spelt if words]
        if not ways:
            return []
        own = [Term((_scope_word(scope),)) for scope in scopes]
        if sql.on_postgres():
            found = " | ".join("(" + " & ".join(map(_postgres_term, way)) + ")" for way in ways)
            value = f"({' | '.join(map(_postgres_term, own))}) & ({found})"
            match, column = "words @@ %s::tsquery", "place"
        else:
            found = " OR ".join("(" + " AND ".join(map(_sqlite_term, way)) + ")" for way in ways)
            value = f"({' OR '.join(map(_sqlite_term, own))}) AND ({found})"
            match, column = f"{self.table} MATCH %s", "rowid"
        statement = f"SELECT {column} FROM {self.table} WHERE {match} ORDER BY {column} DESC LIMIT %s"
        return [place for (place,) in sql.fetch(statement, (value, limit))]

    def _indexed(self, document: Document) -> list[str]:
        return [_scope_word(document.scope), *self.split(document.text)]


def place_of(number: int, at: int) -> int:
    """Answer where a document stands in an index: ordered by second, then by number."""
    return ((at // 1000) << _BITS) | (number & _MASK)


def number_of(place: int) -> int:
    """Answer the number of the document that stands at a place."""
    return place & _MASK


def seconds_of(place: int) -> int:
    """Answer the second under which the document at a place stands."""
    return place >> _BITS


def read_query(query: str, split: Callable[[str], list[str]] = stems_of) -> list[Term]:
    """Read what a person typed into terms; signs without words are passed over."""
    terms = []
    for minus, quoted, minus_word, word in _PART.findall(query[:500]):
        stems = tuple(split(quoted or word))
        if stems:
            beginning = bool(word) and word.endswith("*")
            stems = stems if not beginning else (*stems[:-1], split(word.rstrip("*"))[-1])
            terms.append(Term(stems, not (minus or minus_word), beginning))
    return terms[:32]


def _scope_word(scope: int) -> str:
    return f"scope_{scope}"


def _match(table: str, scope: int, terms: list[Term]) -> tuple[str, str]:
    whole = [Term((_scope_word(scope),)), *terms]
    if sql.on_postgres():
        parts = [("" if t.wanted else "!") + _postgres_term(t) for t in whole]
        return "words @@ %s::tsquery", " & ".join(parts)
    wanted = " AND ".join(_sqlite_term(t) for t in whole if t.wanted)
    unwanted = "".join(f" NOT {_sqlite_term(t)}" for t in whole if not t.wanted)
    return f"{table} MATCH %s", wanted + unwanted


def _sqlite_term(term: Term) -> str:
    return '"' + " ".join(term.stems) + '"' + (" *" if term.beginning else "")


def _postgres_term(term: Term) -> str:
    quoted = [_lexeme(stem) for stem in term.stems]
    if term.beginning:
        quoted[-1] += ":*"
    return "(" + " <-> ".join(quoted) + ")"


def _vector(words: list[str]) -> str:
    """Write a tsvector with positions; PostgreSQL holds positions up to 16 383."""
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words, start=1):
        found = places.setdefault(word, [])
        if len(found) < 255 and number < 16_383:
            found.append(number)
    return " ".join(_lexeme(w) + (":" + ",".join(map(str, at)) if at else "") for w, at in places.items())


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
