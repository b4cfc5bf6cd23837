"""Withdrawing: an import that was a mistake is taken back whole."""

from __future__ import annotations

from django.db import transaction

from veche.channels.actions.moving import change_state
from veche.channels.models import Import
from veche.channels.terms import IMPORT_FILES, State
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Refusal
from veche.kit.time import now
from veche.ledger.actions import withdraw_origin

LEAVABLE = (State.TAKING, State.STOPPED, State.DONE, State.LEAVING)
_NOTHING_TAKEN = N_("Nothing was taken in that could be taken back.")


def take_back_import(found: Import, *, by: Actor) -> None:
    """Take all facts of an import out of the ledger again, also while it runs. May be repeated.

    Afterwards the same file can be taken in anew.
    """
    require(by, IMPORT_FILES, in_=found.community)
    if found.origin is None:
        raise Refusal(_NOTHING_TAKEN)
    with transaction.atomic():
        if not change_state(found, State.LEAVING, of=LEAVABLE):
            raise Refusal(_NOTHING_TAKEN)
        withdraw_origin(found.origin, by=by)
        audit(by, "channels.take_back_import", in_=found.community, on=found, name=found.name)


def note_withdrawn(origin: int, *, by: Actor) -> None:
    """Note that the last fact of an import is gone. May be repeated."""
    found = Import.objects.select_related("community").filter(origin=origin).first()
    if found is not None:
        require(by, IMPORT_FILES, in_=found.community)
        change_state(found, State.LEFT, of=(State.LEAVING,), ended_at=now())
