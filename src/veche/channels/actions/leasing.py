"""Leasing: of many listening processes one holds a line, and another takes it when that one is gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from veche.channels.models import Connection
from veche.channels.queries.connections import due_connections
from veche.channels.terms import CONNECT_CHANNELS
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.time import SECOND, now

LEASE = 20 * SECOND


def hold_lines(claim: str, *, by: Actor) -> list[Connection]:
    """Take or keep every line nobody else holds, and answer those that are held now. May be repeated."""
    held, moment = [], now()
    for connection in due_connections():
        require(by, CONNECT_CHANNELS, in_=connection.community)
        free = Q(claim=claim) | Q(leased_until=None) | Q(leased_until__lt=moment)
        mine = Connection.objects.filter(free, pk=connection.pk)
        if mine.update(claim=claim, leased_until=moment + LEASE):
            held.append(connection)
    return held


def give_back_lines(claim: str, connections: Iterable[Connection], *, by: Actor) -> None:
    """Let go of lines at once, so that another process need not wait for the lease to end."""
    for connection in connections:
        require(by, CONNECT_CHANNELS, in_=connection.community)
        Connection.objects.filter(pk=connection.pk, claim=claim).update(claim="", leased_until=None)
