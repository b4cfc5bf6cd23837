"""Uploading: a file comes in under a name of ours and waits to be looked at."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from veche.channels.actions.moving import change_state, drop_file, enqueue_for
from veche.channels.models import Import
from veche.channels.queries.imports import folder_of_imports
from veche.channels.terms import IMPORT_FILES, UNTOUCHED, State
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import now

if TYPE_CHECKING:
    from veche.core.models import Community

_EMPTY = N_("The file is empty.")
_TOO_LARGE = N_("The file is larger than {most} MB. An operator may raise VECHE_LARGEST_UPLOAD_MB.")
_NOT_NOW = N_("Something was taken in already: take it back instead.")


def accept_upload(
    community: Community, path: Path, name: str, *, by: Actor, keep: bool = False, here: bool = False
) -> Import:
    """Move a file in (or copy it, with `keep`) and have it looked at.

    Refuses empty files and those beyond the bound. `here` says that the caller goes on by
    itself and no worker needs to.
    """
    require(by, IMPORT_FILES, in_=community)
    size = path.stat().st_size
    refuse_if(_faults_of_size(size))
    file = f"{token_hex(16)}.upload"
    target = folder_of_imports() / file
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _bring(path, target, keep)
    try:
        with transaction.atomic():
            found = Import.objects.create(
                community=community, name=clean_name(name) or file, file=file, size=size, made_at=now(),
                moved_at=now(), user_id=by.user_id,
            )  # fmt: skip
            enqueue_for(found, here=here)
            audit(by, "channels.accept_upload", in_=community, on=found, name=found.name, size=size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return found


def _faults_of_size(size: int) -> list[Reason]:
    if size > settings.LARGEST_UPLOAD:
        return [Reason(_TOO_LARGE, field="files", values={"most": settings.LARGEST_UPLOAD // 1024**2})]
    return [] if size else [Reason(_EMPTY, field="files")]


def _bring(path: Path, target: Path, keep: bool) -> None:
    """Put the file in its place, so that it survives a power cut before anybody is told."""
    if keep:
        shutil.copyfile(path, target)
    else:
        shutil.move(path, target)
    target.chmod(0o600)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def discard_import(found: Import, *, by: Actor) -> None:
    """Forget an upload from which nothing was taken, with its file."""
    require(by, IMPORT_FILES, in_=found.community)
    with transaction.atomic():
        if not change_state(found, State.REFUSED, of=UNTOUCHED):
            raise Refusal(_NOT_NOW)
        drop_file(found)
        audit(by, "channels.discard_import", in_=found.community, on=found, name=found.name)
        found.delete()
