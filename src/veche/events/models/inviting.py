"""Drives: an invitation or a word that goes to many people, each of them once."""

from django.db import models
from django.db.models import Q

from veche.events.terms.inviting import USUAL_CAP, DriveKind, DriveState, Refusable, Sent, Ways
from veche.kit.fields import MomentField


class Drive(models.Model):
    """One sending to many people about an event. Whom it is for was fixed when it was begun."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="drives")
    kind = models.CharField(max_length=10, default=DriveKind.INVITATION)
    state = models.CharField(max_length=10, default=DriveState.GOING)
    # `Whom` in a reader's words, as it was chosen.
    whom = models.CharField(max_length=300, default="", blank=True)
    ways = models.CharField(max_length=10, default=Ways.MAIL_FIRST)
    # Whom it leaves out who was invited so often lately.
    cap = models.SmallIntegerField(default=USUAL_CAP)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    # One pressing of the button: pressed twice it is one drive.
    key = models.CharField(max_length=40)
    made_at = MomentField()
    goes_at = MomentField()
    ended_at = MomentField(null=True)
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="events_drive_once")]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="going"), name="events_drive_going"),
        ]

    def __str__(self) -> str:
        return self.subject


class Invitee(models.Model):
    """Somebody a drive is for, and where their letter stands."""

    drive = models.ForeignKey(Drive, models.CASCADE, db_index=False, related_name="invitees")
    # Whom the ledger knows them as; a guest's may be unknown yet.
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    guest = models.ForeignKey("events.Guest", models.SET_NULL, null=True, related_name="letters")
    # Who they are within the drive: a person, or a guest whom nobody knows.
    who = models.CharField(max_length=30)
    name = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    chat = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, db_index=False, related_name="+")
    channel = models.ForeignKey(
        "ledger.Channel", models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=10, default=Sent.WAITING)
    left = models.CharField(max_length=12, default="", blank=True)
    # The letter that is on its way, or the key of the message.
    letter_id = models.BigIntegerField(null=True)
    message_key = models.CharField(max_length=80, default="", blank=True)
    # Of the secret by which they refuse further invitations; known once it was written.
    digest = models.CharField(max_length=64, null=True, unique=True)
    claimed_at = MomentField(null=True)
    sent_at = MomentField(null=True)
    # When their link was first opened.
    opened_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["drive", "who"], name="events_invitee_once")]
        indexes = [
            models.Index(fields=["drive", "state", "id"], name="events_invitee_stands"),
            models.Index(fields=["id"], condition=Q(state="claimed"), name="events_invitee_on_way"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.who


class NoInvitation(models.Model):
    """Somebody wants no more invitations or reminders of a community. Taken back, the row stays."""

    what = models.CharField(max_length=12, default=Refusable.INVITATIONS)
    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    email = models.CharField(max_length=254, default="", blank=True)
    at = MomentField()
    ended_at = MomentField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community", "email"], condition=Q(ended_at__isnull=True), name="events_uninvited"
            )
        ]

    def __str__(self) -> str:
        return self.email or f"identity #{self.identity_id}"
