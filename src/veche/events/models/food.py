"""Food and drink: what is served, how much a head takes, and how many ate what when nobody knows who."""

from django.db import models
from django.db.models import Q

from veche.events.terms import AgeGroup
from veche.events.terms.food import MealKind, NormUnit
from veche.kit.fields import MomentField


class Meal(models.Model):
    """Something that is served at an event: from whom, at what price, to be ordered by when."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="meals")
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=6, default=MealKind.MEAL)
    served_at = MomentField(null=True)
    supplier = models.CharField(max_length=200, default="", blank=True)
    # Of one portion (of what one head takes of drinks), minor units of the community's currency.
    price = models.BigIntegerField(default=0)
    # Per cent that are ordered beyond what is expected.
    reserve = models.SmallIntegerField(default=5)
    order_by = models.DateField(null=True)
    reminded_at = MomentField(null=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["order_by"],
                condition=Q(reminded_at__isnull=True, removed_at__isnull=True, order_by__isnull=False),
                name="events_meal_due",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FoodNorm(models.Model):
    """How much of something a head takes: what a community changed of `terms.food.NORMS`, or added."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, default=MealKind.MEAL)
    title = models.CharField(max_length=100)
    unit = models.CharField(max_length=8, default=NormUnit.PORTION)
    # Portions, grams or millilitres for an adult; the others take so many per cent of that.
    per_head = models.IntegerField()
    teen = models.SmallIntegerField(default=100)
    child = models.SmallIntegerField(default=60)
    infant = models.SmallIntegerField(default=0)
    place = models.IntegerField(default=0)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class DietCount(models.Model):
    """How many on an event's list had a combination of diets, kept when what each had is deleted."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="diet_counts")
    # Words of `terms.Diet` in alphabetical order, by commas; «other» where they had words of their own.
    diets = models.CharField(max_length=120)
    age_group = models.CharField(max_length=8, default=AgeGroup.ADULT)
    seats = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "diets", "age_group"], name="events_diets_once")
        ]

    def __str__(self) -> str:
        return f"{self.diets}: {self.seats}"
