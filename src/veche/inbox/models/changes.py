"""Changes by hand: what stood before, so that each can be taken back; and corrections of the opening rule."""

from django.db import models

from veche.kit.fields import MomentField


class Change(models.Model):
    """What a colleague or the machine did to one or several conversations at once."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    act = models.CharField(max_length=30)
    # What it was about in words of data: a name, a tag, a moment.
    what = models.CharField(max_length=200, default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    undone_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.act


class ChangeLine(models.Model):
    """One conversation of a change, with what its fields said before."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="lines")
    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.change_id}: {self.conversation_id}"


class Correction(models.Model):
    """A colleague said that the opening rule was wrong: it opened for nothing, or passed something over."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, related_name="+")
    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, related_name="+")
    why = models.SmallIntegerField(default=0)
    is_wanted = models.BooleanField()
    user_id = models.BigIntegerField(null=True)
    made_at = MomentField()
    undone_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "is_wanted"], name="inbox_correction_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.is_wanted}"
