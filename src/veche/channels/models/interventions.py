"""Acts of moderation on their way to the outside."""

from django.db import models
from django.db.models import Q

from veche.channels.models.connections import Connection
from veche.channels.terms.live import Act
from veche.channels.terms.moderating import ACT_TITLES, INTERVENTION_TITLES, OPPOSITES, InterventionState
from veche.kit.fields import MomentField
from veche.ledger.models import Channel, Identity


class Intervention(models.Model):
    """One act on a message or on a person in a channel: waiting → claimed → done; or failed, undone.

    Outside, every act may be repeated: what was claimed by a process that died is simply done again.
    """

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    connection = models.ForeignKey(Connection, models.CASCADE, db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    # Ours; asked for again it is the same act.
    key = models.CharField(max_length=80)
    act = models.CharField(max_length=10)
    # The message, as the ledger calls it in the channel; empty for what is aimed at a person alone.
    external_id = models.CharField(max_length=250, default="", blank=True)
    identity = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="+")
    until = MomentField(null=True)
    reason = models.TextField(default="", blank=True)
    appeal = models.TextField(default="", blank=True)
    # The name of the rule that asked for it; empty where a person did.
    rule = models.CharField(max_length=200, default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    # What this one takes back.
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undoing")
    made_at = MomentField()
    due_at = MomentField()
    state = models.CharField(max_length=10, default=InterventionState.WAITING)
    claim = models.CharField(max_length=64, default="", blank=True)
    claimed_at = MomentField(null=True)
    attempts = models.IntegerField(default=0)
    ended_at = MomentField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="channels_intervention_once")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state="waiting"), name="channels_intervention_waiting"
            ),
            models.Index(
                fields=["connection", "claimed_at"], condition=Q(state="claimed"),
                name="channels_intervention_claimed",
            ),
            models.Index(fields=["community", "-made_at"], name="channels_intervention_made"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.act} in {self.channel_id}"

    @property
    def title(self) -> str:
        """What the act is, as a gettext id."""
        return ACT_TITLES[Act(self.act)]

    @property
    def state_title(self) -> str:
        """Where it stands, as a gettext id."""
        return INTERVENTION_TITLES[InterventionState(self.state)]

    @property
    def can_be_undone(self) -> bool:
        """Whether it can be taken back: a message that was deleted outside cannot."""
        return self.state != InterventionState.UNDONE and (
            Act(self.act) in OPPOSITES or self.state in (InterventionState.WAITING, InterventionState.FAILED)
        )
