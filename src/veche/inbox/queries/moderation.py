"""Moderation as its pages show it: the queue, the log, rules, strikes of people, those who just joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from veche.channels.queries import abilities_in
from veche.channels.terms import Can
from veche.inbox.models import Consequence, MemberReport, ModerationRule, Report
from veche.inbox.terms.moderation import HINDRANCES, NEEDS, SAID, Remedy, ReportState
from veche.kit.terms import Reason
from veche.kit.time import MINUTE, now
from veche.ledger.models import Interaction
from veche.ledger.queries import Line, lines_with
from veche.ledger.terms import Kind
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.people.models import Person

MOST_JOINS = 500
_OF_WORDS = (Remedy.HIDE, Remedy.DELETE, Remedy.WARN)


@dataclass(slots=True)
class ReportLine:
    """A report on a page: what happened, who it is, how often they were warned, what can be done there."""

    report: Report
    line: Line | None = None
    person: Person | None = None
    strikes: int = 0
    abilities: frozenset[Can] = frozenset()
    consequences: list[Consequence] = field(default_factory=list)
    members: list[MemberReport] = field(default_factory=list)

    @property
    def why(self) -> Reason:
        """Why it was reported by a rule, ready to be said in the reader's language."""
        return Reason(self.report.text, values=self.report.values)

    @property
    def is_joining(self) -> bool:
        """Whether somebody joined: then there are no words to act on."""
        return self.line is not None and self.line.kind is Kind.JOINED

    @property
    def can_be_undone(self) -> bool:
        """Whether taking the decision back would change anything."""
        if self.report.state == ReportState.CLEARED:
            return True
        acts = [one.intervention for one in self.consequences if one.intervention is not None]
        waits = any(one.message is not None and one.message.state == "waiting" for one in self.consequences)
        return self.report.state == ReportState.ACTED and (waits or any(act.can_be_undone for act in acts))

    @property
    def is_connected(self) -> bool:
        """Whether anything can be done in the channel from here."""
        return bool(self.abilities)

    @property
    def offers_delete(self) -> bool:
        """Whether deleting is offered, which is final."""
        return self.can(Remedy.DELETE)

    @property
    def missing(self) -> list[str]:
        """Why some buttons are missing, as gettext ids; where somebody joined, there are no words."""
        wanted = [remedy for remedy in Remedy if not (self.is_joining and remedy in _OF_WORDS)]
        return [HINDRANCES[remedy] for remedy in wanted if not self.can(remedy)]

    def offers(self) -> list[tuple[Remedy, bool]]:
        """Answer every remedy, and whether this channel can do it to this."""
        return [(remedy, self.can(remedy)) for remedy in Remedy]

    def can(self, remedy: Remedy) -> bool:
        """Tell whether a remedy is possible here."""
        if remedy in _OF_WORDS and self.is_joining:
            return False
        return remedy not in NEEDS or NEEDS[remedy] in self.abilities


def open_reports(community: Community) -> QuerySet[Report]:
    """Answer the reports that wait for a decision, the oldest first."""
    found = Report.objects.filter(community=community, state=ReportState.OPEN)
    return found.select_related("rule", "channel", "identity").order_by("made_at", "pk")


def decided_reports(community: Community, asked: Mapping[str, Any]) -> QuerySet[Report]:
    """Answer the log: what was decided, the latest first, narrowed by remedy, rule, channel, who, person."""
    found = Report.objects.filter(community=community).exclude(state=ReportState.OPEN)
    if asked.get("remedy"):
        found = found.filter(remedy=asked["remedy"])
    if asked.get("rule"):
        found = found.filter(rule=asked["rule"])
    if asked.get("channel"):
        found = found.filter(channel=asked["channel"])
    if asked.get("by"):
        found = found.filter(decided_by=asked["by"])
    if asked.get("person"):
        found = found.filter(identity__in=_identities_of(community, [asked["person"]]))
    if asked.get("failed"):
        found = found.filter(consequences__intervention__state="failed").distinct()
    return found.select_related("rule", "channel", "identity").order_by("-decided_at", "-pk")


def deciders_of(community: Community) -> list[str]:
    """Answer who decided on reports: people and rules by their names."""
    found = Report.objects.filter(community=community).exclude(decided_by="")
    return sorted(set(found.values_list("decided_by", flat=True).order_by().distinct()[:200]))


def report_lines(community: Community, reports: Sequence[Report]) -> list[ReportLine]:
    """Answer reports as pages show them: a handful of queries for any number."""
    lines = {line.interaction.pk: line for line in lines_with(community, [r.interaction_id for r in reports])}
    people = people_behind(r.identity_id for r in reports)
    strikes = strikes_of(community, [person.pk for person in people.values()])
    abilities = abilities_in(community) if reports else {}
    done, members = _consequences_of(reports), _members_of(reports)
    return [
        ReportLine(
            one, lines.get(one.interaction_id), (person := people.get(one.identity_id)),
            strikes.get(person.pk, 0) if person else 0, abilities.get(one.channel_id, frozenset()),
            done.get(one.pk, []), members.get(one.pk, []),
        )
        for one in reports
    ]  # fmt: skip


def people_behind(identities: Iterable[int]) -> dict[int, Person]:
    """Answer the persons behind identities."""
    found = Attachment.objects.filter(identity__in=set(identities)).select_related("person")
    return {one.identity_id: one.person for one in found}


def strikes_of(community: Community, persons: Sequence[int]) -> dict[int, int]:
    """Answer how often something of each person had to be acted upon here and was not taken back."""
    if not persons:
        return {}
    whose = dict(Attachment.objects.filter(person__in=persons).values_list("identity_id", "person_id"))
    acted = Report.objects.filter(community=community, state=ReportState.ACTED, identity__in=list(whose))
    pairs = set(acted.values_list("identity_id", "interaction_id"))
    return dict(Counter(whose[identity] for identity, _ in pairs))


def reports_among(community: Community, ids: Iterable[int]) -> list[Report]:
    """Answer the reports of the community with these numbers."""
    found = Report.objects.filter(community=community, pk__in=list(ids))
    return list(found.select_related("community__organisation", "channel").order_by("pk"))


def rules_of(community: Community) -> list[ModerationRule]:
    """Answer the rules of moderation that were not taken away, the oldest first."""
    return list(ModerationRule.objects.filter(community=community, removed_at=None).order_by("pk"))


def rule_of(community: Community, pk: int) -> ModerationRule | None:
    """Answer one rule of the community, or nothing; those taken away too, so that they can be restored."""
    found = ModerationRule.objects.select_related("community__organisation")
    return found.filter(community=community, pk=pk).first()


def interaction_of(community: Community, pk: int) -> Interaction | None:
    """Answer one interaction of the community, or nothing."""
    found = Interaction.objects.select_related("channel", "identity")
    return found.filter(community=community, pk=pk).first()


def late_joins(community: Community, minutes: int) -> list[Line]:
    """Answer who joined in the last minutes, the latest first."""
    found = Interaction.objects.filter(
        community=community, channel__community=community, kind=Kind.JOINED.number,
        occurred_at__gte=now() - minutes * MINUTE,
    ).exclude(channel__form="private")  # fmt: skip
    ids = list(found.order_by("-occurred_at", "-pk").values_list("pk", flat=True)[:MOST_JOINS])
    return lines_with(community, ids)


def latest_words_of(community: Community, person: Person, *, limit: int = 5) -> list[Line]:
    """Answer what a person said last where others can read it."""
    whose = list(Attachment.objects.filter(person=person).values_list("identity_id", flat=True)[:50])
    found = Interaction.objects.filter(community=community, identity__in=whose, kind__in=SAID)
    found = found.exclude(channel__form="private").order_by("-occurred_at", "-pk")
    return lines_with(community, list(found.values_list("pk", flat=True)[:limit]))


def _identities_of(community: Community, persons: Sequence[int]) -> list[int]:
    found = Attachment.objects.filter(person__in=persons, person__standings__community=community)
    return list(found.values_list("identity_id", flat=True))


def _members_of(reports: Sequence[Report]) -> dict[int, list[MemberReport]]:
    """Answer which members reported each; a rule reports alone."""
    found: dict[int, list[MemberReport]] = {}
    by_hand = [one.pk for one in reports if one.rule_id is None]
    if by_hand:
        rows = (
            MemberReport.objects.filter(report__in=by_hand)
            .select_related("identity")
            .order_by("made_at", "pk")
        )
        for one in rows:
            found.setdefault(one.report_id, []).append(one)
    return found


def _consequences_of(reports: Sequence[Report]) -> dict[int, list[Consequence]]:
    decided = [one.pk for one in reports if one.state != ReportState.OPEN]
    if not decided:
        return {}
    found: dict[int, list[Consequence]] = {}
    rows = Consequence.objects.filter(report__in=decided).select_related("intervention", "message")
    for one in rows.order_by("pk"):
        found.setdefault(one.report_id, []).append(one)
    return found
