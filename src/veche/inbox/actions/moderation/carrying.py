"""Carrying out: a decision about a report becomes acts and a message in its channel."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from veche.channels import actions as channels
from veche.channels import queries
from veche.channels.models import Intervention, Outgoing
from veche.channels.terms import Act, Can
from veche.core.terms import Actor
from veche.inbox.models import Consequence, Report
from veche.inbox.rules.moderating import language_of, warning_text
from veche.inbox.terms.moderation import (
    HINDRANCES,
    NEEDS,
    PERSONAL_REMEDIES,
    REMEDY_ACTS,
    WARNED_FOR,
    WARNINGS,
    Decision,
    Remedy,
    ReportState,
)
from veche.kit.time import MINUTE, Moment, now
from veche.ledger.models import Interaction
from veche.ledger.queries import words_of
from veche.ledger.terms import Kind


def hindrance_of(remedy: Remedy, abilities: frozenset[Can]) -> str:
    """Answer why a remedy is not possible in a channel, as a gettext id; nothing where it is."""
    needed = NEEDS.get(remedy)
    return HINDRANCES[remedy] if needed is not None and needed not in abilities else ""


def carry_out(
    report: Report, decision: Decision, interaction: Interaction, *, rule: str = "", by: Actor
) -> None:
    """Do what was decided about a report and note it. Call it inside the transaction that decides."""
    turn = report.turns + 1
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.CLEARED if decision.remedy is Remedy.NOTHING else ReportState.ACTED,
        remedy=decision.remedy, reason=decision.reason, appeal=decision.appeal, minutes=_minutes_of(decision),
        decided_at=now(), decided_by=rule or by.name, turns=F("turns") + 1, hindrance="",
    )  # fmt: skip
    acting = _Acting(report, decision, interaction, rule, turn, by)
    if decision.remedy in REMEDY_ACTS:
        acting.act(REMEDY_ACTS[decision.remedy])
    deletes = decision.also_delete and decision.remedy in {*PERSONAL_REMEDIES, Remedy.WARN}
    if decision.remedy is Remedy.WARN or (decision.remedy in PERSONAL_REMEDIES and not deletes):
        acting.tell()
    if deletes and interaction.kind != Kind.JOINED.number:
        acting.act_if_possible(Act.DELETE)


def _minutes_of(decision: Decision) -> int:
    return decision.minutes if decision.remedy in PERSONAL_REMEDIES else 0


@dataclass(frozen=True, slots=True)
class _Acting:
    """What is done outside about one report, each kept as its consequence."""

    report: Report
    decision: Decision
    interaction: Interaction
    rule: str
    turn: int
    by: Actor

    def act(self, act: Act) -> None:
        """Ask for an act in the channel."""
        minutes = _minutes_of(self.decision)
        until = Moment(now() + minutes * MINUTE) if minutes and act in (Act.MUTE, Act.BAN) else None
        done: Intervention = channels.intervene(
            self.report.community, act, channel=self.interaction.channel, key=self._key(act),
            interaction=self.interaction, until=until, reason=self.decision.reason or self.rule,
            appeal=self.decision.appeal, rule=self.rule, by=self.by,
        )  # fmt: skip
        Consequence.objects.create(report=self.report, intervention=done)

    def act_if_possible(self, act: Act) -> None:
        """Ask for an act where the channel can do it: it only comes on top of another."""
        if Can.DELETE in _abilities(self.interaction):
            self.act(act)

    def tell(self) -> None:
        """Answer the person in the channel: what is wrong, and where to object; not again within an hour."""
        if self.interaction.kind == Kind.JOINED.number or Can.REPLY not in _abilities(self.interaction):
            return
        text = self._text()
        if not text or self._was_told():
            return
        message: Outgoing = channels.send_message(
            self.report.community, channel=self.interaction.channel, text=text, key=self._key("warn"),
            reply_to=self.interaction, by=self.by,
        )  # fmt: skip
        Consequence.objects.create(report=self.report, message=message)

    def _text(self) -> str:
        decision = self.decision
        text = warning_text(decision.warning, decision.reason, decision.appeal)
        if text or decision.remedy is not Remedy.WARN:
            return text
        community = self.report.community
        said = words_of(community, [self.interaction.pk]).get(self.interaction.pk)
        return WARNINGS[language_of(said.text if said else "", community.language)]

    def _was_told(self) -> bool:
        """Tell whether the same rule, or anybody by hand, wrote to this person just now."""
        told = Consequence.objects.filter(
            message__isnull=False, report__identity=self.report.identity_id,
            report__channel=self.report.channel_id, report__rule=self.report.rule_id,
            report__state=ReportState.ACTED, report__decided_at__gte=now() - WARNED_FOR,
        )  # fmt: skip
        return bool(self.rule) and told.exclude(report=self.report).exists()

    def _key(self, what: str) -> str:
        return f"report-{self.report.pk}-{self.turn}-{what}"


def _abilities(interaction: Interaction) -> frozenset[Can]:
    return queries.can_do(interaction.channel)
