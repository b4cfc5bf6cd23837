"""The spine: channels, identities, interactions and their words. Facts are added, never changed."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.ledger.terms import KINDS, Kind


class Origin(models.Model):
    """Where a set of facts came from: one import, one live connection, one desk."""

    community = models.ForeignKey("core.Community", models.CASCADE)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=250)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    withdrawn_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class Channel(models.Model):
    """A place where interactions happen: a chat, a wall, a mailing list, a sheet of paper."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="channels")
    network = models.CharField(max_length=20)
    key = models.CharField(max_length=250)
    title = models.CharField(max_length=250)
    form = models.CharField(max_length=20, default="chat")
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "network", "key"], name="ledger_channel_once")
        ]

    def __str__(self) -> str:
        return self.title


class Identity(models.Model):
    """A handle as seen, unique in the organisation. `name` is the latest it was seen with."""

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=250)
    name = models.CharField(max_length=200, default="", blank=True)
    nature = models.SmallIntegerField(default=0)
    named_at = MomentField()
    origin = models.ForeignKey(Origin, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "value"], name="ledger_identity_once")
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind}:{self.value}"


class Alias(models.Model):
    """The outside said that two handles belong to one account; who is who, `people` decides."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="aliases")
    other = models.ForeignKey(Identity, models.CASCADE, related_name="alias_of")
    reason = models.CharField(max_length=20, default="profile")
    origin = models.ForeignKey(Origin, models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identity", "other"], name="ledger_alias_once")]

    def __str__(self) -> str:
        return f"{self.identity_id} = {self.other_id}"


class Subject(models.Model):
    """What interactions are about: an event, a post, a product, a topic."""

    community = models.ForeignKey("core.Community", models.CASCADE)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=250)
    title = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "kind", "key"], name="ledger_subject_once")
        ]

    def __str__(self) -> str:
        return self.title


class Interaction(models.Model):
    """One identity did one thing, there, then. Narrow: the words are kept apart."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    channel = models.ForeignKey(Channel, models.PROTECT, db_index=False)
    identity = models.ForeignKey(Identity, models.PROTECT, db_index=False)
    kind = models.SmallIntegerField()
    occurred_at = MomentField()
    recorded_at = MomentField()
    external_id = models.CharField(max_length=250)
    thread = models.CharField(max_length=250, default="", blank=True)
    reply_to = models.CharField(max_length=250, default="", blank=True)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, db_index=False)
    target = models.ForeignKey(Identity, models.PROTECT, null=True, db_index=False, related_name="+")
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    marks = models.SmallIntegerField(default=0)
    extra = models.JSONField(null=True)
    origin = models.ForeignKey(Origin, models.PROTECT, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="ledger_interaction_once")
        ]
        indexes = [
            models.Index(fields=["identity", "occurred_at"], name="ledger_by_identity"),
            models.Index(fields=["channel", "occurred_at"], name="ledger_by_channel"),
            models.Index(fields=["target"], condition=Q(target__isnull=False), name="ledger_by_target"),
            models.Index(fields=["subject"], condition=Q(subject__isnull=False), name="ledger_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.what.word} #{self.pk}"

    @property
    def what(self) -> Kind:
        """The kind of this interaction."""
        return KINDS[self.kind]


class Wording(models.Model):
    """The words of an interaction at one moment; an edit adds another, the latest counts."""

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="wordings")
    text = models.TextField()
    said_at = MomentField()
    origin = models.ForeignKey(Origin, models.PROTECT, db_index=False)

    def __str__(self) -> str:
        return self.text[:60]


class Tally(models.Model):
    """A number the outside stated about an interaction: views, likes without names.

    The largest counts, so that an older export read later takes nothing back.
    """

    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="tallies")
    name = models.CharField(max_length=40)
    count = models.BigIntegerField()
    counted_at = MomentField()
    origin = models.ForeignKey(Origin, models.PROTECT, db_index=False)

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


class Reply(models.Model):
    """What an interaction replies to; the parent is filled in whichever of the two came first."""

    child = models.OneToOneField(Interaction, models.CASCADE, primary_key=True, related_name="parent_link")
    parent = models.ForeignKey(Interaction, models.CASCADE, null=True, related_name="replies")
    # Where to find the parent once it comes; empty as soon as it is known.
    channel_id = models.BigIntegerField(null=True)
    waits_for = models.CharField(max_length=250, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["channel_id", "waits_for"], condition=~Q(waits_for=""), name="ledger_reply_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id or self.waits_for}"


class Removal(models.Model):
    """The outside took something away; the fact stays, and may come later than this."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    network = models.CharField(max_length=20)
    key = models.CharField(max_length=250)
    external_id = models.CharField(max_length=250)
    # Nothing while the fact has not come.
    interaction = models.OneToOneField(Interaction, models.SET_NULL, null=True, related_name="removal")
    at = MomentField()
    # Brought back since.
    back_at = MomentField(null=True)
    origin = models.ForeignKey(Origin, models.PROTECT, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "network", "key", "external_id"], name="ledger_removal_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["community"], condition=Q(interaction__isnull=True), name="ledger_removal_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}/{self.key}/{self.external_id}"

    @property
    def is_gone(self) -> bool:
        """Whether it is gone outside, and was not brought back."""
        return self.back_at is None


class Suppression(models.Model):
    """The keyed digest of a forgotten handle: what it says is only that this one stays out."""

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    digest = models.CharField(max_length=64)
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="ledger_suppression_once")
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class ColumnarCopy(models.Model):
    """How far the columnar copy of a community has come; every change of its segments raises the version."""

    community = models.OneToOneField("core.Community", models.CASCADE, primary_key=True)
    version = models.BigIntegerField(default=0)
    # All interactions up to this one are in it.
    appended_to = models.BigIntegerField(default=0)
    # All stated numbers up to this one: they come later, also for what was copied long ago.
    tallied_to = models.BigIntegerField(default=0)
    # All wordings up to this one: words of what was copied long ago may be edited.
    worded_to = models.BigIntegerField(default=0)
    # What its days and its shapes were made by: where they changed it is made anew.
    time_zone = models.CharField(max_length=64, default="", blank=True)
    shapes = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.community_id} v{self.version}"


class Segment(models.Model):
    """A Parquet file of the columnar copy: one table of one community, written once and never changed."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    table = models.CharField(max_length=20)
    # Months since January 1970 in the community's zone; nothing for what holds any months.
    month = models.IntegerField(null=True)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    path = models.CharField(max_length=200, unique=True)
    made_at = MomentField()
    # Set when another segment took its place; the file goes when no reader can still hold it.
    dropped_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "table", "month"],
                condition=Q(dropped_at__isnull=True),
                name="ledger_segment_live",
            ),
            models.Index(
                fields=["dropped_at"], condition=Q(dropped_at__isnull=False), name="ledger_segment_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.path
