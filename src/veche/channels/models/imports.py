"""Imports on their way from a file to facts, answers remembered, titles the team chose."""

from django.db import models

from veche.channels.terms import HOLDING, MOVING, NETWORKS, STATE_TITLES, UNTOUCHED, State
from veche.kit.fields import MomentField
from veche.ledger.models import Origin


class Import(models.Model):
    """One uploaded file and what becomes of it. taken + duplicate + refused = seen, at every moment.

    `seen` is the checkpoint as well: a batch commits together with it, and only while it is
    what the batch began from, so that no two workers can take the same records.
    """

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    origin = models.OneToOneField(Origin, models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    # The file's name on our disk, made by us; empty once it is gone.
    file = models.CharField(max_length=64, default="", blank=True)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, default="", blank=True)
    connector = models.CharField(max_length=20, default="", blank=True)
    # What a later file of the same source is known by, for remembering answers.
    source = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=12, default=State.LOOKING)
    questions = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    # What the dry run found: see `rules.surveying.Survey`.
    survey = models.JSONField(null=True)
    # Why the file or the answers were refused: texts with their values, fields and places.
    faults = models.JSONField(default=list)
    # Why records were refused: by reason the count and the first places.
    refusals = models.JSONField(default=dict)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    started_at = MomentField(null=True)
    ended_at = MomentField(null=True)
    # Since when and from which record on it runs without a break: what its rate is counted from.
    resumed_at = MomentField(null=True)
    resumed_from = models.BigIntegerField(default=0)
    # When something last went on: an import at a standstill is taken up again.
    moved_at = MomentField()
    whole = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    revised = models.BigIntegerField(default=0)
    duplicate = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    masked = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["community", "-made_at"], name="channels_import_latest"),
            models.Index(
                fields=["moved_at"],
                condition=models.Q(state__in=sorted(HOLDING)),
                name="channels_import_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stands(self) -> State:
        """Where the import stands."""
        return State(self.state)

    @property
    def title(self) -> str:
        """Where the import stands, as a gettext id."""
        return STATE_TITLES[self.stands]

    @property
    def taken(self) -> int:
        """How many records became facts or revised some."""
        return self.new + self.revised

    @property
    def is_moving(self) -> bool:
        """Whether something goes on by itself."""
        return self.stands in MOVING

    @property
    def is_untouched(self) -> bool:
        """Whether nothing of it was written to the ledger yet."""
        return self.stands in UNTOUCHED


class Answered(models.Model):
    """An answer given for a source, as the guess for its next file."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    connector = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    key = models.CharField(max_length=40)
    value = models.TextField()
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "connector", "source", "key"], name="channels_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.connector} {self.source}: {self.key}"


class Naming(models.Model):
    """The title the team gave a channel: it stands, whatever later exports call the channel."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    network = models.CharField(max_length=20)
    key = models.CharField(max_length=250)
    title = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "network", "key"], name="channels_naming_once")
        ]

    def __str__(self) -> str:
        return f"{NETWORKS[self.network].title if self.network in NETWORKS else self.network}: {self.title}"
