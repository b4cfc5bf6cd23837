"""Tidying: abandoned uploads go, and imports at a standstill are taken up again."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from veche.channels.actions.moving import change_state, drop_file, enqueue_for
from veche.channels.models import Import
from veche.channels.queries import standstills, tending_job
from veche.channels.queries.imports import folder_of_imports
from veche.channels.terms import IMPORT_FILES, State
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.jobs import Job
from veche.kit.time import DAY, MINUTE, Moment, now

WAITING = (State.LOOKING, State.ASKING, State.CHECKING, State.READY)
KEPT, KEPT_STOPPED, STRAY = 7 * DAY, 30 * DAY, DAY
STANDSTILL = MINUTE


def tend_imports(*, by: Actor) -> None:
    """Let go of uploads nobody came back to, and go on with imports whose process died unseen.

    A stopped import keeps its file for a month, so that it can be resumed.
    """
    for found in _older(WAITING, KEPT):
        _abandon(found, by)
    for found in _older((State.STOPPED,), KEPT_STOPPED):
        require(by, IMPORT_FILES, in_=found.community)
        with transaction.atomic():
            drop_file(found)
    for found in standstills(Moment(now() - STANDSTILL)):
        require(by, IMPORT_FILES, in_=found.community)
        job = tending_job(found)
        if job is None or job.state == Job.DONE:
            with transaction.atomic():
                enqueue_for(found)
    _sweep(folder_of_imports(), {Path(name).name for name in _files_in_use()})
    _sweep(Path(settings.FILE_UPLOAD_TEMP_DIR), set())


def _older(states: tuple[State, ...], age: int) -> list[Import]:
    found = Import.objects.select_related("community__organisation")
    return list(found.filter(state__in=states, moved_at__lt=now() - age).exclude(file=""))


def _abandon(found: Import, by: Actor) -> None:
    require(by, IMPORT_FILES, in_=found.community)
    with transaction.atomic():
        if change_state(found, State.REFUSED, of=WAITING):
            audit(by, "channels.abandon_import", in_=found.community, on=found, name=found.name)
            found.delete()


def _files_in_use() -> list[str]:
    return list(Import.objects.exclude(file="").values_list("file", flat=True))


def _sweep(folder: Path, in_use: set[str]) -> None:
    """Delete files that a killed process left behind; none younger than a day."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        age = (time.time() - path.stat().st_mtime) * 1000
        if path.is_file() and path.name not in in_use and age > STRAY:
            path.unlink(missing_ok=True)
