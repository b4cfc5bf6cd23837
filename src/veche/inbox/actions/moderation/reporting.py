"""Reporting: by colleagues by hand, and of those who joined in a raid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels.terms import MODERATE
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.moderation.deciding import decide_reports
from veche.inbox.models import Report
from veche.inbox.terms.moderation import Decision, ReportState
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean
from veche.kit.time import now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_NOTE = 1_000
_PRIVATE = N_("What was said in private cannot be reported.")
_RAID = N_("Joined in a raid")
_NOBODY = N_("Choose somebody first.")


def report_interaction(
    community: Community, interaction: Interaction, *, note: str = "", by: Actor
) -> Report:
    """Put something that was said or done before the moderators; reported again it is the same report.

    One that was decided upon before is open again. Refuses what was said in private.
    """
    require(by, MODERATE, in_=community)
    if interaction.channel.form == "private":
        raise Refusal(_PRIVATE)
    with transaction.atomic():
        found, is_new = Report.objects.get_or_create(
            community=community, rule=None, interaction_id=interaction.pk,
            defaults=_facts_of(interaction) | {"text": clean(note).strip()[:LONGEST_NOTE], "author": by.name},
        )  # fmt: skip
        again = found.state in (ReportState.CLEARED, ReportState.UNDONE)
        if again:
            Report.objects.filter(pk=found.pk).update(state=ReportState.OPEN, decided_at=None, made_at=now())
            found.refresh_from_db()
        if is_new or again:
            audit(by, "inbox.report_interaction", in_=community, on=found)
    return found


def report_joins(
    community: Community, interactions: Sequence[Interaction], decision: Decision, *, by: Actor
) -> list[Report]:
    """Mute or ban everybody of a raid who was chosen, at once; each can be taken back in the log."""
    require(by, MODERATE, in_=community)
    joins = [one for one in interactions if one.kind == Kind.JOINED.number]
    if not joins:
        raise Refusal(_NOBODY)
    with transaction.atomic():
        reports = []
        for one in joins:
            facts = _facts_of(one) | {"text": _RAID, "author": by.name}
            report, _ = Report.objects.get_or_create(
                community=community, rule=None, interaction_id=one.pk, defaults=facts
            )
            reports.append(report)
        done = decide_reports(reports, decision, in_=community, by=by)
        audit(by, "inbox.act_on_joins", in_=community, count=len(done), remedy=decision.remedy)
    return done


def _facts_of(interaction: Interaction) -> dict[str, object]:
    return {
        "channel_id": interaction.channel_id, "identity_id": interaction.identity_id, "made_at": now(),
    }  # fmt: skip
