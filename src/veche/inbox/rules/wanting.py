"""Wanting: whether something that was said wants an answer, and why. The rule is all here."""

import re

from veche.inbox.rules.complaining import is_complaint, root
from veche.inbox.terms import TALK, Said, Why
from veche.kit.language.lemmas import tokens_of
from veche.kit.text import fold
from veche.ledger.terms import Kind, Mark

LONGEST_LOOKED_AT = 4_000
_QUESTION = int(Mark.QUESTION)
# Words by which people call the team without a name; compared by their one form.
_CALLS = frozenset(
    [
        "админ",
        "администратор",
        "администрация",
        "модератор",
        "модер",
        "организатор",
        "оргкомитет",
        "куратор",
        "поддержка",
        "admin",
        "admins",
        "administrator",
        "moderator",
        "moderators",
        "mods",
        "organiser",
        "organizer",
        "organisers",
        "organizers",
        "support",
        "staff",
    ]
)
_CALLED = re.compile(r"(?<![\w.])@([\w.-]{2,64})")
# Thanks and nods: the end of a talk, not a question.
_THANKS = frozenset(
    [
        "спасибо",
        "благодарю",
        "спс",
        "пасиб",
        "спасибки",
        "мерси",
        "ок",
        "окей",
        "хорошо",
        "ладно",
        "понял",
        "поняла",
        "понятно",
        "ясно",
        "отлично",
        "супер",
        "класс",
        "круто",
        "ура",
        "принято",
        "договорились",
        "ага",
        "угу",
        "да",
        "большое",
        "огромное",
        "вам",
        "тебе",
        "всем",
        "за",
        "ответ",
        "очень",
        "thanks",
        "thank",
        "thx",
        "ty",
        "you",
        "so",
        "very",
        "much",
        "ok",
        "okay",
        "great",
        "cool",
        "perfect",
        "got",
        "it",
        "fine",
        "nice",
        "will",
        "do",
        "appreciated",
        "cheers",
        "awesome",
        "a",
        "lot",
    ]
)
_MOST_THANKS = 8
_SIGNS = re.compile(r"[\w']+")


def why_of(said: Said, names: frozenset[str] = frozenset()) -> Why:
    """Answer every reason for which the words want an answer; `names` are the team's, folded.

    Thanks want none, whomever they are written to; so does what is no talk.
    """
    if said.kind not in TALK or said.marks & Mark.FORWARDED:
        return Why(0)
    words = said.words[:LONGEST_LOOKED_AT]
    found = Why.QUESTION if said.marks & _QUESTION or said.kind == Kind.ASKED.number else Why(0)
    if said.is_private:
        found |= Why.DIRECT
    if is_thanks(words) and not found & Why.QUESTION:
        return Why(0)
    # A remark below the team's post is a remark: it wants an answer where its words say so.
    if (said.is_to_team and said.kind != Kind.COMMENTED.number) or calls_team(words, names):
        found |= Why.MENTION
    if said.is_first and words.strip():
        found |= Why.NEWCOMER
    if is_complaint(words):
        found |= Why.COMPLAINT
    return found


def is_thanks(words: str) -> bool:
    """Tell words that end a talk: a few, all of them thanks or nods, nothing asked."""
    found = _SIGNS.findall(fold(words))
    return 0 < len(found) <= _MOST_THANKS and all(word in _THANKS for word in found)


def calls_team(words: str, names: frozenset[str]) -> bool:
    """Tell whether the team is called: by a name with @, or by what it is."""
    if "@" in words and any(fold(name) in names for name in _CALLED.findall(words)):
        return True
    tokens = tokens_of(words)
    return any(token in _CALLS or root(token) in _CALLS for token in tokens)


def language_of(words: str) -> str:
    """Answer the language words are most likely of: Russian by its letters, else English."""
    letters = [letter for letter in words if letter.isalpha()]
    cyrillic = sum("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in letters)
    return "ru" if cyrillic * 2 > len(letters) else "en"
