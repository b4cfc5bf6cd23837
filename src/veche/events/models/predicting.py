"""What was expected of an event shortly before it began, so that it can be told how well that held."""

from django.db import models

from veche.kit.fields import MomentField


class Forecast(models.Model):
    """What was expected of an event in heads; kept once and never changed."""

    event = models.OneToOneField("events.Event", models.CASCADE, primary_key=True, related_name="forecast")
    made_at = MomentField()
    seats = models.IntegerField()
    expected = models.FloatField()
    low = models.IntegerField()
    high = models.IntegerField()
    # See `terms.predicting.Miss`: what the next prediction learns its band from.
    variance = models.FloatField()
    slope = models.FloatField()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.low}…{self.high}"
