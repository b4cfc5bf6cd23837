"""Deciding: a moderator says what is done about reports, one or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels import queries as channels
from veche.channels.terms import MODERATE
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.moderation.carrying import carry_out, hindrance_of
from veche.inbox.models import Report
from veche.inbox.terms.moderation import SPANS, Decision, Remedy, ReportState
from veche.kit import sql
from veche.kit.terms import N_, Reason, refuse_if
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_TEXT = 1_000
_NONE = N_("Choose reports first.")
_LONG = N_("No more than {most} characters.")
_SPAN = N_("Choose one of the list.")
_IN_CHANNEL = N_("{channel}: {why}")
_JOINED = N_("There is no message to hide, delete or answer when somebody joins.")


def decide_reports(
    reports: Sequence[Report], decision: Decision, *, in_: Community, by: Actor
) -> list[Report]:
    """Do what was decided about all open ones of the reports; answers them, with others of the same words.

    Refuses whole, with every channel that cannot do it. What somebody decided meanwhile stays.
    """
    require(by, MODERATE, in_=in_)
    refuse_if(_faults_of(reports, decision))
    with transaction.atomic():
        sql.lock("inbox.moderation", in_.pk)
        about = {one.interaction_id for one in reports}
        found = Report.objects.filter(community=in_, interaction_id__in=about, state=ReportState.OPEN)
        still = list(found.select_related("community__organisation", "channel").order_by("pk"))
        facts = _facts_in(in_, still)
        refuse_if(_hindrances_of(in_, still, facts, decision))
        for report in still:
            if report.interaction_id in facts:
                carry_out(report, decision, facts[report.interaction_id], by=by)
        if still:
            audit(by, "inbox.decide_reports", in_=in_, on=still[0] if len(still) == 1 else None,
                  remedy=decision.remedy, count=len(still))  # fmt: skip
    return still


def _facts_in(community: Community, reports: Sequence[Report]) -> dict[int, Interaction]:
    found = Interaction.objects.filter(community=community).select_related("channel", "identity")
    return found.in_bulk([one.interaction_id for one in reports])


def _faults_of(reports: Sequence[Report], decision: Decision) -> list[Reason]:
    faults = [] if reports else [Reason(_NONE)]
    if decision.minutes not in SPANS:
        faults.append(Reason(_SPAN, field="minutes"))
    if max(len(decision.reason), len(decision.appeal), len(decision.warning)) > LONGEST_TEXT:
        faults.append(Reason(_LONG, field="reason", values={"most": LONGEST_TEXT}))
    return faults


def _hindrances_of(
    community: Community, reports: Sequence[Report], facts: dict[int, Interaction], decision: Decision
) -> list[Reason]:
    """Answer what stands against the remedy: channels that cannot do it, and joinings without words."""
    if decision.remedy is Remedy.NOTHING:
        return []
    faults: dict[str, Reason] = {}
    wants_words = decision.remedy in (Remedy.HIDE, Remedy.DELETE, Remedy.WARN)
    if wants_words and any(one.kind == Kind.JOINED.number for one in facts.values()):
        faults[""] = Reason(_JOINED)
    abilities = channels.abilities_in(community)
    for report in reports:
        why = hindrance_of(decision.remedy, abilities.get(report.channel_id, frozenset()))
        if why:
            values = {"channel": report.channel.title, "why": why}
            faults.setdefault(report.channel.title, Reason(_IN_CHANNEL, values=values))
    return list(faults.values())
