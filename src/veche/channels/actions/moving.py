"""Moving: how every step of an import changes its state, asks for the next job, lets go of the file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from veche.channels.models import Import
from veche.channels.queries.imports import folder_of_imports
from veche.channels.terms import HOLDING, State
from veche.kit.jobs import enqueue
from veche.kit.terms import Reason, Refusal
from veche.kit.time import now

# Above this a dry run takes minutes and waits in the lane of long work.
LARGE = 24 * 1024**2


def change_state(found: Import, state: State, *, of: Iterable[State], **changes: Any) -> bool:
    """Move an import on if it stands in one of the states; answers whether it did.

    The condition is in the statement itself: of two who try, one does.
    """
    changes |= {"state": state, "moved_at": now()}
    if not Import.objects.filter(pk=found.pk, state__in=list(of)).update(**changes):
        return False
    for name, value in changes.items():
        if name != "moved_at":
            setattr(found, name, value)
    if state not in HOLDING:
        drop_file(found)
    return True


def enqueue_for(found: Import, *, here: bool = False) -> None:
    """Ask for the job that moves the import on from where it stands; nobody is asked if it is done `here`."""
    if here:
        return
    options: dict[str, Any] = {"key": str(found.pk), "community": found.community_id, "pk": found.pk}
    if found.stands is State.LOOKING:
        enqueue("channels.jobs.look_at_file", **options)
    elif found.stands is State.CHECKING and found.size > LARGE:
        enqueue("channels.jobs.check_file_large", **options)
    elif found.stands is State.CHECKING:
        enqueue("channels.jobs.check_file", **options)
    elif found.stands is State.TAKING:
        enqueue("channels.jobs.take_in", **options)


def drop_file(found: Import) -> None:
    """Delete the uploaded file, and what was shown of it, once the change that ends its use is sure."""
    file = found.file
    if not file:
        return
    Import.objects.filter(pk=found.pk).update(file="", questions=[])
    found.file, found.questions = "", []
    path: Path = folder_of_imports() / file
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def kept_faults(refusal: Refusal) -> list[dict[str, Any]]:
    """Answer a refusal's reasons as JSON."""
    return [
        {"text": reason.text, "field": reason.field, "place": reason.place, "values": _plain(reason)}
        for reason in refusal.reasons[:20]
    ]


def _plain(reason: Reason) -> dict[str, Any]:
    return {
        key: value if isinstance(value, int | float) else str(value)[:300]
        for key, value in reason.values.items()
    }
