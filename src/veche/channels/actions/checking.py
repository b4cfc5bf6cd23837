"""Checking: the dry run over the whole file, which writes nothing to the ledger."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction

from veche.channels import connectors
from veche.channels.actions.looking import bounds_for
from veche.channels.actions.moving import change_state, kept_faults
from veche.channels.models import Import
from veche.channels.queries import known_connector, path_of, surroundings_of
from veche.channels.rules.accounting import account, sightings_of
from veche.channels.rules.batching import in_batches
from veche.channels.rules.surveying import Survey
from veche.channels.terms import IMPORT_FILES, State
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.jobs import tell_progress
from veche.kit.sandbox import Apart
from veche.kit.terms import N_, Refusal
from veche.kit.time import now
from veche.ledger.queries import foresee, words_shown

# Hears how many records were looked at, the place in the file and its size.
Tell = Callable[[int, int, int], None]
CHECKING = (State.CHECKING,)
TOLD_EVERY = 1.0
_NOTHING = N_("There is nothing in this file.")


def check_import(found: Import, *, by: Actor, tell: Tell | None = None) -> None:
    """Look through the whole file and note what it holds, what is new in it and what is refused and why.

    A damaged file ends refused; answers that do not fit lead back to the questions. Writes to
    nothing but the import itself; may be repeated and cut off.
    """
    require(by, IMPORT_FILES, in_=found.community)
    if found.stands is not State.CHECKING:
        return
    try:
        survey = _survey(found, tell)
    except Refusal as refusal:
        _refuse(found, refusal)
        return
    if survey is not None:
        facts = {"survey": survey.as_json(), "whole": survey.account.seen, "faults": []}
        with transaction.atomic():
            change_state(found, State.READY, of=CHECKING, **facts)


def _survey(found: Import, tell: Tell | None) -> Survey | None:
    """Answer what the file holds, or nothing if somebody discarded it meanwhile."""
    path, survey, told = path_of(found), Survey(), time.monotonic()
    reading = (known_connector(found), path, found.answers, surroundings_of(found))
    with Apart(connectors.read_records, *reading, bounds=bounds_for(found.size)) as apart:
        for records in in_batches(apart):
            sightings = sightings_of(records)
            foreseen = foresee(sightings, community=found.community)
            survey.add(sightings, foreseen, account(records, foreseen))
            survey.show((s for place, s in enumerate(sightings) if place not in foreseen.faults), words_shown)
            if time.monotonic() - told > TOLD_EVERY:
                told = time.monotonic()
                if not _tell(found, survey.account.seen, apart.place_in(path), tell):
                    return None
    if not survey.account.seen:
        raise Refusal(_NOTHING)
    return survey


def _tell(found: Import, seen: int, place: int, tell: Tell | None) -> bool:
    """Show how far it is; answers whether anybody still wants to know."""
    tell_progress(place, found.size)
    if tell:
        tell(seen, place, found.size)
    here = Import.objects.filter(pk=found.pk, state=State.CHECKING)
    return bool(here.update(moved_at=now(), whole=seen))


def _refuse(found: Import, refusal: Refusal) -> None:
    """Lead back to the questions if it was about them, else let go of the file."""
    asked = {question["key"] for question in found.questions}
    is_about_answers = any(reason.field in asked for reason in refusal.reasons)
    state = State.ASKING if is_about_answers else State.REFUSED
    guesses = [
        question | {"guess": found.answers.get(question["key"], question["guess"])}
        for question in found.questions
    ]
    ended = {} if is_about_answers else {"ended_at": now()}
    with transaction.atomic():
        change_state(found, state, of=CHECKING, faults=kept_faults(refusal), questions=guesses, **ended)
