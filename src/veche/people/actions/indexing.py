"""Indexing: people are found by what they are called now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from veche.kit import sql
from veche.kit.search import Document, place_of
from veche.people.models import Person
from veche.people.queries.finding import NAMES, TABLE, scope_of_handles, scope_of_persons

STEP = 5_000
AT_HANDLE, AT_PERSON = 0, 1_000
# Handles that are numbers of a list or of a chat say nothing to look for.
_UNSPOKEN = frozenset({"row", "named", "relayed"})
_COLUMNS = "i.id, i.organisation_id, i.kind, i.value, i.name"


def index_handles(first: int, last: int) -> int:
    """Put these identities into the index of names; answers how many. May be repeated."""
    statement = f"SELECT {_COLUMNS} FROM ledger_identity i WHERE i.nature = 0 AND i.id BETWEEN %s AND %s"
    return sum(
        _put(sql.fetch(statement, (start, min(last, start + STEP - 1))))
        for start in range(first, last + 1, STEP)
    )


def index_renamed(origin: int, first: int, last: int) -> int:
    """Put identities into the index whose name was first seen in these interactions. May be repeated."""
    statement = (
        f"SELECT DISTINCT {_COLUMNS} FROM ledger_interaction x JOIN ledger_identity i "
        "ON i.id = x.identity_id AND i.named_at = x.occurred_at AND i.nature = 0 "
        "WHERE x.id BETWEEN %s AND %s AND x.origin_id = %s"
    )
    return _put(sql.fetch(statement, (first, last, origin)))


def _put(rows: Sequence[tuple[int, int, str, str, str]]) -> int:
    with transaction.atomic():
        NAMES.put_many(
            Document(pk, scope_of_handles(organisation), AT_HANDLE, _text(kind, value, name))
            for pk, organisation, kind, value, name in rows
            if not value.startswith("erased-")
        )
    return len(rows)


def _text(kind: str, value: str, name: str) -> str:
    return name if kind in _UNSPOKEN else f"{name} {value}"


def index_person(person: Person) -> None:
    """Have a person found by the name a human gave them; one without is found by their handles alone."""
    if not person.given_name:
        NAMES.remove([(person.pk, AT_PERSON)])
        return
    scope = scope_of_persons(person.organisation_id)
    NAMES.put_many([Document(person.pk, scope, AT_PERSON, person.given_name)])


def unindex(identities: Iterable[int], persons: Iterable[int]) -> None:
    """Take identities and persons out of the index of names; unknown ones are no error."""
    NAMES.remove([*((pk, AT_HANDLE) for pk in identities), *((pk, AT_PERSON) for pk in persons)])


def drop_gone() -> None:
    """Take identities out of the index that are no longer in the ledger. May be repeated."""
    column = "place" if sql.on_postgres() else "rowid"
    sql.execute(
        f"DELETE FROM {TABLE} WHERE {column} < %s AND {column} NOT IN (SELECT id FROM ledger_identity)",
        (place_of(0, AT_PERSON),),
    )


def rebuild_names() -> None:
    """Make the index of names anew from all identities and given names. May be cut off and repeated."""
    NAMES.drop()
    NAMES.make()
    first, last = sql.fetch("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM ledger_identity")[0]
    index_handles(first, last)
    for person in Person.objects.exclude(given_name="").iterator():
        index_person(person)


def purge_names() -> None:
    """Overwrite what was taken out of the index of names, a part at a time. May be repeated."""
    while NAMES.purge_step():
        pass
