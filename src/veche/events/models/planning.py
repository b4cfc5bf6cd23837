"""Events and series of them."""

from django.db import models
from django.db.models import Q

from veche.events.terms import KIND_TITLES, EventKind, EventState, WaitingMode
from veche.kit.fields import MomentField


class Series(models.Model):
    """Gatherings that come again by a rule; each date is an event of its own."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    # RFC 5545's RRULE without its name: «FREQ=MONTHLY;BYDAY=1FR».
    rule = models.CharField(max_length=300)
    # The first date on the wall clock of the time zone: «2026-12-04T19:00».
    begins = models.CharField(max_length=16)
    time_zone = models.CharField(max_length=64)
    minutes = models.IntegerField(default=120)
    # Dates are made so far ahead; dates left out, as `begins` is written.
    days_ahead = models.IntegerField(default=90)
    left_out = models.JSONField(default=list, blank=True)
    # What a new date is made with: plain fields of an event, and minutes before its start.
    pattern = models.JSONField(default=dict, blank=True)
    made_state = models.CharField(max_length=10, default=EventState.DRAFT)
    made_at = MomentField()
    ended_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="events_series_once")]

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """One gathering: when, where, for how many, and how people register."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="events")
    # The date of the series it stands for, as the rule has it, however it was moved since.
    date_of_series = models.CharField(max_length=16, default="", blank=True)
    # Names of fields that were changed for this date alone: a change of all leaves them.
    own_fields = models.JSONField(default=list, blank=True)
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, default=EventKind.MEETING)
    state = models.CharField(max_length=10, default=EventState.DRAFT)
    summary = models.CharField(max_length=300, default="", blank=True)
    about = models.TextField(default="", blank=True)
    language = models.CharField(max_length=5, default="ru")
    starts_at = MomentField()
    ends_at = MomentField()
    doors_at = MomentField(null=True)
    time_zone = models.CharField(max_length=64)
    venue = models.ForeignKey("events.Venue", models.SET_NULL, null=True, related_name="events")
    # Shown to those who come, and read when they open it: it may change without a new letter.
    online_link = models.CharField(max_length=500, default="", blank=True)
    is_listed = models.BooleanField(default=True)
    # The template it was made by, for its checklist and run sheet.
    template = models.CharField(max_length=20, default="", blank=True)
    # Without a capacity there is room for all. So many more are taken than there are seats.
    capacity = models.IntegerField(null=True)
    overbook = models.IntegerField(default=0)
    # Seats of those who go and of offers that stand; kept with every change of a guest.
    taken = models.IntegerField(default=0)
    needs_approval = models.BooleanField(default=False)
    most_seats = models.SmallIntegerField(default=4)
    registers_from = MomentField(null=True)
    registers_until = MomentField(null=True)
    waiting_mode = models.CharField(max_length=10, default=WaitingMode.FIT)
    # How many may be passed over by one that fits, and for how many hours an offer stands.
    waiting_bound = models.SmallIntegerField(default=5)
    offer_hours = models.SmallIntegerField(default=24)
    asks_diets = models.BooleanField(default=False)
    # RFC 5545's SEQUENCE: rises with every change that calendars must hear of.
    sequence = models.IntegerField(default=0)
    user_id = models.BigIntegerField(null=True)
    made_at = MomentField()
    changed_at = MomentField()
    announced_at = MomentField(null=True)
    settled_at = MomentField(null=True)
    cancelled_at = MomentField(null=True)
    cancel_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="events_event_once"),
            models.UniqueConstraint(
                fields=["series", "date_of_series"],
                condition=Q(series__isnull=False),
                name="events_date_once",
            ),
        ]
        indexes = [models.Index(fields=["community", "starts_at"], name="events_event_when")]

    def __str__(self) -> str:
        return self.title

    @property
    def seats(self) -> int | None:
        """How many may be taken in all, seats sold over the capacity included; none is no bound."""
        return None if self.capacity is None else self.capacity + self.overbook

    @property
    def kind_title(self) -> str:
        """What sort of gathering it is, as a gettext id."""
        return KIND_TITLES[EventKind(self.kind)]


class Edit(models.Model):
    """A change of an event or a series as it can be taken back: what each date had before."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="edits")
    scope = models.CharField(max_length=10)
    # The series it went to, as that was; a change of one date has none.
    series = models.ForeignKey(Series, models.SET_NULL, null=True, related_name="+")
    series_before = models.JSONField(default=dict, blank=True)
    # Number of an event → its fields that the change made others, as they were.
    before = models.JSONField(default=dict)
    # Dates that came to be by it: taking it back takes them away.
    made = models.JSONField(default=list, blank=True)
    at = MomentField()
    undone_at = MomentField(null=True)
    user_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.event_id}: {self.scope}"


class EventHall(models.Model):
    """A room that an event uses: one of its venue, or one of its own such as a stream."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="halls")
    hall = models.ForeignKey("events.Hall", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    capacity = models.IntegerField(null=True)
    place = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="events_hall_once")]

    def __str__(self) -> str:
        return self.name
