"""Where persons stand in communities: derived from the ledger, made anew at any time."""

from datetime import datetime

from django.db import models

from veche.kit.fields import MomentField
from veche.people.models.persons import Person
from veche.people.terms import Stage


class Standing(models.Model):
    """How near a person is to a community and what they did there. Who has none is not seen there."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="standings")
    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    stage = models.SmallIntegerField(default=Stage.STRANGER)
    since = MomentField()
    # When only time will have changed the stage; nothing where only a deed can.
    review_at = MomentField(null=True, db_index=True)
    first_seen_at = MomentField()
    last_seen_at = MomentField()
    # 1970 where they did nothing themselves, so that both databases sort alike: see `own_at`.
    last_own_at = MomentField(default=0)
    joined_at = MomentField(null=True)
    left_at = MomentField(null=True)
    first_word_at = MomentField(null=True)
    own_count = models.IntegerField(default=0)
    words_count = models.IntegerField(default=0)
    answered_count = models.IntegerField(default=0)
    brought_count = models.IntegerField(default=0)
    active_weeks = models.SmallIntegerField(default=0)
    # Where they came from: the channel and the kind of the first thing we know of.
    first_channel_id = models.BigIntegerField(default=0)
    first_kind = models.SmallIntegerField(default=0)
    is_team = models.BooleanField(default=False)
    # The person's name as the list sorts it.
    sort_name = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="people_standing_once")]
        indexes = [
            models.Index(fields=["community", "last_seen_at", "id"], name="people_by_last_seen"),
            models.Index(fields=["community", "sort_name", "id"], name="people_by_name"),
            models.Index(fields=["community", "first_seen_at", "id"], name="people_by_first_seen"),
            models.Index(fields=["community", "last_own_at", "id"], name="people_by_last_own"),
            models.Index(fields=["community", "own_count", "id"], name="people_by_activity"),
            models.Index(fields=["community", "since", "id"], name="people_by_since"),
            models.Index(fields=["community", "stage", "last_seen_at"], name="people_by_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}: {Stage(self.stage).name.lower()}"

    @property
    def what(self) -> Stage:
        """The stage."""
        return Stage(self.stage)

    @property
    def own_at(self) -> datetime | None:
        """When they last did something, if ever."""
        return self.last_own_at if self.own_count else None


class Presence(models.Model):
    """A person was seen in a channel: how often, when last, whether they are in it now."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="presences")
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, db_index=False, related_name="+")
    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    count = models.IntegerField(default=0)
    last_at = MomentField()
    is_in = models.BooleanField(default=False)
    has_left = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "person"], name="people_presence_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in channel {self.channel_id}"


class Transition(models.Model):
    """A person changed from one stage to another on a day (from 1970 in the community's zone)."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="transitions")
    day = models.IntegerField()
    stage_from = models.SmallIntegerField()
    stage_to = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["community", "day"], name="people_transition_day")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.stage_from} → {self.stage_to}"


class Touch(models.Model):
    """A person something happened to, waiting to be looked at anew: in a community, or as a likeness."""

    STANDING, LIKENESS = 1, 2

    what = models.SmallIntegerField()
    community_id = models.BigIntegerField(default=0)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "community_id", "person"], name="people_touch_once")
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.person_id}"


class SavedView(models.Model):
    """Filters, order and columns of the list under a name; one's own, or shared with all."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    title = models.CharField(max_length=100)
    # The list's own query string, put together by us.
    query = models.CharField(max_length=2000, default="", blank=True)
    is_shared = models.BooleanField(default=False)
    made_at = MomentField()

    def __str__(self) -> str:
        return self.title
