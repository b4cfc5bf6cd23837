"""Stepping: letters of a sequence are added, moved, taken out, and written anew once they have left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import as_datetime, now
from veche.mailing.actions.sequences.running import require_still
from veche.mailing.actions.writing import save_letter, start_letter
from veche.mailing.models import Delivery, Letter, Sequence, Step
from veche.mailing.terms import WRITABLE, WRITE_LETTERS, LetterKind, Stand
from veche.mailing.terms.desk import LONGEST_TITLE, Written
from veche.mailing.terms.sequencing import LONGEST_WAIT, MOST_STEPS, Condition

UNTITLED = N_("Give the letter a name: only the team sees it.")
TOO_MANY = N_("A sequence has at most {most} letters.")
NO_WAIT = N_("A wait is from nothing to 366 days.")
NO_HOUR = N_("Hours go from 0 to 23.")
UNKNOWN = N_("There is no such choice.")
STRANGE = N_("That is not of this community.")
FIRST = N_("Before the first letter there is none that could be opened.")


def add_step(
    sequence: Sequence, given: Mapping[str, Any], *, subject: str = "", blocks: Any = (),
    preheader: str = "", by: Actor,
) -> Step:  # fmt: skip
    """Add a letter at the end of a sequence that does not run.

    `given` has `title`, `wait`, `hour`, `condition`, `segment`. Refuses with every reason at once.
    """
    require(by, WRITE_LETTERS, in_=sequence.community)
    with transaction.atomic():
        require_still(sequence, by=by)
        Sequence.objects.select_for_update(of=("self",)).get(pk=sequence.pk)
        own = Step.objects.filter(sequence=sequence, removed_at=None)
        last = Step.objects.filter(sequence=sequence).aggregate(last=Max("place"))["last"]
        reasons = _faults(sequence, given, is_first=not own.exists())
        if own.count() >= MOST_STEPS:
            reasons.append(Reason(TOO_MANY, values={"most": MOST_STEPS}))
        refuse_if(reasons)
        letter = start_letter(sequence.community, sequence.newsletter, str(given["title"]), by=by)
        Letter.objects.filter(pk=letter.pk).update(kind=LetterKind.STEP)
        letter.kind = LetterKind.STEP
        if subject or blocks:
            written = Written(subject, preheader, content={"blocks": list(blocks)})
            save_letter(letter, written, version=letter.version, by=by)
        step = Step.objects.create(
            sequence=sequence, place=(last or 0) + 1, letter=letter, **_fields(given)
        )  # fmt: skip
        audit(by, "mailing.add_step", in_=sequence.community, on=sequence, title=letter.title)
    return step


def change_step(step: Step, given: Mapping[str, Any], *, by: Actor) -> Step:
    """Change when a letter of a sequence goes, on which conditions, and its name. May be repeated.

    Who waits for it already waits as they did. Refuses with every reason at once, and while it runs.
    """
    require(by, WRITE_LETTERS, in_=step.sequence.community)
    with transaction.atomic():
        require_still(step.sequence, by=by)
        before = Step.objects.filter(sequence=step.sequence, removed_at=None, place__lt=step.place)
        refuse_if(_faults(step.sequence, given, is_first=not before.exists()))
        for name, value in _fields(given).items():
            setattr(step, name, value)
        step.save()
        title = clean_name(str(given["title"]), LONGEST_TITLE)
        Letter.objects.filter(pk=step.letter_id).update(title=title)
        audit(by, "mailing.change_step", in_=step.sequence.community, on=step.sequence, title=title)
    return step


def remove_step(step: Step, *, by: Actor) -> None:
    """Take a letter out of a sequence: who waits for it goes on to the next.

    `restore_step` brings it back. May be repeated.
    """
    require(by, WRITE_LETTERS, in_=step.sequence.community)
    _mark_removed(step, "mailing.remove_step", is_gone=True, by=by)


def restore_step(step: Step, *, by: Actor) -> None:
    """Bring a letter back into its sequence. May be repeated."""
    require(by, WRITE_LETTERS, in_=step.sequence.community)
    _mark_removed(step, "mailing.restore_step", is_gone=False, by=by)


def move_step(step: Step, *, is_up: bool, by: Actor) -> None:
    """Let a letter go before the one above it, or after the one below; at the end nothing changes."""
    require(by, WRITE_LETTERS, in_=step.sequence.community)
    with transaction.atomic():
        require_still(step.sequence, by=by)
        own = Step.objects.filter(sequence=step.sequence, removed_at=None)
        near = (
            own.filter(place__lt=step.place).order_by("-place") if is_up
            else own.filter(place__gt=step.place).order_by("place")
        )  # fmt: skip
        other = near.first()
        if other is None:
            return
        step.place, other.place = other.place, step.place
        for one in (step, other):
            one.save(update_fields=["place"])
        audit(by, "mailing.move_step", in_=step.sequence.community, on=step.sequence, is_up=is_up)


def rewrite_step(step: Step, *, by: Actor) -> Letter:
    """Answer the letter of a step to write in: another like it where it has begun to leave. May be repeated.

    What people got stays as they got it, with its links; those for whom it waits get the new one. Refuses
    while the sequence runs.
    """
    require(by, WRITE_LETTERS, in_=step.sequence.community)
    with transaction.atomic():
        require_still(step.sequence, by=by)
        held = (
            Step.objects.select_for_update(of=("self",)).select_related("letter__newsletter").get(pk=step.pk)
        )
        old = held.letter
        if old.state in WRITABLE:
            return old
        old.community = step.sequence.community
        new = start_letter(step.sequence.community, old.newsletter, old.title, like=old, by=by)
        Letter.objects.filter(pk=new.pk).update(
            kind=LetterKind.STEP, language=old.language, from_name=old.from_name, reply_to=old.reply_to,
            sender=old.sender_id,
        )  # fmt: skip
        held.letter = new
        held.save(update_fields=["letter"])
        Delivery.objects.filter(letter=old, state=Stand.WAITING).update(letter=new)
        audit(by, "mailing.rewrite_step", in_=step.sequence.community, on=step.sequence, title=new.title)
    return new


def _mark_removed(step: Step, act: str, *, is_gone: bool, by: Actor) -> None:
    with transaction.atomic():
        require_still(step.sequence, by=by)
        held = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
        if (held.removed_at is not None) == is_gone:
            return
        held.removed_at = as_datetime(now()) if is_gone else None  # type: ignore[assignment]
        held.save(update_fields=["removed_at"])
        audit(by, act, in_=step.sequence.community, on=step.sequence)


def _fields(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "wait": given.get("wait") or 0, "hour": given.get("hour"), "segment": given.get("segment"),
        "condition": given.get("condition") or Condition.ALWAYS,
    }  # fmt: skip


def _faults(sequence: Sequence, given: Mapping[str, Any], *, is_first: bool) -> list[Reason]:
    condition, segment = given.get("condition") or Condition.ALWAYS, given.get("segment")
    hour, wait = given.get("hour"), given.get("wait") or 0
    checks = (
        (bool(clean_name(str(given.get("title", "")))), UNTITLED, "title"),
        (0 <= wait <= LONGEST_WAIT, NO_WAIT, "wait"),
        (hour is None or 0 <= hour <= 23, NO_HOUR, "hour"),
        (condition in set(Condition), UNKNOWN, "condition"),
        (not is_first or condition == Condition.ALWAYS, FIRST, "condition"),
        (segment is None or segment.community_id == sequence.community_id, STRANGE, "segment"),
    )
    return [Reason(text, field=name) for is_fit, text, name in checks if not is_fit]
