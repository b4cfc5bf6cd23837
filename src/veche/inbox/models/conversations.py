"""Conversations: what wants an answer, how it stands, and what was said in it. Words stay in the ledger."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from veche.inbox.terms import FAR, Priority, Side, State, Why, reasons_in
from veche.kit.fields import MomentField
from veche.kit.time import as_datetime, moment

# What a list is filtered by stands at the end of the indexes it is ordered by, so that however few
# fit, none of the others is looked at beyond the index.
FILTERED = ("channel", "assigned", "why", "priority", "is_unread", "merged_into")


class Conversation(models.Model):
    """A thread, a direct chat or a question of a chat. Who wants the answer is known by a handle; which
    person that is, people decide, now and not when it was opened.
    """

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False)
    channel = models.ForeignKey("ledger.Channel", models.CASCADE, db_index=False, related_name="+")
    # How it is found again in its channel: see `rules.belonging`.
    key = models.CharField(max_length=270)
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    subject = models.CharField(max_length=250, default="", blank=True)
    language = models.CharField(max_length=5, default="", blank=True)
    # What it was opened for, and by which interactions.
    why = models.SmallIntegerField(default=0)
    opened_by = models.BigIntegerField(default=0)
    last_interaction = models.BigIntegerField(default=0)
    opened_at = MomentField()
    last_at = MomentField()
    asked_at = MomentField(default=0)
    answered_at = MomentField(default=0)
    first_answered_at = MomentField(null=True)
    # Who answered last: the team or another member.
    answered_side = models.SmallIntegerField(default=Side.TEAM)
    # FAR where nobody waits and where nothing is promised, so that both databases sort alike.
    waits_since = MomentField(default=FAR)
    due_at = MomentField(default=FAR)
    # Follows from what was settled by hand and from what was said since: `rules.standing`.
    state = models.CharField(max_length=10, default=State.OPEN)
    settled = models.CharField(max_length=10, default=State.OPEN)
    settled_at = MomentField(default=0)
    # When the last that asked was deleted in the channel, if nothing asks any more.
    gone_at = MomentField(default=0)
    snoozed_until = MomentField(null=True)
    closed_at = MomentField(null=True)
    assigned = models.ForeignKey("core.User", models.SET_NULL, null=True, db_index=False, related_name="+")
    priority = models.SmallIntegerField(default=Priority.USUAL)
    is_unread = models.BooleanField(default=True)
    # Merged into another one: its messages stand there.
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, db_index=False, related_name="merged")
    changed_at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="inbox_conversation_once")]
        indexes = [
            models.Index(
                fields=["community", "state", "waits_since", "id", *FILTERED, "due_at"],
                name="inbox_by_waiting",
            ),
            models.Index(
                fields=["community", "state", "last_at", "id", *FILTERED, "due_at"], name="inbox_by_latest"
            ),
            models.Index(fields=["community", "state", "due_at", "id", *FILTERED], name="inbox_by_due"),
            # The community stands in it though the colleague would do: SQLite takes the index with the
            # most equalities, and walked the whole community otherwise.
            models.Index(
                fields=["community", "assigned", "state", "waits_since", "id"],
                condition=Q(assigned__isnull=False), name="inbox_by_assigned",
            ),
            models.Index(
                fields=["community", "waits_since", "id"],
                condition=Q(assigned__isnull=True, state="open"), name="inbox_unassigned",
            ),
            models.Index(fields=["community", "changed_at"], name="inbox_by_change"),
            models.Index(
                fields=["snoozed_until"], condition=Q(state="snoozed", snoozed_until__isnull=False),
                name="inbox_snoozed",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="inbox_merged"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.state} #{self.pk}"

    @property
    def stands(self) -> State:
        """The state."""
        return State(self.state)

    @property
    def reasons(self) -> list[Why]:
        """Why it wants an answer."""
        return reasons_in(self.why)

    @property
    def waiting_since(self) -> datetime | None:
        """Since when somebody waits, if anybody does."""
        return self.waits_since if moment(self.waits_since) < FAR else None

    @property
    def due(self) -> datetime | None:
        """When the answer was promised by, if it was."""
        return self.due_at if moment(self.due_at) < FAR else None

    @property
    def answered(self) -> datetime | None:
        """When it was answered last, if ever."""
        return self.answered_at if self.answered_at > as_datetime(0) else None


class Item(models.Model):
    """Something said in a conversation: whose side said it, whether it asks or answers. Narrow."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, db_index=False, related_name="items")
    # Of the ledger, which may take it back: see `actions.dropping`.
    interaction_id = models.BigIntegerField(unique=True)
    identity_id = models.BigIntegerField()
    at = MomentField()
    side = models.SmallIntegerField(default=Side.THEY)
    why = models.SmallIntegerField(default=0)
    asks = models.BooleanField(default=False)
    answers = models.BooleanField(default=False)
    # When it was deleted in its channel: then it neither asks nor answers any more.
    gone_at = MomentField(null=True)
    # Why it is guessed to belong here, a gettext id; empty where the channel tells.
    guess = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "at"], name="inbox_item_of")]

    def __str__(self) -> str:
        return f"{self.interaction_id} in {self.conversation_id}"


class Answer(models.Model):
    """An answer that a colleague sent from here; where it is on its way the channels know by its key."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80, unique=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    withdrawn_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.key
