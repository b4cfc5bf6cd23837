"""Conditions: reads a draft into what is certain, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from veche.kit.language.reading import lemma_numbers
from veche.kit.money import EXPONENTS
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean_name, fold, number_of
from veche.ledger.terms import KIND_WORDS
from veche.people.rules.drafting import Draft, Drafts, Place
from veche.people.terms.conditions import (
    CLAUSES,
    DEEPEST,
    FORM_HOWS,
    LONGEST_TEXT,
    MOST_CONDITIONS,
    MOST_DAYS,
    MOST_TIMES,
    MOST_VALUES,
    Condition,
    Group,
    Joint,
    Known,
    Slot,
    Told,
)
from veche.people.terms.fields import Form
from veche.people.terms.stages import Stage

EMPTY = N_("A segment needs at least one condition.")
EMPTY_GROUP = N_("This group has no conditions yet.")
TOO_MANY = N_("A segment has at most {most} conditions.")
TOO_DEEP = N_("Groups lie at most {most} deep in each other.")
MISSING = N_("{what}: say which.")
UNKNOWN = N_("{what}: there is none like this here any more.")
NO_NUMBER = N_("{what}: write a whole number from 0 to {most}.")
NO_DECIMAL = N_("{what}: write a number.")
NO_DAY = N_("{what}: write a date.")
NO_HOW = N_("{what}: this cannot be asked of such a field.")
NO_RANGE = N_("Say from which day or to which day.")
TURNED = N_("The first day is after the last.")
TOO_LONG = N_("{what}: at most {most} values of {longest} letters.")
NO_WORDS = N_(
    "{what}: «{words}» has no word that is looked for: of three letters and more, no «and», no «this»."
)
NEVER = N_("At least 0 is always true: say at least 1, or at most 0.")

_STAGES = {stage.form.key: int(stage) for stage in Stage}
_EPOCH = date(1970, 1, 1).toordinal()
_LARGEST = 10**15


Texts = tuple[str, ...]


class _Ask(NamedTuple):
    """What a value is read for: its slot, what there is to name, what was read before it."""

    slot: Told
    known: Known
    told: Mapping[str, Any]


class _Wrong(Exception):
    """A value cannot be read: why."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text, self.values = text, values


def read_conditions(drafts: Drafts, known: Known) -> Group:
    """Answer the conditions that a draft says; refuses it whole with the reason and place of each fault."""
    group, faults = check_conditions(drafts, known)
    if faults:
        raise Refusal(*faults)
    return group


def check_conditions(drafts: Drafts, known: Known) -> tuple[Group, list[Reason]]:
    """Answer the conditions that can be read, and what is wrong with the others.

    A reason's `place` is where its part stands («0.2»), its `field` the slot.
    """
    faults: list[Reason] = []
    group = _group(drafts, known, (), faults)
    if not drafts.parts:
        faults = [Reason(EMPTY)]
    count = _count(drafts)
    if count > MOST_CONDITIONS:
        faults.append(Reason(TOO_MANY, values={"most": MOST_CONDITIONS}))
    return group, faults


def _count(drafts: Drafts) -> int:
    return sum(_count(part) if isinstance(part, Drafts) else 1 for part in drafts.parts)


def _group(drafts: Drafts, known: Known, place: Place, faults: list[Reason]) -> Group:
    here = ".".join(map(str, place))
    if len(place) >= DEEPEST:
        faults.append(Reason(TOO_DEEP, place=here, values={"most": DEEPEST}))
    if place and not drafts.parts:
        faults.append(Reason(EMPTY_GROUP, place=here))
    parts: list[Condition | Group] = []
    for number, part in enumerate(drafts.parts):
        inner = (*place, number)
        if isinstance(part, Drafts):
            parts.append(_group(part, known, inner, faults))
        elif (condition := _condition(part, known, inner, faults)) is not None:
            parts.append(condition)
    return Group(Joint(drafts.joint), tuple(parts))


def _condition(draft: Draft, known: Known, place: Place, faults: list[Reason]) -> Condition | None:
    here, before = ".".join(map(str, place)), len(faults)
    told: dict[str, Any] = {}
    for slot in CLAUSES[draft.about].slots:
        if not _is_asked(slot, told):
            continue
        try:
            told[slot.name] = _READERS[slot.slot](draft.told.get(slot.name, ()), _Ask(slot, known, told))
        except _Wrong as wrong:
            values = {"what": slot.title, **wrong.values}
            faults.append(Reason(wrong.text, field=slot.name, place=here, values=values))
    if len(faults) == before:
        faults += [Reason(text, place=here) for text in _contradictions(told)]
    return Condition(draft.about, told) if len(faults) == before else None


def _is_asked(slot: Told, told: Mapping[str, Any]) -> bool:
    return slot.only is None or told.get(slot.only[0]) in slot.only[1]


def _contradictions(told: Mapping[str, Any]) -> list[str]:
    """Answer what is wrong with values that are right one by one."""
    since, until = told.get("since"), told.get("until")
    if told.get("span") == "between" and since is None and until is None:
        return [NO_RANGE]
    if since is not None and until is not None and since > until:
        return [TURNED]
    return [NEVER] if told.get("times") == "least" and told.get("number") == 0 else []


def _one(texts: Texts, ask: _Ask) -> str:
    text = texts[0] if texts else ""
    if text not in ask.slot.choices:
        raise _Wrong(MISSING)
    field = ask.known.fields.get(ask.told.get("field", ""))
    if ask.slot.name == "how" and field is not None and text not in FORM_HOWS[field.form]:
        raise _Wrong(NO_HOW)
    return text


def _field(texts: Texts, ask: _Ask) -> str:
    if not texts:
        raise _Wrong(MISSING)
    if texts[0] not in ask.known.fields:
        raise _Wrong(UNKNOWN)
    return texts[0]


def _texts(texts: Texts, ask: _Ask) -> tuple[str, ...]:
    field = ask.known.fields.get(ask.told.get("field", ""))
    if field is not None and field.form is Form.CHOICE:
        if any(text not in field.choices for text in texts):
            raise _Wrong(UNKNOWN)
        folded = tuple(dict.fromkeys(texts))
    else:
        # A line each: what people write into one field may have commas.
        lines = [clean_name(line) for text in texts for line in text.splitlines()]
        if any(len(line) > LONGEST_TEXT for line in lines):
            raise _Wrong(TOO_LONG, most=MOST_VALUES, longest=LONGEST_TEXT)
        folded = tuple(dict.fromkeys(line for line in lines if fold(line)))
        if ask.slot.name == "words":
            for empty in (line for line in folded if not lemma_numbers(line)):
                raise _Wrong(NO_WORDS, words=empty)
    return _enough(folded, ask)


def _enough(values: tuple[Any, ...], ask: _Ask) -> tuple[Any, ...]:
    if not values and not ask.slot.is_free:
        raise _Wrong(MISSING)
    if len(values) > MOST_VALUES:
        raise _Wrong(TOO_LONG, most=MOST_VALUES, longest=LONGEST_TEXT)
    return values


def _number(texts: Texts, ask: _Ask) -> int:
    text = texts[0] if texts else ""
    most = MOST_TIMES if ask.slot.name == "number" else MOST_DAYS
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or int(text) > most:
        raise _Wrong(NO_NUMBER, most=most)
    return int(text)


def _decimal(texts: Texts, _ask: _Ask) -> Decimal:
    text = "".join((texts[0] if texts else "").replace(",", ".").split())
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _Wrong(NO_DECIMAL) from None
    if not number.is_finite() or abs(number) > _LARGEST or abs(number.as_tuple().exponent) > 20:  # type: ignore[arg-type]
        raise _Wrong(NO_DECIMAL)
    return number


def _day(texts: Texts, _ask: _Ask) -> int | None:
    if not texts:
        return None
    try:
        return date.fromisoformat(texts[0]).toordinal() - _EPOCH
    except ValueError:
        raise _Wrong(NO_DAY) from None


def _currency(texts: Texts, ask: _Ask) -> str:
    text = texts[0].upper() if texts else ask.known.currency
    if len(text) != 3 or not (text.isascii() and text.isalpha()):
        raise _Wrong(MISSING)
    return text


def _stages(texts: Texts, ask: _Ask) -> tuple[int, ...]:
    return _enough(_among(texts, _STAGES), ask)


def _kinds(texts: Texts, ask: _Ask) -> tuple[int, ...]:
    return _enough(_among(texts, {word: kind.number for word, kind in KIND_WORDS.items()}), ask)


def _among(texts: Texts, numbers: Mapping[str, int]) -> tuple[int, ...]:
    if any(text not in numbers for text in texts):
        raise _Wrong(UNKNOWN)
    return tuple(sorted({numbers[text] for text in texts}))


def _ids(kind: str) -> Callable[..., tuple[int, ...]]:
    def read(texts: Texts, ask: _Ask) -> tuple[int, ...]:
        here: Mapping[int, str] = getattr(ask.known, kind)
        return _enough(_among(texts, {str(pk): pk for pk in here}), ask)

    return read


def _id(kind: str) -> Callable[..., int]:
    def read(texts: Texts, ask: _Ask) -> int:
        here: Mapping[int, str] = getattr(ask.known, kind)
        if not texts:
            raise _Wrong(MISSING)
        return _among(texts[:1], {str(pk): pk for pk in here})[0]

    return read


_READERS: Mapping[Slot, Callable[[Texts, _Ask], Any]] = {
    Slot.ONE: _one,
    Slot.FIELD: _field,
    Slot.TEXTS: _texts,
    Slot.NUMBER: _number,
    Slot.DECIMAL: _decimal,
    Slot.MONEY: _decimal,
    Slot.CURRENCY: _currency,
    Slot.DAY: _day,
    Slot.STAGES: _stages,
    Slot.KINDS: _kinds,
    Slot.TAGS: _ids("tags"),
    Slot.CHANNELS: _ids("channels"),
    Slot.PERSON: _id("persons"),
    Slot.SEGMENT: _id("segments"),
}


def minor_units(amount: Decimal, currency: str) -> int:
    """Answer an amount of money in the currency's minor units, the part below them cut off."""
    return int(amount.scaleb(EXPONENTS.get(currency, 2)))


def references(drafts: Drafts, slot: Slot) -> set[int]:
    """Answer the numbers of persons or segments that a draft names."""
    found: set[int] = set()
    for part in drafts.parts:
        if isinstance(part, Drafts):
            found |= references(part, slot)
            continue
        names = [each.name for each in CLAUSES[part.about].slots if each.slot is slot]
        texts = [text for name in names for text in part.told.get(name, ())[:1]]
        found |= {number for text in texts if (number := number_of(text)) is not None}
    return found
