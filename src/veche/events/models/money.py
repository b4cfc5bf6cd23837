"""Money: what an event costs and brings, line by line, with receipts."""

from django.db import models

from veche.events.terms.money import Category, Side
from veche.kit.fields import MomentField


class BudgetLine(models.Model):
    """A cost or an income: first planned, then promised, then paid. Minor units of the currency."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="budget_lines")
    side = models.CharField(max_length=6, default=Side.COST)
    category = models.CharField(max_length=12, default=Category.OTHER)
    title = models.CharField(max_length=200)
    planned = models.BigIntegerField(default=0)
    promised = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    # Whether it grows with every guest, as food and badges do: break-even counts it by the head.
    grows = models.BooleanField(default=False)
    note = models.CharField(max_length=500, default="", blank=True)
    # When it is due, or was paid.
    day = models.DateField(null=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class Receipt(models.Model):
    """A receipt, a bill or a contract of a line: a picture drawn anew, or a PDF that is only downloaded."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="receipts")
    # A file's name among what Veche keeps on disk; nothing of it comes from outside.
    file = models.CharField(max_length=100)
    # What whoever brought it called it.
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.IntegerField()
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.name
