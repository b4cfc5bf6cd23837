"""Letters as they are written: content, versions, remarks, approvals, pictures, recorded links."""

from django.db import models
from django.db.models import Q

from veche.kit.fields import MomentField
from veche.mailing.terms import Form, LetterKind, LetterState, When


class Letter(models.Model):
    """One letter to many. Its content is a draft until it begins to leave; then it stays as it was sent."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    newsletter = models.ForeignKey("mailing.Newsletter", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, default=LetterKind.SINGLE)
    state = models.CharField(max_length=10, default=LetterState.DRAFT)
    # Which of its newsletter, given when it leaves.
    number = models.IntegerField(null=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=300, default="", blank=True)
    preheader = models.CharField(max_length=300, default="", blank=True)
    form = models.CharField(max_length=10, default=Form.BLOCKS)
    # Blocks as `rules.blocks` reads them, or {"source": text} of the other forms.
    content = models.JSONField(default=dict, blank=True)
    # The plain part as a human wrote it; made from the content where it is empty.
    plain = models.TextField(default="", blank=True)
    language = models.CharField(max_length=5, default="ru")
    theme = models.ForeignKey("mailing.Theme", models.SET_NULL, null=True, related_name="+")
    sender = models.ForeignKey("mailing.Sender", models.SET_NULL, null=True, related_name="+")
    from_name = models.CharField(max_length=100, default="", blank=True)
    reply_to = models.CharField(max_length=254, default="", blank=True)
    segment = models.ForeignKey("people.Segment", models.SET_NULL, null=True, related_name="+")
    # A letter people wait for whatever they subscribed to (a change of rules, say): consent is not asked,
    # suppression is. Who said so stands in the audit.
    is_notice = models.BooleanField(default=False)
    # Users who chose whom it goes to: as little as its writers may they approve it.
    chosen_by = models.JSONField(default=list, blank=True)
    # Grows with every saving; whoever saves an older one is told who was quicker.
    version = models.IntegerField(default=1)
    when = models.CharField(max_length=10, default=When.AT_ONCE)
    leaves_at = MomentField(null=True)
    # Share of the audience, in percent, that gets the variants first; nothing without variants.
    trial_share = models.SmallIntegerField(default=0)
    # As `terms.trying.Trial` holds it: by what the winner is chosen and after how long.
    trial = models.JSONField(default=dict, blank=True)
    # How many it was prepared for, and how many were left out for which reason.
    audience = models.JSONField(default=dict, blank=True)
    prepared_at = MomentField(null=True)
    begun_at = MomentField(null=True)
    ended_at = MomentField(null=True)
    # Why it was paused, where it paused itself.
    trouble = models.CharField(max_length=300, default="", blank=True)
    # What the last checks before sending found, as `terms.checks` says it; of which version and when.
    checks = models.JSONField(default=dict, blank=True)
    # Readable by anybody in its newsletter's archive since.
    published_at = MomentField(null=True)
    made_at = MomentField()
    changed_at = MomentField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "number"], condition=Q(number__isnull=False), name="mailing_issue_once"
            )
        ]
        indexes = [
            models.Index(fields=["community", "-changed_at"], name="mailing_letter_changed"),
            models.Index(
                fields=["leaves_at"], condition=Q(state="scheduled"), name="mailing_letter_scheduled"
            ),
            models.Index(
                fields=["id"], condition=Q(state__in=["preparing", "sending"]), name="mailing_letter_on_way"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A letter as it was at one saving worth keeping; the newest of many quick ones stands for them."""

    letter = models.ForeignKey(Letter, models.CASCADE, db_index=False, related_name="versions")
    number = models.IntegerField()
    subject = models.CharField(max_length=300, default="", blank=True)
    preheader = models.CharField(max_length=300, default="", blank=True)
    form = models.CharField(max_length=10)
    content = models.JSONField()
    plain = models.TextField(default="", blank=True)
    # Later savings make another one, however soon they come.
    is_held = models.BooleanField(default=False)
    at = MomentField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="mailing_version_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.letter_id} v{self.number}"


class Remark(models.Model):
    """What a colleague says about a letter, or about one block of it."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="remarks")
    block = models.CharField(max_length=40, default="", blank=True)
    text = models.CharField(max_length=2000)
    at = MomentField()
    user_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=200, default="", blank=True)
    settled_at = MomentField(null=True)
    settled_by = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return self.text[:60]


class Approval(models.Model):
    """A second person read this very version of a letter, and its audience, and lets it go."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="approvals")
    # Of content, subject, sender and audience: another one as soon as any of them is another.
    digest = models.CharField(max_length=64)
    # How many it would have reached then; nothing of a step, which goes to one after another.
    size = models.IntegerField(null=True)
    at = MomentField()
    user_id = models.BigIntegerField()
    author = models.CharField(max_length=200)
    ended_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "digest", "user_id"],
                condition=Q(ended_at__isnull=True),
                name="mailing_approval_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.letter_id}"


class Variant(models.Model):
    """Another subject, preheader or content of a letter, to be tried on a share of its audience."""

    letter = models.ForeignKey(Letter, models.CASCADE, db_index=False, related_name="variants")
    # 0 is the letter itself.
    number = models.SmallIntegerField()
    subject = models.CharField(max_length=300, default="", blank=True)
    preheader = models.CharField(max_length=300, default="", blank=True)
    content = models.JSONField(null=True, blank=True)
    # Where its content is written, if that is in place: each saving brings it here.
    draft = models.OneToOneField(Letter, models.SET_NULL, null=True, related_name="tried_as")
    won_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="mailing_variant_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject


class Picture(models.Model):
    """A picture for letters, made anew from what was uploaded."""

    community = models.ForeignKey("core.Community", models.CASCADE, related_name="+")
    # A file below settings.FILES; its name cannot be guessed, because mail programs ask without a session.
    name = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=200, default="", blank=True)
    width = models.IntegerField()
    height = models.IntegerField()
    weight = models.IntegerField()
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.title or self.name


class Link(models.Model):
    """Where a link of a letter leads: written down when it begins to leave, the only place it can lead to."""

    letter = models.ForeignKey(Letter, models.CASCADE, db_index=False, related_name="links")
    variant = models.SmallIntegerField(default=0)
    # Its place among the links of the letter, from 1.
    number = models.SmallIntegerField()
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "variant", "number"], name="mailing_link_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.address
