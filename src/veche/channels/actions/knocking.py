"""Knocking: what knocks at our address is acknowledged in milliseconds and lost by nothing.

On PostgreSQL it is put into the database at once. SQLite has one writer, whom workers keep busy:
there it goes to a spool beside the database first, which the listening process empties.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import orjson
from django.conf import settings
from django.db import transaction

from veche.channels.actions.hearing import keep_knocks
from veche.channels.models import Connection
from veche.channels.terms import CONNECT_CHANNELS
from veche.channels.terms.live import Raw
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.spool import Spool
from veche.kit.time import Moment
from veche.kit.waking import KNOCKS, wake


def accept_knock(connection: Connection, raws: Sequence[Raw], *, at: Moment, by: Actor) -> None:
    """Keep what came with a verified knock; it survives kill -9 once this returns. May be repeated."""
    require(by, CONNECT_CHANNELS, in_=connection.community)
    if not raws:
        return
    if sql.on_postgres():
        keep_knocks(connection, raws, at=at, by=by)
        return
    kept = [(raw.key, raw.kind, base64.b85encode(raw.payload).decode()) for raw in raws]
    _spool(str(settings.SPOOL)).append(orjson.dumps([connection.pk, at, kept]))
    wake(KNOCKS)


def take_knocks(*, by: Actor) -> int:
    """Bring everything of the spool into the database; answers how many knocks it was.

    Cut off anywhere, it may be repeated.
    """

    def take(records: Sequence[bytes]) -> None:
        knocks = _knocks_in(records)
        found = Connection.objects.select_related("community__organisation").filter(pk__in=list(knocks))
        with transaction.atomic():  # those of a connection that is gone are let go
            for connection in found:
                require(by, CONNECT_CHANNELS, in_=connection.community)
                at, raws = knocks[connection.pk]
                keep_knocks(connection, raws, at=at, by=by)

    return _spool(str(settings.SPOOL)).drain(take)


def _knocks_in(records: Sequence[bytes]) -> dict[int, tuple[Moment, list[Raw]]]:
    """Answer what came by connection, with the time of the first."""
    knocks: dict[int, tuple[Moment, list[Raw]]] = {}
    for record in records:
        pk, at, kept = orjson.loads(record)
        raws = [Raw(key, base64.b85decode(payload), kind) for key, kind, payload in kept]
        knocks.setdefault(pk, (at, []))[1].extend(raws)
    return knocks


@lru_cache(maxsize=4)
def _spool(folder: str) -> Spool:
    return Spool(Path(folder))
