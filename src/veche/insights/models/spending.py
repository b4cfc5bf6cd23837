"""What was spent to reach people: the other side of what they brought."""

from django.db import models

from veche.kit.fields import MomentField


class Spending(models.Model):
    """Money spent on something over some days, for one channel or for the whole community."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, related_name="+", null=True)
    what = models.CharField(max_length=200)
    # Both days are of the community's clock, and both count.
    first_day = models.IntegerField()
    last_day = models.IntegerField()
    # Minor units of the currency.
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "last_day"], name="insights_spending_day")]

    def __str__(self) -> str:
        return self.what
