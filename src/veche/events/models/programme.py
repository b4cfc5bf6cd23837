"""The programme: sessions in halls and tracks, who speaks, and what was proposed."""

from django.db import models
from django.db.models import Q

from veche.events.terms.programme import ProposalState, SessionKind, Step
from veche.kit.fields import MomentField


class Track(models.Model):
    """A strand of an event's programme, with the colour it is known by."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="tracks")
    title = models.CharField(max_length=100)
    colour = models.CharField(max_length=10, default="blue")
    place = models.IntegerField(default=0)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "title"], name="events_track_once")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A part of the programme; without a start it waits for its place."""

    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="sessions")
    # What other programs and a second import know it by.
    uid = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, default="", blank=True)
    kind = models.CharField(max_length=10, default=SessionKind.TALK)
    track = models.ForeignKey(Track, models.SET_NULL, null=True, related_name="sessions")
    hall = models.ForeignKey("events.EventHall", models.SET_NULL, null=True, related_name="sessions")
    starts_at = MomentField(null=True)
    minutes = models.IntegerField(default=30)
    language = models.CharField(max_length=8, default="", blank=True)
    # In Markdown, for everybody; needs are for the team.
    abstract = models.TextField(default="", blank=True)
    needs = models.TextField(default="", blank=True)
    slides_link = models.CharField(max_length=500, default="", blank=True)
    recording_link = models.CharField(max_length=500, default="", blank=True)
    is_imported = models.BooleanField(default=False)
    user_id = models.BigIntegerField(null=True)
    made_at = MomentField()
    changed_at = MomentField()
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "uid"], name="events_session_once")]
        indexes = [models.Index(fields=["event", "starts_at"], name="events_session_when")]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Somebody who speaks at events of a community; name and bio are shown, the rest is the team's."""

    community = models.ForeignKey("core.Community", models.CASCADE, db_index=False, related_name="+")
    # Who it is to the ledger; the person behind it, `people` knows.
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    uid = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    bio = models.TextField(default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    contact = models.CharField(max_length=300, default="", blank=True)
    user_id = models.BigIntegerField(null=True)
    made_at = MomentField()
    changed_at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "uid"], name="events_speaker_once")]
        indexes = [
            models.Index(fields=["community", "folded"], name="events_speaker_named"),
            models.Index(fields=["community", "email"], name="events_speaker_mail"),
        ]

    def __str__(self) -> str:
        return self.name


class Speaking(models.Model):
    """Somebody speaks in a session, and how far it has come."""

    session = models.ForeignKey(Session, models.CASCADE, db_index=False, related_name="speakings")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="speakings")
    step = models.CharField(max_length=8, default=Step.IDEA)
    since = MomentField()
    place = models.IntegerField(default=0)
    # The ledger has heard that they spoke.
    is_recorded = models.BooleanField(default=False)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="events_speaking_once")]

    def __str__(self) -> str:
        return f"{self.speaker_id} in {self.session_id}: {self.step}"


class SpeakingChange(models.Model):
    """A talk came to another step: added, never changed."""

    speaking = models.ForeignKey(Speaking, models.CASCADE, related_name="changes")
    step = models.CharField(max_length=8)
    before = models.CharField(max_length=8, default="", blank=True)
    at = MomentField()
    user_id = models.BigIntegerField(null=True)
    # The ledger has heard of it, or need not.
    is_recorded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(is_recorded=False), name="events_step_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.speaking_id}: {self.before} → {self.step}"


class CallForTalks(models.Model):
    """An event asks for talks until a moment, with words on what is wanted."""

    event = models.OneToOneField("events.Event", models.CASCADE, related_name="call")
    about = models.TextField(default="", blank=True)
    # What proposers agree to, as the form shows it; a proposal keeps it as it stood.
    consent = models.TextField(default="", blank=True)
    closes_at = MomentField(null=True)
    is_open = models.BooleanField(default=False)
    changed_at = MomentField()

    def __str__(self) -> str:
        return f"call of {self.event_id}"


class Proposal(models.Model):
    """A talk somebody would give, as they wrote it."""

    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="proposals")
    state = models.CharField(max_length=10, default=ProposalState.NEW)
    # One filling-in of the form, and the digest of the secret in the proposer's link.
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, default=SessionKind.TALK)
    minutes = models.IntegerField(default=30)
    talk_language = models.CharField(max_length=8, default="", blank=True)
    abstract = models.TextField(default="", blank=True)
    needs = models.TextField(default="", blank=True)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    contact = models.CharField(max_length=300, default="", blank=True)
    bio = models.TextField(default="", blank=True)
    # The language they are written to in, and the text they agreed to.
    language = models.CharField(max_length=5, default="ru")
    consent = models.TextField(default="", blank=True)
    consented_at = MomentField(null=True)
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, related_name="proposals")
    made_at = MomentField()
    changed_at = MomentField()
    decided_at = MomentField(null=True)
    # The words of the letter that tells the decision, and when it was written.
    letter = models.TextField(default="", blank=True)
    told_at = MomentField(null=True)
    user_id = models.BigIntegerField(null=True)
    is_recorded = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="events_proposal_once")]
        indexes = [models.Index(fields=["event", "state", "made_at"], name="events_proposal_when")]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """What a colleague thinks of a proposal: a score from 1 to 5, and words."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, db_index=False, related_name="reviews")
    user_id = models.BigIntegerField()
    score = models.SmallIntegerField()
    words = models.TextField(default="", blank=True)
    made_at = MomentField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user_id"], name="events_review_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="events_review_score"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.score}"


class ScheduleFile(models.Model):
    """A schedule that was brought to be looked at before it is taken over; gone after a day."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    # Packed by zlib.
    content = models.BinaryField()
    # Once it was taken over: how sessions were and who spoke in them, to be put back.
    before = models.JSONField(default=dict, blank=True)
    made_at = MomentField()
    user_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
