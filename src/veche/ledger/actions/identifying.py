"""Identifying: finds or makes the identities behind the handles of a batch."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from veche.kit import sql
from veche.ledger import rules
from veche.ledger.actions.batching import Batch, Key
from veche.ledger.terms import FORGOTTEN, LONGEST_NAME, Handle


def name_identities(batch: Batch) -> None:
    """Find or make the identities of the batch, keep their latest names and what the outside says is one."""
    seen: dict[Key, tuple[Handle, int]] = {}
    for handle, at in _latest_of(batch).items():
        kept, key = batch.normal(handle), batch.key_of(handle)
        if key not in seen or (kept.name and at >= seen[key][1]):
            seen[key] = (kept, at)
    known = _identities_in(batch, seen)
    fresh = _without_forgotten(batch, [key for key in seen if key not in known])
    if fresh:
        sql.lock("ledger.identity", batch.organisation)
        ids = sql.next_ids("ledger_identity", len(fresh))
        rows = [_identity_row(pk, *seen[key], batch) for pk, key in zip(ids, fresh, strict=True)]
        columns = ("id", "organisation_id", "kind", "value", "name", "nature", "named_at", "origin_id")
        sql.insert_rows("ledger_identity", columns, rows, ignore=True)
        batch.new_identities = [row[0] for row in rows]
        known |= _identities_in(batch, fresh)
    batch.identities = {key: found[0] for key, found in known.items()}
    _refuse_forgotten(batch)
    _rename(seen, known)
    _add_aliases(batch)


def _without_forgotten(batch: Batch, keys: list[Key]) -> list[Key]:
    """Leave out handles of people who were forgotten by law: nothing brings them back."""
    digests = {rules.digest_of_handle(*key, secret=settings.SECRET_KEY): key for key in keys}
    statement = (
        f"SELECT digest FROM ledger_suppression WHERE organisation_id = %s AND {sql.any_of('digest', 'text')}"
    )
    found = sql.fetch(statement, (batch.organisation, sql.listed(digests))) if keys else []
    batch.forgotten = {digests[digest] for (digest,) in found}
    return [key for key in keys if key not in batch.forgotten]


def _refuse_forgotten(batch: Batch) -> None:
    if batch.forgotten:
        for place, sighting in list(batch.fit()):
            if batch.key_of(sighting.handle) in batch.forgotten:
                batch.faults[place] = FORGOTTEN


def _latest_of(batch: Batch) -> dict[Handle, int]:
    """Answer when each handle of the batch was last seen: the same few people speak all the time."""
    latest: dict[Handle, int] = {}
    for _, sighting in batch.fit():
        at: int = sighting.at
        for handle in (sighting.handle, sighting.target) if sighting.target else (sighting.handle,):
            if at > latest.get(handle, -1):
                latest[handle] = at
    for handle, last in list(latest.items()):
        for other in handle.aliases:
            latest[other] = max(last, latest.get(other, -1))
    return latest


def _identities_in(batch: Batch, keys: Iterable[Key]) -> dict[Key, tuple[int, str, int]]:
    values: dict[str, list[str]] = {}
    for kind, value in keys:
        values.setdefault(kind, []).append(value)
    statement = (
        "SELECT kind, value, id, name, named_at FROM ledger_identity "
        f"WHERE organisation_id = %s AND kind = %s AND {sql.any_of('value', 'text')}"
    )
    found: dict[Key, tuple[int, str, int]] = {}
    for kind, some in values.items():
        rows = sql.fetch(statement, (batch.organisation, kind, sql.listed(some)))
        found |= {(k, v): (pk, name, named_at) for k, v, pk, name, named_at in rows}
    return found


def _identity_row(pk: int, handle: Handle, at: int, batch: Batch) -> tuple[Any, ...]:
    name = handle.name[:LONGEST_NAME]
    return (pk, batch.organisation, handle.kind, handle.value, name, int(handle.nature), at, batch.origin_id)


def _rename(seen: dict[Key, tuple[Handle, int]], known: dict[Key, tuple[int, str, int]]) -> None:
    """Keep the name an identity was last seen with, whatever order the facts come in."""
    for key, (handle, at) in seen.items():
        pk, name, named_at = known.get(key, (0, handle.name, at))
        if handle.name and (at > named_at or not name) and handle.name != name:
            sql.execute(
                "UPDATE ledger_identity SET name = %s, named_at = %s WHERE id = %s", (handle.name, at, pk)
            )


def _add_aliases(batch: Batch) -> None:
    handles = {h for _, s in batch.fit() for h in (s.handle, s.target) if h and h.aliases}
    keys = {(batch.key_of(handle), batch.key_of(other)) for handle in handles for other in handle.aliases}
    known_ones = batch.identities
    pairs = {
        (known_ones[a], known_ones[b]) for a, b in keys if a != b and a in known_ones and b in known_ones
    }
    if not pairs:
        return
    statement = f"SELECT identity_id, other_id FROM ledger_alias WHERE {sql.any_of('identity_id')}"
    known = set(sql.fetch(statement, (sql.listed(one for one, _ in pairs),)))
    fresh = sorted(pairs - known)
    ids = sql.next_ids("ledger_alias", len(fresh)) if fresh else []
    rows = [(pk, *pair, "profile", batch.origin_id) for pk, pair in zip(ids, fresh, strict=True)]
    sql.insert_rows(
        "ledger_alias", ("id", "identity_id", "other_id", "reason", "origin_id"), rows, ignore=True
    )
    batch.new_aliases = [row[0] for row in rows]
