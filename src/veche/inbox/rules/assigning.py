"""Assigning: whose rule fits a conversation, and whom of several it goes to."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from veche.inbox.terms import Method
from veche.inbox.terms.standing import Candidate
from veche.kit.text import fold, stems_of


class Opened(NamedTuple):
    """A conversation that was just opened, as rules of assignment look at it."""

    channel: int
    language: str
    words: str


class Condition(NamedTuple):
    """What a rule asks for; what is empty fits everything. One of the words is enough."""

    channel: int = 0
    language: str = ""
    words: tuple[str, ...] = ()


def fits(opened: Opened, condition: Condition) -> bool:
    """Tell whether a rule is for this conversation; words fit in any of their forms."""
    if condition.channel and condition.channel != opened.channel:
        return False
    if condition.language and condition.language != opened.language:
        return False
    if not condition.words:
        return True
    said = stems_of(opened.words)
    return any(_stands_in(stems_of(word), said) for word in condition.words)


def _stands_in(wanted: Sequence[str], said: Sequence[str]) -> bool:
    size = len(wanted)
    return bool(size) and any(
        list(wanted) == list(said[at : at + size]) for at in range(len(said) - size + 1)
    )


def chosen(method: Method, candidates: Iterable[Candidate]) -> int | None:
    """Answer who gets a conversation, or nobody: by turns whoever had none for longest."""
    able = [one for one in candidates if method is not Method.DUTY or one.is_on_duty]
    if not able:
        return None
    if method is Method.LOAD:
        return min(able, key=lambda one: (one.load, one.last_at, one.user)).user
    return min(able, key=lambda one: (one.last_at, one.user)).user


def mentioned_in(text: str, names: Iterable[tuple[int, str]]) -> list[int]:
    """Answer the users a note mentions: @ before their whole name, or before its first part.

    A first part that several bear mentions none of them.
    """
    folded, known = fold(text), [(user, fold(name)) for user, name in names if name.strip()]
    firsts = [name.split()[0] for _, name in known]
    found = []
    for user, name in known:
        first = name.split()[0]
        alone = firsts.count(first) == 1
        if _calls(folded, name) or (alone and _calls(folded, first)):
            found.append(user)
    return found


def _calls(text: str, name: str) -> bool:
    at = text.find("@" + name)
    while at >= 0:
        end = at + 1 + len(name)
        if end == len(text) or not text[end].isalnum():
            return True
        at = text.find("@" + name, at + 1)
    return False
