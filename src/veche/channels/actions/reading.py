"""Reading: envelopes become facts, in the order they came; what cannot be read waits for a person."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from veche.channels.actions.hearing import ask_for_reading
from veche.channels.models import Connection, Envelope, Reach
from veche.channels.queries import namings_of
from veche.channels.queries.doors import known_of, live_of
from veche.channels.rules.lines import verdict_of
from veche.channels.rules.titling import titled
from veche.channels.terms import CONNECT_CHANNELS, Record
from veche.channels.terms.live import Raw
from veche.channels.terms.state import EnvelopeState
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import Refusal
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.terms import Recorded, Removal, Sighting

log = logging.getLogger("veche.channels")
# So many at once keep SQLite's one writer for about a tenth of a second.
PORTION = 500
# Raw envelopes of which facts were made are kept so long; parked ones until somebody looked.
KEPT = 7 * DAY


class Opened(NamedTuple):
    """An envelope with what it says, or why it could not be read."""

    pk: int
    records: tuple[Record, ...] = ()
    error: str = ""


def read_envelopes(connection: Connection, *, by: Actor, most: int = 5_000) -> int:
    """Turn waiting envelopes into facts, portion by portion, and answer how many were read.

    A portion commits with what became of each of its envelopes, and only while they still wait:
    two who read at once do no harm, and kill -9 leaves the portion to the next.
    """
    require(by, CONNECT_CHANNELS, in_=connection.community)
    done = 0
    while done < most:
        waiting = Envelope.objects.filter(connection=connection, state=EnvelopeState.WAITING)
        portion = list(waiting.order_by("pk").values_list("pk", "key", "kind", "payload")[:PORTION])
        if not portion:
            return done
        opened = _open_all(connection, portion)
        _take_portion(connection, opened, by)
        done += len(portion)
    ask_for_reading(connection.pk, connection.community_id)
    return done


def retry_parked(connection: Connection, *, pk: int | None = None, by: Actor) -> int:
    """Send parked envelopes (or one of them) back to be read; answers how many."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        found = Envelope.objects.filter(connection=connection, state=EnvelopeState.PARKED)
        if pk is not None:
            found = found.filter(pk=pk)
        count = found.update(state=EnvelopeState.WAITING, reason="", read_at=None)
        Connection.objects.filter(pk=connection.pk).update(parked=F("parked") - count)
        if count:
            ask_for_reading(connection.pk, connection.community_id)
            audit(by, "channels.retry_envelopes", in_=connection.community, on=connection, count=count)
    return count


def read_again(connection: Connection, *, by: Actor) -> int:
    """Send everything back to be read of which nothing was taken and that is still whole; answers how many.

    For when reading has changed: what was parked and what was refused. May be repeated.
    """
    require(by, CONNECT_CHANNELS, in_=connection.community)
    lost = (EnvelopeState.PARKED, EnvelopeState.REFUSED)
    with transaction.atomic():
        sql.lock("channels.connection", connection.pk)
        found = Envelope.objects.filter(connection=connection, state__in=lost).exclude(payload=b"")
        counts = Counter(found.values_list("state", flat=True))
        found.update(state=EnvelopeState.WAITING, reason="", read_at=None)
        if counts:
            changes = {state: F(state) - count for state, count in counts.items()}
            Connection.objects.filter(pk=connection.pk).update(**changes)
            ask_for_reading(connection.pk, connection.community_id)
            audit(
                by, "channels.retry_envelopes", in_=connection.community, on=connection, count=counts.total()
            )
    return counts.total()


def forget_envelopes(connection: Connection, *, before: Moment | None = None, by: Actor) -> int:
    """Empty raw envelopes read a week ago: their facts stay, and their keys, so that repeats are known."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    moment = before or Moment(now() - KEPT)
    read = (EnvelopeState.TAKEN, EnvelopeState.DUPLICATE, EnvelopeState.REFUSED)
    old = Envelope.objects.filter(connection=connection, received_at__lt=moment, state__in=read)
    old = old.exclude(payload=b"")
    pks = list(old.values_list("pk", flat=True)[:20_000])
    return Envelope.objects.filter(pk__in=pks).update(payload=b"")


def _open_all(
    connection: Connection, portion: Iterable[tuple[int, str, str, bytes | memoryview]]
) -> list[Opened]:
    read, known = live_of(connection).read, known_of(connection)
    opened = []
    for pk, key, kind, payload in portion:
        try:
            opened.append(Opened(pk, tuple(read(Raw(key, bytes(payload), kind), known))))
        except Refusal as refusal:
            opened.append(Opened(pk, error=str(refusal)))
        except Exception as error:
            # Foreign words in foreign shapes: whatever they break, the next one is read.
            log.info("an envelope of %s could not be read: %r", connection.connector, error)
            opened.append(Opened(pk, error=f"{type(error).__name__}: {error}"[:500]))
    return opened


def _take_portion(connection: Connection, opened: list[Opened], by: Actor) -> None:
    titles = namings_of(connection.community)
    with transaction.atomic():
        sql.lock("channels.connection", connection.pk)
        still = set(
            Envelope.objects.filter(
                pk__in=[one.pk for one in opened], state=EnvelopeState.WAITING
            ).values_list("pk", flat=True)
        )
        mine = [one for one in opened if one.pk in still]
        sightings = [s for one in mine for record in one.records for s in record.sightings]
        removals = [removal for one in mine for record in one.records for removal in record.removals]
        told = _recorded(connection, titled(sightings, titles), removals, by)
        _settle(connection, mine, told)
        _note_reach(connection, sightings)


def _recorded(
    connection: Connection, sightings: list[Sighting], removals: list[Removal], by: Actor
) -> Recorded:
    if not sightings and not removals:
        return Recorded()
    return record_many(sightings, removals=removals, origin=connection.origin, by=by)


def _settle(connection: Connection, opened: list[Opened], told: Recorded) -> None:
    """Write down what became of each envelope, and count it."""
    outcomes, removed = iter(told.outcomes), iter(told.removed)
    moment, rows = now(), []
    counts: Counter[str] = Counter()
    for one in opened:
        size = sum(len(record.sightings) for record in one.records)
        gone = sum(len(record.removals) for record in one.records)
        mine = [*islice(outcomes, size), *islice(removed, gone)]
        state, reason = (EnvelopeState.PARKED, one.error) if one.error else verdict_of(one.records, mine)
        counts[state] += 1
        rows.append((state, reason, moment, one.pk))
    sql.execute_many("UPDATE channels_envelope SET state = %s, reason = %s, read_at = %s WHERE id = %s", rows)
    changes = {state: F(state) + count for state, count in counts.items()}
    if changes:
        Connection.objects.filter(pk=connection.pk).update(**changes)


def _note_reach(connection: Connection, sightings: list[Sighting]) -> None:
    """Remember which channels were heard over this connection."""
    keys = {(s.place.network, s.place.key) for s in sightings}
    if not keys:
        return
    statement = (
        f"SELECT network, key, id FROM ledger_channel WHERE community_id = %s AND {sql.any_of('key', 'text')}"
    )
    found = sql.fetch(statement, (connection.community_id, sql.listed({key for _, key in keys})))
    for network, key, pk in found:
        if (network, key) in keys:
            Reach.objects.update_or_create(connection=connection, channel_id=pk, defaults={"heard_at": now()})
