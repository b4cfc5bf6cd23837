"""Guests: who is on an event's list, with which seats, tickets and answers."""

from django.db import models
from django.db.models import Q

from veche.events.terms import AgeGroup, GuestState, QuestionKind
from veche.kit.fields import MomentField


class TicketPool(models.Model):
    """Seats that several types of tickets share: «balcony», «early birds and students together»."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="pools")
    title = models.CharField(max_length=100)
    capacity = models.IntegerField()
    taken = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class TicketType(models.Model):
    """What somebody may take: its price, when it is sold, how many there are."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="ticket_types")
    pool = models.ForeignKey(TicketPool, models.SET_NULL, null=True, related_name="types")
    title = models.CharField(max_length=100)
    about = models.CharField(max_length=300, default="", blank=True)
    # Minor units of the community's currency; 0 is free.
    amount = models.BigIntegerField(default=0)
    sold_from = MomentField(null=True)
    sold_until = MomentField(null=True)
    capacity = models.IntegerField(null=True)
    taken = models.IntegerField(default=0)
    # Seen and taken only with an access code that names it.
    is_hidden = models.BooleanField(default=False)
    place = models.IntegerField(default=0)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.title


class DiscountCode(models.Model):
    """A word that makes tickets cheaper or opens hidden ones."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="codes")
    code = models.CharField(max_length=40)
    folded = models.CharField(max_length=40)
    # One of the two: percent of the price, or minor units off each seat.
    percent = models.SmallIntegerField(default=0)
    amount_off = models.BigIntegerField(default=0)
    # Types it is for and hidden ones it opens; empty is all that are shown.
    types = models.ManyToManyField(TicketType, related_name="+", blank=True)
    most_uses = models.IntegerField(null=True)
    uses = models.IntegerField(default=0)
    until = MomentField(null=True)
    removed_at = MomentField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "folded"], condition=Q(removed_at__isnull=True), name="events_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """A question of an event's registration form, or a consent to a text; a new wording is a new row."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, default=QuestionKind.TEXT)
    text = models.CharField(max_length=300)
    # A consent's whole text, or what explains the question.
    details = models.TextField(default="", blank=True)
    options = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    # Asked only where another question has this answer.
    shown_if = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    shown_answer = models.CharField(max_length=200, default="", blank=True)
    version = models.SmallIntegerField(default=1)
    place = models.IntegerField(default=0)
    removed_at = MomentField(null=True)

    def __str__(self) -> str:
        return self.text


class Guest(models.Model):
    """Somebody on an event's list, alone or with a party, and where they stand."""

    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="guests")
    # Who it is to the ledger; known once their first change was recorded, or from the invitation.
    identity = models.ForeignKey("ledger.Identity", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, default="", blank=True)
    folded = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    phone = models.CharField(max_length=20, default="", blank=True)
    language = models.CharField(max_length=5, default="ru")
    state = models.CharField(max_length=10, default=GuestState.GOING)
    seats = models.SmallIntegerField(default=1)
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, null=True, related_name="guests")
    code = models.ForeignKey(DiscountCode, models.SET_NULL, null=True, related_name="guests")
    # What the whole party is to pay, minor units of the community's currency.
    amount = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    # Of the secret in their link; the secret itself went to them alone.
    digest = models.CharField(max_length=64, unique=True)
    # One filling-in of the form: sent twice it is one registration.
    key = models.CharField(max_length=64)
    # Question id → answer; a consent's has the version and the moment.
    answers = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=100, default="", blank=True)
    # Of when and where the event is, as it was last told them: another one, and they get a letter.
    told = models.CharField(max_length=16, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)
    # They do not want to be seen on photos: where they are marked, a photo is not shown.
    is_unseen = models.BooleanField(default=False)
    # The place in the waiting list is the time of coming into it; an offer stands until then.
    waits_since = MomentField(null=True)
    passed_over = models.SmallIntegerField(default=0)
    offered_until = MomentField(null=True)
    made_at = MomentField()
    changed_at = MomentField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="events_guest_once")]
        indexes = [
            models.Index(fields=["event", "state", "folded"], name="events_guest_standing"),
            models.Index(fields=["event", "email"], name="events_guest_mail"),
            models.Index(fields=["event", "id"], name="events_guest_newest"),
            models.Index(fields=["event", "state", "seats"], name="events_guest_counted"),
            models.Index(
                fields=["event", "waits_since"], condition=Q(state="waiting"), name="events_guest_waiting"
            ),
            models.Index(
                fields=["offered_until"], condition=Q(offered_until__isnull=False), name="events_offer_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"guest #{self.pk}"


class Seat(models.Model):
    """One seat of a party: whose it is, as far as they said, and the ticket that opens the door."""

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="places")
    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="+")
    number = models.SmallIntegerField()
    name = models.CharField(max_length=200, default="", blank=True)
    age_group = models.CharField(max_length=8, default=AgeGroup.ADULT)
    # What the ticket's code is made of; unguessable, given anew where a ticket changes hands.
    secret = models.CharField(max_length=32)
    # The first time somebody came in on it, by the clock of the door.
    came_at = MomentField(null=True)
    came_door = models.ForeignKey("events.Door", models.SET_NULL, null=True, db_index=False, related_name="+")
    is_inside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guest", "number"], name="events_seat_once"),
            models.UniqueConstraint(fields=["event", "secret"], name="events_seat_secret"),
        ]

    def __str__(self) -> str:
        return f"{self.guest_id}/{self.number}"


class Diet(models.Model):
    """What somebody of a party does not eat: special data with a consent and an end of its own."""

    seat = models.OneToOneField(Seat, models.CASCADE, primary_key=True, related_name="diet")
    event = models.ForeignKey("events.Event", models.CASCADE, related_name="+")
    diets = models.JSONField(default=list)
    words = models.CharField(max_length=200, default="", blank=True)
    # The text they agreed to, as it stood then.
    consent = models.TextField()
    consented_at = MomentField()
    ends_at = MomentField(db_index=True)

    def __str__(self) -> str:
        return ", ".join(self.diets)


class GuestChange(models.Model):
    """A guest came to another state: added, never changed. The ledger hears of each by a job."""

    guest = models.ForeignKey(Guest, models.CASCADE, related_name="changes")
    event = models.ForeignKey("events.Event", models.CASCADE, db_index=False, related_name="+")
    state = models.CharField(max_length=10)
    before = models.CharField(max_length=10, default="", blank=True)
    seats = models.SmallIntegerField(default=1)
    at = MomentField()
    user_id = models.BigIntegerField(null=True)
    # A word on why: «offer expired», «cancelled by the link».
    reason = models.CharField(max_length=200, default="", blank=True)
    is_recorded = models.BooleanField(default=False)
    # Which letter it asks for; nothing where none goes. Written once: see `Notice`.
    notice = models.CharField(max_length=10, default="", blank=True)
    is_told = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["event", "at"], name="events_change_when"),
            models.Index(fields=["id"], condition=Q(is_recorded=False), name="events_change_unheard"),
            models.Index(
                fields=["id"], condition=Q(is_told=False) & ~Q(notice=""), name="events_change_untold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest_id}: {self.before} → {self.state}"


class Notice(models.Model):
    """A letter that went to a guest: of one kind about one thing, once."""

    guest = models.ForeignKey(Guest, models.CASCADE, db_index=False, related_name="notices")
    kind = models.CharField(max_length=10)
    # What it is about: the number of a change, or the facts of the event that changed.
    key = models.CharField(max_length=40)
    at = MomentField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "kind", "key"], name="events_notice_once")]

    def __str__(self) -> str:
        return f"{self.guest_id}: {self.kind}"
