"""Ratings: what people say of how they were answered, asked for once a conversation is closed."""

from django.db import models

from veche.kit.fields import MomentField


class Rating(models.Model):
    """Somebody was asked how it was; their answer, once they gave one."""

    conversation = models.OneToOneField(
        "inbox.Conversation", models.CASCADE, primary_key=True, related_name="rating"
    )
    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, db_index=False, related_name="+")
    identity_id = models.BigIntegerField()
    # Of the secret in their link; the secret itself went to them alone.
    digest = models.CharField(max_length=64, unique=True)
    # The key of the question among messages that go out.
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=5)
    asked_at = MomentField()
    # One to five; nothing until they answer.
    score = models.SmallIntegerField(null=True)
    words = models.CharField(max_length=1000, default="", blank=True)
    rated_at = MomentField(null=True)
    # So often it was changed, and from where: a keyed digest of the address.
    changes = models.SmallIntegerField(default=0)
    visitor = models.CharField(max_length=32, default="", blank=True)
    changed_at = MomentField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["identity_id", "asked_at"], name="inbox_rating_asked"),
            models.Index(fields=["community", "asked_at"], name="inbox_rating_of"),
            models.Index(fields=["visitor", "changed_at"], name="inbox_rating_from"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.score}"
