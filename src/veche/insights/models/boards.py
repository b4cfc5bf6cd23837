"""Boards put together by people, what they note on the time line, and how boards are sent and shown."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField


class Board(models.Model):
    """Measures somebody put side by side, for everybody who may see the community's figures."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    title = models.CharField(max_length=100)
    folded = models.CharField(max_length=100)
    # Keys of measures in the order they are shown.
    measures = models.JSONField()
    # What is asked when its address says nothing: a query string.
    wish = models.CharField(max_length=500, default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "folded"],
                condition=Q(removed_at__isnull=True),
                name="insights_board_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How addresses name it."""
        return str(self.pk)


class Annotation(models.Model):
    """Something that happened on a day, told on every chart: «moved the chat»."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    day = models.IntegerField()
    text = models.CharField(max_length=200)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "day"], name="insights_annotation_day")]

    def __str__(self) -> str:
        return self.text


class Link(models.Model):
    """A public address of a board for those who have no account; it reads and nothing else."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    # A ready board's key, or the number of one's own.
    board = models.CharField(max_length=40)
    wish = models.CharField(max_length=500, default="", blank=True)
    language = models.CharField(max_length=10)
    secret = models.CharField(max_length=64, unique=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    withdrawn_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.board


class Report(models.Model):
    """A board sent to somebody by mail, again and again."""

    WEEKLY, MONTHLY = "weekly", "monthly"

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    board = models.CharField(max_length=40)
    # Who gets it, in their language, for as long as they may see the figures.
    user = models.ForeignKey("core.User", models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=10)
    with_pdf = models.BooleanField(default=True)
    with_xlsx = models.BooleanField(default=False)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    # The last day of the period that was sent last: none is sent twice.
    sent_day = models.IntegerField(default=-1)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.board
