"""Suggesting: the likeliest articles and earlier answers to what somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from veche.inbox.models import AnsweredQuestion
from veche.inbox.queries.articles import ShownArticle, ranked, shown_by_rank
from veche.inbox.rules.suggesting import words_to_weigh
from veche.kit.ranking import RankedIndex
from veche.kit.text import fold
from veche.ledger.queries import Line, lines_with

if TYPE_CHECKING:
    from veche.core.models import Community

ANSWERS = RankedIndex("inbox_answer_words", usual=15)
FEW = 3
# Some may have lost their words by law or by an import taken back since they were learnt.
SPARE = 4


@dataclass(frozen=True, slots=True)
class Suggested:
    """A question that was asked before, and what was answered."""

    question: Line
    answer: Line


def suggest_articles(
    community: Community, text: str, *, language: str, limit: int = FEW
) -> list[ShownArticle]:
    """Answer the likeliest published articles to what is asked, the likeliest first."""
    return shown_by_rank(community, ranked(community, text, limit=limit, public=True), language)


def suggest_answers(
    community: Community, text: str, *, limit: int = FEW, but: int | None = None
) -> list[Suggested]:
    """Answer the likeliest earlier questions with their answers; `but` is the one being answered now."""
    wanted = limit + SPARE + (but is not None)
    found = ANSWERS.find(words_to_weigh(text), scope=answers_scope(community.pk), limit=wanted)
    ids = [pk for pk, _ in found if pk != but]
    pairs = dict(
        AnsweredQuestion.objects.filter(community=community, pk__in=ids).values_list("pk", "answer_id")
    )
    lines = {
        line.interaction.pk: line for line in lines_with(community, [*pairs, *pairs.values()]) if line.words
    }
    told = [(lines.get(pk), lines.get(pairs.get(pk, 0))) for pk in ids]
    found_ones = [Suggested(question, answer) for question, answer in told if question and answer]
    # What was asked and answered in the same words again says nothing more.
    once = {(fold(one.question.words), fold(one.answer.words)): one for one in reversed(found_ones)}
    return list(reversed(once.values()))[:limit]


def answers_scope(community: int) -> str:
    """Answer the name under which a community's answered questions are searched."""
    return f"answered {community}"
