"""Live connections, the envelopes that came over them, the channels they reach."""

from django.db import models
from django.db.models import Q

from veche.channels.terms.live import Way
from veche.channels.terms.state import EnvelopeState
from veche.kit.fields import MomentField
from veche.ledger.models import Channel, Origin


class Connection(models.Model):
    """An account of the community with an outside: what was filled in, how it goes, what came.

    received = waiting + taken + duplicate + refused + parked, at every moment: the first and
    `duplicate` are raised with what is kept, the others with what is read.
    """

    community = models.ForeignKey("core.Community", models.CASCADE)
    origin = models.OneToOneField(Origin, models.PROTECT)
    connector = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    settings = models.JSONField(default=dict)
    # Secrets as one sealed JSON object: the key is not in the database.
    secrets = models.TextField(default="", blank=True)
    # What the latest check found: facts for the connector, findings for the page.
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    checked_at = MomentField(null=True)
    check_asked_at = MomentField(null=True)
    way = models.CharField(max_length=10, default=Way.LISTEN)
    # The last part of the address where the outside knocks; nobody can guess it.
    door = models.CharField(max_length=40, unique=True)
    cursor = models.JSONField(default=dict)
    is_on = models.BooleanField(default=True)
    removed_at = MomentField(null=True)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    # Raised by every change that a running line must notice.
    version = models.IntegerField(default=1)
    # How the line is: when it answered last, since when it fails, when it is tried again.
    heard_at = MomentField(null=True)
    news_at = MomentField(null=True)
    failing_since = MomentField(null=True)
    failures = models.IntegerField(default=0)
    retry_at = MomentField(null=True)
    error = models.TextField(default="", blank=True)
    # What there was before: where taking it in stands, nothing while it was not asked for.
    backfill = models.JSONField(null=True)
    backfilled_at = MomentField(null=True)
    received = models.BigIntegerField(default=0)
    taken = models.BigIntegerField(default=0)
    duplicate = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    parked = models.BigIntegerField(default=0)
    # The process that holds the line, and until when it is believed to live.
    claim = models.CharField(max_length=64, default="", blank=True)
    leased_until = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["leased_until"], condition=Q(removed_at__isnull=True), name="channels_connection_live"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waiting(self) -> int:
        """How many envelopes were not read yet."""
        return self.received - self.taken - self.duplicate - self.refused - self.parked

    @property
    def is_checking(self) -> bool:
        """Whether a check was asked for that has not ended."""
        asked, ended = self.check_asked_at, self.checked_at
        return asked is not None and (ended is None or ended < asked)

    @property
    def is_failing(self) -> bool:
        """Whether the line is broken at the moment."""
        return self.failing_since is not None


class Envelope(models.Model):
    """One piece of news as it came, kept before anybody looks into it."""

    connection = models.ForeignKey(Connection, models.CASCADE, db_index=False)
    key = models.CharField(max_length=250)
    kind = models.CharField(max_length=60, default="", blank=True)
    payload = models.BinaryField()
    received_at = MomentField()
    state = models.CharField(max_length=10, default=EnvelopeState.WAITING)
    # Why it was refused or parked: a gettext id, or the error in the connector's words.
    reason = models.TextField(default="", blank=True)
    read_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="channels_envelope_once")]
        indexes = [
            models.Index(
                fields=["connection", "id"], condition=Q(state="waiting"), name="channels_envelope_waiting"
            ),
            models.Index(
                fields=["connection", "id"], condition=Q(state="parked"), name="channels_envelope_parked"
            ),
            models.Index(fields=["connection", "received_at"], name="channels_envelope_received"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Reach(models.Model):
    """A channel that was heard over a connection: what is said into it goes out the same way."""

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="reaches")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    heard_at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["connection", "channel"], name="channels_reach_once")]

    def __str__(self) -> str:
        return f"{self.connection_id} → {self.channel_id}"
