"""Saved answers: keeping them, taking them away, bringing them back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.models import SavedAnswer
from veche.inbox.rules.placeholders import check_text
from veche.inbox.terms.knowledge import LONGEST_ANSWER, LONGEST_KEY, TEXT_LANGUAGES, WRITE_KNOWLEDGE
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, fold
from veche.kit.time import as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

UNNAMED = N_("Give it a short name: what you type after the slash.")
NAMED_SO = N_("There is a saved answer of this name already.")
UNWRITTEN = N_("Write the answer in one language at least.")
TOO_LONG = N_("A saved answer has at most {most} characters in a language.")
MOST = 500
TOO_MANY = N_("A community has at most {most} saved answers.")


def save_answer(
    key: str, texts: Mapping[str, str], *, in_: Community, by: Actor, answer: SavedAnswer | None = None
) -> SavedAnswer:
    """Keep an answer to use again, anew or in the place of `answer`.

    Refuses with every reason at once: no name, a name there is, nothing written, too long, every
    place that is unknown and every bracket that is not closed, each beside its text.
    """
    require(by, WRITE_KNOWLEDGE, in_=in_)
    name = clean_name(key.strip().lstrip("/"), LONGEST_KEY)
    written = {
        language: text
        for language, _ in TEXT_LANGUAGES
        if (text := clean(texts.get(language, "")).strip())
    }  # fmt: skip
    refuse_if([*_name_faults(name, in_, answer), *_text_faults(written)])
    moment = as_datetime(now())
    kept = answer or SavedAnswer(community=in_, made_at=moment, user_id=by.user_id, author=by.name)
    kept.key, kept.folded, kept.texts, kept.changed_at = name, fold(name)[:LONGEST_KEY], written, moment
    try:
        with transaction.atomic():
            kept.save()
            audit(by, "inbox.save_answer", in_=in_, on=kept, key=name)
    except IntegrityError:
        raise Refusal(Reason(NAMED_SO, field="key")) from None
    return kept


def remove_saved_answer(answer: SavedAnswer, *, in_: Community, by: Actor) -> None:
    """Take a saved answer away; `restore_saved_answer` brings it back. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    with transaction.atomic():
        held = SavedAnswer.objects.filter(pk=answer.pk, removed_at=None)
        if held.update(removed_at=now()):
            audit(by, "inbox.remove_saved_answer", in_=in_, on=answer, key=answer.key)


def restore_saved_answer(answer: SavedAnswer, *, in_: Community, by: Actor) -> None:
    """Bring a removed answer back; refused where another has its name by now. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    refuse_if(_name_faults(answer.key, in_, answer))
    with transaction.atomic():
        if SavedAnswer.objects.filter(pk=answer.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "inbox.restore_saved_answer", in_=in_, on=answer, key=answer.key)


def _name_faults(name: str, in_: Community, but: SavedAnswer | None) -> list[Reason]:
    if not name:
        return [Reason(UNNAMED, field="key")]
    others = SavedAnswer.objects.filter(community=in_, removed_at=None).exclude(pk=but.pk if but else 0)
    folded = list(others.values_list("folded", flat=True)[:MOST])
    if len(folded) >= MOST:
        return [Reason(TOO_MANY, values={"most": MOST})]
    return [Reason(NAMED_SO, field="key")] if fold(name)[:LONGEST_KEY] in folded else []


def _text_faults(texts: Mapping[str, str]) -> list[Reason]:
    if not texts:
        return [Reason(UNWRITTEN, field="text_ru")]
    reasons = []
    for language, text in texts.items():
        field = f"text_{language}"
        reasons += check_text(text, field=field)
        if len(text) > LONGEST_ANSWER:
            reasons.append(Reason(TOO_LONG, field=field, values={"most": LONGEST_ANSWER}))
    return reasons
