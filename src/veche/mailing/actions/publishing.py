"""Publishing: an issue that was sent gets its number and a place in the archive of its newsletter."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import as_datetime, now
from veche.mailing.models import Letter, Newsletter
from veche.mailing.terms import SEND_LETTERS, LetterKind, LetterState

NOT_SENT = N_("Only a letter of a newsletter that was sent stands in its archive.")


def publish_letter(letter: Letter, *, by: Actor) -> Letter:
    """Give an issue that was sent its number, and let anybody read it if its newsletter is public.

    Refuses letters by themselves and those that have not left. May be repeated: number and day stay.
    """
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = _held(letter)
        if held.state != LetterState.SENT or held.kind != LetterKind.ISSUE:
            raise Refusal(Reason(NOT_SENT))
        if held.published_at is None:
            held.number = held.number or _next_number(held.newsletter_id)
            held.published_at = as_datetime(now())
            held.save(update_fields=["number", "published_at"])
            audit(by, "mailing.publish_letter", in_=held.community, on=held, number=held.number)
    return held


def hide_letter(letter: Letter, *, by: Actor) -> Letter:
    """Take a letter out of the archive; its number stays its own. `publish_letter` brings it back."""
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = _held(letter)
        if held.published_at is not None:
            held.published_at = None  # type: ignore[assignment]
            held.save(update_fields=["published_at"])
            audit(by, "mailing.hide_letter", in_=held.community, on=held, number=held.number)
    return held


def _held(letter: Letter) -> Letter:
    found = Letter.objects.select_for_update(of=("self",)).select_related("community", "newsletter")
    return found.get(pk=letter.pk)


def _next_number(newsletter: int) -> int:
    sql.lock("mailing.numbering", newsletter)
    Newsletter.objects.select_for_update().get(pk=newsletter)
    last = Letter.objects.filter(newsletter=newsletter).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
