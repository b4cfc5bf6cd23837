"""What counts where an answer is looked for: the words of a text, and which reply is the answer."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from veche.kit.language.lemmas import root_of, stop_words
from veche.kit.text import words_of

# A title says what a text is about. A question and its answer count alike: measured, not believed
# (docs/decisions/suggesting.md).
TITLE, BODY, QUESTION, ANSWER = 3.0, 1.0, 1.0, 1.0
LONGEST_READ = 4_000
# «Ок» and «+1» answer nothing.
SHORTEST_ANSWER = 15
MOST_REPLIES = 8
# Words of asking and of manners: every question has them, so that they tell none from another.
_MANNERS = frozenset({
    "hi", "hello", "hey", "thanks", "thank", "please", "anyone", "anybody", "somebody", "someone", "know",
    "help", "guys", "question", "ask", "привет", "здравствуйте", "здравствовать", "добрый", "день",
    "спасибо", "пожалуйста", "подсказать", "подскажите", "помочь", "помогите", "знать", "нибудь", "ребята",
    "вопрос", "друг", "друзья",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as far as choosing needs it: who, when, what, and whether they are of the team."""

    interaction: int
    identity: int
    at: int
    words: str
    is_team: bool = False
    is_question: bool = False


def words_to_weigh(text: str) -> list[str]:
    """Answer the forms of the words that tell one text from another, in order.

    All forms of a Russian word are one by a dictionary, of an English one by their stem.
    """
    return [form for word in words_of(text[:LONGEST_READ]) if (form := _form(word))]


def weigh(parts: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    """Answer how much each word of a document's parts counts: its number of times by the part's weight."""
    whole: Counter[str] = Counter()
    for text, weight in parts:
        for word in words_to_weigh(text):
            whole[word] += weight  # type: ignore[assignment]
    return whole


def choose_answer(asker: int, replies: Sequence[Said]) -> Said | None:
    """Answer which reply to a question is its answer: the team's before others', the earliest of those.

    Never one of the asker's own, nor what is too short to say anything; what asks back only where
    nothing else was said.
    """
    usable = [one for one in replies if one.identity != asker and len(one.words.strip()) >= SHORTEST_ANSWER]
    order = sorted(usable, key=lambda one: (one.is_question, not one.is_team, one.at, one.interaction))
    return order[0] if order else None


def title_of(question: str, longest: int = 120) -> str:
    """Answer what an article about a question would be called: its first sentence that asks."""
    lines = " ".join(question.split())
    sentences: list[str] = re.findall(r"[^.!?…]+[.!?…]*", lines) or [lines]
    asking = next((one for one in sentences if "?" in one), sentences[0]).strip()
    return asking if len(asking) <= longest else asking[: longest - 1].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=100_000)
def _form(word: str) -> str:
    if word in stop_words() or word in _MANNERS or (len(word) == 1 and not word.isdecimal()):
        return ""
    form, is_empty = root_of(word)
    is_told = not is_empty and form not in stop_words() and form not in _MANNERS
    return str(form) if is_told else ""
