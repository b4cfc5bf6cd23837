"""What we know of persons: traits of typed fields, tags, notes, consents, who is of the team."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.people.models.persons import Belonging, Person
from veche.people.terms import Form


class Field(models.Model):
    """A kind of trait of the organisation. The usual ones get a row when somebody uses or changes them."""

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=100)
    form = models.CharField(max_length=10, default=Form.TEXT)
    is_many = models.BooleanField(default=False)
    # [key, title] each; titles of the usual ones are translated.
    choices = models.JSONField(default=list, blank=True)
    place = models.IntegerField(default=100)
    # The purpose a special category needs a consent for; empty for all others.
    purpose = models.CharField(max_length=30, default="", blank=True)
    is_on = models.BooleanField(default=True)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="people_field_once")]

    def __str__(self) -> str:
        return self.title


class Trait(Belonging):
    """One value of a field for a person, in its canonical spelling. What is current is derived."""

    field = models.ForeignKey(Field, models.CASCADE, related_name="traits", db_index=False)
    value = models.CharField(max_length=500)
    folded = models.CharField(max_length=200)
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    other = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    is_current = models.BooleanField(default=True)
    # Removed by a human: can be brought back for a while, and an import does not bring it back.
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["field", "folded"], condition=Q(is_current=True), name="people_trait_current"
            ),
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="people_trait_removed"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class Tag(models.Model):
    """A word a community hangs on people."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    name = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "folded"], name="people_tag_once")]

    def __str__(self) -> str:
        return self.name


class Tagging(Belonging):
    """A tag hangs on a person."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["tag", "person"], name="people_tagging_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id} on {self.person_id}"


class Note(Belonging):
    """What a community writes about a person."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    text = models.TextField()
    changed_at = MomentField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False), name="people_note_removed"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class TeamMark(Belonging):
    """A person is of the community's own team, and counts apart in figures."""

    community = models.ForeignKey("core.Community", models.CASCADE)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"


class ConsentText(models.Model):
    """What people consent to, word by word; a changed text is another version."""

    organisation = models.ForeignKey("core.Organisation", models.CASCADE, db_index=False)
    purpose = models.CharField(max_length=30)
    version = models.IntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose", "version"], name="people_consent_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"


class Consent(Belonging):
    """A person allowed something in a community: to which text, when, how, with what proof."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents")
    given_at = MomentField()
    way = models.CharField(max_length=10)
    proof = models.CharField(max_length=500, default="", blank=True)
    ends_at = MomentField(null=True)
    withdrawn_at = MomentField(null=True)
    withdrawn_way = models.CharField(max_length=10, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.text_id}"
