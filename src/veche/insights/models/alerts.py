"""Alerts: who wants to be told when a measure crosses a line, and when it did."""

from django.db import models

from veche.kit.fields import MomentField


class Alert(models.Model):
    """A line that a measure's first number must not cross, and who is told by mail."""

    ABOVE, BELOW = "above", "below"

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    measure = models.CharField(max_length=40)
    grain = models.CharField(max_length=10)
    side = models.CharField(max_length=10)
    line = models.FloatField()
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.measure


class Firing(models.Model):
    """A measure crossed an alert's line in a day, week or month. A fact: never changed."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="firings")
    bucket = models.IntegerField()
    value = models.FloatField()
    made_at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "bucket"], name="insights_firing_once")]

    def __str__(self) -> str:
        return str(self.value)
