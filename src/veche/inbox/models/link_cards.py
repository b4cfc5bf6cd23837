"""Cards of links: what a page said of itself when somebody mentioned it. Its address is not kept."""

from django.db import models

from veche.kit.fields import MomentField


class LinkCard(models.Model):
    """What is shown below a message with a link; without a title nothing is, and nobody looks again."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    # SHA-256 of the link as it was written.
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200, default="", blank=True)
    description = models.CharField(max_length=500, default="", blank=True)
    site = models.CharField(max_length=200, default="", blank=True)
    # Drawn anew by us, a small square; empty where there is none.
    picture = models.BinaryField(default=b"")
    made_at = MomentField()
    ends_at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="inbox_link_card_once")]
        indexes = [
            models.Index(fields=["community", "made_at"], name="inbox_link_card_made"),
            models.Index(fields=["ends_at"], name="inbox_link_card_ends"),
        ]

    def __str__(self) -> str:
        return self.title
