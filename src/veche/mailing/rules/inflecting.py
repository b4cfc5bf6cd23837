"""Names of people in the right case: by the dictionary, else by the endings Russian declines names with.

Sources: pymorphy3 with the OpenCorpora dictionary; Zaliznyak's classes for endings; Gramota's rules for
family names: those of women that end in a consonant, and all in -о, -е, -и, -у, -ю, -ых, -их, stay as
they are; one that is a noun too is declined as the noun. Where it is not sure, a name stays in its first
form: that is clumsy, a wrong form is worse.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from veche.kit.language.lemmas import russian_forms
from veche.mailing.rules.endings import declined_family, declined_given
from veche.mailing.terms.placing import FEMALE, MALE

_RUSSIAN = re.compile(r"[А-ЯЁа-яё]+")
_SPLIT = re.compile(r"([ \-–]+)")
_APART = re.compile(r"[ –]+")
_GENDERS = {"masc": MALE, "femn": FEMALE}
_FEMININE_FAMILY = re.compile(r"(?:[оеё]ва|[иы]на|ская|цкая|ная|вая|лая)$")
_MASCULINE_FAMILY = re.compile(r"(?:[оеё]в|[иы]н|ский|цкий|ный|ной|вой|вый|лый|той)$")
_NEVER = re.compile(r"(?:[оеэиуюы]|[иы]х|а[иуэо]а)$")
# Small words between names, and first halves of double family names that are none by themselves.
_BETWEEN = frozenset({
    "аль", "бей", "бен", "ван", "да", "де", "дель", "дер", "ди", "дю", "и", "ибн", "кызы", "ла", "ле",
    "оглы", "оф", "фон", "эль",
})  # fmt: skip
_HALVES = frozenset(("бонч", "грум"))


@lru_cache(maxsize=50_000)
def inflected(name: str, case: str, sex: str = "", *, is_family: bool = False) -> str:
    """Answer a name in a case (nomn, gent, datv, accs, ablt, loct), its letters large where they were.

    `sex` is «m», «f» or nothing; without it the other words of the name may tell. `is_family` says that
    a single word is a family name. Names in other letters stay as they are.
    """
    if case == "nomn" or not _RUSSIAN.search(name):
        return name
    parts = _SPLIT.split(name)
    roles = _roles(name, is_family=is_family)
    known = sex if sex in {MALE, FEMALE} else sex_of(name, is_family=is_family)
    return "".join(
        _like(part, _word(part, case, known, roles[part])) if part in roles else part for part in parts
    )


@lru_cache(maxsize=50_000)
def sex_of(name: str, *, is_family: bool = False) -> str:
    """Answer «m» or «f» where a name's words agree on it by the dictionary, or family names by their endings.

    A given name that the dictionary does not know tells nothing by its ending: «Айлин» is a woman's.
    """
    words = [word.lower() for word in _RUSSIAN.findall(name)]
    roles = _roles(name, is_family=is_family)
    families = [word.lower() for word, role in roles.items() if role == "Surn"]
    for told, of in ((_given_sex, words), (_patronymic_sex, words), (_guessed, families)):
        found = {sex for sex in map(told, of) if sex}
        if len(found) == 1:
            return found.pop()
    return ""


@lru_cache(maxsize=50_000)
def _roles(name: str, *, is_family: bool) -> Mapping[str, str]:
    """Answer what each word of a name that has cases is: given, patronymic or family."""
    words = [word for word in _SPLIT.split(name)[::2] if _RUSSIAN.fullmatch(word)]
    words = [word for word in words if len(words) == 1 or not (word.islower() and word in _BETWEEN)]
    if is_family:
        return dict.fromkeys(words, "Surn")
    is_alone = len(_APART.split(name.strip())) == 1
    return _judged_roles(words, is_alone=is_alone)


def _judged_roles(words: list[str], *, is_alone: bool) -> dict[str, str]:
    """Answer the roles of words by the dictionary and by each other; `is_alone` where no space parts them."""
    roles: dict[str, str] = {}
    for word in words:
        parses = _parses(word.lower())
        tags = [parse.tag for parse in parses if parse.is_known or len(words) > 1]
        given, family = any("Name" in tag for tag in tags), any("Surn" in tag for tag in tags)
        if any("Patr" in tag for tag in tags):
            roles[word] = "Patr"
        elif len(words) == 1:
            roles[word] = "Surn" if family and not given else "Name"
        else:
            roles[word] = "Name" if given and not (family and "Name" in roles.values()) else "Surn"
    if len(words) > 1 and not is_alone and "Name" not in roles.values():
        roles[words[0]] = "Name"
    return roles


def _word(word: str, case: str, sex: str, role: str) -> str:
    lower, parses = word.lower(), _parses(word.lower())
    if (role == "Surn" and (_NEVER.search(lower) or lower in _HALVES)) or _is_many(parses):
        return lower
    for parse in parses:
        if role in parse.tag and _suits(parse, sex):
            found = parse.inflect({case})
            return str(found.word) if found else lower
    if role != "Surn":
        return declined_given(lower, case, sex)
    sex = sex or _guessed(lower)
    return (_like_noun(parses, case) if sex == MALE else "") or declined_family(lower, case, sex)


def _is_many(parses: list[Any]) -> bool:
    """Tell whether a word is known as the name of several alone: «Друзья»."""
    numbers = {parse.tag.number for parse in parses if parse.is_known and parse.tag.case == "nomn"}
    return numbers == {"plur"}


def _like_noun(parses: list[Any], case: str) -> str:
    """Answer the family name of a man that is a noun too, as the noun is declined: «Зайца», «Мороза»."""
    for parse in parses:
        tag = parse.tag
        if (
            parse.is_known
            and tag.POS == "NOUN"
            and (tag.case, tag.number, tag.gender) == ("nomn", "sing", "masc")
        ):
            found = parse.inflect({"gent" if case == "accs" else case})
            return str(found.word) if found else ""
    return ""


def _suits(parse: Any, sex: str) -> bool:
    """Tell whether a reading is the first form of one man's or woman's name."""
    if parse.tag.case != "nomn" or parse.tag.number != "sing" or not parse.is_known:
        return False
    gender = parse.tag.gender
    if "ms-f" in parse.tag or gender not in _GENDERS:
        return True
    if sex:
        return _GENDERS[gender] == sex
    return bool(_guessed(parse.word) if "Surn" in parse.tag else _given_sex(parse.word))


def _guessed(word: str) -> str:
    if _FEMININE_FAMILY.search(word):
        return FEMALE
    return MALE if _MASCULINE_FAMILY.search(word) else ""


def _parses(word: str) -> list[Any]:
    return list(russian_forms().parse(word))


def _patronymic_sex(word: str) -> str:
    if re.search(r"(?:вна|ична|инична|кызы)$", word) and len(word) > 5:
        return FEMALE
    return MALE if re.search(r"(?:вич|ьич|оглы)$", word) and len(word) > 4 else ""


def _given_sex(word: str) -> str:
    found = {
        _GENDERS.get(parse.tag.gender, "") if "ms-f" not in parse.tag else ""
        for parse in _parses(word)
        if "Name" in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing" and parse.is_known
    }
    return found.pop() if len(found) == 1 else ""


def _like(written: str, word: str) -> str:
    """Answer a word with its letters as large as they were, and ё only where it was written."""
    if "ё" not in written.lower():
        word = word.replace("ё", "е")
    if written.isupper() and len(written) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if written[:1].isupper() else word
