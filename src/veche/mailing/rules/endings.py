"""Endings of names the dictionary does not know, by the case and by whose name it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from veche.mailing.terms.placing import FEMALE, MALE

_ORDER = ("gent", "datv", "accs", "ablt", "loct")
_VOWELS = "аеёиоуыэюя"
_HISSING = "жчшщц"


def _table(*endings: str) -> Mapping[str, str]:
    return dict(zip(_ORDER, endings, strict=True))


_MAN_HARD = _table("а", "у", "а", "ом", "е")
_MAN_HISSING = _table("а", "у", "а", "ем", "е")
_MAN_SOFT = _table("я", "ю", "я", "ем", "е")
_MAN_IY = _table("ия", "ию", "ия", "ием", "ии")
_ON_A = _table("ы", "е", "у", "ой", "е")
_ON_A_AFTER_BACK = _table("и", "е", "у", "ой", "е")
_ON_A_AFTER_HISSING = _table("и", "е", "у", "ей", "е")
_ON_YA = _table("и", "е", "ю", "ей", "е")
_ON_IYA = _table("ии", "ии", "ию", "ией", "ии")
_FAMILY_MAN = _table("а", "у", "а", "ым", "е")
_FAMILY_WOMAN = _table("ой", "ой", "у", "ой", "ой")
_LIKE_ADJECTIVE = _table("ого", "ому", "ого", "ым", "ом")
_LIKE_SOFT_ADJECTIVE = _table("его", "ему", "его", "им", "ем")
_LIKE_BACK_ADJECTIVE = _table("ого", "ому", "ого", "им", "ом")
_WOMAN_ADJECTIVE = _table("ой", "ой", "ую", "ой", "ой")
_WOMAN_SOFT_ADJECTIVE = _table("ей", "ей", "юю", "ей", "ей")


def declined_given(word: str, case: str, sex: str) -> str:
    """Answer a given name or patronymic in a case; as it is where whose it is decides and nobody knows."""
    last, before = word[-1:], word[-2:-1]
    if word.endswith("ия"):
        return word[:-2] + _ON_IYA[case]
    if last == "я" and before not in _VOWELS:
        return word[:-1] + _ON_YA[case]
    if last == "я":
        return word[:-1] + _ON_YA[case]
    if last == "а" and before not in _VOWELS:
        return word[:-1] + _on_a(before)[case]
    if last in _VOWELS or sex != MALE:
        return word
    return _of_man(word, case)


def declined_family(word: str, case: str, sex: str) -> str:
    """Answer a family name in a case: those of women that end in a consonant stay as they are."""
    if sex == FEMALE and re.search(r"(?:[оеё]в|[иы]н)а$", word):
        return word[:-1] + _FAMILY_WOMAN[case]
    if sex == FEMALE and word.endswith(("ая", "яя")):
        return word[:-2] + (_WOMAN_ADJECTIVE if word.endswith("ая") else _WOMAN_SOFT_ADJECTIVE)[case]
    if sex == MALE and re.search(r"\w(?:[оеё]в|[иы]н)$", word):
        return word + _FAMILY_MAN[case]
    if sex == MALE and len(word) > 4 and word.endswith(("ый", "ий", "ой")):
        return word[:-2] + _adjective(word)[case]
    if sex == MALE and re.search(r"[аеёиоуыэюя][^аеёиоуыэюяйьъ]?ец$", word):
        return _without_vowel(word) + _MAN_HISSING[case]
    return declined_given(word, case, sex)


def _without_vowel(word: str) -> str:
    """Answer what stays of a family name in -ец: «Муромц», «Коломийц»."""
    return word[:-2] + ("йц" if word[-3] in _VOWELS else "ц")


def _on_a(before: str) -> Mapping[str, str]:
    if before in "гкх":
        return _ON_A_AFTER_BACK
    return _ON_A_AFTER_HISSING if before in _HISSING and before != "ц" else _ON_A


def _adjective(word: str) -> Mapping[str, str]:
    if word.endswith("ий") and word[-3] not in "гкх":
        return _LIKE_SOFT_ADJECTIVE
    return _LIKE_BACK_ADJECTIVE if word[-3] in "гкхжшчщ" else _LIKE_ADJECTIVE


def _of_man(word: str, case: str) -> str:
    if word.endswith("ий"):
        return word[:-2] + _MAN_IY[case]
    if word[-1] in "йь":
        return word[:-1] + _MAN_SOFT[case]
    return word + (_MAN_HISSING if word[-1] in _HISSING else _MAN_HARD)[case]
