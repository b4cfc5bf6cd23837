"""Gathering: everything that decides who some handles are, read by sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from veche.kit import sql
from veche.kit.time import moment
from veche.people.rules.linking import Decided, Named, is_role
from veche.people.rules.naming import Seen

# A person with more handles than that is somebody's mistake; what is beyond comes in with a later batch.
MOST_HANDLES = 20_000


@dataclass
class Node:
    """A person as a row: the identity it goes with, whom it was merged into."""

    pk: int
    anchor: int | None
    merged_into: int | None
    given_name: str
    name: str


@dataclass
class Gathered:
    """Handles that hang together in any way, the persons behind them, and what was decided of them."""

    handles: dict[int, Named] = field(default_factory=dict)
    seen: dict[int, Seen] = field(default_factory=dict)
    edges: set[tuple[int, int]] = field(default_factory=set)
    persons: dict[int, Node] = field(default_factory=dict)
    attached: dict[int, int] = field(default_factory=dict)
    decisions: list[Decided] = field(default_factory=list)

    def anchored(self) -> dict[int, int]:
        """Answer the persons by the identity they go with."""
        return {one.anchor: one.pk for one in self.persons.values() if one.anchor is not None}


def gather(organisation: int, seeds: Iterable[int]) -> Gathered:
    """Answer what hangs together with some identities: by aliases, by persons, by decisions."""
    found = Gathered()
    fresh = set(seeds)
    while fresh and len(found.handles) < MOST_HANDLES:
        _add_handles(found, organisation, fresh)
        following = _across_aliases(found, fresh & found.handles.keys())
        persons = _add_persons(found, fresh)
        following |= _across_decisions(found, persons)
        following |= _handles_of(found, persons)
        fresh = following - found.handles.keys()
    return found


def _add_handles(found: Gathered, organisation: int, ids: set[int]) -> None:
    """Take in the identities behind which a human may stand; those erased by law stay as they are."""
    statement = (
        "SELECT id, kind, value, name, named_at FROM ledger_identity "
        f"WHERE organisation_id = %s AND nature = 0 AND value NOT LIKE 'erased-%%' AND {sql.any_of('id')}"
    )
    for pk, kind, value, name, at in sql.fetch(statement, (organisation, sql.listed(ids))):
        found.handles[pk] = Named(kind, value, name)
        found.seen[pk] = Seen(name, kind, value, at)


def _across_aliases(found: Gathered, ids: set[int]) -> set[int]:
    """Answer what the outside says is one account; through an office's address nobody is reached."""
    through = {pk for pk in ids if not _is_office(found.handles[pk])}
    reached: set[int] = set()
    for column, other in (("identity_id", "other_id"), ("other_id", "identity_id")):
        statement = f"SELECT {column}, {other} FROM ledger_alias WHERE {sql.any_of(column)}"
        for one, two in sql.fetch(statement, (sql.listed(through),)):
            found.edges.add((min(one, two), max(one, two)))
            reached.add(two)
    return reached


def _is_office(handle: Named) -> bool:
    return handle.kind == "email" and is_role(handle.value)


def _add_persons(found: Gathered, ids: set[int]) -> set[int]:
    """Take in the persons these identities are attached to or anchor; answers those that are new here."""
    rows = sql.fetch(
        f"SELECT identity_id, person_id FROM people_attachment WHERE {sql.any_of('identity_id')}",
        (sql.listed(ids),),
    )
    found.attached |= dict(rows)
    columns = "id, anchor_id, merged_into_id, given_name, name"
    anchors = sql.fetch(
        f"SELECT {columns} FROM people_person WHERE {sql.any_of('anchor_id')}", (sql.listed(ids),)
    )
    missing = {person for _, person in rows} - found.persons.keys() - {row[0] for row in anchors}
    rest = sql.fetch(f"SELECT {columns} FROM people_person WHERE {sql.any_of('id')}", (sql.listed(missing),))
    fresh = {row[0]: Node(*row) for row in (*anchors, *rest) if row[0] not in found.persons}
    found.persons |= fresh
    return set(fresh)


def _handles_of(found: Gathered, persons: set[int]) -> set[int]:
    """Answer the identities attached to persons, or that anchor them."""
    anchors = {found.persons[pk].anchor for pk in persons} - {None}
    rows = sql.fetch(
        f"SELECT identity_id, person_id FROM people_attachment WHERE {sql.any_of('person_id')}",
        (sql.listed(persons),),
    )
    found.attached |= dict(rows)
    return {identity for identity, _ in rows} | {pk for pk in anchors if pk is not None}


def _across_decisions(found: Gathered, persons: set[int]) -> set[int]:
    """Take in what humans decided about persons; answers the identities it is about."""
    return _merges_of(found, persons) | _splits_of(found, persons)


def _merges_of(found: Gathered, persons: set[int]) -> set[int]:
    reached: set[int] = set()
    statement = (
        "SELECT m.made_at, k.anchor_id, l.anchor_id FROM people_merge m "
        "JOIN people_person k ON k.id = m.keep_id JOIN people_person l ON l.id = m.lose_id "
        "WHERE m.undone_at IS NULL AND {}"
    )
    for column in ("m.keep_id", "m.lose_id"):
        for at, keep, lose in sql.fetch(statement.format(sql.any_of(column)), (sql.listed(persons),)):
            if keep is not None and lose is not None:
                _note(found, Decided(at, True, (keep,), (lose,)))
                reached |= {keep, lose}
    return reached


def _splits_of(found: Gathered, persons: set[int]) -> set[int]:
    from veche.people.models import Split

    reached: set[int] = set()
    standing = Split.objects.filter(undone_at=None)
    for column in ("person_id__in", "into_id__in"):
        for split in standing.filter(**{column: list(persons)}):
            at = moment(split.made_at)
            _note(found, Decided(at, False, tuple(split.identities), tuple(split.stayed)))
            reached |= {*split.identities, *split.stayed}
    return reached


def _note(found: Gathered, decided: Decided) -> None:
    if decided not in found.decisions:
        found.decisions.append(decided)
