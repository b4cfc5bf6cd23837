"""What the inbox keeps."""

from veche.inbox.models.knowledge import (
    AnsweredQuestion,
    Article,
    ArticleText,
    Feedback,
    KnowledgePage,
    SavedAnswer,
)

__all__ = ["AnsweredQuestion", "Article", "ArticleText", "Feedback", "KnowledgePage", "SavedAnswer"]
