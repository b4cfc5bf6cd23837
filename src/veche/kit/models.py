"""What the kit keeps in the database: jobs and when they last ran, letters of Veche's own, attempts."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Job(models.Model):
    """A piece of work asked for by a change and committed with it.

    waiting → running → done, or back to waiting after a fault, or failed for good.
    """

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"

    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    # While a job with this key waits, asking for it again changes nothing.
    key = models.CharField(max_length=200, default="", blank=True)
    community_id = models.BigIntegerField(null=True)
    lane = models.CharField(max_length=10, default="main")
    state = models.CharField(max_length=10, default=WAITING)
    made_at = MomentField()
    due_at = MomentField()
    started_at = MomentField(null=True)
    ended_at = MomentField(null=True)
    attempts = models.IntegerField(default=0)
    # Who runs it: node and process, and until when it is believed to live.
    claim = models.CharField(max_length=64, default="", blank=True)
    leased_until = MomentField(null=True)
    done_part = models.BigIntegerField(default=0)
    whole = models.BigIntegerField(default=0)
    error = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="kit_job_waiting"),
            models.Index(fields=["leased_until"], condition=Q(state="running"), name="kit_job_running"),
            models.Index(fields=["state", "ended_at"], name="kit_job_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="waiting") & ~Q(key=""), name="kit_job_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class Turn(models.Model):
    """When a periodic job last had its turn: one row each, claimed by one node at a time."""

    name = models.CharField(max_length=120, primary_key=True)
    turned_at = MomentField()

    def __str__(self) -> str:
        return self.name


class Letter(models.Model):
    """A letter Veche itself writes, such as a way back to a forgotten password.

    caught (no mail server is set: it waits on the outbox page to be read there), or waiting → sent.
    """

    CAUGHT, WAITING, SENT = "caught", "waiting", "sent"

    # Whose leaders may read it on the outbox page; nobody's where it is about more than one.
    organisation_id = models.BigIntegerField(null=True)
    to = models.CharField(max_length=320)
    subject = models.CharField(max_length=400)
    body = models.TextField()
    html = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10)
    # Fixed before the first try: a mail server that gets it twice shows it once.
    message_id = models.CharField(max_length=200)
    headers = models.JSONField(default=dict, blank=True)
    error = models.TextField(default="", blank=True)
    made_at = MomentField()
    sent_at = MomentField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "made_at"], name="kit_letter_made")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Enclosure(models.Model):
    """A file that goes with a letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Attempt(models.Model):
    """How often somebody tried something of late: of who it was only a keyed digest is kept."""

    digest = models.CharField(max_length=40, primary_key=True)
    count = models.IntegerField(default=1)
    ends_at = MomentField(db_index=True)

    def __str__(self) -> str:
        return f"{self.digest}: {self.count}"
