"""Moderation: rules are kept and tried, reports are made, decided upon and taken back."""

from veche.inbox.actions.moderation.deciding import decide_reports
from veche.inbox.actions.moderation.dropping import drop_withdrawn_reports, forget_reports
from veche.inbox.actions.moderation.hearing import hear_reports
from veche.inbox.actions.moderation.judging import moderate_batch, moderate_edits
from veche.inbox.actions.moderation.reporting import report_interaction, report_joins
from veche.inbox.actions.moderation.ruling import (
    ask_for_trial,
    remove_moderation_rule,
    restore_moderation_rule,
    save_moderation_rule,
    switch_moderation_rule,
)
from veche.inbox.actions.moderation.trying import try_moderation_rule
from veche.inbox.actions.moderation.undoing import undo_decision

__all__ = [
    "ask_for_trial",
    "decide_reports",
    "drop_withdrawn_reports",
    "forget_reports",
    "hear_reports",
    "moderate_batch",
    "moderate_edits",
    "remove_moderation_rule",
    "report_interaction",
    "report_joins",
    "restore_moderation_rule",
    "save_moderation_rule",
    "switch_moderation_rule",
    "try_moderation_rule",
    "undo_decision",
]
