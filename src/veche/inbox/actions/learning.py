"""Learning: which questions of the ledger were answered, and by what, so that they are suggested."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.models import AnsweredQuestion
from veche.inbox.queries.learning import answered_within, gone_answers, replies_to, touched_by
from veche.inbox.queries.suggesting import ANSWERS, answers_scope
from veche.inbox.rules.suggesting import ANSWER, QUESTION, choose_answer, weigh
from veche.inbox.terms.knowledge import KEEP_KNOWLEDGE
from veche.kit.ranking import Weighed

if TYPE_CHECKING:
    from veche.core.models import Community

STEP = 1_000


def learn_batch(first: int, last: int, *, in_: Community, by: Actor) -> int:
    """Look anew at every question that something within these interactions asks or answers.

    Answers how many are answered. May be repeated and run in any order: the ledger is read as it stands.
    """
    require(by, KEEP_KNOWLEDGE, in_=in_)
    count = 0
    for start in range(first, last + 1, STEP):
        count += _learn(answered_within(in_, start, min(last, start + STEP - 1)), in_)
    return count


def forget_answers(identities: Collection[int], *, in_: Community, by: Actor) -> None:
    """Take out what these identities asked and answered, after their words were erased by law.

    Questions of others that they answered are looked at anew: somebody else may have answered too.
    """
    require(by, KEEP_KNOWLEDGE, in_=in_)
    _learn(touched_by(in_, identities), in_)


def unlearn_withdrawn(*, in_: Community, by: Actor) -> None:
    """Take out what an import that was taken back had brought. May be repeated."""
    require(by, KEEP_KNOWLEDGE, in_=in_)
    while gone := gone_answers(in_, STEP):
        _learn(gone, in_)


def _learn(questions: Iterable[int], in_: Community) -> int:
    """Write what is known of these questions: those without an answer go. Answers how many have one."""
    asked = sorted(set(questions))
    return sum(_learn_step(asked[start : start + STEP], in_) for start in range(0, len(asked), STEP))


def _learn_step(questions: list[int], in_: Community) -> int:
    documents, rows = [], []
    for question, replies in replies_to(in_, questions).items():
        answer = choose_answer(question.identity, replies)
        if answer and question.words.strip():
            parts = [(question.words, QUESTION), (answer.words, ANSWER)]
            documents.append(Weighed(question.interaction, (answers_scope(in_.pk),), weigh(parts)))
            rows.append(
                AnsweredQuestion(pk=question.interaction, answer_id=answer.interaction, community=in_)
            )
    with transaction.atomic():
        lost = set(questions) - {document.number for document in documents}
        ANSWERS.put_many(documents)
        ANSWERS.remove(lost)
        AnsweredQuestion.objects.filter(community=in_, pk__in=questions).delete()
        AnsweredQuestion.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
