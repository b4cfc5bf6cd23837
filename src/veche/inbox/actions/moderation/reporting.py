"""Reporting: by rules as things happen, by colleagues by hand, and of those who joined in a raid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels import queries as channels
from veche.channels.terms import MODERATE
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.actions.moderation.carrying import carry_out, hindrance_of
from veche.inbox.actions.moderation.deciding import decide_reports
from veche.inbox.models import ModerationRule, Report
from veche.inbox.queries.moderation_facts import Stretch, channels_for, facts_for, fresh_stretch, rules_on
from veche.inbox.rules.moderating import hits_of, language_of
from veche.inbox.terms.moderation import Decision, Hit, Remedy, ReportState, RuleKind, window_of
from veche.kit import sql
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean
from veche.kit.time import now
from veche.ledger.models import Interaction
from veche.ledger.queries import words_of
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from veche.core.models import Community

LONGEST_NOTE = 1_000
_PRIVATE = N_("What was said in private cannot be reported.")
_RAID = N_("Joined in a raid")
_NOBODY = N_("Choose somebody first.")


def moderate_batch(community: Community, origin: int, span: tuple[int, int], *, by: Actor) -> int:
    """Have every rule that is on look at a batch of facts; answers how many reports were made.

    Only what came in as it happened is reported, once per rule and interaction, together with what
    the rule does about it: kill -9 leaves both or neither. May be repeated, in any order.
    """
    require(by, MODERATE, in_=community)
    rules = rules_on(community)
    stretch = fresh_stretch(community, origin, span) if rules else None
    if stretch is None:
        return 0
    return sum(_apply(rule, stretch, by) for rule in rules)


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


def _apply(rule: ModerationRule, stretch: Stretch, by: Actor) -> int:
    """Report what a rule finds around a stretch of facts, and do what the rule does."""
    kind = RuleKind(rule.kind)
    places, window = channels_for(rule), window_of(kind, rule.settings)
    if not stretch.channels & set(places):
        return 0
    if kind is not RuleKind.DUPLICATES:
        places = sorted(stretch.channels & set(places))
    seen, late = facts_for(rule, places, stretch.first - window, stretch.last + window)
    hits = [hit for hit in hits_of(kind, seen, rule.settings) if hit.pk not in late]
    if not hits:
        return 0
    with transaction.atomic():
        sql.lock("inbox.moderation", rule.community_id)
        made = _write(rule, hits)
        if made and rule.remedy != Remedy.NOTHING:
            _do(rule, made, by)
    return len(made)


def _write(rule: ModerationRule, hits: Sequence[Hit]) -> list[Report]:
    """Write the reports there are not yet."""
    wanted = {hit.pk: hit for hit in hits}
    known = Report.objects.filter(rule=rule, interaction_id__in=wanted).values_list(
        "interaction_id", flat=True
    )
    fresh = set(wanted) - set(known)
    facts = Interaction.objects.filter(community=rule.community_id, pk__in=fresh).order_by(
        "occurred_at", "pk"
    )
    rows = [
        Report(
            community_id=rule.community_id, rule=rule, interaction_id=pk, channel_id=channel,
            identity_id=identity, text=wanted[pk].text, values=dict(wanted[pk].values), made_at=now(),
        )
        for pk, channel, identity in facts.values_list("pk", "channel_id", "identity_id")
    ]  # fmt: skip
    return Report.objects.bulk_create(rows)


def _do(rule: ModerationRule, made: Sequence[Report], by: Actor) -> None:
    """Do what the rule does about each report; where a channel cannot, the report waits for a person."""
    community = rule.community
    abilities = channels.abilities_in(community)
    facts = Interaction.objects.select_related("channel", "identity").in_bulk(
        [one.interaction_id for one in made]
    )
    said = words_of(community, list(facts))
    for report in made:
        hindrance = hindrance_of(Remedy(rule.remedy), abilities.get(report.channel_id, frozenset()))
        if hindrance:
            Report.objects.filter(pk=report.pk).update(hindrance=hindrance)
            continue
        words = said[report.interaction_id].text if report.interaction_id in said else ""
        decision = _decision_of(rule, language_of(words, community.language))
        carry_out(report, decision, facts[report.interaction_id], rule=rule.title, by=by)


def _decision_of(rule: ModerationRule, language: str) -> Decision:
    """Answer what a rule does to somebody who writes in a language; texts of the other one stand in."""
    first, second = ("ru", "en") if language == "ru" else ("en", "ru")
    warning, appeal = (
        getattr(rule, f"{name}_{first}") or getattr(rule, f"{name}_{second}")
        for name in ("warning", "appeal")
    )
    return Decision(
        Remedy(rule.remedy),
        minutes=rule.minutes,
        also_delete=rule.also_delete,
        warning=warning,
        appeal=appeal,
    )
