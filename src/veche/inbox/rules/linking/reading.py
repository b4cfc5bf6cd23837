"""One message as the model sees it: its rare words, whom it may name, and what sort of thing it is."""

import re
from functools import lru_cache
from typing import NamedTuple

from veche.kit.text import fold, stem

LONGEST_TEXT, MOST_WORDS = 2_000, 120
_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_EDGE = " \t,:;.!?<>()\"'«»…~*"
_VOCATIVE = re.compile(r"[,:;>~]+$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Folded, so without ё.
ASKING = _words("""
    how what where why who when which whose can could does do is are has have should would will anyone anybody
    someone somebody как что где почему зачем кто когда какой какая какое какие сколько куда откуда чем можно
    подскажите подскажи посоветуйте кто-нибудь кто-то есть ли а
""")
AGREEING = _words("""
    ok okay k yes yeah yep yup no nope nah right sure true lol haha heh hm hmm oh ah cool nice great good fine
    exactly indeed agreed same ок окей да нет ага угу неа точно ладно хорошо понятно понял поняла ясно лол
    хаха круто отлично супер класс верно согласен согласна конечно плюс
""")
THANKING = _words("""
    thanks thank thx ty tnx cheers thankyou спасибо спс пасиб пасибо спасибки благодарю мерси сенкс сяб
""")
GREETING = _words("""
    hi hello hey hiya yo morning evening greetings привет приветствую здравствуйте здравствуй добрый доброе
    доброго хай всем
""")
EMPTY = _words("""
    a an the and or but if then so to of in on at for from by with as it its this that these those there here
    i you he she we they me my your his her our their him them is are was were be been am do does did have has
    had not no yes can could will would should just what how when where who why which get got all some any up
    out about into than too very im ive id dont doesnt cant isnt s t m re ve d ll
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот
    от меня еще нет о из ему когда даже ну ли если уже или ни быть был него до вас вам там потом себя ничего
    ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без чего раз тоже это этот эта эти
""")


class Reading(NamedTuple):
    """What a message is made of. `called` is folded and stands at the start, `others` anywhere else."""

    stems: frozenset[str]
    called: str
    is_vocative: bool
    others: tuple[str, ...]
    is_question: bool
    is_asking: bool
    is_agreeing: bool
    is_thanking: bool
    is_greeting: bool
    has_link: bool
    length: int


def read(text: str) -> Reading:
    """Answer what a message is made of; only its first 2000 characters and 120 words are looked at."""
    text = text[:LONGEST_TEXT]
    has_link = "://" in text or "www." in text.lower()
    parts = (_LINK.sub(" ", text) if has_link else text).split()[:MOST_WORDS]
    words = _WORD.findall(fold(" ".join(parts)))
    opening = frozenset(words[:4])
    called = parts[0].strip(_EDGE) if parts else ""
    return Reading(
        stems=frozenset(stem(word) for word in words if len(word) > 1 and word not in EMPTY),
        called=called,
        is_vocative=bool(parts) and (called.startswith("@") or bool(_VOCATIVE.search(parts[0]))),
        others=tuple(dict.fromkeys(filter(None, (part.strip(_EDGE) for part in parts[1:])))),
        is_question="?" in text,
        is_asking=not ASKING.isdisjoint(words[:3]),
        is_agreeing=not AGREEING.isdisjoint(opening),
        is_thanking=not THANKING.isdisjoint(words),
        is_greeting=not GREETING.isdisjoint(words[:3]),
        has_link=has_link,
        length=len(words),
    )


@lru_cache(maxsize=50_000)
def plain_name(token: str) -> str:
    """Answer a name as it is compared: folded, without @ and the tails (joe_, joe|away)."""
    bare = fold(token).strip(_EDGE).lstrip("@").split("|")[0]
    return bare.rstrip("_`^-") or bare
