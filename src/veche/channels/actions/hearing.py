"""Hearing: what comes over a line is kept raw first, and how the line is, is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from veche.channels.models import Connection
from veche.channels.rules.lines import pause_after
from veche.channels.terms import CONNECT_CHANNELS
from veche.channels.terms.live import Heard, Raw
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.time import SECOND, Moment, now
from veche.ledger.terms import LONGEST_ID

_ENVELOPE = ("connection_id", "key", "kind", "payload", "received_at", "state", "reason")
LONGEST_ERROR = 500


def keep_heard(connection: Connection, heard: Heard, *, at: Moment | None = None, by: Actor) -> int:
    """Keep news together with where to go on from; answers how many were new. May be repeated.

    A process whose line was given to another meanwhile writes nothing: the version is asked in
    the same statement.
    """
    require(by, CONNECT_CHANNELS, in_=connection.community)
    moment = at or now()
    with transaction.atomic():
        mine = Connection.objects.filter(pk=connection.pk, version=connection.version)
        changes: dict[str, Any] = {"cursor": dict(heard.cursor), "heard_at": moment}
        if connection.is_failing:
            changes |= {"failing_since": None, "failures": 0, "retry_at": None, "error": ""}
        if not mine.update(**changes):
            return 0
        if connection.is_failing:
            connection.refresh_from_db(fields=["failing_since", "failures", "retry_at", "error"])
        return _keep_raws(connection.pk, heard.raws, moment, community=connection.community_id)


def keep_backfill(connection: Connection, heard: Heard | None, *, by: Actor) -> int:
    """Keep a stretch of what there was before with where to go on; with nothing: all of it is here."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        if heard is None:
            Connection.objects.filter(pk=connection.pk).update(backfill=None, backfilled_at=now())
            return 0
        Connection.objects.filter(pk=connection.pk).update(backfill=dict(heard.cursor))
        return _keep_raws(connection.pk, heard.raws, now(), community=connection.community_id)


def keep_knocks(connection: Connection, raws: Sequence[Raw], *, at: Moment, by: Actor) -> int:
    """Keep what came with knocks that were verified; answers how many were new. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    with transaction.atomic():
        changes: dict[str, Any] = {"heard_at": at}
        if connection.is_failing:
            changes |= {"failing_since": None, "failures": 0, "retry_at": None, "error": ""}
        Connection.objects.filter(pk=connection.pk).update(**changes)
        return _keep_raws(connection.pk, raws, at, community=connection.community_id)


def _keep_raws(pk: int, raws: Sequence[Raw], at: Moment, *, community: int) -> int:
    """Put envelopes into the running transaction, and ask for their reading; answers how many were new."""
    if not raws:
        return 0
    sql.lock("channels.connection", pk)
    first = {raw.key[:LONGEST_ID]: raw for raw in reversed(raws)}
    known = _known_among(pk, first)
    fresh = [
        (pk, key, raw.kind[:60], raw.payload, at, "waiting", "") for key, raw in reversed(first.items())
        if key not in known
    ]  # fmt: skip
    sql.insert_rows("channels_envelope", _ENVELOPE, fresh)
    Connection.objects.filter(pk=pk).update(
        received=F("received") + len(raws), duplicate=F("duplicate") + len(raws) - len(fresh), news_at=at
    )
    if fresh:
        ask_for_reading(pk, community)
    return len(fresh)


def note_failure(
    connection: Connection, error: str, *, retry_after: float | None = None, by: Actor
) -> Moment:
    """Write down that a line broke; answers when to try again: later each time, or when the outside says."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    moment = now()
    found = Connection.objects.filter(pk=connection.pk).values_list("failures", "failing_since").first()
    failures, since = found or (0, None)
    wait = pause_after(failures + 1, retry_after)
    again = Moment(moment + int(wait * SECOND))
    changes: dict[str, Any] = {"failures": failures + 1, "error": error[:LONGEST_ERROR], "retry_at": again}
    if since is None:
        changes["failing_since"] = moment
    Connection.objects.filter(pk=connection.pk).update(**changes)
    connection.refresh_from_db(fields=["failing_since", "failures", "retry_at", "error"])
    return again


def note_line(connection: Connection, *, by: Actor) -> None:
    """Write down that the outside answered: the line is whole."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    Connection.objects.filter(pk=connection.pk).update(
        heard_at=now(), failing_since=None, failures=0, retry_at=None, error=""
    )
    connection.refresh_from_db(fields=["failing_since", "failures", "retry_at", "error"])


def ask_for_reading(pk: int, community: int) -> None:
    """Ask for the job that reads what waits at a connection; asked again while it waits, it is one."""
    enqueue("channels.jobs.read_envelopes", key=str(pk), community=community, pk=pk)


def _known_among(pk: int, raws: dict[str, Raw]) -> set[str]:
    statement = f"SELECT key FROM channels_envelope WHERE connection_id = %s AND {sql.any_of('key', 'text')}"
    return {key for (key,) in sql.fetch(statement, (pk, sql.listed(raws)))}
