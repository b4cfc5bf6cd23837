"""Indexes that answer the likeliest documents first, by one arithmetic on SQLite and PostgreSQL.

FTS5 and PostgreSQL each have a ranking of their own, and neither knows the other's words. Here a
document is a row per word with a whole number that says how much the word weighs in it; a question
is a sum over few words. Both databases add the same numbers, so both answer the same.
The weights are those of BM25 (Robertson and Zaragoza, 2009), with a fixed usual length, so that a
document is never weighed anew because others came.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.db import migrations, transaction

from veche.kit import sql

# How soon more of the same word stops to count, and how much long documents are held back.
SATURATION, EVENING = 1.2, 0.75
FINENESS = 100
# A question looks at no more rows than these, the rarest words first: a word that every other
# document has says little, and reading where it stands takes all the time there is.
MOST_ROWS = 40_000
MOST_WORDS, MOST_READ = 32, 96
MOST_COUNTED = 200_000
_EVERY = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A document: its number, the scopes it is found in, and how often it says each word.

    A title's words may count several times over.
    """

    number: int
    scopes: tuple[str, ...]
    words: Mapping[str, float]


@dataclass(frozen=True)
class RankedIndex:
    """A named index of documents by the weight of their words.

    `usual` is how many words a document usually has: longer ones are held back. It stays for ever,
    since what was put in was weighed by it.
    """

    table: str
    usual: float = 30.0

    def migration(self) -> migrations.RunPython:
        """Answer the migration step that makes the index in either database."""
        return migrations.RunPython(lambda *_: self.make(), lambda *_: self.drop())

    def make(self) -> None:
        """Create the empty index."""
        packed = "" if sql.on_postgres() else " WITHOUT ROWID"
        sql.execute(
            f"CREATE TABLE {self.table} (word bigint NOT NULL, document bigint NOT NULL, "
            f"impact integer NOT NULL, PRIMARY KEY (word, document)){packed}"
        )
        sql.execute(f"CREATE INDEX {self.table}_document ON {self.table} (document)")

    def drop(self) -> None:
        """Remove the index with all it holds."""
        sql.execute(f"DROP TABLE IF EXISTS {self.table}")

    def put_many(self, documents: Iterable[Weighed]) -> None:
        """Put documents in, in the place of those that stand there under the same numbers."""
        latest = {document.number: document for document in documents}
        rows = sorted(
            (number_of(scope, word), document.number, impact)
            for document in latest.values()
            for word, impact in _impacts(document, self.usual)
            for scope in document.scopes
        )
        with transaction.atomic():
            sql.lock(self.table)
            self.remove(latest)
            sql.insert_rows(self.table, ("word", "document", "impact"), rows)

    def remove(self, documents: Collection[int]) -> None:
        """Take documents out by their numbers; unknown ones are no error."""
        if documents:
            sql.execute(f"DELETE FROM {self.table} WHERE {sql.any_of('document')}", (sql.listed(documents),))

    def find(self, words: Iterable[str], *, scope: str, limit: int = 3) -> list[tuple[int, int]]:
        """Answer the likeliest documents of a scope with their scores, the likeliest first.

        Of those that score alike the one with the larger number stands first.
        """
        factors = self._factors(scope, words)
        if not factors:
            return []
        pieces = [f"SELECT document, impact * %s AS score FROM {self.table} WHERE word = %s"] * len(factors)
        statement = (
            f"SELECT document, sum(score) FROM ({' UNION ALL '.join(pieces)}) AS found "
            "GROUP BY document ORDER BY 2 DESC, 1 DESC LIMIT %s"
        )
        values = [value for number, factor in factors for value in (factor, number)]
        return [(document, int(score)) for document, score in sql.fetch(statement, [*values, limit])]

    def _factors(self, scope: str, words: Iterable[str]) -> list[tuple[int, int]]:
        """Answer the words worth asking for with their weights (inverse document frequency)."""
        asked = list(dict.fromkeys(word for word in words if word))[:MOST_READ]
        counts = self._counts([number_of(scope, word) for word in (_EVERY, *asked)])
        total = max(counts.pop(number_of(scope, _EVERY)), 1)
        chosen: list[tuple[int, int]] = []
        rows = 0
        held = [(count, number) for number, count in counts.items() if count]
        for count, number in sorted(held)[:MOST_WORDS]:
            rows += count
            if rows <= MOST_ROWS or not chosen:
                chosen.append((number, _rarity(count, total)))
        return chosen

    def _counts(self, numbers: list[int]) -> dict[int, int]:
        piece = (
            f"SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM {self.table} WHERE word = %s LIMIT %s) AS few)"
        )
        values = [value for number in numbers for value in (number, number, MOST_COUNTED)]
        return {
            int(number): count
            for number, count in sql.fetch(" UNION ALL ".join([piece] * len(numbers)), values)
        }


def number_of(scope: str, word: str) -> int:
    """Answer the whole number a word is kept under within a scope: the same in every process."""
    digest = blake2b(f"{scope} {word}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _impacts(document: Weighed, usual: float) -> Iterable[tuple[str, int]]:
    yield _EVERY, 0
    held = SATURATION * (1 - EVENING + EVENING * sum(document.words.values()) / usual)
    for word, times in document.words.items():
        if word:
            yield word, round(FINENESS * times * (SATURATION + 1) / (times + held))


def _rarity(count: int, total: int) -> int:
    return max(1, round(FINENESS * math.log(1 + max(total - count + 0.5, 0) / (count + 0.5))))
