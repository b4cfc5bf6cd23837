"""Rules of moderation, what they and colleagues reported, and what came of it."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from veche.channels.models import Intervention, Outgoing
from veche.inbox.terms.moderation import (
    REPORT_TITLES,
    RULE_FORMS,
    RULE_REMEDIES,
    SPANS,
    USUAL_SPAN,
    VERDICT_TITLES,
    Remedy,
    ReportState,
    RuleForm,
    RuleKind,
)
from veche.kit.fields import MomentField
from veche.ledger.models import Channel, Identity


class ModerationRule(models.Model):
    """What to look for in what happens, and what to do about it; off until it was tried and switched on."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    settings = models.JSONField(default=dict)
    # Ids of channels; empty: every channel that is not private.
    channels = models.JSONField(default=list)
    # The team is always spared.
    spares_regulars = models.BooleanField(default=False)
    spared_tags = models.JSONField(default=list)
    remedy = models.CharField(max_length=10, default=Remedy.NOTHING)
    minutes = models.IntegerField(default=USUAL_SPAN)
    also_delete = models.BooleanField(default=False)
    warning_ru = models.TextField(default="", blank=True)
    warning_en = models.TextField(default="", blank=True)
    appeal_ru = models.TextField(default="", blank=True)
    appeal_en = models.TextField(default="", blank=True)
    is_on = models.BooleanField(default=False)
    made_at = MomentField()
    changed_at = MomentField()
    removed_at = MomentField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    # Raised by every edit; what was tried is worth something for its own version only.
    version = models.IntegerField(default=1)
    tried_version = models.IntegerField(default=0)
    tried_at = MomentField(null=True)
    try_asked_at = MomentField(null=True)
    # What it would have hit: looked, hits, people, and the latest of them [interaction, text, values].
    trial = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["community"], condition=Q(is_on=True, removed_at__isnull=True),
                name="inbox_moderation_on",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def form(self) -> RuleForm:
        """What its kind is called and takes."""
        return RULE_FORMS[RuleKind(self.kind)]

    @property
    def is_tried(self) -> bool:
        """Whether it was tried as it stands now."""
        return self.tried_version == self.version

    @property
    def is_trying(self) -> bool:
        """Whether a trial was asked for that has not ended."""
        asked, ended = self.try_asked_at, self.tried_at
        return asked is not None and (ended is None or ended < asked)

    @property
    def does(self) -> str:
        """What it does, as a gettext id."""
        return RULE_REMEDIES[Remedy(self.remedy)]

    @property
    def span(self) -> str:
        """For how long it mutes or bans, as a gettext id; empty where it does not."""
        return SPANS.get(self.minutes, "") if self.remedy in (Remedy.MUTE, Remedy.BAN) else ""


class Report(models.Model):
    """Somebody or a rule says that an interaction is not in order: open → cleared, or acted → undone."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    # Nothing where a colleague reported it by hand, or members did in the chat.
    rule = models.ForeignKey(ModerationRule, models.CASCADE, null=True, db_index=False, related_name="+")
    interaction_id = models.BigIntegerField()
    # Which wording a rule judged; 0 where it looks at no words, and where a person reported it.
    wording = models.BigIntegerField(default=0)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    identity = models.ForeignKey(Identity, models.CASCADE, related_name="+")
    # Why: a gettext id of the rule with its values, or a colleague's own words.
    text = models.TextField(default="", blank=True)
    values = models.JSONField(default=dict)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    state = models.CharField(max_length=10, default=ReportState.OPEN)
    # Why the rule could not do what it is for: a gettext id.
    hindrance = models.CharField(max_length=200, default="", blank=True)
    remedy = models.CharField(max_length=10, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    appeal = models.TextField(default="", blank=True)
    minutes = models.IntegerField(default=0)
    decided_at = MomentField(null=True)
    decided_by = models.CharField(max_length=200, default="", blank=True)
    # How often it was decided upon: keys of acts differ each time.
    turns = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "interaction_id", "wording"],
                condition=Q(rule__isnull=False),
                name="inbox_report_once",
            ),
            models.UniqueConstraint(
                fields=["community", "interaction_id"],
                condition=Q(rule__isnull=True),
                name="inbox_report_by_hand_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "-made_at"], condition=Q(state="open"), name="inbox_report_open"
            ),
            models.Index(
                fields=["community", "-decided_at"], condition=~Q(state="open"), name="inbox_report_decided"
            ),
            models.Index(fields=["interaction_id"], name="inbox_report_interaction"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"#{self.pk} of interaction {self.interaction_id}"

    @property
    def title(self) -> str:
        """Where it stands, as a gettext id: what was done, or that it waits."""
        if self.state == ReportState.ACTED:
            return VERDICT_TITLES[Remedy(self.remedy)]
        return REPORT_TITLES[ReportState(self.state)]

    @property
    def ends_at(self) -> object:
        """Until when a mute or a ban holds; nothing where it holds for ever."""
        if not (self.minutes and self.decided_at):
            return None
        return self.decided_at + timedelta(minutes=self.minutes)


class MemberReport(models.Model):
    """A member reported something in the chat; who, only moderators are told."""

    report = models.ForeignKey(Report, models.CASCADE, db_index=False, related_name="members")
    identity = models.ForeignKey(Identity, models.CASCADE, related_name="+")
    # The message with which they did.
    interaction_id = models.BigIntegerField()
    text = models.TextField(default="", blank=True)
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "identity"], name="inbox_member_report_once")
        ]

    def __str__(self) -> str:
        return f"on report {self.report_id}"


class Consequence(models.Model):
    """What was done outside because of a report: an act, or a message to whoever it is about."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="consequences")
    intervention = models.ForeignKey(Intervention, models.CASCADE, null=True, related_name="+")
    message = models.ForeignKey(Outgoing, models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return f"of report {self.report_id}"
