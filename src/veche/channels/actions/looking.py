"""Looking: a file is recognised by what is in it, and what it does not tell is asked."""

from __future__ import annotations

from django.db import transaction

from veche.channels import connectors
from veche.channels.actions.moving import change_state, enqueue_for, kept_faults
from veche.channels.models import Import
from veche.channels.queries import path_of, remembered_answers, surroundings_of
from veche.channels.rules.answering import must_be_asked, questions_to_keep, whole_answers
from veche.channels.terms import IMPORT_FILES, Ask, Looked, Question, State
from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit.files import digest_of
from veche.kit.sandbox import Bounds, ask_apart
from veche.kit.terms import Refusal
from veche.kit.time import day_of, now

LOOKING = (State.LOOKING,)


def look_at_import(found: Import, *, by: Actor, here: bool = False) -> None:
    """Recognise an upload and go on to its questions, or to the dry run where there are none.

    What cannot be read ends refused, with the reasons. May be repeated: only an upload that
    was not looked at yet changes.
    """
    require(by, IMPORT_FILES, in_=found.community)
    if found.stands is not State.LOOKING:
        return
    try:
        path = path_of(found)
        looked = ask_apart(
            connectors.look_at, path, surroundings_of(found), connectors.CONNECTORS,
            bounds=bounds_for(found.size),
        )  # fmt: skip
        digest = digest_of(path)
    except Refusal as refusal:
        with transaction.atomic():
            change_state(found, State.REFUSED, of=LOOKING, faults=kept_faults(refusal), ended_at=now())
        return
    _go_on(found, looked, digest, here)


def bounds_for(size: int) -> Bounds:
    """Answer what reading a file of this size may take: a slow reader manages 100 KB a second."""
    return Bounds(processor=300 + size // 100_000)


def _go_on(found: Import, looked: Looked, digest: str, here: bool) -> None:
    remembered = remembered_answers(found.community, looked.connector, looked.source)
    guesses = _dated(found, looked.questions) | remembered
    asked = must_be_asked(looked.questions, remembered)
    facts = {
        "connector": looked.connector, "source": looked.source, "digest": digest,
        "questions": questions_to_keep(looked.questions, guesses),
        "answers": {} if asked else whole_answers(looked.questions, guesses),
    }  # fmt: skip
    with transaction.atomic():
        state = State.ASKING if asked else State.CHECKING
        if change_state(found, state, of=LOOKING, **facts):
            enqueue_for(found, here=here)


def _dated(found: Import, questions: tuple[Question, ...]) -> dict[str, str]:
    """Guess today for a date that neither the file nor its name tells: connectors have no clock."""
    today = day_of(now(), found.community.time_zone).isoformat()
    return {q.key: today for q in questions if q.ask is Ask.DATE and not q.guess}
