"""Sequences of letters, their steps, and how far each person is."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.mailing.terms.sequencing import Again, Condition, SequenceState, WalkState


class Sequence(models.Model):
    """Letters that go by themselves: what brings people in, what lets them out."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    newsletter = models.ForeignKey("mailing.Newsletter", models.PROTECT, related_name="+")
    title = models.CharField(max_length=150)
    state = models.CharField(max_length=10, default=SequenceState.DRAFT)
    start = models.CharField(max_length=12)
    # Of a date: the key of the field it stands in.
    field = models.CharField(max_length=60, default="", blank=True)
    # And how many days before it comes round.
    lead_days = models.SmallIntegerField(default=0)
    # Of a stage: its number.
    stage = models.SmallIntegerField(null=True)
    segment = models.ForeignKey("people.Segment", models.SET_NULL, null=True, related_name="+")
    # Of events: words that stand in their name; every event without any.
    words = models.CharField(max_length=100, default="", blank=True)
    # Of stages and segments: also whoever is there when the sequence starts.
    takes_present = models.BooleanField(default=False)
    again = models.CharField(max_length=8, default=Again.ONCE)
    pause = models.SmallIntegerField(default=180)
    endings = models.JSONField(default=list, blank=True)
    # A letter that is later than so many days does not go any more.
    late_days = models.SmallIntegerField(default=3)
    # What happened before is no reason to write.
    listens_since = MomentField(null=True)
    looked_at = MomentField(null=True)
    trouble = models.CharField(max_length=300, default="", blank=True)
    made_at = MomentField()
    changed_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "start"], name="mailing_sequence_hears"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One letter of a sequence, when it goes and on which conditions."""

    sequence = models.ForeignKey(Sequence, models.CASCADE, related_name="steps")
    place = models.SmallIntegerField()
    # The one that is sent now; one that has left stays as it was, and another takes its place.
    letter = models.OneToOneField("mailing.Letter", models.PROTECT, related_name="step")
    # Minutes since the step before, or since they came in.
    wait = models.IntegerField(default=0)
    # Then at this hour where they live, as far as that is known, else of the community's clock.
    hour = models.SmallIntegerField(null=True)
    condition = models.CharField(max_length=12, default=Condition.ALWAYS)
    segment = models.ForeignKey("people.Segment", models.SET_NULL, null=True, related_name="+")
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"{self.sequence_id}/{self.place}"

    @property
    def wait_days(self) -> int:
        """The wait in days, where it is whole ones."""
        return self.wait // 1440 if self.wait % 1440 == 0 else 0

    @property
    def wait_hours(self) -> int:
        """The wait in hours, where it is whole ones."""
        return self.wait // 60 if self.wait % 60 == 0 else 0


class Walk(models.Model):
    """Somebody's way through a sequence, from coming in to its end: one row a turn."""

    sequence = models.ForeignKey(Sequence, models.CASCADE, db_index=False, related_name="walks")
    person_id = models.BigIntegerField(db_index=True)
    # 0 for those who walk once, the year, or a number that rises.
    turn = models.IntegerField(default=0)
    # The fact of the ledger that brought them in.
    cause = models.BigIntegerField(default=0)
    state = models.CharField(max_length=8, default=WalkState.WALKING)
    why = models.CharField(max_length=20, default="", blank=True)
    step = models.ForeignKey(Step, models.SET_NULL, null=True, db_index=False, related_name="+")
    began_at = MomentField()
    # When the next step is meant to go, and when it is looked at again.
    planned_at = MomentField(null=True)
    due_at = MomentField(null=True)
    ended_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sequence", "person_id", "turn"], name="mailing_walk_once")
        ]
        indexes = [
            models.Index(fields=["sequence", "due_at"], condition=Q(state="walking"), name="mailing_walk_due")
        ]

    def __str__(self) -> str:
        return f"{self.sequence_id}: {self.person_id}/{self.turn}"


class Passage(models.Model):
    """What a step was for somebody: a letter on its way, or the reason why there was none."""

    walk = models.ForeignKey(Walk, models.CASCADE, db_index=False, related_name="passages")
    step = models.ForeignKey(Step, models.CASCADE, related_name="passages")
    delivery = models.ForeignKey(
        "mailing.Delivery", models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    why = models.CharField(max_length=20, default="", blank=True)
    at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["walk", "step"], name="mailing_passage_once")]
        indexes = [models.Index(fields=["delivery"], name="mailing_passage_delivery")]

    def __str__(self) -> str:
        return f"{self.walk_id}/{self.step_id}"
