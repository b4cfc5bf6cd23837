"""Rounds of introductions: who was put together with whom, what they said, whether they met."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Round(models.Model):
    """People of a segment or an event put together once; a round that comes again makes the next one."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    event = models.ForeignKey("events.Event", models.CASCADE, null=True, related_name="rounds")
    segment = models.ForeignKey("people.Segment", models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    # `Wishes` as JSON, and the keys of the traits that say what people like, offer and look for.
    wishes = models.JSONField(default=dict)
    seed = models.BigIntegerField()
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    # Nobody hears of a round before it is asked.
    asked_at = MomentField(null=True)
    every_days = models.SmallIntegerField(default=0)
    next_at = MomentField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "made_at"], name="events_round_of"),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="events_round_next"),
        ]

    def __str__(self) -> str:
        return self.title


class Introduction(models.Model):
    """One pair, or one table."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="introductions")
    number = models.IntegerField()
    # Those who agreed were given one another's addresses.
    agreed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="events_introduction_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class Introduced(models.Model):
    """Somebody of a pair or table: whether they were asked, what they answered, whether they met."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="people")
    round = models.ForeignKey(Round, models.CASCADE, db_index=False, related_name="+")
    # A handle of theirs: whose it is, people believes.
    identity = models.ForeignKey("ledger.Identity", models.CASCADE, related_name="+")
    # Of the secret in their link; none while they were not asked.
    digest = models.CharField(max_length=64, null=True, unique=True)
    asked_at = MomentField(null=True)
    answer = models.CharField(max_length=6, default="", blank=True)
    answered_at = MomentField(null=True)
    met = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "identity"], name="events_introduced_once")]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.identity_id}"
