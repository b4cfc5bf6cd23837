"""Complaining: words by which people complain, in any of their forms, in Russian and English."""

from functools import cache, lru_cache

from veche.kit.language.lemmas import root_of, tokens_of

# One of these is enough.
_ALONE = [
    "жалоба",
    "жаловаться",
    "пожаловаться",
    "возмущение",
    "возмутительно",
    "безобразие",
    "кошмар",
    "ужас",
    "ужасно",
    "отвратительно",
    "обман",
    "обмануть",
    "обманули",
    "мошенник",
    "мошенничество",
    "развод",
    "претензия",
    "хамство",
    "хамить",
    "нахамить",
    "безответственность",
    "разочарование",
    "разочаровать",
    "разочарован",
    "недоволен",
    "недовольный",
    "игнорировать",
    "игнор",
    "возврат",
    "верните",
    "сломалось",
    "сломаться",
    "глючить",
    "баг",
    "ошибка",
    "проблема",
    "бардак",
    "complaint",
    "complain",
    "scam",
    "fraud",
    "refund",
    "unacceptable",
    "terrible",
    "awful",
    "horrible",
    "disgusting",
    "disappointed",
    "disappointing",
    "ridiculous",
    "rude",
    "ignored",
    "ignoring",
    "broken",
    "bug",
    "crash",
    "crashes",
    "outrageous",
    "unfair",
]
# Before these, or just after, a «not» makes a complaint: «не работает», «никто не отвечает», “doesn't work”.
_DENIED = [
    "работать",
    "приходить",
    "прийти",
    "открываться",
    "открыться",
    "грузиться",
    "загружаться",
    "загрузиться",
    "отвечать",
    "ответить",
    "пришло",
    "запускаться",
    "включаться",
    "показывать",
    "сохраняться",
    "отправляться",
    "пускать",
    "получаться",
    "доставить",
    "вернуть",
    "work",
    "works",
    "working",
    "open",
    "load",
    "loading",
    "answer",
    "answered",
    "reply",
    "arrive",
    "arrived",
    "received",
    "start",
    "respond",
]
_NOT = frozenset({"не", "никак", "not", "never", "won't", "can't", "cannot", "doesn't", "don't", "didn't",
                  "isn't", "nobody", "wont", "cant", "doesnt", "didnt"})  # fmt: skip
_NEAR = 3


def is_complaint(words: str) -> bool:
    """Tell whether the words complain: by a word that is enough, or by «not» just before another."""
    tokens = [token.replace("’", "'") for token in tokens_of(words)]
    roots = [root(token) for token in tokens]
    alone, denied = _roots(" ".join(_ALONE)), _roots(" ".join(_DENIED))
    for place, word in enumerate(roots):
        nots = _NOT.intersection(tokens[max(0, place - _NEAR) : place])
        if word in alone and not nots:
            return True
        if word in denied and nots:
            return True
    return False


@lru_cache(maxsize=50_000)
def root(token: str) -> str:
    """Answer the one form of a word; chats repeat themselves, so it is looked up once."""
    return root_of(token)[0]


@cache
def _roots(words: str) -> frozenset[str]:
    return frozenset(root_of(word)[0] for word in words.split())
