"""Words of the inbox."""

from veche.inbox.terms.knowledge import (
    KEEP_KNOWLEDGE,
    KNOWLEDGE_ACTS,
    KNOWLEDGE_PERMISSIONS,
    OPEN_KNOWLEDGE,
    READ_KNOWLEDGE,
    WRITE_KNOWLEDGE,
    ArticleState,
)

__all__ = [
    "KEEP_KNOWLEDGE",
    "KNOWLEDGE_ACTS",
    "KNOWLEDGE_PERMISSIONS",
    "OPEN_KNOWLEDGE",
    "READ_KNOWLEDGE",
    "WRITE_KNOWLEDGE",
    "ArticleState",
]
