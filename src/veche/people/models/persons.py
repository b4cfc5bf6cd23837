"""The human we believe in, and the handles we believe are theirs."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.people.terms import Tie


class Person(models.Model):
    """A human of the organisation: our belief about who is behind identities.

    A person that was merged stays as a row of its own: it remembers what was its own, so that
    taking the merge back restores exactly that. Pages show only persons that are not merged.
    """

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    # What pages show: the name a human gave, else the best of the identities'. Derived.
    name = models.CharField(max_length=200, default="", blank=True)
    given_name = models.CharField(max_length=200, default="", blank=True)
    # A file below settings.FILES; `face` is what pages show: one's own, else a merged person's.
    photo = models.CharField(max_length=120, default="", blank=True)
    face = models.CharField(max_length=120, default="", blank=True)
    language = models.CharField(max_length=5, default="", blank=True)
    # The identity a person goes with wherever it goes; nothing where all were withdrawn.
    anchor = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, db_index=False, related_name="merged")
    made_at = MomentField()
    # Who added them by hand.
    made_by = models.BigIntegerField(null=True)
    forgotten_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="people_person_merged"
            ),
            models.Index(
                fields=["organisation"], condition=Q(anchor__isnull=True), name="people_person_adrift"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Attachment(models.Model):
    """An identity is a person's: by what tie, through which other identity, since when."""

    identity = models.OneToOneField("ledger.Identity", models.CASCADE, primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="attachments")
    tie = models.SmallIntegerField(default=Tie.FIRST)
    via_id = models.BigIntegerField(null=True)
    since = MomentField()

    class Meta:
        indexes = [
            models.Index(fields=["via_id"], condition=Q(via_id__isnull=False), name="people_attached_via")
        ]

    def __str__(self) -> str:
        return f"{self.identity_id} → {self.person_id}"


class Belonging(models.Model):
    """What is a person's wherever they go: what a human said goes with the person it was said of
    (`home`), what the outside said goes with the identity it was said of. `person` is whose it is now.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")
    home = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    identity = models.ForeignKey("ledger.Identity", models.CASCADE, null=True, related_name="+")
    # Which import said so; withdrawing it takes this back.
    origin_id = models.BigIntegerField(null=True, db_index=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()

    class Meta:
        abstract = True
