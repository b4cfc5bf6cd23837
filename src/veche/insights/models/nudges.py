"""Nudges: to which silent newcomers somebody of the team wrote."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Nudge(models.Model):
    """Somebody of the team wrote to a newcomer. It stands by their handle: a merge moves it."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    identity = models.ForeignKey("ledger.Identity", models.CASCADE, related_name="+")
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "identity"],
                condition=Q(removed_at__isnull=True),
                name="insights_nudge_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.identity_id} in {self.community_id}"
