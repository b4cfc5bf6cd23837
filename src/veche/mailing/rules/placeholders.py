"""Placeholders: {first_name|friend}, {field:company|your firm}, {first_name:gent|друга}, {m:его|f:её|n:их}.

Values are a flat dictionary of strings, and nothing in a value or a fallback is read again: no templates.
A brace itself is written twice. What has no closing brace, or no such form, stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import quote

from veche.kit.terms import N_, Reason
from veche.kit.text import clean_name
from veche.mailing.rules.addresses import is_web
from veche.mailing.rules.inflecting import inflected
from veche.mailing.terms.placing import (
    EVENT_LINKS,
    EVENT_NAMES,
    FEMALE,
    FIELD,
    INFLECTED,
    MALE,
    NAMES,
    NEUTRAL,
    SEX,
    Choice,
    Place,
    Placeholder,
)
from veche.mailing.terms.writing import LONGEST_ADDRESS, OWN_LINKS

LONGEST_VALUE = 200
UNKNOWN = N_("Nobody can fill in {place}. Known: {known}.")
UNCLOSED = N_("A brace is open and never closed: {text}")
NO_NEUTRAL = N_("{{{text}}} needs a word for those who said nothing: n:…")
NO_FALLBACK = N_("{place} is empty for {count} people: say what stands there instead, as in {example}")
NOT_INFLECTED = N_("{place} has no cases: only names of people do.")
# Doubled braces, then a place; what is neither is literal.
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}\x00-\x1f\x7f\u2028\u2029]{1,300})\}")
_NAME = re.compile(r"((?:field:)?[^\W\d_][\w\-]{0,60}?)(?::(nomn|gent|datv|accs|ablt|loct))?", re.IGNORECASE)
_WORD_FOR = re.compile(r"([mfn]):(.*)", re.DOTALL)
Values = Mapping[str, str]


def pieces_of(text: str) -> Iterator[str | Place]:
    """Answer a text as what stands in it literally and the places between, in order."""
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        at = found.end()
        if found[1] is None:
            yield found[0][0]
        else:
            yield place_of(found[1]) or found[0]
    if at < len(text):
        yield text[at:]


def place_of(inside: str) -> Place | None:
    """Answer what the text between two braces names, or nothing where it has no such form."""
    if _WORD_FOR.fullmatch(inside):
        return _choice_of(inside)
    name, bar, fallback = inside.partition("|")
    found = _NAME.fullmatch(name.strip())
    if found is None:
        return None
    return Placeholder(found[1].lower(), (found[2] or "").lower(), fallback if bar else None)


def places_in(*texts: str) -> list[Place]:
    """Answer the places of some texts, each once, in order."""
    return list(dict.fromkeys(one for text in texts for one in pieces_of(text) if not isinstance(one, str)))


def texts_within(content: object) -> Iterator[str]:
    """Answer every text that stands somewhere in a content as it is kept."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for one in content.values():
            yield from texts_within(one)
    elif isinstance(content, list):
        for one in content:
            yield from texts_within(one)


def value_at(place: Place, values: Values) -> str:
    """Answer what stands at a place for somebody: one line without control characters, at most 200 signs.

    Addresses of an event may be as long as addresses are.
    """
    if isinstance(place, Choice):
        chosen = {MALE: place.male, FEMALE: place.female}.get(values.get(SEX, ""))
        return place.neutral if chosen is None else chosen
    longest = LONGEST_ADDRESS if place.name in EVENT_LINKS else LONGEST_VALUE
    value = clean_name(values.get(place.name, ""), longest)
    if not value:
        return place.fallback or ""
    if place.case and place.name in INFLECTED:
        return inflected(value, place.case, values.get(SEX, ""), is_family=place.name == "last_name")
    return value


def leads_to_event(place: Place) -> bool:
    """Tell whether a place is an address of the event a letter is about."""
    return isinstance(place, Placeholder) and place.name in EVENT_LINKS


def event_address(place: Place, values: Values) -> str:
    """Answer where a link leads that is nothing but such a place; nothing where that is not of the web."""
    value = value_at(place, values)
    return value if is_web(value) else ""


def written_place(place: Place) -> str:
    """Answer a place as it is written; `place_of` reads what stands between its braces."""
    if isinstance(place, Choice):
        return f"{{m:{place.male}|f:{place.female}|n:{place.neutral}}}"
    case = f":{place.case}" if place.case else ""
    return f"{{{place.name}{case}}}" if place.fallback is None else f"{{{place.name}{case}|{place.fallback}}}"


def example_of(place: Placeholder) -> str:
    """Answer how a place is written with something that stands there where its value is empty."""
    return f"{{{place.name}|…}}"


def in_address(value: str) -> str:
    """Answer a value as it may stand within an address of the web."""
    return quote(value, safe="")


def faults_of(text: str, fields: Collection[str] = (), *, field: str = "") -> list[Reason]:
    """Answer what is wrong with the places of a text: names nobody knows, braces left open, no neutral word.

    `fields` are the keys of people's own fields; `field` names the form field in the reasons.
    """
    reasons = faults_of_places(places_in(text), fields, field=field)
    known = _known(fields)
    for found in _PIECE.finditer(text):
        if found[1] is not None and place_of(found[1]) is None:
            reasons.append(Reason(UNKNOWN, field, values={"place": f"{{{found[1][:60]}}}", "known": known}))
    reasons += [Reason(UNCLOSED, field, values={"text": found}) for found in _unclosed(text)]
    return reasons


def faults_of_places(places: Sequence[Place], fields: Collection[str], *, field: str = "") -> list[Reason]:
    """Answer which of some places nobody can fill, and which have no word for those who said nothing."""
    keys = {FIELD + key.lower() for key in fields}
    return [fault for place in places for fault in _faults_of_place(place, keys, field)]


def lacking(places: Sequence[Place], counts: Mapping[str, int], *, field: str = "") -> list[Reason]:
    """Answer which places would stay empty: those without fallback whose name so many people lack."""
    names = dict.fromkeys(
        place.name for place in places if isinstance(place, Placeholder) and place.fallback is None
    )
    wanted = [Placeholder(name) for name in names if counts.get(name, 0) > 0]
    return [
        Reason(NO_FALLBACK, field, values={
            "place": written_place(one), "count": counts[one.name], "example": example_of(one),
        })
        for one in wanted
    ]  # fmt: skip


def _choice_of(inside: str) -> Choice:
    words = {}
    for part in inside.split("|"):
        found = _WORD_FOR.fullmatch(part)
        if found:
            words[found[1]] = found[2]
    return Choice(words.get(MALE, ""), words.get(FEMALE, ""), words.get(NEUTRAL, ""))


def _faults_of_place(place: Place, fields: Collection[str], field: str) -> Iterator[Reason]:
    if isinstance(place, Choice):
        if not place.neutral:
            text = f"m:{place.male}|f:{place.female}"
            yield Reason(NO_NEUTRAL, field, values={"text": text})
        return
    if not any(place.name in names for names in (NAMES, EVENT_NAMES, OWN_LINKS, fields)):
        known = ", ".join([*NAMES, *sorted(fields), *OWN_LINKS])
        yield Reason(UNKNOWN, field, values={"place": f"{{{place.name}}}", "known": known})
    elif place.case and place.name not in INFLECTED:
        yield Reason(NOT_INFLECTED, field, values={"place": f"{{{place.name}}}"})


def _known(fields: Collection[str]) -> str:
    return ", ".join([*NAMES, *(FIELD + key for key in sorted(fields)), *OWN_LINKS])


def _unclosed(text: str) -> Iterator[str]:
    for found in re.finditer(r"\{[^}\n]{0,30}", _PIECE.sub("", text)):
        yield found[0]
