"""Compiling: turns conditions into one question to the columnar copy.

Names of tables, columns and operators are ours alone; whatever somebody wrote is bound.
The dialect is DuckDB's, of which only what other engines can be told too is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from veche.kit.terms import N_, Reason, Refusal
from veche.people.rules.clauses import WRITERS
from veche.people.terms.conditions import BEFORE, LAST, FieldShape, Group, Joint

CIRCULAR = N_("The segments lead back to themselves: {chain}.")
BROKEN = N_("A segment it is made of is not there any more.")


# The first and the last day of a time; nothing where it has no end.
Bounds = tuple[int | None, int | None]


class Question(NamedTuple):
    """A question that answers ids of persons, and the values it binds."""

    text: str
    values: Mapping[str, Any]


class Surroundings(NamedTuple):
    """What a question depends on beside its conditions."""

    today: int  # in the community's zone
    fields: Mapping[str, FieldShape]
    # The conditions and titles of the segments that may be named.
    segments: Mapping[int, tuple[Group, str]]
    # The subjects whose names contain a text that is asked for.
    subjects: Mapping[str, tuple[int, ...]] = {}
    # Who persons that were merged are now.
    persons: Mapping[int, int] = {}


def compile_conditions(group: Group, around: Surroundings) -> Question:
    """Answer the question whose rows are the persons of whom the conditions are true, each once.

    Refuses segments that lead back to themselves or to one that is gone.
    """
    compiler = Compiler(around)
    text = compiler.people(compiler.group(group))
    parts = compiler.deeds() | compiler.parts
    before = ", ".join(f"{name} AS MATERIALIZED ({part})" for name, part in parts.items())
    return Question(f"WITH {before} {text}" if before else text, compiler.values)


class Compiler:
    """Writes conditions over `here`, a row of `standings`."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.values: dict[str, Any] = {}
        self.parts: dict[str, str] = {}
        self._way: list[int] = []
        self._sources: dict[str, str] = {}
        self._counted: dict[str, dict[str, Bounds]] = {}

    def bind(self, value: Any) -> str:
        """Bind a value and answer its name in the question."""
        name = f"c{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def among(self, column: str, values: Iterable[Any]) -> str:
        """Write that a column is one of these."""
        names = ", ".join(self.bind(value) for value in values)
        return f"{column} IN ({names})" if names else "FALSE"

    def group(self, group: Group) -> str:
        """Write a group; an empty one is true of everybody."""
        parts = [
            self.group(part) if isinstance(part, Group) else f"({WRITERS[part.about](self, part)})"
            for part in group.parts
        ]
        if not parts:
            return "TRUE"
        together = f"({(' AND ' if group.joint is Joint.ALL else ' OR ').join(parts)})"
        return f"(NOT {together})" if group.joint is Joint.NONE else together

    def person(self, pk: int) -> str:
        """Bind a person as who they are now."""
        return self.bind(self.around.persons.get(pk, pk))

    def days(self, column: str, told: Mapping[str, Any]) -> str:
        """Write that a day lies in the time that is told; always true at any time."""
        first, last = _bounds(told, self.around.today)
        sides = [f"{column} >= {self.bind(first)}"] if first is not None else []
        sides += [f"{column} <= {self.bind(last)}"] if last is not None else []
        return " AND ".join(sides) or "TRUE"

    def times(self, rows: str, told: Mapping[str, Any], total: str) -> str:
        """Write that `total` of somebody's rows is as told; `rows` ends before HAVING."""
        wanted, number = told["times"], int(told["number"])
        if wanted == "least" or (wanted == "exactly" and number):
            sign = ">=" if wanted == "least" else "="
            return f"here.person_id IN ({rows} HAVING {total} {sign} {self.bind(number)})"
        return f"here.person_id NOT IN ({rows} HAVING {total} > {self.bind(number)})"

    def people(self, condition: str) -> str:
        """Write the question for everybody of whom a condition over `here` is true."""
        deeds = "".join(
            f" LEFT JOIN deeds_{table} ON deeds_{table}.person_id = here.person_id" for table in self._counted
        )
        return f"SELECT here.person_id FROM standings AS here{deeds} WHERE {condition}"

    def counted(self, table: str, where: str, told: Mapping[str, Any]) -> str:
        """Write how many rows of a table somebody has as `where` says: all are counted in one walk."""
        counts = self._counted.setdefault(table, {})
        place = len(counts)
        counts[where] = _bounds(told, self.around.today)
        return f"coalesce(deeds_{table}.times_{place}, 0)"

    def deeds(self) -> dict[str, str]:
        """Answer the one walk over each table that counts for all conditions which need it."""
        return {f"deeds_{table}": self._walk(table, counts) for table, counts in self._counted.items()}

    def _walk(self, table: str, counts: Mapping[str, Bounds]) -> str:
        inner = [f"count(*) FILTER (WHERE {where}) AS times_{n}" for n, where in enumerate(counts)]
        outer = [f"sum(times_{n}) AS times_{n}" for n in range(len(inner))]
        source = self._sources.get(table, table)
        return (
            f"SELECT who.person_id, {', '.join(outer)} FROM (SELECT identity, {', '.join(inner)} "
            f"FROM {source} AS deeds WHERE {self._of_all(counts)} GROUP BY identity) AS counted "
            "JOIN persons AS who ON who.identity_id = counted.identity GROUP BY who.person_id"
        )

    def _of_all(self, counts: Mapping[str, Bounds]) -> str:
        """Write what bounds every count, so that whole files are passed over."""
        firsts = [first for first, _ in counts.values() if first is not None]
        lasts = [last for _, last in counts.values() if last is not None]
        sides = [f"({' OR '.join(f'({where})' for where in counts)})"]
        if len(firsts) == len(counts):
            sides.append(f"day >= {self.bind(min(firsts))}")
        if len(lasts) == len(counts):
            sides.append(f"day <= {self.bind(max(lasts))}")
        return " AND ".join(sides)

    def source(self, name: str, text: str) -> str:
        """Keep a question whose rows are counted like those of a table, and answer its name."""
        numbered = f"{name}_{len(self._sources)}"
        self._sources[numbered] = text
        return numbered

    def part(self, name: str, text: str) -> str:
        """Keep a question under a name of its own and answer the name."""
        numbered = f"{name}_{len(self.parts)}"
        self.parts[numbered] = text
        return numbered

    def segment(self, pk: int) -> str:
        """Write another segment's question once, and answer its name."""
        name = f"segment_{int(pk)}"
        if pk in self._way:
            titles = [self.around.segments[each][1] for each in (*self._way, pk)]
            raise Refusal(Reason(CIRCULAR, values={"chain": " → ".join(titles)}))
        if pk not in self.around.segments:
            raise Refusal(Reason(BROKEN))
        if name not in self.parts:
            self._way.append(pk)
            condition = self.group(self.around.segments[pk][0])
            self._way.pop()
            self.parts[name] = self.people(condition)
        return name


def _bounds(told: Mapping[str, Any], today: int) -> Bounds:
    """Answer the first and the last day of a time; «longer ago» begins where «in the last» ends."""
    span = told.get("span")
    if span == LAST:
        return today - int(told["days"]) + 1, today
    if span == BEFORE:
        return None, today - int(told["days"])
    return told.get("since"), told.get("until")
