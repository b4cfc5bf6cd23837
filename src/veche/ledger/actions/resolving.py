"""Resolving: replies find the interaction they reply to, whichever side was recorded first."""

from veche.kit import sql
from veche.ledger.actions.batching import Batch

Where = tuple[int, str]  # channel, external id
_ANY_WAITING = "SELECT 1 FROM ledger_reply WHERE channel_id = %s AND NOT (waits_for = '') LIMIT 1"
REPLY = ("child_id", "parent_id", "channel_id", "waits_for")


def link_replies(batch: Batch) -> None:
    """Link new replies to known parents, and older replies that waited for a new parent."""
    wishes = _wishes_of(batch)
    parents = _known_parents(wishes)
    rows = [
        (child, parents[where], None, "") if where in parents else (child, None, *where)
        for child, where in wishes.items()
    ]
    sql.insert_rows("ledger_reply", REPLY, rows)
    _serve_waiting(batch)


def _wishes_of(batch: Batch) -> dict[int, Where]:
    """Answer for each new reply of the batch where its parent is."""
    wishes = {}
    for place, pk in batch.ids.items():
        sighting = batch.sightings[place]
        if sighting.reply_to and sighting.reply_to != sighting.external_id:
            wishes[pk] = (batch.channels[place], sighting.reply_to[:250])
    return wishes


def _known_parents(wishes: dict[int, Where]) -> dict[Where, int]:
    by_channel: dict[int, set[str]] = {}
    for channel, external in wishes.values():
        by_channel.setdefault(channel, set()).add(external)
    statement = (
        "SELECT external_id, id FROM ledger_interaction "
        f"WHERE channel_id = %s AND {sql.any_of('external_id', 'text')}"
    )
    return {
        (channel, external): pk
        for channel, wanted in by_channel.items()
        for external, pk in sql.fetch(statement, (channel, sql.listed(wanted)))
    }


def _serve_waiting(batch: Batch) -> None:
    """Give older replies their parent if it came with this batch."""
    new: dict[int, dict[str, int]] = {}
    for place, pk in batch.ids.items():
        new.setdefault(batch.channels[place], {})[batch.sightings[place].external_id] = pk
    for channel, parents in new.items():
        if not sql.fetch(_ANY_WAITING, (channel,)):
            continue
        statement = (
            "SELECT child_id, waits_for FROM ledger_reply "
            f"WHERE channel_id = %s AND NOT (waits_for = '') AND {sql.any_of('waits_for', 'text')}"
        )
        for child, external in sql.fetch(statement, (channel, sql.listed(parents))):
            sql.execute(
                "UPDATE ledger_reply SET parent_id = %s, channel_id = NULL, waits_for = '' "
                "WHERE child_id = %s",
                (parents[external], child),
            )
