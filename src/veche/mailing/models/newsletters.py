"""Newsletters, their looks, and the rules a community has for letters."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.mailing.terms import Following


class Theme(models.Model):
    """Colours, fonts and a header; never a template that runs code."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    # As `terms.writing.Theme` holds it.
    look = models.JSONField(default=dict, blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class Newsletter(models.Model):
    """A series of letters: what it is about, who writes, how it looks, whom it is meant for."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    title = models.CharField(max_length=150)
    slug = models.SlugField(max_length=80)
    about = models.CharField(max_length=500, default="", blank=True)
    language = models.CharField(max_length=5, default="ru")
    sender = models.ForeignKey("mailing.Sender", models.SET_NULL, null=True, related_name="+")
    from_name = models.CharField(max_length=100, default="", blank=True)
    reply_to = models.CharField(max_length=254, default="", blank=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="+")
    # Whom it goes to among those who subscribed or allow letters; nobody in particular without one.
    segment = models.ForeignKey("people.Segment", models.SET_NULL, null=True, related_name="+")
    # Only to those who subscribed to this one; else also to whoever allows letters of the community.
    needs_subscription = models.BooleanField(default=True)
    # What they consent to, word by word, and its version: both stand in every proof.
    consent_text = models.TextField(default="", blank=True)
    consent_version = models.IntegerField(default=1)
    # Of everything that is no newsletter of its own; every community has one, so that single letters can be
    # unsubscribed from like any other.
    is_general = models.BooleanField(default=False)
    # Its letters may be read by anybody on the public page; it may be subscribed to there.
    is_public = models.BooleanField(default=True)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "slug"],
                condition=Q(removed_at__isnull=True),
                name="mailing_newsletter_once",
            ),
            models.UniqueConstraint(
                fields=["community"], condition=Q(is_general=True), name="mailing_newsletter_general"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LetterRules(models.Model):
    """What a community holds itself to with letters of every kind."""

    community = models.OneToOneField("core.Community", models.CASCADE, primary_key=True, related_name="+")
    # Nobody is written to oftener within so many days, over all channels together.
    most = models.SmallIntegerField(default=8)
    days = models.SmallIntegerField(default=30)
    # A letter to more than so many needs the approval of a second person.
    approval_above = models.IntegerField(default=500)
    opens = models.CharField(max_length=10, default=Following.COUNTED)
    clicks = models.CharField(max_length=10, default=Following.COUNTED)
    # Words that the text check of this community knows.
    known_words = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.most} in {self.days} days"
