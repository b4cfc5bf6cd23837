"""Deciding: a letter on its way is paused and goes on; of doubtful ones a person says whether to repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, now
from veche.mailing.actions.moving import ask_for_preparing, move_letter
from veche.mailing.models import Delivery, Letter, Suppression
from veche.mailing.terms import SEND_LETTERS, LetterState, Stand

if TYPE_CHECKING:
    from veche.core.models import Community

CANCELLED = N_("The letter was cancelled: nothing of it is sent any more.")


def pause_letter(letter: Letter, *, in_: Community, by: Actor, trouble: str = "") -> bool:
    """Stop a letter on its way within a second; what is being handed over is the last. May be repeated."""
    return move_letter(letter, LetterState.PAUSED, in_=in_, by=by, trouble=trouble[:300])


def resume_letter(letter: Letter, *, in_: Community, by: Actor) -> bool:
    """Let a paused letter go on where it stopped, also before its audience was whole. May be repeated."""
    with transaction.atomic():
        begun = Letter.objects.select_for_update().get(pk=letter.pk, community=in_).begun_at
        to = LetterState.SENDING if begun else LetterState.PREPARING
        changed = move_letter(letter, to, in_=in_, by=by, trouble="")
        if changed and to is LetterState.PREPARING:
            ask_for_preparing(letter, in_=in_, by=by)
    return changed


def decide_doubtful(
    letter: Letter, deliveries: Sequence[int], *, was_sent: bool, in_: Community, by: Actor
) -> int:
    """Call doubtful deliveries sent, or send them again; answers how many. Others are left as they are.

    A letter that had ended goes on for those who are to get it again; refuses one that was cancelled.
    """
    require(by, SEND_LETTERS, in_=in_)
    with transaction.atomic():
        row = Letter.objects.select_for_update().get(pk=letter.pk, community=in_)
        if row.state == LetterState.CANCELLED and not was_sent:
            raise Refusal(Reason(CANCELLED))
        found = Delivery.objects.filter(letter=row, pk__in=deliveries, state=Stand.DOUBTFUL)
        count = found.update(state=Stand.SENT, claim=None) if was_sent else _send_again(row, found)
        if count:
            audit(by, "mailing.decide_doubtful", in_=in_, on=letter, count=count, was_sent=was_sent)
    return count


def retry_refused(letter: Letter, *, in_: Community, by: Actor) -> int:
    """Try those again whose servers refused a letter for good; answers how many. May be repeated.

    Whose mailbox is not there stays as it is. Refuses a letter that was cancelled.
    """
    require(by, SEND_LETTERS, in_=in_)
    with transaction.atomic():
        row = Letter.objects.select_for_update().get(pk=letter.pk, community=in_)
        if row.state == LetterState.CANCELLED:
            raise Refusal(Reason(CANCELLED))
        gone = Suppression.objects.filter(community=in_, ended_at=None, email=OuterRef("email"))
        refused = Delivery.objects.filter(letter=row, state=Stand.FAILED).exclude(Exists(gone))
        if count := _send_again(row, refused):
            audit(by, "mailing.retry_refused", in_=in_, on=letter, count=count)
    return count


def _send_again(row: Letter, found: QuerySet[Delivery]) -> int:
    """Let deliveries wait anew, of a letter that goes on for them if it had ended."""
    count = found.update(state=Stand.WAITING, claim=None, sent_at=None, due_at=now(), attempts=0)
    if count and row.state == LetterState.SENT:
        Letter.objects.filter(pk=row.pk).update(
            state=LetterState.SENDING, changed_at=as_datetime(now()), ended_at=None
        )
    return count
