"""Doors: how a connection reaches its outside, where outsides knock, and who is behind each address."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

import orjson
from django.conf import settings
from django.urls import reverse

from veche.channels.connectors import connector_of
from veche.channels.models import Connection
from veche.channels.rules.lines import ports_in
from veche.channels.terms.live import Access, Knock, Known, Live, Opened
from veche.kit.sealing import unseal
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.web.making import web_for

# Hundreds knock in a second: for so many seconds a process believes what it read of a door. Whatever
# comes to a door closed meanwhile is kept and harms nobody.
BELIEVED, MOST = 3.0, 256
_GONE = N_("This version of Veche has no such channel any more: {kind}.")
_NOBODY = N_("Nobody is expected at this address.")


def door_of(connection: Connection) -> str:
    """Answer the public address at which the outside knocks."""
    return settings.ADDRESS + reverse("channels:knock", args=[connection.door])


def live_of(connection: Connection) -> Live:
    """Answer the live part of the connector; refuses when this version has it no more."""
    found = connector_of(connection.connector)
    if found is None or found.live is None:
        raise Refusal(Reason(_GONE, values={"kind": connection.connector}))
    return found.live


def access_of(connection: Connection) -> Access:
    """Answer how the connection reaches its outside, with its secrets: for its connector alone."""
    live = live_of(connection)
    secrets: Mapping[str, str] = orjson.loads(unseal(connection.secrets)) if connection.secrets else {}
    filled = {**connection.settings, **secrets}
    hosts = live.hosts(filled) if live.hosts else None
    web = web_for(hosts, ports=ports_in(filled))
    return Access(filled, connection.facts, door_of(connection), web)


def known_of(connection: Connection) -> Known:
    """Answer what reading an envelope may lean on."""
    home = connection.community
    return Known(connection.facts, home.time_zone, home.language, home.country)


def connection_at_door(door: str) -> Connection | None:
    """Answer the connection whose address this is, if it is switched on and not removed."""
    found = Connection.objects.select_related("community__organisation", "origin")
    return found.filter(door=door, removed_at=None, is_on=True, community__closed_at=None).first()


def opened_at(door: str, asked: Knock) -> tuple[Connection, Opened] | None:
    """Answer what came with a knock once its connector has verified it, or nothing where nobody lives.

    Refuses what is not verified.
    """
    at_door = _DOORS.find(door)
    if at_door is None:
        return None
    connection, access = at_door
    knock = live_of(connection).knock
    if knock is None:
        raise Refusal(_NOBODY)
    return connection, knock(access, asked)


class _Doors:
    """Connections and how they are reached, by their doors, for a few seconds each."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[float, Connection, Access]] = OrderedDict()
        self._lock = Lock()

    def find(self, door: str) -> tuple[Connection, Access] | None:
        """Answer who is behind a door."""
        with self._lock:
            held = self._held.get(door)
        if held is not None and held[0] > time.monotonic():
            return held[1], held[2]
        connection = connection_at_door(door)
        if connection is None:
            return None
        access = access_of(connection)
        with self._lock:
            self._held[door] = (time.monotonic() + BELIEVED, connection, access)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return connection, access


_DOORS = _Doors()
