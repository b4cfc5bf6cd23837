"""Speakers who were asked by a letter: their link, what they answered and need, and their slides."""

from django.db import models
from django.db.models import Q

from veche.events.models.programme import Speaking
from veche.events.terms.programme import Step
from veche.kit.fields import MomentField


class Asking(models.Model):
    """Somebody was asked to speak: the letter with their own link, and what they said by it."""

    speaking = models.OneToOneField(Speaking, models.CASCADE, related_name="asking")
    # One filling-in of the letter's form; what the secret of the link is made of, and its digest.
    key = models.CharField(max_length=64)
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    # Where the talk stood before, for taking it back.
    before = models.CharField(max_length=8, default=Step.IDEA)
    email = models.CharField(max_length=254, default="", blank=True)
    chat = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey("ledger.Channel", models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=5, default="ru")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    remind_days = models.SmallIntegerField(null=True)
    asked_at = MomentField()
    told_at = MomentField(null=True)
    # No way led to them when the letter was to go.
    is_lost = models.BooleanField(default=False)
    reminded_at = MomentField(null=True)
    withdrawn_at = MomentField(null=True)
    user_id = models.BigIntegerField(null=True)
    # What they said, in `terms.Answer` and in words.
    answer = models.CharField(max_length=10, default="", blank=True)
    words = models.TextField(default="", blank=True)
    answered_at = MomentField(null=True)
    corrected_at = MomentField(null=True)
    needs = models.JSONField(default=list)
    need_words = models.TextField(default="", blank=True)
    # Special data, with a consent and an end of their own.
    diets = models.JSONField(default=list)
    diet_words = models.CharField(max_length=200, default="", blank=True)
    diet_consent = models.TextField(default="", blank=True)
    diet_ends_at = MomentField(null=True)
    # The ledger has heard of the answer, or need not.
    is_recorded = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["told_at"], condition=Q(answer="", reminded_at=None), name="events_asking_silent"
            ),
            models.Index(fields=["answered_at"], condition=Q(is_recorded=False), name="events_asking_untold"),
            models.Index(
                fields=["diet_ends_at"], condition=Q(diet_ends_at__isnull=False), name="events_asking_diet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaking_id}: {self.answer or '?'}"


class Slides(models.Model):
    """Slides of a talk as its speaker brought them: a file that is only ever downloaded."""

    asking = models.ForeignKey(Asking, models.CASCADE, related_name="slides")
    # A file's name among what Veche keeps on disk; nothing of it comes from outside.
    file = models.CharField(max_length=100)
    # What whoever brought it called it.
    name = models.CharField(max_length=200)
    size = models.IntegerField()
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.name
