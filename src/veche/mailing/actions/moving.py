"""Moving a letter from one state to the next; nothing else changes its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, now
from veche.mailing.actions.publishing import publish_letter
from veche.mailing.models import Letter
from veche.mailing.terms import MOVES, SEND_LETTERS, LetterKind, LetterState

if TYPE_CHECKING:
    from veche.core.models import Community

CANNOT = N_("The letter is {state} by now, so this cannot be done any more.")

# A step of a sequence goes to each in their turn, never to an audience at once.
_TO_ALL = (LetterState.SCHEDULED, LetterState.PREPARING, LetterState.SENDING)


def move_letter(letter: Letter, to: LetterState, *, in_: Community, by: Actor, **fields: Any) -> bool:
    """Bring a letter to another state, with other fields of its own; answers whether anything changed.

    Where it stands there already nothing changes. Refuses a move that `terms.MOVES` does not know.
    """
    require(by, SEND_LETTERS, in_=in_)
    with transaction.atomic():
        row = Letter.objects.select_for_update().get(pk=letter.pk, community=in_)
        before = LetterState(row.state)
        if before is to:
            return False
        if to not in MOVES[before] or not _is_fit(row, to):
            raise Refusal(Reason(CANNOT, values={"state": before.value}))
        Letter.objects.filter(pk=row.pk).update(state=to, changed_at=as_datetime(now()), **fields)
        audit(by, "mailing.move_letter", in_=in_, on=letter, before=before, to=to)
        if to is LetterState.SENT and row.kind == LetterKind.ISSUE:
            publish_letter(row, by=by)
    letter.refresh_from_db()
    return True


def ask_for_preparing(letter: Letter, *, in_: Community, by: Actor) -> None:
    """Have whom a letter goes to written down, once the running transaction stands. May be repeated."""
    require(by, SEND_LETTERS, in_=in_)
    enqueue("mailing.jobs.preparing.prepare_letters", key=str(letter.pk), community=in_.pk, letter=letter.pk)


def _is_fit(letter: Letter, to: LetterState) -> bool:
    """Tell whether a letter of its kind may come there.

    Steps go to each in their turn, variants only with the letter they are of, others to all.
    """
    if letter.kind == LetterKind.VARIANT:
        return to is LetterState.DRAFT
    return to not in _TO_ALL if letter.kind == LetterKind.STEP else to is not LetterState.LIVE
