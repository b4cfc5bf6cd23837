"""Names of people in the right case: by the dictionary, else by the endings Russian declines names with.

Sources: pymorphy3 with the OpenCorpora dictionary; Zaliznyak's classes for endings; Gramota's rules for
family names: those of women that end in a consonant, and all in -о, -е, -и, -у, -ю, -ых, -их, stay as
they are. Where it is not sure, a name stays in its first form: that is clumsy, a wrong form is worse.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from veche.kit.language.lemmas import russian_forms
from veche.mailing.rules.endings import declined_family, declined_given
from veche.mailing.terms.placing import FEMALE, MALE

_RUSSIAN = re.compile(r"[А-ЯЁа-яё]+")
_SPLIT = re.compile(r"([ \-–]+)")
_GENDERS = {"masc": MALE, "femn": FEMALE}
_FEMININE_FAMILY = re.compile(r"(?:[оеё]ва|[иы]на|ская|цкая|ная|вая|лая)$")
_MASCULINE_FAMILY = re.compile(r"(?:[оеё]в|[иы]н|ский|цкий|ный|ной|вой|вый|лый|той)$")
_NEVER = re.compile(r"(?:[оеэиуюы]|[иы]х|а[иуэо]а)$")


@lru_cache(maxsize=50_000)
def inflected(name: str, case: str, sex: str = "", *, is_family: bool = False) -> str:
    """Answer a name in a case (nomn, gent, datv, accs, ablt, loct), its letters large where they were.

    `sex` is «m», «f» or nothing; without it the other words of the name may tell. `is_family` says that
    a single word is a family name. Names in other letters stay as they are.
    """
    if case == "nomn" or not _RUSSIAN.search(name):
        return name
    parts = _SPLIT.split(name)
    roles = _roles([part for part in parts[::2] if part], is_family)
    known = sex if sex in {MALE, FEMALE} else sex_of(name)
    return "".join(
        part if at % 2 or not _RUSSIAN.fullmatch(part) else _like(part, _word(part, case, known, roles[part]))
        for at, part in enumerate(parts)
    )


@lru_cache(maxsize=50_000)
def sex_of(name: str) -> str:
    """Answer «m» or «f» where a name's words agree on it by the dictionary or by their endings."""
    words = [word.lower() for word in _RUSSIAN.findall(name)]
    for told in (_given_sex, _patronymic_sex, _family_sex):
        found = {sex for sex in map(told, words) if sex}
        if len(found) == 1:
            return found.pop()
    return ""


def _roles(words: list[str], is_family: bool) -> dict[str, str]:
    """Answer what each word of a name is: given, patronymic or family."""
    roles = {}
    for word in words:
        tags = [parse.tag for parse in _parses(word.lower())]
        given, family = any("Name" in tag for tag in tags), any("Surn" in tag for tag in tags)
        if any("Patr" in tag for tag in tags):
            roles[word] = "Patr"
        elif len(words) == 1:
            roles[word] = "Surn" if is_family or (family and not given) else "Name"
        else:
            roles[word] = "Name" if given and not (family and "Name" in roles.values()) else "Surn"
    if len(words) > 1 and "Name" not in roles.values():
        roles[words[0]] = "Name"
    return roles


def _word(word: str, case: str, sex: str, role: str) -> str:
    lower = word.lower()
    if role == "Surn" and _NEVER.search(lower):
        return lower
    for parse in _parses(lower):
        if role in parse.tag and _suits(parse, sex):
            found = parse.inflect({case})
            return str(found.word) if found else lower
    if not sex:
        sex = _guessed(lower)
    return declined_family(lower, case, sex) if role == "Surn" else declined_given(lower, case, sex)


def _suits(parse: Any, sex: str) -> bool:
    """Tell whether a reading is the first form of one man's or woman's name."""
    if parse.tag.case != "nomn" or parse.tag.number != "sing" or not parse.is_known:
        return False
    gender = parse.tag.gender
    if "ms-f" in parse.tag or gender not in _GENDERS:
        return True
    if sex:
        return _GENDERS[gender] == sex
    return bool(_family_sex(parse.word) if "Surn" in parse.tag else _given_sex(parse.word))


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


def _family_sex(word: str) -> str:
    return _guessed(word)


def _like(written: str, word: str) -> str:
    """Answer a word with its letters as large as they were, and ё only where it was written."""
    if "ё" not in written.lower():
        word = word.replace("ё", "е")
    if written.isupper() and len(written) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if written[:1].isupper() else word
