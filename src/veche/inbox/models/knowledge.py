"""Knowledge: articles with every text they ever had, saved answers, and questions that were answered."""

from django.db import models
from django.db.models import Q

from veche.inbox.terms.knowledge import LONGEST_KEY, LONGEST_SECTION, LONGEST_TITLE, ArticleState
from veche.kit.fields import MomentField


class KnowledgePage(models.Model):
    """Whether a community shows its articles to anybody. No row: it does not."""

    community = models.OneToOneField("core.Community", models.CASCADE, primary_key=True)
    is_open = models.BooleanField(default=False)
    changed_at = MomentField()

    def __str__(self) -> str:
        return f"{self.community_id}: {'open' if self.is_open else 'closed'}"


class Article(models.Model):
    """What a community knows about one thing; its texts stand apart, one a language and version."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80, allow_unicode=False)
    state = models.CharField(max_length=10, default=ArticleState.DRAFT)
    # Where it stands within its section: the smaller number first.
    place = models.IntegerField(default=100)
    # The message that asked and the one that answered, where it was made of them.
    question_id = models.BigIntegerField(null=True)
    answer_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    changed_at = MomentField()
    published_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="inbox_article_once")]
        indexes = [models.Index(fields=["community", "state", "place"], name="inbox_article_standing")]

    def __str__(self) -> str:
        return self.slug


class ArticleText(models.Model):
    """An article's text in a language as it was saved once; the latest counts, none is changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts", db_index=False)
    language = models.CharField(max_length=5)
    number = models.IntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    section = models.CharField(max_length=LONGEST_SECTION, default="", blank=True)
    body = models.TextField(default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="inbox_text_once"),
            models.UniqueConstraint(
                fields=["article", "language"], condition=Q(is_latest=True), name="inbox_text_latest"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Feedback(models.Model):
    """Somebody's word on whether an article helped: the latest of a visitor counts."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="feedback", db_index=False)
    # A keyed digest of where they came from; it says only that it is the same one.
    visitor = models.CharField(max_length=32)
    helped = models.BooleanField()
    language = models.CharField(max_length=5, default="", blank=True)
    at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "visitor"], name="inbox_feedback_once"),
        ]
        indexes = [models.Index(fields=["visitor", "at"], name="inbox_feedback_of")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.helped}"


class SavedAnswer(models.Model):
    """An answer to use again: a short key to find it by, and its text in each language."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    folded = models.CharField(max_length=LONGEST_KEY)
    # Language → text with places; see `rules.placeholders`.
    texts = models.JSONField(default=dict)
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    made_at = MomentField()
    changed_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "folded"],
                condition=Q(removed_at__isnull=True),
                name="inbox_saved_answer_once",
            )
        ]

    def __str__(self) -> str:
        return self.key


class AnsweredQuestion(models.Model):
    """A question of the ledger and the reply that answered it. Derived from the ledger."""

    # The interactions' ids: a withdrawn import takes them away, and this follows.
    question_id = models.BigIntegerField(primary_key=True)
    answer_id = models.BigIntegerField()
    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["answer_id"], name="inbox_answered_by")]

    def __str__(self) -> str:
        return f"{self.question_id} ← {self.answer_id}"
