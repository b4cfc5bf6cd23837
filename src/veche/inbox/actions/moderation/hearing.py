"""Hearing: members report what somebody said by answering it with a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels.terms import MODERATE
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.models import MemberReport, Report
from veche.inbox.queries.moderation_facts import Plea, handles_of, pleas_in
from veche.inbox.terms.moderation import MOST_REPORTS
from veche.kit import sql
from veche.kit.text import clean
from veche.kit.time import HOUR, as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_PLEA = 1_000


def hear_reports(community: Community, span: tuple[int, int], *, by: Actor) -> int:
    """Put what members report before the moderators; answers how many reports were heard.

    Each member once per message, a few an hour in all, nobody of themselves. What moderators have
    decided stays decided. May be repeated and in any order, also before the message is here.
    """
    require(by, MODERATE, in_=community)
    pleas = pleas_in(community, span)
    if not pleas:
        return 0
    with transaction.atomic():
        sql.lock("inbox.moderation", community.pk)
        return sum(_hear(community, plea, by) for plea in pleas)


def _hear(community: Community, plea: Plea, by: Actor) -> bool:
    whose = handles_of([plea.identity])[plea.identity]
    known = MemberReport.objects.filter(report__community=community, identity__in=whose)
    hour = (as_datetime(plea.at - HOUR), as_datetime(plea.at + HOUR))
    is_again = known.filter(report__interaction_id=plea.about, report__rule=None).exists()
    if plea.author in whose or is_again or known.filter(made_at__range=hour).count() >= MOST_REPORTS:
        return False
    facts = {"channel_id": plea.channel, "identity_id": plea.author, "made_at": now()}
    report, is_new = Report.objects.get_or_create(
        community=community, rule=None, interaction_id=plea.about, defaults=facts
    )
    MemberReport.objects.create(
        report=report, identity_id=plea.identity, interaction_id=plea.pk,
        text=clean(plea.text)[:LONGEST_PLEA], made_at=as_datetime(plea.at),
    )  # fmt: skip
    if is_new:
        audit(by, "inbox.hear_report", in_=community, on=report)
    return True
