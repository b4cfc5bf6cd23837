"""The part of the listening process that acts on messages and people outside, beside what it says."""

from __future__ import annotations

import logging
import threading

from django.db import connections as databases

from veche.channels import actions
from veche.channels.models import Connection, Intervention
from veche.channels.queries.connections import connection_now
from veche.channels.queries.doors import access_of, live_of
from veche.channels.queries.interventions import deed_of
from veche.core.terms import SYSTEM
from veche.kit.terms import Refusal, Trouble

log = logging.getLogger("veche.channels")


def act_where_due(pk: int, claim: str, ending: threading.Event) -> None:
    """Do one due act after another, until there is none, the line breaks or ends."""
    try:
        connection = connection_now(pk)
        if connection is not None:
            actions.free_lost_interventions(connection, by=SYSTEM)
        while connection is not None and not ending.is_set():
            claimed = actions.claim_intervention(connection, claim=claim, by=SYSTEM)
            if claimed is None or not act(connection, claimed):
                return
    finally:
        databases.close_all()


def act(connection: Connection, claimed: Intervention) -> bool:
    """Do a claimed act and write down what came of it; answers whether the line holds.

    Where nobody knows whether it was done, it is done again: twice is no more than once.
    """
    try:
        live_of(connection).act(access_of(connection), deed_of(claimed))  # type: ignore[misc]
    except Refusal as refusal:
        actions.fail_intervention(claimed, str(refusal), by=SYSTEM)
    except Trouble as trouble:
        actions.put_intervention_back(claimed, str(trouble), retry_after=trouble.retry_after, by=SYSTEM)
        actions.note_failure(connection, str(trouble), retry_after=trouble.retry_after, by=SYSTEM)
        return False
    except Exception as error:
        log.exception("act %s of moderation broke", claimed.pk)
        actions.put_intervention_back(claimed, f"{type(error).__name__}: {error}", by=SYSTEM)
    else:
        actions.finish_intervention(claimed, by=SYSTEM)
        if connection.is_failing:
            actions.note_line(connection, by=SYSTEM)
    return True
