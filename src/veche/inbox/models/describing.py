"""What colleagues write about conversations: notes and mentions, tags, tasks with a date."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Note(models.Model):
    """A colleague's words for colleagues; never sent anywhere."""

    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, related_name="notes")
    text = models.TextField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """A note calls a colleague, until they have looked at it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions")
    user = models.ForeignKey("core.User", models.CASCADE, db_index=False, related_name="+")
    seen_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="inbox_mention_once")]
        indexes = [
            models.Index(fields=["user"], condition=Q(seen_at__isnull=True), name="inbox_mention_unseen")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.note_id}"


class Tag(models.Model):
    """A word for what conversations are about."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "folded"], name="inbox_tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a conversation."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    conversation = models.ForeignKey(
        "inbox.Conversation", models.CASCADE, db_index=False, related_name="taggings"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "tag"], name="inbox_tagging_once")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.conversation_id}"


class FollowUp(models.Model):
    """Something to do about a person on a day, asked for in a conversation."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, related_name="follow_ups")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    user = models.ForeignKey("core.User", models.SET_NULL, null=True, related_name="+")
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    done_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "due_on"], condition=Q(done_at__isnull=True), name="inbox_follow_up_due"
            )
        ]

    def __str__(self) -> str:
        return self.text
