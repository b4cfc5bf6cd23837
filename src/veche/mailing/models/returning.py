"""What came back: raw as it came in, and what was read of it, a recipient each."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.mailing.terms.returning import ReturningState


class Returning(models.Model):
    """A letter in a return mailbox, or a provider's call: kept raw first, read afterwards."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    sender = models.ForeignKey("mailing.Sender", models.SET_NULL, null=True, related_name="+")
    # «mailbox», or a provider's key in `rules.knocks`.
    way = models.CharField(max_length=30)
    # Its name where it came from; the same once more is nothing new.
    key = models.CharField(max_length=250)
    payload = models.BinaryField()
    # Its provider's signature was right. What comes by mailbox is signed by its address, or not at all.
    is_signed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=ReturningState.WAITING)
    reason = models.CharField(max_length=500, default="", blank=True)
    title = models.CharField(max_length=300, default="", blank=True)
    received_at = MomentField()
    read_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key"], name="mailing_returning_once")
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="mailing_returning_waits"),
            models.Index(fields=["community", "state", "-id"], name="mailing_returning_state"),
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.key}"


class Return(models.Model):
    """What was said of one recipient, and whether it changed anything for them."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    returning = models.ForeignKey(Returning, models.SET_NULL, null=True, related_name="returns")
    delivery = models.ForeignKey("mailing.Delivery", models.SET_NULL, null=True, related_name="returns")
    letter = models.ForeignKey("mailing.Letter", models.SET_NULL, null=True, db_index=False, related_name="+")
    # Ours where the delivery is known, else as the report says.
    email = models.CharField(max_length=254, default="", blank=True)
    domain = models.CharField(max_length=190, default="", blank=True)
    what = models.CharField(max_length=15)
    cause = models.CharField(max_length=15, default="", blank=True)
    status = models.CharField(max_length=11, default="", blank=True)
    code = models.SmallIntegerField(default=0)
    diagnostic = models.CharField(max_length=500, default="", blank=True)
    feedback = models.CharField(max_length=20, default="", blank=True)
    at = MomentField()
    # Signed, of a letter of ours, and in time: it counts against the address.
    counts = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["community", "-at"], name="mailing_return_at"),
            models.Index(fields=["community", "email", "-at"], name="mailing_return_email"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.what}"
