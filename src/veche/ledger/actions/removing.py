"""Removing: what the outside took away is marked, whether its fact came before or comes later."""

from typing import NamedTuple

from veche.kit import sql
from veche.kit.time import is_plausible
from veche.ledger.actions.batching import Batch
from veche.ledger.terms import LONGEST_ID, Outcome, Removal

Where = tuple[str, str, str]  # network, key of the channel, external id
ROW = ("community_id", "network", "key", "external_id", "interaction_id", "at", "back_at", "origin_id")
_ANY_WAITING = "SELECT 1 FROM ledger_removal WHERE community_id = %s AND interaction_id IS NULL LIMIT 1"


class _Known(NamedTuple):
    """What is known of a removal already."""

    pk: int
    interaction: int | None
    at: int
    back_at: int | None


def note_removals(batch: Batch) -> None:
    """Mark what was taken away or brought back, and facts of the batch whose removal came first."""
    _meet_waiting(batch)
    places = [place for place, one in enumerate(batch.removals) if _is_fit(one)]
    batch.removed = [Outcome.REFUSED] * len(batch.removals)
    for place in places:
        batch.removed[place] = _note(batch, batch.removals[place])


def _is_fit(removal: Removal) -> bool:
    at, number = removal.at, removal.external_id
    return (
        bool(number and removal.place.key) and len(number) <= LONGEST_ID and (at is None or is_plausible(at))
    )


def _note(batch: Batch, removal: Removal) -> Outcome:
    """Write one down; what is older than what is known, or says the same, is no news."""
    where = (removal.place.network, removal.place.key, removal.external_id)
    known, at = _known(batch, where), removal.at if removal.at is not None else batch.now
    if known is None:
        return Outcome.KNOWN if removal.is_back else _add(batch, where, at)
    is_news = known.back_at is None if removal.is_back else known.back_at is not None
    if not is_news or at < max(known.at, known.back_at or 0):
        return Outcome.KNOWN
    columns = "back_at = %s" if removal.is_back else "back_at = NULL, at = %s"
    sql.execute(f"UPDATE ledger_removal SET {columns} WHERE id = %s", (at, known.pk))
    if known.interaction:
        batch.gone.add(known.interaction)
    return Outcome.REVISED


def _known(batch: Batch, where: Where) -> _Known | None:
    rows = sql.fetch(
        "SELECT id, interaction_id, at, back_at FROM ledger_removal "
        "WHERE community_id = %s AND network = %s AND key = %s AND external_id = %s",
        (batch.community, *where),
    )
    return _Known(*rows[0]) if rows else None


def _add(batch: Batch, where: Where, at: int) -> Outcome:
    found = sql.fetch(
        "SELECT i.id FROM ledger_interaction i JOIN ledger_channel c ON c.id = i.channel_id "
        "WHERE c.community_id = %s AND c.network = %s AND c.key = %s AND i.external_id = %s",
        (batch.community, *where),
    )
    fact = found[0][0] if found else None
    row = (batch.community, *where, fact, at, None, batch.origin_id)
    sql.insert_rows("ledger_removal", ROW, [row], ignore=True)
    if fact:
        batch.gone.add(fact)
    return Outcome.NEW


def _meet_waiting(batch: Batch) -> None:
    """Give removals that came first the facts of this batch that they are about."""
    if not batch.ids or not sql.fetch(_ANY_WAITING, (batch.community,)):
        return
    new = {
        (s.place.network, s.place.key, s.external_id): pk
        for place, pk in batch.ids.items()
        for s in (batch.sightings[place],)
    }
    waiting = sql.fetch(
        "SELECT id, network, key, external_id FROM ledger_removal "
        f"WHERE community_id = %s AND interaction_id IS NULL AND {sql.any_of('external_id', 'text')}",
        (batch.community, sql.listed({external for _, _, external in new})),
    )
    for pk, *where in waiting:
        if fact := new.get((where[0], where[1], where[2])):
            sql.execute("UPDATE ledger_removal SET interaction_id = %s WHERE id = %s", (fact, pk))
            batch.gone.add(fact)
