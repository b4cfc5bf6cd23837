"""Answering: a person says what the file does not, and Veche remembers it for the next one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from veche.channels.actions.moving import change_state, enqueue_for
from veche.channels.models import Answered, Import
from veche.channels.rules.answering import (
    faults_of_answers,
    is_worth_remembering,
    questions_from,
    whole_answers,
)
from veche.channels.terms import IMPORT_FILES, State
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Refusal, refuse_if
from veche.kit.time import now

ANSWERABLE = (State.ASKING, State.READY)
_NOT_NOW = N_("This import no longer takes answers.")


def answer_questions(found: Import, given: Mapping[str, str], *, by: Actor, here: bool = False) -> None:
    """Take the answers and go on to the dry run; refuses those that make no sense, all at once."""
    require(by, IMPORT_FILES, in_=found.community)
    questions = questions_from(found.questions)
    refuse_if(faults_of_answers(questions, given))
    answers = whole_answers(questions, given)
    with transaction.atomic():
        if not change_state(found, State.CHECKING, of=ANSWERABLE, answers=answers, faults=[], survey=None):
            raise Refusal(_NOT_NOW)
        enqueue_for(found, here=here)
        audit(by, "channels.answer_questions", in_=found.community, on=found, name=found.name)


def ask_again(found: Import, *, by: Actor) -> None:
    """Go back from the dry run to the questions, the answers given standing as guesses."""
    require(by, IMPORT_FILES, in_=found.community)
    guesses = found.answers
    questions = [
        question | {"guess": guesses.get(question["key"], question["guess"])} for question in found.questions
    ]
    with transaction.atomic():
        changed = questions and change_state(found, State.ASKING, of=ANSWERABLE, questions=questions)
        if not changed:
            raise Refusal(_NOT_NOW)
        audit(by, "channels.ask_again", in_=found.community, on=found, name=found.name)


def remember_answers(found: Import, *, by: Actor) -> None:
    """Keep the answers of an import that is taken in as guesses for the next file of its source."""
    require(by, IMPORT_FILES, in_=found.community)
    if not found.source:
        return
    for question in questions_from(found.questions):
        if is_worth_remembering(question) and (value := found.answers.get(question.key)):
            Answered.objects.update_or_create(
                community=found.community, connector=found.connector, source=found.source, key=question.key,
                defaults={"value": value, "made_at": now()},
            )  # fmt: skip
