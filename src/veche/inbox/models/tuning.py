"""How a community's inbox is tuned, who is on duty, and who looks at what right now."""

from datetime import date
from typing import Any

from django.db import models

from veche.inbox.terms import ANY_REASON, USUAL_HOURS, Method, Promise, Week
from veche.kit.fields import MomentField


def usual_hours() -> list[Any]:
    """Answer the hours a community begins with."""
    return [list(hours) if hours else None for hours in USUAL_HOURS]


class Desk(models.Model):
    """The inbox of a community: what is too old to open, when answered ones close, working hours."""

    community = models.OneToOneField("core.Community", models.CASCADE, primary_key=True, related_name="+")
    # What was said earlier than so many days before we heard of it opens nothing.
    days = models.SmallIntegerField(default=14)
    # What waits for them so long is closed; 0 for never.
    close_after = models.SmallIntegerField(default=7)
    hours = models.JSONField(default=usual_hours)
    holidays = models.JSONField(default=list, blank=True)
    # In working minutes, where a channel says nothing of its own.
    first_minutes = models.IntegerField(default=0)
    whole_minutes = models.IntegerField(default=0)
    # Whether pages are looked at that members mention in public; off: it tells those sites of us.
    shows_links = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"desk of {self.community_id}"

    def week_in(self, zone: str) -> Week:
        """Answer the working hours for the rules."""
        hours = tuple((int(day[0]), int(day[1])) if day else None for day in self.hours)
        days = frozenset(date.fromisoformat(day) for day in self.holidays)
        return Week(hours, days, zone)

    @property
    def promise(self) -> Promise:
        """What is promised where a channel promises nothing of its own."""
        return Promise(self.first_minutes, self.whole_minutes)


class ChannelRule(models.Model):
    """What opens a conversation in one channel, and by when it is answered there."""

    channel = models.OneToOneField("ledger.Channel", models.CASCADE, primary_key=True, related_name="+")
    reasons = models.SmallIntegerField(default=int(ANY_REASON))
    first_minutes = models.IntegerField(null=True)
    whole_minutes = models.IntegerField(null=True)
    # People are asked how it was once a conversation here is closed by hand.
    asks_how = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"rule of channel {self.channel_id}"


class AssignRule(models.Model):
    """Who gets conversations of a kind; the first that fits counts."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    place = models.IntegerField(default=0)
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, null=True, related_name="+")
    language = models.CharField(max_length=5, default="", blank=True)
    # Divided by commas; one is enough.
    words = models.CharField(max_length=500, default="", blank=True)
    method = models.CharField(max_length=10, default=Method.TURNS)
    # Ids of users.
    users = models.JSONField(default=list)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return f"rule #{self.pk}"


class Duty(models.Model):
    """Hours of a weekday in which somebody is on duty, in the community's time zone."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    weekday = models.SmallIntegerField()
    start = models.SmallIntegerField()
    end = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.user_id} on {self.weekday}"


class SavedFilter(models.Model):
    """Filters of the inbox under a name; one's own, or shared with all."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    user_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=100)
    # The list's own query string, put together by us.
    query = models.CharField(max_length=500, default="", blank=True)
    is_shared = models.BooleanField(default=False)
    made_at = MomentField()

    def __str__(self) -> str:
        return self.title


class Digest(models.Model):
    """Somebody gets a letter of what waits, at an hour of chosen weekdays by the community's clock."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    hour = models.SmallIntegerField()
    # Weekdays, Monday is 0.
    days = models.JSONField(default=list)
    # The last day that was seen to, counted from 1970.
    sent_day = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "user"], name="inbox_digest_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.hour}"


class Watch(models.Model):
    """Somebody looks at a conversation or writes in it, for a few seconds."""

    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, db_index=False, related_name="+")
    user = models.ForeignKey("core.User", models.CASCADE, db_index=False, related_name="+")
    until = MomentField()
    answers_until = MomentField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="inbox_watch_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.conversation_id}"
