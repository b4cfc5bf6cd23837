"""Payments: what guests paid and were given back, and how a community takes money."""

from django.db import models
from django.db.models import Q

from veche.events.terms.paying import PaymentState
from veche.kit.fields import MomentField


class PaymentDesk(models.Model):
    """How a community takes money: the words of an invoice, and the keys of its providers."""

    community = models.OneToOneField("core.Community", models.CASCADE, primary_key=True, related_name="+")
    # Shown to whoever pays by transfer: the account, what to write. Empty: no transfers.
    transfer_words = models.TextField(default="", blank=True)
    at_door = models.BooleanField(default=True)
    # Way → sealed JSON of its keys. They are shown never again.
    sealed = models.JSONField(default=dict, blank=True)
    # What notifications are knocked at by; unguessable.
    door = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return f"payments of {self.community_id}"


class Payment(models.Model):
    """Money of a guest: what came is above zero, what was given back is below."""

    guest = models.ForeignKey("events.Guest", models.PROTECT, related_name="payments")
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="payments")
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=PaymentState.WAITING)
    # Minor units of the community's currency.
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # What the provider knows it by from us: asked again with it, it takes the money once.
    key = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=128, default="", blank=True)
    charge = models.CharField(max_length=128, default="", blank=True)
    address = models.CharField(max_length=1000, default="", blank=True)
    refund_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="refunds")
    note = models.CharField(max_length=300, default="", blank=True)
    # The last thing that went wrong while asking, for the page with the button «ask again».
    trouble = models.CharField(max_length=300, default="", blank=True)
    made_at = MomentField()
    ended_at = MomentField(null=True)
    user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["event", "made_at"], name="events_payment_of"),
            models.Index(fields=["way", "number"], name="events_payment_number"),
            models.Index(fields=["made_at"], condition=Q(state="waiting"), name="events_payment_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}: {self.state}"
