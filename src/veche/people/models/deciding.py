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
    """Two persons were said to be one. While it is not undone the two nodes are joined.

    One by Veche itself (`is_automatic`) joins nothing: it records what an alias joined.
    """

    keep = models.ForeignKey(Person, models.CASCADE, related_name="kept_in")
    lose = models.ForeignKey(Person, models.CASCADE, related_name="lost_in")
    is_automatic = models.BooleanField(default=False)
    # Handles through which the outside says it is one account: ids of identities.
    evidence = models.JSONField(default=list)
    # The identities that moved.
    moved = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.lose_id} → {self.keep_id}"


class Split(Decision):
    """Identities were said not to be a person's. While it is not undone its cuts and holds count."""

    # A human took them out; a human undid a merge that aliases would hold; two stay apart.
    HUMAN, UNMERGED, KEPT_APART = "human", "unmerged", "apart"

    person = models.ForeignKey(Person, models.CASCADE, related_name="splits")
    into = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, default=HUMAN)
    identities = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.person_id} ⇸ {self.into_id}"


class Cut(models.Model):
    """Something that would join two sides and does not while its split holds: an alias or a merge."""

    split = models.ForeignKey(Split, models.CASCADE, related_name="cuts")
    one_id = models.BigIntegerField(null=True, db_index=True)
    other_id = models.BigIntegerField(null=True, db_index=True)
    merge = models.ForeignKey(Merge, models.CASCADE, null=True, related_name="cuts")

    def __str__(self) -> str:
        return f"{self.one_id} ⇸ {self.other_id}"


class Hold(models.Model):
    """Two identities stay together while a split holds, though what joined them went to the other side."""

    split = models.ForeignKey(Split, models.CASCADE, related_name="holds")
    one_id = models.BigIntegerField(db_index=True)
    other_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.one_id} = {self.other_id}"


class Apart(Decision):
    """Two persons are different, a human says: never proposed again, never merged by Veche."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    split = models.ForeignKey(Split, models.CASCADE, null=True, related_name="aparts")
    # A later merge by a human overrules it as long as it stands.
    overruled_by = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="overruled")

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"


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
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="+")
    apart = models.ForeignKey(Apart, models.SET_NULL, null=True, related_name="+")

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
