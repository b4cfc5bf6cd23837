"""What the inbox keeps: conversations and what was done with them, notes, tasks, and how it is tuned."""

from veche.inbox.models.changes import Change, ChangeLine, Correction
from veche.inbox.models.conversations import Answer, Conversation, Item
from veche.inbox.models.describing import FollowUp, Mention, Note, Tag, Tagging
from veche.inbox.models.knowledge import (
    AnsweredQuestion,
    Article,
    ArticleText,
    Feedback,
    KnowledgePage,
    SavedAnswer,
)
from veche.inbox.models.link_cards import LinkCard
from veche.inbox.models.moderation import Consequence, MemberReport, ModerationRule, Report
from veche.inbox.models.rating import Rating
from veche.inbox.models.tuning import AssignRule, ChannelRule, Desk, Digest, Duty, SavedFilter, Watch
from veche.inbox.models.waits import Wait

__all__ = [
    "Answer",
    "AnsweredQuestion",
    "Article",
    "ArticleText",
    "AssignRule",
    "Change",
    "ChangeLine",
    "ChannelRule",
    "Consequence",
    "Conversation",
    "Correction",
    "Desk",
    "Digest",
    "Duty",
    "Feedback",
    "FollowUp",
    "Item",
    "KnowledgePage",
    "LinkCard",
    "MemberReport",
    "Mention",
    "ModerationRule",
    "Note",
    "Rating",
    "Report",
    "SavedAnswer",
    "SavedFilter",
    "Tag",
    "Tagging",
    "Wait",
    "Watch",
]
