"""Asking about guests: who is on an event's list, in which state, with which seats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext, pgettext

from veche.events.models import Event, Guest, GuestChange, Question, Seat
from veche.events.queries.selling import sale_of
from veche.events.rules.registering import say_answer
from veche.events.rules.seats import chance_of
from veche.events.terms import GUEST_TITLES, GuestState, QuestionKind
from veche.events.terms.registering import Mate
from veche.kit.money import Money
from veche.kit.text import fold, number_of
from veche.kit.time import DAY, as_datetime, moment, now
from veche.people.models import Attachment
from veche.people.queries import page_url

if TYPE_CHECKING:
    from veche.core.models import Community

ON_PAGE = 50


@dataclass(slots=True)
class GuestList:
    """One page of an event's guests, and how many of each state there are."""

    guests: list[Guest] = field(default_factory=list)
    # (state, title, guests, seats) in the order of a guest's way.
    counts: list[tuple[str, str, int, int]] = field(default_factory=list)
    further: str = ""
    count: int = 0
    seats: int = 0


def guests_of(event: Event, *, state: str = "", query: str = "", after: str = "") -> GuestList:
    """Answer a page of the guests of an event by name, of one state or found by words: two queries.

    `after` is where the page before ended, so that the last page of 50 000 is as quick as the first.
    """
    listed = GuestList(counts=counts_of(event))
    known = [one for one in listed.counts if not state or one[0] == state]
    listed.count, listed.seats = sum(one[2] for one in known), sum(one[3] for one in known)
    found = _found(event, state, query)
    place = number_of(after) or 0
    if place:
        found = found.filter(pk__lt=place)
    page = list(found.select_related("ticket_type").order_by("-pk")[: ON_PAGE + 1])
    listed.guests, more = page[:ON_PAGE], page[ON_PAGE:]
    listed.further = str(listed.guests[-1].pk) if more else ""
    return listed


def counts_of(event: Event) -> list[tuple[str, str, int, int]]:
    """Answer how many guests stand where, and with how many seats: one query."""
    rows = Guest.objects.filter(event=event).order_by().values_list("state")
    found = {state: (n, seats) for state, n, seats in rows.annotate(n=Count("pk"), seats=Sum("seats"))}
    return [(state, title, *found[state]) for state, title in GUEST_TITLES.items() if state in found]


def guest_of(event: Event, pk: int) -> Guest | None:
    """Answer one guest of an event."""
    found = Guest.objects.select_related("ticket_type", "code", "identity").filter(event=event, pk=pk).first()
    if found:
        found.event = event
    return found


def person_url_of(guest: Guest, community: Community) -> str:
    """Answer where the person a guest is believed to be has their page; nothing while nobody knows."""
    held = Attachment.objects.filter(identity=guest.identity_id).select_related("person").first()
    return page_url(community, held.person) if held and guest.identity_id else ""


def changes_of(guest: Guest) -> list[GuestChange]:
    """Answer a guest's history, the latest first."""
    return list(GuestChange.objects.filter(guest=guest).order_by("-pk")[:100])


def mates_of(guest: Guest) -> tuple[Mate, ...]:
    """Answer who comes along, as it was said: one query."""
    seats = Seat.objects.filter(guest=guest).select_related("diet").order_by("number")
    found = tuple(Mate(seat.name, seat.age_group, *_eaten(seat)) for seat in seats)
    return found or (Mate(guest.name), *(Mate() for _ in range(guest.seats - 1)))


def answers_of(guest: Guest) -> list[tuple[str, str]]:
    """Answer what a guest answered to the event's questions, in their order: question, answer."""
    asked = Question.objects.filter(pk__in=[int(pk) for pk in guest.answers]).order_by("place", "pk")
    return [(one.text, _said(one.kind, guest.answers[str(one.pk)])) for one in asked]


def place_in_list(guest: Guest) -> tuple[int, int]:
    """Answer how many parties wait before a guest, and the chance in a hundred that a seat comes free.

    Two queries; the rule of the chance is `rules.seats.chance_of`.
    """
    event = guest.event
    waiting = Guest.objects.filter(event=event, state=GuestState.WAITING, offered_until=None)
    before = waiting.filter(
        Q(waits_since__lt=guest.waits_since) | Q(waits_since=guest.waits_since, pk__lt=guest.pk)
    ).aggregate(n=Count("pk"), seats=Sum("seats"))
    given = GuestChange.objects.filter(
        event=event, before=GuestState.GOING, state=GuestState.CANCELLED
    ).aggregate(seats=Sum("seats"))
    at = now()
    opened = moment(event.registers_from or event.announced_at or event.made_at)
    chance = chance_of(
        (before["seats"] or 0) + guest.seats - 1, given["seats"] or 0,
        days_open=max(1, (at - opened) // DAY), days_left=max(0, (moment(event.starts_at) - at) // DAY),
    )  # fmt: skip
    return before["n"], chance


def csv_of(event: Event) -> tuple[list[str], Iterator[list[Any]]]:
    """Answer the columns and rows of the list of guests as a file, read as it is written.

    What somebody eats is not in it: only counts of that leave the pages.
    """
    questions = sale_of(event).questions
    columns = [
        pgettext("person", "Name"), gettext("E-mail"), gettext("Phone"), pgettext("guest", "State"),
        gettext("Seats"), gettext("Who comes along"), gettext("Ticket"), gettext("To pay"), gettext("Paid"),
        gettext("Registered"), gettext("Source"), gettext("Note"), *(one.text for one in questions),
    ]  # fmt: skip
    return columns, _rows(event, [(str(one.pk), one.kind) for one in questions])


def _rows(event: Event, questions: list[tuple[str, str]]) -> Iterator[list[Any]]:
    money = event.community.currency
    found = Guest.objects.filter(event=event).select_related("ticket_type").order_by("pk")
    for guest in found.prefetch_related("places").iterator(chunk_size=1000):
        names = ", ".join(seat.name for seat in guest.places.all() if seat.number > 1 and seat.name)
        to_pay, paid = (Money(amount, money).as_decimal() for amount in (guest.amount, guest.paid))
        yield [
            guest.name, guest.email, guest.phone, gettext(GUEST_TITLES[GuestState(guest.state)]), guest.seats,
            names, guest.ticket_type.title if guest.ticket_type else "", to_pay, paid,
            as_datetime(moment(guest.made_at), event.time_zone).replace(tzinfo=None), guest.source,
            guest.note,
            *(_said(kind, guest.answers[pk]) if pk in guest.answers else "" for pk, kind in questions),
        ]  # fmt: skip


def _said(kind: str, answer: Any) -> str:
    """Answer what was answered, in the language of the page."""
    if isinstance(answer, dict):
        return gettext("agreed to version {n}").format(n=answer.get("version", 1))
    if kind == QuestionKind.YES_NO:
        return gettext("Yes") if answer == "yes" else gettext("No")
    return say_answer(answer)


def _found(event: Event, state: str, query: str) -> QuerySet[Guest]:
    found = Guest.objects.filter(event=event)
    if state:
        found = found.filter(state=state)
    folded = fold(query.strip())[:100]
    if folded:
        found = found.filter(
            Q(folded__contains=folded) | Q(email__contains=folded) | Q(phone__contains=folded)
        )
    return found


def _eaten(seat: Seat) -> tuple[tuple[str, ...], str]:
    diet = getattr(seat, "diet", None)
    return (tuple(diet.diets), diet.words) if diet else ((), "")
