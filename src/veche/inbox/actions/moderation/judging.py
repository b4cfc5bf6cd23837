"""Judging: rules look at what is said as it happens, and at words that are edited later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from veche.channels import queries as channels
from veche.channels.terms import MODERATE
from veche.core.actions import require
from veche.core.terms import Actor
from veche.inbox.actions.moderation.carrying import carry_out, hindrance_of
from veche.inbox.models import ModerationRule, Report
from veche.inbox.queries.moderation_facts import (
    Stretch,
    channels_for,
    edited_stretches,
    facts_for,
    fresh_stretch,
    rules_on,
)
from veche.inbox.rules.moderating import hits_of, language_of
from veche.inbox.terms.moderation import (
    OF_WORDS,
    Decision,
    Hit,
    Remedy,
    ReportState,
    RuleKind,
    Seen,
    window_of,
)
from veche.kit import sql
from veche.kit.time import now
from veche.ledger.models import Interaction
from veche.ledger.queries import words_of

if TYPE_CHECKING:
    from veche.core.models import Community


def moderate_batch(community: Community, origin: int, span: tuple[int, int], *, by: Actor) -> int:
    """Have every rule that is on look at a batch of facts; answers how many reports were made.

    Only what came in as it happened is reported, once per rule and wording, together with what
    the rule does about it: kill -9 leaves both or neither. May be repeated, in any order.
    """
    require(by, MODERATE, in_=community)
    rules = rules_on(community)
    stretch = fresh_stretch(community, origin, span) if rules else None
    if stretch is None:
        return 0
    return sum(_apply(rule, stretch, by) for rule in rules)


def moderate_edits(community: Community, origin: int, span: tuple[int, int], *, at: int, by: Actor) -> int:
    """Have the rules that judge words look at later wordings; answers how many reports were made.

    `span` are wordings, `at` is when they were recorded: only edits that came in as they happened
    are judged, however old the message is, and each wording once. May be repeated, in any order.
    """
    require(by, MODERATE, in_=community)
    rules = [rule for rule in rules_on(community) if RuleKind(rule.kind) in OF_WORDS]
    edited = edited_stretches(community, origin, span, at) if rules else []
    return sum(_apply(rule, stretch, by, only) for rule in rules for stretch, only in edited)


def _apply(rule: ModerationRule, stretch: Stretch, by: Actor, only: frozenset[int] = frozenset()) -> int:
    """Report what a rule finds around a stretch of facts, and do what the rule does.

    With `only` these alone, which were edited just now; else all that came in as it happened.
    """
    kind = RuleKind(rule.kind)
    places, window = channels_for(rule), window_of(kind, rule.settings)
    if not stretch.channels & set(places):
        return 0
    if kind is not RuleKind.DUPLICATES:
        places = sorted(stretch.channels & set(places))
    seen, late = facts_for(rule, places, stretch.first - window, stretch.last + window)
    found = hits_of(kind, seen, rule.settings)
    hits = [hit for hit in found if (hit.pk in only if only else hit.pk not in late)]
    if not hits:
        return 0
    with transaction.atomic():
        sql.lock("inbox.moderation", rule.community_id)
        made = _write(rule, hits, _judged(kind, seen), is_edit=bool(only))
        if made and rule.remedy != Remedy.NOTHING:
            _do(rule, made, by)
    return len(made)


def _judged(kind: RuleKind, seen: Sequence[Seen]) -> dict[int, int]:
    """Answer which wording of each fact was judged; nothing where the rule looks at no words."""
    return {one.pk: one.wording for one in seen} if kind in OF_WORDS else {}


def _write(
    rule: ModerationRule, hits: Sequence[Hit], judged: dict[int, int], *, is_edit: bool
) -> list[Report]:
    """Write the reports there are not yet; one that still waits stands for the later wording too."""
    wanted = {hit.pk: hit for hit in hits}
    known: set[tuple[int, int]] = set()
    for report in Report.objects.filter(rule=rule, interaction_id__in=wanted):
        pk = report.interaction_id
        known.add((pk, report.wording))
        if report.wording == 0 and not is_edit:
            known.add((pk, judged.get(pk, 0)))  # made before wordings were told apart
        elif report.state == ReportState.OPEN and report.wording < judged.get(pk, 0):
            known.add((pk, judged[pk]))
            _reword(report, wanted[pk], judged[pk])
    fresh = {pk for pk in wanted if (pk, judged.get(pk, 0)) not in known}
    facts = Interaction.objects.filter(community=rule.community_id, pk__in=fresh)
    rows = [
        Report(
            community_id=rule.community_id, rule=rule, interaction_id=pk, channel_id=channel,
            identity_id=identity, wording=judged.get(pk, 0), text=wanted[pk].text,
            values=dict(wanted[pk].values), made_at=now(),
        )
        for pk, channel, identity in facts.order_by("occurred_at", "pk").values_list(
            "pk", "channel_id", "identity_id"
        )
    ]  # fmt: skip
    return Report.objects.bulk_create(rows)


def _reword(report: Report, hit: Hit, wording: int) -> None:
    Report.objects.filter(pk=report.pk).update(wording=wording, text=hit.text, values=dict(hit.values))


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
