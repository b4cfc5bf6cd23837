"""The inbox's door for writing."""

from veche.inbox.actions.articles import (
    close_knowledge,
    index_articles,
    open_knowledge,
    publish_article,
    restore_version,
    save_article,
    withdraw_article,
)
from veche.inbox.actions.helping import tell_helped
from veche.inbox.actions.learning import drop_withdrawn, forget_answers, learn_batch
from veche.inbox.actions.saved_answers import (
    remove_saved_answer,
    restore_saved_answer,
    save_answer,
)

__all__ = [
    "close_knowledge",
    "drop_withdrawn",
    "forget_answers",
    "index_articles",
    "learn_batch",
    "open_knowledge",
    "publish_article",
    "remove_saved_answer",
    "restore_saved_answer",
    "restore_version",
    "save_answer",
    "save_article",
    "tell_helped",
    "withdraw_article",
]
