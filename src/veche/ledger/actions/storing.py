"""Storing: turns a batch into rows, a handful of statements whatever its size."""

from collections.abc import Iterable
from typing import Any

import orjson

from veche.kit import sql
from veche.ledger import rules
from veche.ledger.actions.batching import Batch, Key
from veche.ledger.terms import LONGEST_ID, Outcome, Sighting

INTERACTION = (
    "id", "community_id", "channel_id", "identity_id", "kind", "occurred_at", "recorded_at", "external_id",
    "thread", "reply_to", "subject_id", "target_id", "amount", "currency", "marks", "extra", "origin_id",
)  # fmt: skip
WORDING = ("id", "interaction_id", "text", "said_at", "origin_id")
TALLY = ("interaction_id", "name", "count", "counted_at", "origin_id")


def name_places(batch: Batch) -> None:
    """Find or make the channels and subjects of the batch; a renamed channel takes its new title."""
    community = batch.origin.community_id
    places = {s.place for _, s in batch.fit()}
    wanted = {(p.network, p.key): p for p in places}
    known = _channels_in(community)
    fresh = [
        (community, *key, p.title[:250], p.form, batch.now) for key, p in wanted.items() if key not in known
    ]
    columns = ("community_id", "network", "key", "title", "form", "made_at")
    sql.insert_rows("ledger_channel", columns, fresh, ignore=True)
    for key, place in wanted.items():
        if key in known and place.title and known[key][1] != place.title[:250]:
            sql.execute(
                "UPDATE ledger_channel SET title = %s WHERE id = %s", (place.title[:250], known[key][0])
            )
    known = _channels_in(community) if fresh else known
    channels = {place: known[place.network, place.key][0] for place in places}
    gone = {known[key][0] for r in batch.removals if (key := (r.place.network, r.place.key)) in known}
    sql.lock("ledger.channel", *{*channels.values(), *gone})
    batch.channels = [channels.get(sighting.place, 0) for sighting in batch.sightings]
    _name_subjects(batch)


def _channels_in(community: int) -> dict[Key, tuple[int, str]]:
    statement = "SELECT network, key, id, title FROM ledger_channel WHERE community_id = %s"
    return {(s, k): (pk, title) for s, k, pk, title in sql.fetch(statement, (community,))}


def _name_subjects(batch: Batch) -> None:
    abouts = {(s.about.kind, s.about.key[:LONGEST_ID]): s.about for _, s in batch.fit() if s.about}
    if not abouts:
        return
    community = batch.origin.community_id
    rows = [(community, *key, about.title[:250]) for key, about in abouts.items()]
    sql.insert_rows("ledger_subject", ("community_id", "kind", "key", "title"), rows, ignore=True)
    statement = (
        f"SELECT kind, key, id FROM ledger_subject WHERE community_id = %s AND {sql.any_of('key', 'text')}"
    )
    found = sql.fetch(statement, (community, sql.listed({key for _, key in abouts})))
    batch.subjects = {(kind, key): pk for kind, key, pk in found}


def add_interactions(batch: Batch) -> None:
    """Add what is new, and new words or tallies to what is known."""
    known = _known_in(batch)
    fresh, again = [], []
    for place, sighting in batch.fit():
        key = (batch.channels[place], sighting.external_id)
        if key in known:
            again.append(place)
        else:
            known[key] = -1
            fresh.append(place)
    if fresh:
        _insert(batch, fresh)
    if again:
        _revise(batch, again)


def _known_in(batch: Batch) -> dict[tuple[int, str], int]:
    wanted: dict[int, list[str]] = {}
    for place, sighting in batch.fit():
        wanted.setdefault(batch.channels[place], []).append(sighting.external_id)
    statement = (
        "SELECT external_id, id FROM ledger_interaction "
        f"WHERE channel_id = %s AND {sql.any_of('external_id', 'text')}"
    )
    return {
        (channel, external): pk
        for channel, ids in wanted.items()
        for external, pk in sql.fetch(statement, (channel, sql.listed(ids)))
    }


def _insert(batch: Batch, fresh: list[int]) -> None:
    ids = sql.next_ids("ledger_interaction", len(fresh))
    rows, wordings, tallies = [], [], []
    for pk, place in zip(ids, fresh, strict=True):
        sighting = batch.sightings[place]
        batch.ids[place], batch.outcomes[place] = pk, Outcome.NEW
        text, marks = _words_of(batch, sighting)
        rows.append(_interaction_row(batch, pk, place, marks))
        if text:
            wordings.append((pk, text, sighting.edited_at or sighting.at, batch.origin_id))
        tallies += [(pk, name, count, batch.now, batch.origin_id) for name, count in sighting.tallies]
    sql.insert_rows("ledger_interaction", INTERACTION, rows)
    _add_wordings(batch, wordings)
    sql.insert_rows("ledger_tally", TALLY, tallies)
    batch.tallied += len(tallies)
    batch.added, batch.first, batch.last = len(rows), rows[0][0], rows[-1][0]


def _words_of(batch: Batch, sighting: Sighting) -> tuple[str, int]:
    """Answer the words as they are kept, and the marks of the interaction."""
    kept = rules.words_to_keep(sighting)
    batch.masked += kept.secrets
    return kept.text, kept.marks


def _interaction_row(batch: Batch, pk: int, place: int, marks: int) -> tuple[Any, ...]:
    s = batch.sightings[place]
    subject = batch.subjects[s.about.kind, s.about.key[:LONGEST_ID]] if s.about else None
    return (
        pk, batch.community, batch.channels[place], batch.identity_of(s.handle), s.kind.number,
        s.at, batch.now, s.external_id, s.thread, s.reply_to[:LONGEST_ID], subject,
        batch.target_of(s), s.amount, s.currency, marks,
        json_of(s.extra), batch.origin_id,
    )  # fmt: skip


def _add_wordings(batch: Batch, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        ids = sql.next_ids("ledger_wording", len(rows))
        sql.insert_rows("ledger_wording", WORDING, ((pk, *row) for pk, row in zip(ids, rows, strict=True)))
        batch.new_wordings += ids


def _revise(batch: Batch, again: list[int]) -> None:
    """Add later words and larger tallies to facts that are known already."""
    known = _known_in(batch)
    ids = {
        place: known[batch.channels[place], s.external_id] for place in again if (s := batch.sightings[place])
    }
    latest = _latest_words(ids.values())
    counts = _largest_tallies(pk for place, pk in ids.items() if batch.sightings[place].tallies)
    wordings, tallies = [], []
    for place, pk in ids.items():
        sighting = batch.sightings[place]
        text, _ = _words_of(batch, sighting)
        said_at = sighting.edited_at or sighting.at
        old_text, old_at = latest.get(pk, ("", -1))
        if text and text != old_text and said_at > old_at:
            wordings.append((pk, text, said_at, batch.origin_id))
            latest[pk] = (text, said_at)
            batch.outcomes[place] = Outcome.REVISED
        for name, count in sighting.tallies:
            if count > counts.get((pk, name), 0):
                tallies.append((pk, name, count, batch.now, batch.origin_id))
                counts[pk, name] = count
                batch.outcomes[place] = Outcome.REVISED
    before = len(batch.new_wordings)
    _add_wordings(batch, wordings)
    batch.later_wordings += batch.new_wordings[before:]
    sql.insert_rows("ledger_tally", TALLY, tallies)
    batch.tallied += len(tallies)


def _latest_words(ids: Iterable[int]) -> dict[int, tuple[str, int]]:
    statement = (
        f"SELECT interaction_id, text, said_at FROM ledger_wording WHERE {sql.any_of('interaction_id')} "
        "ORDER BY said_at, id"
    )
    return {pk: (text, at) for pk, text, at in sql.fetch(statement, (sql.listed(ids),))}


def _largest_tallies(ids: Iterable[int]) -> dict[tuple[int, str], int]:
    statement = (
        "SELECT interaction_id, name, max(count) FROM ledger_tally "
        f"WHERE {sql.any_of('interaction_id')} GROUP BY 1, 2"
    )
    return {(pk, name): count for pk, name, count in sql.fetch(statement, (sql.listed(ids),))}


def json_of(extra: Any) -> str | None:
    """Answer the extra data as JSON without NUL, which PostgreSQL refuses."""
    return orjson.dumps(extra).decode().replace("\\u0000", "") if extra else None
