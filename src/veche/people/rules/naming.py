"""Names: which of several pages show, what they say about who somebody is, how alike two are."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from veche.kit.text import WORD, fold, sound
from veche.people.rules.given_names import given_names

_PATRONYMIC = re.compile(r"(?:ovich|evich|ovna|evna|ichna)$")
_FEMININE = (("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("ska", "ski"))
_IS_LETTERS = re.compile(r"[^\W\d_]+")
# Kinds of handles whose names people write about themselves or others in full.
_TOLD_BY_LISTS = frozenset({"row", "email", "phone"})
_WITHOUT_ACCOUNT = frozenset({"named", "relayed"})


class NameLikeness(IntEnum):
    """How alike two names are."""

    UNKNOWN = 0
    OTHER = 1  # they cannot be one human's, as people use names
    FIRST = 2  # the given name alone
    SHORT = 3  # one given name in full and in short, one family name
    SPELLED = 4  # one name in two spellings
    SAME = 5


class Parsed(NamedTuple):
    """A name taken apart: the given names it may stand for, the family name's sound, all sounds."""

    given: frozenset[str]
    family: str
    sounds: frozenset[str]
    is_full: bool  # a given and a family name


class Seen(NamedTuple):
    """A name an identity was seen with, the handle's kind and value, and when."""

    name: str
    kind: str
    value: str
    at: int


def best_name(seen: Iterable[Seen]) -> str:
    """Answer the name pages show: one of a human before a bare handle, the latest of the best.

    The same for the same names in any order.
    """
    named = [one for one in seen if one.name]
    if named:
        return max(named, key=lambda one: (_rank(one), one.at, one.name)).name
    values = sorted(one.value for one in seen_handles(seen) if one.value)
    return values[0] if values else ""


def seen_handles(seen: Iterable[Seen]) -> list[Seen]:
    """Answer what may stand for somebody without any name: an address people can read."""
    readable = [one for one in seen if one.kind in {"email", "telegram_name", "vk_name", "github", "irc"}]
    return readable or [one for one in seen if one.kind == "phone"]


def _rank(one: Seen) -> int:
    """Answer how much a name looks like a human's: in full, a given name, any letters, none."""
    if one.kind in _WITHOUT_ACCOUNT:
        return 0
    if fold(one.name) == fold(one.value) or not _IS_LETTERS.search(one.name):
        return 0
    parsed = parse_name(one.name)
    if parsed.is_full or (one.kind in _TOLD_BY_LISTS and len(parsed.sounds) > 1):
        return 3
    return 2 if parsed.given else 1


@lru_cache(maxsize=50_000)
def parse_name(name: str) -> Parsed:
    """Take a name apart: order of the words, script, patronymics and signs do not matter."""
    words = [word for word in WORD.findall(fold(name)) if _IS_LETTERS.fullmatch(word) and len(word) > 1]
    heard = [sound(word) for word in words]
    known = given_names()
    if len(heard) > 2:
        heard = [one for one in heard if not _PATRONYMIC.search(one)] or heard
    givens = [one for one in heard if one in known]
    given = givens[0] if givens else ""
    others = [family_of(one) for one in heard if one != given]
    family = max(others, key=len) if others else ""
    found = known.get(given, frozenset())
    return Parsed(found, family, frozenset(heard), bool(found and family))


def family_of(heard: str) -> str:
    """Answer a family name's sound without its gender: Петрова and Петров are one."""
    for feminine, masculine in _FEMININE:
        if len(heard) > len(feminine) + 1 and heard.endswith(feminine):
            return heard[: -len(feminine)] + masculine
    return heard


def name_likeness(one: str, other: str) -> NameLikeness:
    """Tell how alike two names are, across scripts, spellings and short forms."""
    a, b = parse_name(one), parse_name(other)
    if not a.sounds or not b.sounds:
        return NameLikeness.UNKNOWN
    if a.sounds == b.sounds:
        same = sorted(WORD.findall(fold(one))) == sorted(WORD.findall(fold(other)))
        return NameLikeness.SAME if same else NameLikeness.SPELLED
    if a.is_full and b.is_full:
        return _full_likeness(a, b)
    if a.given and b.given:
        return NameLikeness.FIRST if a.given & b.given else NameLikeness.OTHER
    return NameLikeness.UNKNOWN


def _full_likeness(a: Parsed, b: Parsed) -> NameLikeness:
    if not a.given & b.given:
        return NameLikeness.OTHER
    if a.family == b.family:
        return NameLikeness.SHORT if a.sounds != b.sounds else NameLikeness.SPELLED
    # «Anna P.» may be «Anna Petrova»; «Anna Petrova» is not «Anna Sidorova».
    short, long = sorted((a.family, b.family), key=len)
    return NameLikeness.FIRST if len(short) <= 2 and long.startswith(short) else NameLikeness.OTHER


def names_conflict(one: str, other: str) -> bool:
    """Tell whether two names from lists cannot be one human's: both in full, the given names differ."""
    a, b = parse_name(one), parse_name(other)
    return a.is_full and b.is_full and not a.given & b.given


def name_traces(name: str) -> list[str]:
    """Answer the keys under which alike names meet: for every given name with the family name."""
    parsed = parse_name(name)
    if parsed.is_full:
        return [f"n:{sound(given)[:20]} {parsed.family[:40]}" for given in sorted(parsed.given)]
    if len(parsed.sounds) > 1:
        return ["n:" + " ".join(sorted(parsed.sounds))[:60]]
    return [f"w:{one[:40]}" for one in parsed.sounds if len(one) > 3 and not parsed.given]
