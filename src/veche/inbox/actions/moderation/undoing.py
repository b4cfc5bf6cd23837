"""Undoing: a decision about a report is taken back, as far as the outside allows."""

from __future__ import annotations

from django.db import transaction

from veche.channels import actions as channels
from veche.channels.models import Intervention, Outgoing
from veche.channels.terms import MODERATE, OutgoingState
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.models import Report
from veche.inbox.terms.moderation import ReportState
from veche.kit.terms import N_, Refusal

_FINAL = N_("What was deleted or said outside cannot be taken back.")


def undo_decision(report: Report, *, by: Actor) -> None:
    """Take a decision back: mutes and bans are lifted, hidden words shown; what was cleared is open again.

    Refuses where nothing can be taken back: deleted messages stay deleted. May be repeated.
    """
    require(by, MODERATE, in_=report.community)
    with transaction.atomic():
        report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if report.state == ReportState.CLEARED:
            Report.objects.filter(pk=report.pk).update(state=ReportState.OPEN, decided_at=None)
        elif report.state == ReportState.ACTED:
            _take_back(report, by)
            Report.objects.filter(pk=report.pk).update(state=ReportState.UNDONE)
        else:
            return
        audit(by, "inbox.undo_decision", in_=report.community, on=report, remedy=report.remedy)


def _take_back(report: Report, by: Actor) -> None:
    """Take every act of the report back that can be; refuses where there is none."""
    taken = 0
    for one in report.consequences.select_related("intervention", "message").order_by("pk"):
        act: Intervention | None = one.intervention
        message: Outgoing | None = one.message
        if act is not None and act.can_be_undone:
            channels.undo_intervention(act, by=by)
            taken += 1
        elif message is not None and message.state == OutgoingState.WAITING:
            channels.withdraw_message(message, by=by)
            taken += 1
    if not taken:
        raise Refusal(_FINAL)
