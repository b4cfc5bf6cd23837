"""Dropping: what moderation keeps of facts that were withdrawn and of people who were forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from veche.channels.actions import forget_interventions
from veche.channels.terms import MODERATE
from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.models import MemberReport, ModerationRule, Report
from veche.inbox.terms.moderation import ReportState
from veche.kit import sql
from veche.ledger.terms import REDACT_IDENTITY

if TYPE_CHECKING:
    from veche.core.models import Community, Organisation


def drop_withdrawn_reports(community: Community, *, by: Actor) -> int:
    """Drop reports of facts that are gone with an import; answers how many. May be repeated."""
    require(by, MODERATE, in_=community)
    gone = "NOT EXISTS (SELECT 1 FROM ledger_interaction i WHERE i.id = inbox_report.interaction_id)"
    found = sql.fetch(f"SELECT id FROM inbox_report WHERE community_id = %s AND {gone}", (community.pk,))
    Report.objects.filter(pk__in=[pk for (pk,) in found]).delete()
    _drop_withdrawn_pleas(community)
    return len(found)


def _drop_withdrawn_pleas(community: Community) -> None:
    """Drop what members had reported with messages that are gone, and reports that nobody else made."""
    found = sql.fetch(
        "SELECT m.id, m.report_id FROM inbox_memberreport m JOIN inbox_report r ON r.id = m.report_id "
        "WHERE r.community_id = %s "
        "AND NOT EXISTS (SELECT 1 FROM ledger_interaction i WHERE i.id = m.interaction_id)",
        (community.pk,),
    )
    MemberReport.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    alone = Report.objects.filter(pk__in={report for _, report in found}, members=None, author="")
    alone.filter(state=ReportState.OPEN).delete()


def forget_reports(organisation: Organisation, identities: Sequence[int], *, by: Actor) -> None:
    """Empty what was written about somebody who was forgotten; that there were reports stays."""
    require(by, REDACT_IDENTITY, in_=organisation)
    told = Q(identity__in=identities) | Q(report__identity__in=identities)
    MemberReport.objects.filter(told).update(text="")
    Report.objects.filter(identity__in=identities).update(values={}, text="", reason="", appeal="")
    ModerationRule.objects.filter(community__organisation=organisation).exclude(trial={}).update(
        trial={}, tried_version=0
    )
    forget_interventions(organisation, identities, by=by)
