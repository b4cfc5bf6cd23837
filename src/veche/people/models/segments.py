"""Segments: saved descriptions of people, and who was found in them over time."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.people.models.persons import Person


class Segment(models.Model):
    """Conditions under a name, for everybody who may see the community's people."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)
    # As `rules.drafting.drafts_of` reads it.
    conditions = models.JSONField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    # When the conditions last changed: who is in it is followed from there on.
    changed_at = MomentField()
    # When somebody last looked who is in it.
    followed_at = MomentField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "folded"],
                condition=Q(removed_at__isnull=True),
                name="people_segment_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Spell(models.Model):
    """A person was found in a segment from one look at it until another. Derived."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="spells")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Nothing for who was in it from the start.
    entered_at = MomentField(null=True)
    left_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "person"], condition=Q(left_at__isnull=True), name="people_spell_once"
            )
        ]
        indexes = [
            models.Index(fields=["segment", "entered_at"], name="people_spell_entered"),
            models.Index(fields=["segment", "left_at"], name="people_spell_left"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.segment_id}"


class Size(models.Model):
    """How many people a segment had when it was last looked at on a day in the community's zone."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="sizes", db_index=False)
    day = models.IntegerField()
    people = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "day"], name="people_size_once")]

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.people}"
