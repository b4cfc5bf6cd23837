"""Ways out, and each letter to each recipient."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.mailing.terms import SenderKind, SenderState, Stand


class Sender(models.Model):
    """A way out for a community's letters: a server or a provider, with its share and its limits."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, default=SenderKind.SMTP)
    # Of a provider: its key in `rules.providers`.
    provider = models.CharField(max_length=30, default="", blank=True)
    address = models.CharField(max_length=254)
    from_name = models.CharField(max_length=100, default="", blank=True)
    # Host, port, encryption, user and secrets, sealed as JSON by `kit.sealing`.
    settings = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, default=SenderState.OPEN)
    trouble = models.CharField(max_length=500, default="", blank=True)
    # Of the letters that leave by several: how many parts of all go this way.
    share = models.SmallIntegerField(default=1)
    lanes = models.SmallIntegerField(default=1)
    per_second = models.IntegerField(null=True)
    per_hour = models.IntegerField(null=True)
    per_day = models.IntegerField(null=True)
    # Receiving domain → most a minute.
    domain_limits = models.JSONField(default=dict, blank=True)
    # A new server begins with few a day and sends more each day.
    warms_since = MomentField(null=True)
    # Where returned letters go, and the mailbox they are read from (sealed).
    return_domain = models.CharField(max_length=200, default="", blank=True)
    return_box = models.TextField(default="", blank=True)
    # What was wrong with that mailbox when it was looked into last.
    return_trouble = models.CharField(max_length=300, default="", blank=True)
    # The provider tells us by this address; only its digest is kept.
    knock_digest = models.CharField(max_length=64, null=True, unique=True)
    dkim_selector = models.CharField(max_length=60, default="", blank=True)
    dkim_key = models.TextField(default="", blank=True)
    # What the last check found: [text, values, whether it is good] each.
    findings = models.JSONField(default=list, blank=True)
    checked_at = MomentField(null=True)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """Deliveries that a worker took in hand at once; its journal on the node's disk says how far it came."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="+")
    letter = models.ForeignKey("mailing.Letter", models.CASCADE, related_name="+")
    node = models.CharField(max_length=64)
    # When its worker was last known to live.
    at = MomentField()
    ended_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(ended_at__isnull=True), name="mailing_claim_open")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.node} #{self.pk}"


class Delivery(models.Model):
    """One letter to one recipient. Nobody gets a letter twice: (letter, address, turn) is there once."""

    letter = models.ForeignKey("mailing.Letter", models.CASCADE, db_index=False, related_name="deliveries")
    # Whom they were believed to be when it was written down; the identity of the address stays true.
    person_id = models.BigIntegerField(null=True)
    identity = models.ForeignKey(
        "ledger.Identity", models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    email = models.CharField(max_length=254)
    # After the @, in small letters, for limits by receiver.
    domain = models.CharField(max_length=190, default="", blank=True)
    variant = models.SmallIntegerField(default=0)
    # Steps that come again (a birthday) have a turn each.
    turn = models.IntegerField(default=0)
    sender = models.ForeignKey(Sender, models.SET_NULL, null=True, db_index=False, related_name="+")
    state = models.SmallIntegerField(default=Stand.WAITING)
    # Of what was left out: `LeftOut`.
    why = models.CharField(max_length=20, default="", blank=True)
    due_at = MomentField()
    # Its moment was given by the limit of its receiving domain, which is not asked again.
    is_paced = models.BooleanField(default=False)
    attempts = models.SmallIntegerField(default=0)
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, db_index=False, related_name="+")
    # What the server said last, code first; or what came back.
    answer = models.CharField(max_length=300, default="", blank=True)
    # A provider's own name for it.
    foreign_id = models.CharField(max_length=120, default="", blank=True)
    sent_at = MomentField(null=True)
    # Whether the ledger has heard of it.
    is_told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "email", "turn"], name="mailing_delivery_once")
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["letter", "state", "sender", "due_at"], name="mailing_delivery_stands"),
            models.Index(fields=["email"], name="mailing_delivery_email"),
            models.Index(
                fields=["letter"], condition=Q(state__in=[2, 5, 6], is_told=False), name="mailing_untold"
            ),
            models.Index(fields=["identity"], name="mailing_delivery_identity"),
            models.Index(fields=["foreign_id"], condition=~Q(foreign_id=""), name="mailing_delivery_foreign"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} → {self.email}"


class Pace(models.Model):
    """How many left by a sender in this second, hour and day: what its limits are held against."""

    sender = models.OneToOneField(Sender, models.CASCADE, primary_key=True, related_name="pace")
    second_at = MomentField()
    second = models.IntegerField(default=0)
    hour_at = MomentField()
    hour = models.IntegerField(default=0)
    day_at = MomentField()
    day = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.sender_id}: {self.day}"


class DomainPace(models.Model):
    """How fast a receiving domain is written to by a sender, and until when it is left alone."""

    sender = models.ForeignKey(Sender, models.CASCADE, db_index=False, related_name="+")
    domain = models.CharField(max_length=190)
    # The next moment that nobody was given yet.
    next_at = MomentField()
    paused_until = MomentField(null=True)
    failures = models.SmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "domain"], name="mailing_domain_pace_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.domain


class Master(models.Model):
    """A letter as it was drawn when it began to leave: every worker cuts its letters from this one."""

    letter = models.ForeignKey("mailing.Letter", models.CASCADE, db_index=False, related_name="masters")
    variant = models.SmallIntegerField(default=0)
    # As `rules.mastering` writes what `rules.rendering` drew.
    drawn = models.JSONField()
    at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "variant"], name="mailing_master_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.variant}"


class KeptLetter(models.Model):
    """A letter that a sender of kind outbox kept instead of letting it leave: to read it on a page."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="+")
    delivery = models.OneToOneField(Delivery, models.CASCADE, related_name="+")
    data = models.BinaryField()
    at = MomentField()

    def __str__(self) -> str:
        return str(self.delivery_id)


class Suppression(models.Model):
    """An address that gets nothing. Lifted, the row stays with its end and the reason."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    email = models.CharField(max_length=254)
    why = models.CharField(max_length=12)
    detail = models.CharField(max_length=300, default="", blank=True)
    at = MomentField()
    author = models.CharField(max_length=200, default="", blank=True)
    ended_at = MomentField(null=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)
    ended_by = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "email"],
                condition=Q(ended_at__isnull=True),
                name="mailing_suppressed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.why}"
