"""Who decided that persons are one or two: merges, splits, dismissals, and what is proposed."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.people.models.persons import Person


class Decision(models.Model):
    """Something somebody decided about who is who, and took back perhaps; Veche itself has no user."""

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, related_name="+")
    community_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    undone_at = MomentField(null=True)

    class Meta:
        abstract = True


class Merge(Decision):
    """Two persons were said to be one. While it is not undone their anchors are together."""

    keep = models.ForeignKey(Person, models.CASCADE, related_name="kept_in")
    lose = models.ForeignKey(Person, models.CASCADE, related_name="lost_in")

    def __str__(self) -> str:
        return f"{self.lose_id} → {self.keep_id}"


class Split(Decision):
    """Identities were said not to be a person's. While it is not undone they and those that stayed part."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="splits")
    into = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="split_off_in")
    # Ids of identities: those taken out, and those that stayed.
    identities = models.JSONField(default=list)
    stayed = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.person_id} ⇸ {self.into_id}"


class Duplicate(models.Model):
    """Two persons that may be one, with the evidence in words; the lower number first."""

    OPEN, MERGED, DISMISSED = "open", "merged", "dismissed"

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.SmallIntegerField()
    # [clue, points, values] each: see `terms.Clue`.
    clues = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=OPEN)
    made_at = MomentField()
    # Who merged or dismissed it, and when.
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    decided_at = MomentField(null=True)
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="people_duplicate_once")]
        indexes = [
            models.Index(
                fields=["organisation", "score"], condition=Q(state="open"), name="people_duplicate_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ? {self.other_id}: {self.score}"


class Trace(models.Model):
    """What a person may be known again by: the sound of a name, a handle in one spelling. Derived.

    Persons that share a trace are compared with one another; nobody else is.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="traces")
    key = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.key
