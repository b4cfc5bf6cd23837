"""Norms: what a community itself wishes a sign of its health to be."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class OwnNorm(models.Model):
    """Between which numbers a community wishes a sign of its health to be, and why. At most one holds."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    sign = models.CharField(max_length=40)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "sign"],
                condition=Q(removed_at__isnull=True),
                name="insights_norm_once",
            )
        ]

    def __str__(self) -> str:
        return self.sign
