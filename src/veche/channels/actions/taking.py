"""Taking in: records become facts, batch by batch, each committed together with how far it is."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F

from veche.channels import connectors
from veche.channels.actions.answering import remember_answers
from veche.channels.actions.looking import bounds_for
from veche.channels.actions.moving import change_state, enqueue_for, kept_faults
from veche.channels.models import Import
from veche.channels.queries import known_connector, namings_of, path_of, surroundings_of
from veche.channels.rules.accounting import Account, account, joined_refusals, sightings_of
from veche.channels.rules.batching import in_batches
from veche.channels.rules.titling import Titles, titled
from veche.channels.terms import IMPORT_FILES, Record, State
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.files import digest_of
from veche.kit.jobs import tell_progress
from veche.kit.sandbox import Apart
from veche.kit.terms import N_, Refusal
from veche.kit.time import now
from veche.ledger.actions import open_origin, record_many, withdraw_origin
from veche.ledger.terms import Recorded

# Hears how many records were done and how many there are.
Tell = Callable[[int, int], None]
TAKING = (State.TAKING,)
UNDER_WAY = (State.LOOKING, State.CHECKING)
ORIGIN = "import"
_NOT_NOW = N_("This import cannot be taken in now.")
_NOT_RUNNING = N_("This import is not running.")
_CHANGED = N_("The file is not what was looked through: its bytes have changed.")


def start_import(found: Import, *, by: Actor, here: bool = False) -> None:
    """Say yes to a dry run: from now on its records become facts."""
    require(by, IMPORT_FILES, in_=found.community)
    with transaction.atomic():
        origin = open_origin(found.community, ORIGIN, found.name, by=by)
        start: dict[str, Any] = {
            "origin": origin,
            "started_at": now(),
            "resumed_at": now(),
            "resumed_from": 0,
        }
        # Its first lines were shown for a yes; from now on they stand in the ledger, and only there.
        start["survey"] = {name: told for name, told in (found.survey or {}).items() if name != "preview"}
        if not change_state(found, State.TAKING, of=(State.READY,), **start):
            raise Refusal(_NOT_NOW)
        remember_answers(found, by=by)
        enqueue_for(found, here=here)
        audit(
            by, "channels.start_import", in_=found.community, on=found, name=found.name, records=found.whole
        )


def stop_import(found: Import, *, by: Actor) -> None:
    """Have a running import stop after its present batch; `resume_import` goes on from there."""
    require(by, IMPORT_FILES, in_=found.community)
    with transaction.atomic():
        if not change_state(found, State.STOPPED, of=TAKING):
            raise Refusal(_NOT_RUNNING)
        audit(by, "channels.stop_import", in_=found.community, on=found, name=found.name)


def resume_import(found: Import, *, by: Actor, here: bool = False) -> None:
    """Go on with an import that was stopped, or with a step whose job failed for good."""
    require(by, IMPORT_FILES, in_=found.community)
    path_of(found)
    state = found.stands if found.stands in UNDER_WAY else State.TAKING
    with transaction.atomic():
        if not change_state(found, state, of=(State.STOPPED, state)):
            raise Refusal(_NOT_NOW)
        enqueue_for(found, here=here)
        audit(by, "channels.resume_import", in_=found.community, on=found, name=found.name)


def take_in(found: Import, *, by: Actor, tell: Tell | None = None) -> None:
    """Take the records from the checkpoint on into the ledger, until the end or until somebody stops it.

    May be cut off anywhere and run twice at once: a batch commits only together with the
    checkpoint it began from. A file found damaged on the way is refused, and what came of it
    is taken back.
    """
    require(by, IMPORT_FILES, in_=found.community)
    if found.stands is not State.TAKING or found.origin is None:
        return
    Import.objects.filter(pk=found.pk).update(resumed_at=now(), resumed_from=found.seen)
    try:
        if _take_all(found, by, tell):
            _finish(found, by)
    except Refusal as refusal:
        _refuse(found, refusal, by)


def _take_all(found: Import, by: Actor, tell: Tell | None) -> bool:
    """Take batch after batch; answers whether the end was reached by this process."""
    path = path_of(found)
    titles = namings_of(found.community)
    reading = (known_connector(found), path, found.answers, surroundings_of(found))
    bounds = bounds_for(found.size)
    with Apart(connectors.read_records, *reading, skip=found.seen, bounds=bounds) as apart, _no_pauses():
        # While the reader looks the file over, but before anything of it is taken.
        if path.stat().st_size != found.size or digest_of(path) != found.digest:
            raise Refusal(_CHANGED)
        for records in in_batches(apart):
            if not take_batch(found, records, titles=titles, by=by):
                return False
            if tell:
                tell(found.seen, found.whole)
    return True


@contextmanager
def _no_pauses() -> Iterator[None]:
    """Leave cycles uncollected: a batch makes none, and looking for them takes a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def take_batch(found: Import, records: list[Record], *, titles: Titles, by: Actor) -> bool:
    """Record a batch together with the checkpoint; answers no if somebody else did, or stopped it."""
    require(by, IMPORT_FILES, in_=found.community)
    sightings = titled(sightings_of(records), titles)
    with transaction.atomic():
        mine = Import.objects.filter(pk=found.pk, state=State.TAKING, seen=found.seen)
        if not mine.update(seen=F("seen") + len(records), moved_at=now()):
            return False
        recorded = record_many(sightings, origin=found.origin, by=by) if sightings else Recorded()  # type: ignore[arg-type]
        counted = account(records, recorded)
        _note(found, counted)
        tell_progress(found.seen + counted.seen, found.whole, kept=True)
    found.seen += counted.seen
    return True


def _note(found: Import, counted: Account) -> None:
    """Add a batch's account to the import's own, in the batch's transaction."""
    changes = {name: F(name) + count for name, count in asdict(counted).items() if name in _COUNTED and count}
    if counted.refusals:
        held = Import.objects.values_list("refusals", flat=True).get(pk=found.pk)
        changes["refusals"] = joined_refusals(held, counted.refusals)
    if changes:
        Import.objects.filter(pk=found.pk).update(**changes)


_COUNTED = frozenset(("new", "revised", "duplicate", "refused", "masked"))


def _finish(found: Import, by: Actor) -> None:
    with transaction.atomic():
        facts = {"whole": found.seen, "ended_at": now()}
        if change_state(found, State.DONE, of=TAKING, **facts):
            audit(
                by,
                "channels.finish_import",
                in_=found.community,
                on=found,
                name=found.name,
                records=found.seen,
            )


def _refuse(found: Import, refusal: Refusal, by: Actor) -> None:
    """End an import that cannot go on, and take back what came of it."""
    with transaction.atomic():
        facts = {"faults": kept_faults(refusal), "ended_at": now()}
        if change_state(found, State.REFUSED, of=TAKING, **facts) and found.origin is not None:
            withdraw_origin(found.origin, by=by)
            audit(by, "channels.refuse_import", in_=found.community, on=found, name=found.name)
