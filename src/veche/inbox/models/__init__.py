"""What the inbox keeps: conversations and what was done with them, notes, tasks, and how it is tuned."""

from veche.inbox.models.changes import Change, ChangeLine, Correction
from veche.inbox.models.conversations import Answer, Conversation, Item
from veche.inbox.models.describing import FollowUp, Mention, Note, Tag, Tagging
from veche.inbox.models.tuning import AssignRule, ChannelRule, Desk, Duty, SavedFilter, Watch

__all__ = [
    "Answer",
    "AssignRule",
    "Change",
    "ChangeLine",
    "ChannelRule",
    "Conversation",
    "Correction",
    "Desk",
    "Duty",
    "FollowUp",
    "Item",
    "Mention",
    "Note",
    "SavedFilter",
    "Tag",
    "Tagging",
    "Watch",
]
