"""Trying: variants of a letter are set up, go to a share of its readers, and one of them to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import as_datetime, now
from veche.mailing.actions.holding import hold_letter, hold_writable
from veche.mailing.actions.spreading import spread
from veche.mailing.actions.writing import draft_again, save_letter, start_letter
from veche.mailing.models import Letter, Variant
from veche.mailing.queries.trying import resting, scores_of
from veche.mailing.rules.trying import faults_of_trial, read_trial, verdict_of
from veche.mailing.terms import KEEP_DELIVERIES, SEND_LETTERS, WRITE_LETTERS, LetterKind
from veche.mailing.terms.desk import Written
from veche.mailing.terms.trying import Trial, Wanted

if TYPE_CHECKING:
    from veche.core.models import Community

NESTED = N_("A variant is tried with the letter it is of.")
NO_SUCH = N_("The letter has no such variant.")
NOT_BEGUN = N_("The letter has not begun to leave: nothing is being tried yet.")


def set_trial(
    letter: Letter, variants: Sequence[Wanted], *, share: int, trial: Trial, by: Actor
) -> Letter:  # fmt: skip
    """Keep other lines or contents of a letter to be tried on a share of its readers, in percent.

    A content that is to be written in place begins as that of the letter, or as it was taken over before.
    Refuses a share out of bounds, a variant with nothing of its own, more than three, variants of a variant,
    a letter that has begun to leave. Whoever wrote them counts among the writers, and its approvals end. May
    be repeated; what was set before is replaced, and what was written in place stays where it still is.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    refuse_if(faults_of_trial(share, variants))
    with transaction.atomic():
        held = hold_writable(letter, by=by)
        if held.kind == LetterKind.VARIANT:
            raise Refusal(Reason(NESTED))
        _replace(held, variants, by)
        draft_again(held, by=by)
        kept = {**asdict(trial), "user": by.user_id}
        Letter.objects.filter(pk=held.pk).update(trial_share=share, trial=kept, changed_at=as_datetime(now()))
        audit(by, "mailing.set_trial", in_=held.community, on=held, share=share, variants=len(variants) + 1)
    letter.refresh_from_db()
    return letter


def drop_trial(letter: Letter, *, by: Actor) -> Letter:
    """Try nothing: all get the letter itself. May be repeated."""
    require(by, WRITE_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_writable(letter, by=by)
        if held.trial_share or held.variants.exists():
            _replace(held, [], by)
            draft_again(held, by=by)
            Letter.objects.filter(pk=held.pk).update(trial_share=0, trial={}, changed_at=as_datetime(now()))
            audit(by, "mailing.drop_trial", in_=held.community, on=held)
    letter.refresh_from_db()
    return letter


def decide_trial(letter: Letter, *, in_: Community, by: Actor) -> bool:
    """Decide a trial that is over: the rest gets the winner, or waits for a person. Answers whether it did.

    What was known then is kept with the letter. May be repeated: it is decided once.
    """
    require(by, KEEP_DELIVERIES, in_=in_)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if "winner" in held.trial or "asked_at" in held.trial or not held.trial_share:
            return False
        trial = read_trial(held.trial)
        verdict = verdict_of(scores_of(held, trial.wins_by), trial)
        told = {"sure": verdict.is_sure, "chances": [one._asdict() for one in verdict.chances]}
        if verdict.variant is None:
            _keep(held, {**told, "asked_at": now()})
            audit(by, "mailing.ask_winner", in_=in_, on=held)
        else:
            _let_rest_go(held, verdict.variant, told)
            audit(by, "mailing.decide_trial", in_=in_, on=held, variant=verdict.variant, sure=verdict.is_sure)
    return True


def choose_variant(letter: Letter, variant: int, *, by: Actor) -> bool:
    """Let the rest of a letter's readers get this variant, whatever the trial says; answers whether it did.

    Refuses a variant it does not have and a letter that has not begun. Nothing changes where it is decided.
    """
    require(by, SEND_LETTERS, in_=letter.community)
    with transaction.atomic():
        held = hold_letter(letter, by=by)
        if held.begun_at is None or not held.trial_share:
            raise Refusal(Reason(NOT_BEGUN))
        if variant and not held.variants.filter(number=variant).exists():
            raise Refusal(Reason(NO_SUCH))
        if "winner" in held.trial:
            return False
        _let_rest_go(held, variant, {"by": by.name})
        audit(by, "mailing.choose_variant", in_=held.community, on=held, variant=variant)
    return True


def _replace(letter: Letter, variants: Sequence[Wanted], by: Actor) -> None:
    before = {one.number: one for one in letter.variants.select_related("draft")}
    letter.variants.all().delete()
    kept = set()
    for number, one in enumerate(variants, 1):
        lines = {"subject": one.subject[:300], "preheader": one.preheader[:300]}
        made = Variant(letter=letter, number=number, content=one.content, **lines)
        if one.is_own:
            made.draft = _draft(letter, before.get(one.number), number, by)
            made.content = made.draft.content
            kept.add(made.draft.pk)
        made.save(force_insert=True)
        if made.draft is not None:
            _name(made.draft, made.subject or letter.subject, made.preheader or letter.preheader, by)
    gone = [one.draft_id for one in before.values() if one.draft_id and one.draft_id not in kept]
    Letter.objects.filter(pk__in=gone).update(removed_at=as_datetime(now()))


def _draft(letter: Letter, before: Variant | None, number: int, by: Actor) -> Letter:
    """Answer where a variant is written: where it was, or a new place that begins as the letter is."""
    if before is not None and before.draft is not None and before.draft.removed_at is None:
        before.draft.community = letter.community
        return before.draft
    new = start_letter(
        letter.community, letter.newsletter, f"{letter.title} · {number + 1}", like=letter, by=by
    )
    new.kind, new.language, new.plain = LetterKind.VARIANT, letter.language, ""
    if before is not None and before.content:
        new.content = before.content
    new.save(update_fields=["kind", "language", "plain", "content"])
    return new


def _name(draft: Letter, subject: str, preheader: str, by: Actor) -> None:
    """Write the lines that were told beside the others where the variant is written."""
    told = Written(subject, preheader, draft.form, draft.content, draft.plain)
    save_letter(draft, told, version=draft.version, by=by)


def _let_rest_go(letter: Letter, variant: int, told: Mapping[str, Any]) -> None:
    at = now()
    _keep(letter, {**told, "winner": variant, "decided_at": at})
    letter.variants.filter(number=variant).update(won_at=as_datetime(at))
    resting(letter).update(variant=variant, due_at=as_datetime(at))
    spread(letter, at)


def _keep(letter: Letter, told: Mapping[str, Any]) -> None:
    letter.trial = {**letter.trial, **told}
    Letter.objects.filter(pk=letter.pk).update(trial=letter.trial, changed_at=as_datetime(now()))
