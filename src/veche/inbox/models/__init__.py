"""What the inbox keeps."""

from veche.inbox.models.moderation import Consequence, ModerationRule, Report

__all__ = ["Consequence", "ModerationRule", "Report"]
