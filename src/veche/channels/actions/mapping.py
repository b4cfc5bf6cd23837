"""Mapping: what the fields of a webhook's calls mean is said, and what was kept is read by it."""

from __future__ import annotations

from django.db import transaction

from veche.channels.actions.connecting import change_connection, check_connection
from veche.channels.actions.reading import read_again
from veche.channels.connectors.webhook.mapping import Mapping, faults_of
from veche.channels.models import Connection
from veche.channels.terms import CONNECT_CHANNELS
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.terms import refuse_if


def map_calls(connection: Connection, mapping: Mapping, *, by: Actor) -> int:
    """Say what the fields of calls mean, and have the calls read again of which nothing was taken.

    Refuses with all that is wrong with the mapping. Answers how many are read again: none where
    something else of the connection is wrong, which its page then tells. May be repeated.
    """
    require(by, CONNECT_CHANNELS, in_=connection.community)
    refuse_if(faults_of(mapping))
    told = mapping.as_json()
    with transaction.atomic():
        change_connection(connection, {**connection.settings, "mapping": told}, by=by)
        check_connection(connection, by=by)  # it asks nobody; what is read from now on is read by it
        connection.refresh_from_db()
        return read_again(connection, by=by) if connection.facts.get("mapping") == told else 0
