"""Describing: what values of traits are, in their one spelling, and which of several counts."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean, fold
from veche.ledger.terms import NO_DAY
from veche.people.terms import Form

LONGEST = 500
MOST_DIGITS = 18
YES, NO = "yes", "no"
_YES = frozenset({"yes", "y", "true", "1", "+", "да", "есть", "on"})
_NO = frozenset({"no", "n", "false", "0", "-", "нет"})
_ISO = re.compile(r"(?:(\d{4})|-)-(\d\d?)-(\d\d?)$")
_DOTTED = re.compile(r"(\d\d?)[./](\d\d?)(?:[./](\d{4}))?$")
_LEAP = 2000
_EPOCH = date(1970, 1, 1).toordinal()
NO_DATE = N_("Write a date as 17.05.1990, or 17.05 where the year is not known.")
NO_NUMBER = N_("Write a number.")
NO_CHOICE = N_("Choose one of the values of this field.")
NO_ANSWER = N_("Write yes or no.")


class Told(NamedTuple):
    """A value somebody gave: whether a colleague did, and when."""

    pk: int
    is_human: bool
    at: int
    folded: str


def canonical(form: Form, text: str, choices: Sequence[Sequence[str]] = ()) -> str:
    """Answer a value in the one spelling it is kept in; refuses what is none of the form.

    Dates are ISO 8601, without a year `--05-17` (as in vCard, RFC 6350, 4.3.1).
    """
    value = clean(text).strip()[:LONGEST]
    if not value:
        return ""
    if form is Form.DATE:
        return _date_in(value)
    if form is Form.NUMBER:
        return _number_in(value)
    if form is Form.YES_NO:
        return _answer_in(value)
    return _choice_in(value, choices) if form is Form.CHOICE else value


def _date_in(value: str) -> str:
    if found := _ISO.match(value):
        year, month, day = found[1], int(found[2]), int(found[3])
    elif found := _DOTTED.match(value):
        year, month, day = found[3], int(found[2]), int(found[1])
    else:
        raise Refusal(Reason(NO_DATE))
    try:
        whole = date(int(year or _LEAP), month, day)
    except ValueError:
        raise Refusal(Reason(NO_DATE)) from None
    return whole.isoformat() if year else f"--{month:02}-{day:02}"


def _number_in(value: str) -> str:
    try:
        number = Decimal(re.sub(r"[\s\u00a0_]", "", value).replace(",", "."))
    except InvalidOperation:
        raise Refusal(Reason(NO_NUMBER)) from None
    if not number.is_finite() or abs(number.adjusted()) >= MOST_DIGITS:
        raise Refusal(Reason(NO_NUMBER))
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _answer_in(value: str) -> str:
    if (word := value.casefold()) in _YES | _NO:
        return YES if word in _YES else NO
    raise Refusal(Reason(NO_ANSWER))


def _choice_in(value: str, choices: Sequence[Sequence[str]]) -> str:
    for key, title in choices:
        if fold(value) in {fold(key), fold(title)}:
            return key
    raise Refusal(Reason(NO_CHOICE))


def number_of(form: Form, value: str) -> Decimal | None:
    """Answer the number a value is, for sorting and comparing; nothing for other forms."""
    return Decimal(value) if form is Form.NUMBER and value else None


def current(told: Iterable[Told], *, is_many: bool) -> set[int]:
    """Answer which of the values given for a field count: a colleague's before a file's, the latest of them.

    A field of many values keeps each once.
    """
    ranked = sorted(told, key=lambda one: (one.is_human, one.at, one.pk))
    if not ranked:
        return set()
    if not is_many:
        return {ranked[-1].pk}
    return set({one.folded: one.pk for one in ranked}.values())


def day_in(form: str, value: str) -> tuple[int, int]:
    """Answer the day a kept value is, and its day of the year as month × 100 + day.

    `NO_DAY` for a date without a year, and 0 beside it for what is no date at all.
    """
    if form != Form.DATE:
        return NO_DAY, 0
    found = _ISO.match(value)
    if not found:
        return NO_DAY, 0
    year, month, day = found[1], int(found[2]), int(found[3])
    whole = date(int(year), month, day).toordinal() - _EPOCH if year else NO_DAY
    return whole, month * 100 + day
