"""Waits: who waited for what was promised, and by when it was promised then."""

from django.db import models
from django.db.models import Q

from veche.inbox.terms import FAR
from veche.kit.fields import MomentField


class Wait(models.Model):
    """Somebody waits, or waited, for an answer or for the end of their matter: `rules.waiting`.

    Follows from what was said and settled, but for `due_at`: once the time is over or the wait has
    ended it says what was promised then, whatever is promised now.
    """

    conversation = models.ForeignKey("inbox.Conversation", models.CASCADE, related_name="waits")
    # What they asked, and under which handle.
    interaction_id = models.BigIntegerField()
    identity_id = models.BigIntegerField()
    promised = models.SmallIntegerField()
    since = MomentField()
    # FAR where nothing was promised, and while it goes on.
    due_at = MomentField(default=FAR)
    ended_at = MomentField(default=FAR)
    is_answered = models.BooleanField(default=False)
    # Figures know that it was late.
    is_late = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interaction_id", "promised"], name="inbox_wait_once")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(ended_at=FAR, is_late=False), name="inbox_wait_running"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interaction_id} in {self.conversation_id}"
