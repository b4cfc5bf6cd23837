"""The inbox's door for reading."""

from veche.inbox.queries.articles import (
    Shown,
    article_of,
    find_articles,
    is_open_to_all,
    public_article,
    public_articles,
    sections_of,
    stands_of,
    versions_of,
)
from veche.inbox.queries.saved_answers import (
    choose_saved_answers,
    saved_answer_of,
    saved_answers_of,
    values_for,
)
from veche.inbox.queries.suggesting import Suggested, suggest_answers, suggest_articles

__all__ = [
    "Shown",
    "Suggested",
    "article_of",
    "choose_saved_answers",
    "find_articles",
    "is_open_to_all",
    "public_article",
    "public_articles",
    "saved_answer_of",
    "saved_answers_of",
    "sections_of",
    "stands_of",
    "suggest_answers",
    "suggest_articles",
    "values_for",
    "versions_of",
]
