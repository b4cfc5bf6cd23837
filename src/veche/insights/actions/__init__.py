"""Insights' door for writing: boards, notes on the time line, links, reports, alerts, norms and nudges."""

from veche.insights.actions.alerting import remove_alert, restore_alert, set_alert, watch_alert
from veche.insights.actions.boards import remove_board, restore_board, save_board
from veche.insights.actions.norming import remove_norm, restore_norm, set_norm
from veche.insights.actions.noting import add_annotation, remove_annotation, restore_annotation
from veche.insights.actions.nudging import mark_nudged, unmark_nudged
from veche.insights.actions.reporting import mark_sent, remove_report, restore_report, set_report
from veche.insights.actions.sharing import share_board, withdraw_link
from veche.insights.actions.spending import Spent, add_spending, remove_spending, restore_spending

__all__ = [
    "Spent",
    "add_annotation",
    "add_spending",
    "mark_nudged",
    "mark_sent",
    "remove_alert",
    "remove_annotation",
    "remove_board",
    "remove_norm",
    "remove_report",
    "remove_spending",
    "restore_alert",
    "restore_annotation",
    "restore_board",
    "restore_norm",
    "restore_report",
    "restore_spending",
    "save_board",
    "set_alert",
    "set_norm",
    "set_report",
    "share_board",
    "unmark_nudged",
    "watch_alert",
    "withdraw_link",
]
