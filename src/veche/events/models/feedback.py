"""What comes after an event: letters as they are to go, and what guests say of it."""

from django.db import models

from veche.kit.fields import MomentField


class Aftercare(models.Model):
    """An event's letters for afterwards, where the team changed them, and whether they go by themselves."""

    event = models.OneToOneField("events.Event", models.CASCADE, primary_key=True, related_name="aftercare")
    # Empty texts are those of the event's template, each guest's in their language.
    thanks_subject = models.CharField(max_length=200, default="", blank=True)
    thanks_text = models.TextField(default="", blank=True)
    missed_subject = models.CharField(max_length=200, default="", blank=True)
    missed_text = models.TextField(default="", blank=True)
    # So many hours after the end they go by themselves; nothing is by hand alone.
    hours = models.SmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.hours}"


class Feedback(models.Model):
    """What one guest says of an event; they may change it for a while."""

    guest = models.OneToOneField("events.Guest", models.CASCADE, primary_key=True, related_name="feedback")
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="feedback")
    stars = models.SmallIntegerField()
    good = models.TextField(default="", blank=True)
    mend = models.TextField(default="", blank=True)
    again = models.CharField(max_length=5, default="", blank=True)
    # Title of a session → stars.
    sessions = models.JSONField(default=dict, blank=True)
    # Not quoted in the recap; it counts all the same.
    is_hidden = models.BooleanField(default=False)
    made_at = MomentField()
    changed_at = MomentField()

    def __str__(self) -> str:
        return f"{self.guest_id}: {self.stars}"
