"""What goes out: messages from being written to being heard."""

from django.db import models
from django.db.models import Q

from veche.channels.models.connections import Connection
from veche.channels.terms.state import OUTGOING_TITLES, OutgoingState
from veche.kit.fields import MomentField
from veche.ledger.models import Channel, Identity


class Outgoing(models.Model):
    """A message on its way out: waiting → claimed → sent; or failed, withdrawn, doubtful.

    Doubtful is what was claimed by a process that died, or whose line broke after it had
    spoken: it may have been heard, so it is shown to a person and never repeated silently.
    """

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    connection = models.ForeignKey(Connection, models.CASCADE, db_index=False)
    channel = models.ForeignKey(Channel, models.PROTECT, db_index=False)
    # Ours, the same at every try; asked for again it is the same message.
    key = models.CharField(max_length=80)
    text = models.TextField()
    subject = models.CharField(max_length=400, default="", blank=True)
    # The ledger's external ids in the channel.
    reply_to = models.CharField(max_length=250, default="", blank=True)
    thread = models.CharField(max_length=250, default="", blank=True)
    to = models.ForeignKey(Identity, models.PROTECT, null=True, db_index=False, related_name="+")
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    due_at = MomentField()
    state = models.CharField(max_length=10, default=OutgoingState.WAITING)
    claim = models.CharField(max_length=64, default="", blank=True)
    claimed_at = MomentField(null=True)
    attempts = models.IntegerField(default=0)
    ended_at = MomentField(null=True)
    external_id = models.CharField(max_length=250, default="", blank=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="channels_outgoing_once")]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state="waiting"), name="channels_outgoing_waiting"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state="claimed"), name="channels_outgoing_claimed"
            ),
            models.Index(fields=["community", "state", "-made_at"], name="channels_outgoing_state"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def title(self) -> str:
        """Where the message stands, as a gettext id."""
        return OUTGOING_TITLES[OutgoingState(self.state)]


class Enclosure(models.Model):
    """A file that goes with a message; forgotten some time after it went."""

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
