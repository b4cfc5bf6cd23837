"""An event's team: tasks with a day, volunteers and their shifts, the run sheet."""

from django.db import models

from veche.events.terms.team import WishLevel
from veche.kit.fields import MomentField


class Task(models.Model):
    """Something to do for an event by a day."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    # Who does it: a colleague, or a role of the template until somebody is named.
    user = models.ForeignKey("core.User", models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=100, default="", blank=True)
    # Days before the event, where it was counted back: it moves with the event.
    days_before = models.SmallIntegerField(null=True)
    made_at = MomentField()
    done_at = MomentField(null=True)
    done_by = models.BigIntegerField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [models.Index(fields=["event", "due_on"], name="events_task_due")]

    def __str__(self) -> str:
        return self.title


class Volunteer(models.Model):
    """Somebody who helps at an event; their link shows their shifts and takes their wishes."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="volunteers")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, default="", blank=True)
    phone = models.CharField(max_length=20, default="", blank=True)
    # What their link is made of; shown to the team, which sends it, hence sealed and not only digested.
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=200)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A job for so many people for a while."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="shifts")
    title = models.CharField(max_length=200)
    where = models.CharField(max_length=200, default="", blank=True)
    starts_at = MomentField()
    ends_at = MomentField()
    needed = models.SmallIntegerField(default=1)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """What a volunteer says of a shift; who says nothing could take it."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="wishes")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="wishes")
    level = models.SmallIntegerField(default=WishLevel.CAN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "volunteer"], name="events_wish_once")]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.level}"


class Placement(models.Model):
    """A volunteer has a shift; one placed by hand stays when shifts are filled anew."""

    shift = models.ForeignKey(Shift, models.CASCADE, related_name="placements")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="placements")
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "volunteer"], name="events_placement_once")]

    def __str__(self) -> str:
        return f"{self.volunteer_id} at {self.shift_id}"


class Cue(models.Model):
    """A line of the run sheet: what happens when, who has it in hand, when it really began and ended."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="cues")
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=100, default="", blank=True)
    # What to say or do at its beginning: «lights down, microphone two».
    words = models.CharField(max_length=500, default="", blank=True)
    starts_at = MomentField()
    minutes = models.SmallIntegerField(default=10)
    is_fixed = models.BooleanField(default=False)
    started_at = MomentField(null=True)
    ended_at = MomentField(null=True)
    # The run sheet's pages ask whether anything has changed since.
    changed_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["event", "starts_at"], name="events_cue_when"),
            models.Index(fields=["event", "changed_at"], name="events_cue_changed"),
        ]

    def __str__(self) -> str:
        return self.title
