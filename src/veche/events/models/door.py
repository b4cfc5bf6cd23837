"""The door: entrances, devices that stand there, and every scan they made."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Door(models.Model):
    """An entrance of an event, where there is more than one."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="doors")
    name = models.CharField(max_length=60)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"], condition=Q(removed_at__isnull=True), name="events_door_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Device(models.Model):
    """What scans tickets: a phone that got a link, or a user's own browser."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="devices")
    title = models.CharField(max_length=100)
    # Of the secret in its link; a user's browser has none and is let in as the user.
    digest = models.CharField(max_length=64, null=True, unique=True)
    user_id = models.BigIntegerField(null=True)
    door = models.ForeignKey(Door, models.SET_NULL, null=True, related_name="+")
    made_at = MomentField()
    # What is scanned later than this is not taken; nothing is an end of its own.
    expires_at = MomentField(null=True)
    revoked_at = MomentField(null=True)
    seen_at = MomentField(null=True)
    # How many scans it said it still keeps.
    waiting = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user_id"], condition=Q(digest__isnull=True), name="events_device_of_user"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Scan(models.Model):
    """A ticket was held before a device: added, never changed but for how it is judged beside others."""

    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="+")
    device = models.ForeignKey(Device, models.PROTECT, db_index=False, related_name="scans")
    # The device's own name for it: sent twice it is one scan.
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=4)
    seat = models.ForeignKey("events.Seat", models.CASCADE, null=True, related_name="scans")
    door = models.ForeignKey(Door, models.SET_NULL, null=True, db_index=False, related_name="+")
    # The device's clock, set right by how far it was from ours when it told us.
    at = MomentField()
    merged_at = MomentField()
    outcome = models.CharField(max_length=10)
    undoes = models.CharField(max_length=64, default="", blank=True)
    # The beginning of a code that is none of ours.
    words = models.CharField(max_length=80, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "key"], name="events_scan_once")]
        indexes = [
            # In this order scans become visible: whoever adds one holds the event.
            models.Index(fields=["event", "id"], name="events_scan_order"),
            models.Index(fields=["event", "outcome", "at"], name="events_scan_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.outcome}"
