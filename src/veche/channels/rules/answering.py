"""Answering: whether the answers of a person fit the questions of a connector."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from veche.channels.terms import Ask, Question
from veche.kit.terms import N_, Reason
from veche.kit.text import clean_name

LONGEST_TEXT, LONGEST_MAPPING = 200, 200_000
_NO_ANSWER = N_("Answer this, please.")
_NO_ZONE = N_("There is no such time zone.")
_NO_DATE = N_("Give a date as year-month-day.")
_NO_CHOICE = N_("Choose one of the answers.")
_TOO_LONG = N_("This is too long.")
_UNKNOWN = N_("Nobody asked for «{key}».")


def questions_from(kept: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Answer questions as they were before they were kept as JSON."""
    return tuple(
        Question(
            **{
                **item,
                "ask": Ask(item["ask"]),
                "choices": tuple((key, title) for key, title in item["choices"]),
                "sample": tuple(tuple(row) for row in item["sample"]),
            }
        )
        for item in kept
    )


def questions_to_keep(questions: Iterable[Question], guesses: Mapping[str, str]) -> list[dict[str, Any]]:
    """Answer questions as JSON, with better guesses where there are some."""
    return [asdict(question) | {"guess": guesses.get(question.key, question.guess)} for question in questions]


def whole_answers(questions: Iterable[Question], given: Mapping[str, str]) -> dict[str, str]:
    """Answer every question: what was given, else the guess."""
    return {question.key: _plain(question, given.get(question.key, question.guess)) for question in questions}


def must_be_asked(questions: Iterable[Question], remembered: Mapping[str, str]) -> bool:
    """Tell whether a person has to look: a mapping always wants a look, the rest unless known."""
    return any(
        question.ask is Ask.MAPPING or (not question.is_optional and question.key not in remembered)
        for question in questions
    )


def is_worth_remembering(question: Question) -> bool:
    """Tell whether an answer is the guess for the next file of the same source."""
    return question.is_remembered and question.ask is not Ask.DATE


def faults_of_answers(questions: Iterable[Question], given: Mapping[str, str]) -> list[Reason]:
    """Answer everything that is wrong with the answers, each with its question's key as field."""
    asked = {question.key: question for question in questions}
    reasons = [
        Reason(_UNKNOWN, field=key, values={"key": clean_name(key)}) for key in given if key not in asked
    ]
    answers = whole_answers(asked.values(), given)
    for key, question in asked.items():
        fault = _fault(question, answers[key])
        if fault:
            reasons.append(Reason(fault, field=key))
    return reasons


def _plain(question: Question, answer: str) -> str:
    return answer if question.ask is Ask.MAPPING else clean_name(answer, LONGEST_TEXT + 1)


def _fault(question: Question, answer: str) -> str:
    if not answer:
        return "" if question.is_optional else _NO_ANSWER
    if len(answer) > (LONGEST_MAPPING if question.ask is Ask.MAPPING else LONGEST_TEXT):
        return _TOO_LONG
    if question.ask is Ask.ZONE and answer not in available_timezones():
        return _NO_ZONE
    if question.ask is Ask.CHOICE and answer not in dict(question.choices):
        return _NO_CHOICE
    return _NO_DATE if question.ask is Ask.DATE and not _is_date(answer) else ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-31")
