"""What the demo's people say of how they were answered: most are glad, as everywhere."""

from random import Random
from typing import NamedTuple

from veche.kit.time import DAY, HOUR
from veche.portal.rules.cast import Player
from veche.portal.rules.year import CHAT, Year

# Nobody was asked earlier than so many days before the end of the year.
ASKED_FOR = 150
# One in so many answered questions brings a mark; how often each mark is chosen.
SELDOM = 6
CHANCES = {5: 55, 4: 25, 3: 10, 2: 6, 1: 4}


class Marked(NamedTuple):
    """Somebody gave a mark to the answer to what they had asked in the chat under a number."""

    at: int
    who: Player
    mark: int
    asked: int


def marks_in(year: Year) -> list[Marked]:
    """Answer the marks of the year, the earliest first."""
    draw = Random(6)  # noqa: S311
    asked = {said.number: said for said in year.said[CHAT] if "?" in said.text and not said.reply_to}
    found = []
    for said in year.said[CHAT]:
        question = asked.pop(said.reply_to or 0, None)
        if question is None or question.who is said.who or draw.randrange(SELDOM):
            continue
        at = said.at + draw.randrange(12 * HOUR)
        if year.end - ASKED_FOR * DAY < at < year.end:
            mark = draw.choices([*CHANCES], [*CHANCES.values()])[0]
            found.append(Marked(at, question.who, mark, question.number))
    return sorted(found, key=lambda one: (one.at, one.asked))
