"""Lemmas: the content words of a text, each brought to one form.

Russian words are looked up in a dictionary (pymorphy3, OpenCorpora); those that it does not know, English and
all others go by their stems, as search does. What says nothing of what is talked about is left out: pronouns
and the like, the words of `stop_ru.txt` and `stop_en.txt`, numbers, links, mentions, and short words.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from veche.kit.text import LONGEST_WORD, fold, stem

SHORTEST = 3
# Whole numbers up to here survive every engine, every address and every browser.
_BITS = 53
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d\w*")
_NO_WORDS = re.compile(r"\w+://\S+|www\.\S+|\S*@\S+|\b[\w-]+(?:\.[\w-]+)*\.\w{2,}/\S*")
_CYRILLIC = re.compile("[а-я]")
_EMPTY = frozenset({"NPRO", "PREP", "CONJ", "PRCL", "NUMR"})
# Where the dictionary's form is one that nobody says.
_USUAL = {"деньга": "деньги", "ребята": "ребята", "дети": "ребенок"}


def tokens_of(text: str) -> list[str]:
    """Answer the words of a text in order, in small letters, without links, addresses and mentions."""
    if "@" in text or "/" in text or "www." in text:
        text = _NO_WORDS.sub(" ", text)
    return _WORD.findall(text.casefold())


def lemma_of(token: str) -> str:
    """Answer the one form that all forms of a word have; nothing for what is no content word."""
    word = _bare(token)
    if len(word) < SHORTEST or word[0].isdecimal() or word in stop_words():
        return ""
    lemma, is_empty = root_of(word)
    return "" if is_empty or lemma in stop_words() else lemma


def form_of(token: str) -> str:
    """Answer how a word is shown: its dictionary form, or as it stands where there is none."""
    word = _bare(token)
    return root_of(word)[0] if _is_known(word) else word


def root_of(token: str) -> tuple[str, bool]:
    """Answer the form that all forms of a word have, and whether it is known to name nothing."""
    word = _bare(token)
    if not _is_known(word):
        # Guessing the forms of what it does not know would be dear, and less sure than a stem.
        return stem(word), False
    found = russian_forms().parse(word)[0]
    lemma = found.normal_form.replace("ё", "е")
    return _USUAL.get(lemma, lemma), found.tag.POS in _EMPTY or "Apro" in found.tag


def _bare(token: str) -> str:
    return fold(token.replace("’", "'").partition("'")[0])[:LONGEST_WORD]


def _is_known(word: str) -> bool:
    return bool(_CYRILLIC.search(word)) and bool(russian_forms().word_is_known(word))


def number_of(lemma: str) -> int:
    """Answer the whole number a lemma is kept as: a digest that is the same everywhere."""
    digest = blake2b(lemma.encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - _BITS)


@cache
def stop_words() -> frozenset[str]:
    """Answer the words that say nothing of what is talked about."""
    return frozenset(word for name in ("stop_ru.txt", "stop_en.txt") for word in words_in(name))


def words_in(name: str) -> Iterator[str]:
    """Answer the words of a list that lies beside this file; lines that begin with # are remarks."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return (word for line in lines if not line.startswith("#") for word in line.split())


@cache
def russian_forms() -> Any:
    """Answer the Russian dictionary, forms of words and their tags; read once in a process."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()
