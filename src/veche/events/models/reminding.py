"""Reminders of an event: rules, kept beside it; whom each went to, its `Notice` says."""

from django.db import models
from django.db.models import Q

from veche.events.terms.inviting import Ways
from veche.kit.fields import MomentField


class Reminder(models.Model):
    """A word to guests in certain states, so many minutes before an event or after it."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="reminders")
    states = models.JSONField(default=list)
    # Below zero before the start, above it after the end.
    minutes = models.IntegerField()
    ways = models.CharField(max_length=10, default=Ways.MAIL_FIRST)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    is_on = models.BooleanField(default=True)
    # Which going of it is over: another time of the event, and it goes again.
    done = models.CharField(max_length=40, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["event"], condition=Q(is_on=True, removed_at__isnull=True), name="events_reminder_on"
            )
        ]

    def __str__(self) -> str:
        return self.subject
