"""What people said about newsletters, with the proof of it."""

from django.db import models

from veche.kit.fields import MomentField
from veche.mailing.terms import Frequency, SubscriptionState


class Subscription(models.Model):
    """An address and a newsletter: where it stands now. How it came to that, `SubscriptionChange` says."""

    newsletter = models.ForeignKey(
        "mailing.Newsletter", models.CASCADE, db_index=False, related_name="subscriptions"
    )
    email = models.CharField(max_length=254)
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=6, default=SubscriptionState.ASKED)
    frequency = models.CharField(max_length=10, default=Frequency.EVERY)
    changed_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "email"], name="mailing_subscription_once")
        ]
        indexes = [
            models.Index(fields=["email"], name="mailing_subscription_email"),
            models.Index(fields=["newsletter", "state"], name="mailing_subscription_state"),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.state}"


class SubscriptionChange(models.Model):
    """A word about a newsletter: to which text, by which page, from where, when. Added, never changed."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="changes")
    state = models.CharField(max_length=6)
    frequency = models.CharField(max_length=10, default="", blank=True)
    # «form», «confirmation», «one_click», «preferences», «hand», «import», «complaint».
    way = models.CharField(max_length=15)
    consent_text = models.TextField(default="", blank=True)
    consent_version = models.IntegerField(null=True)
    # Which letter it was said from.
    delivery_id = models.BigIntegerField(null=True)
    # The network it came from, without its last part, and what it called itself.
    network = models.CharField(max_length=45, default="", blank=True)
    agent = models.CharField(max_length=200, default="", blank=True)
    at = MomentField()
    author = models.CharField(max_length=200, default="", blank=True)
    is_told = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_told=False), name="mailing_change_untold"),
            models.Index(
                fields=["delivery_id"],
                condition=models.Q(delivery_id__isnull=False),
                name="mailing_change_delivery",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.state}"


class Unfollowed(models.Model):
    """Somebody does not want to be followed: their opens and clicks count without their name."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    email = models.CharField(max_length=254)
    at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "email"], name="mailing_unfollowed_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.email


class Hit(models.Model):
    """An open or a click as it came in. Facts of the ledger are made of them by a job."""

    letter = models.ForeignKey("mailing.Letter", models.CASCADE, db_index=False, related_name="hits")
    # Nothing where the community counts without names or the person refuses.
    delivery_id = models.BigIntegerField(null=True)
    variant = models.SmallIntegerField(default=0)
    # 0 for an open, else the link's number.
    link = models.SmallIntegerField()
    # `terms.following.Agent`: a human, a proxy that hides them, a machine that fetches ahead.
    agent = models.SmallIntegerField()
    at = MomentField()
    is_told = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["letter", "link", "agent"], name="mailing_hit_letter"),
            models.Index(fields=["id"], condition=models.Q(is_told=False), name="mailing_hit_untold"),
            models.Index(
                fields=["delivery_id"],
                condition=models.Q(delivery_id__isnull=False),
                name="mailing_hit_delivery",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.link}"
