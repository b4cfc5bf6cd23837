"""An event with tickets and questions, filled with guests as registering leaves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.events.models import Event

BATCH = 2_000


def open_event(community: Community, **fields: Any) -> Event:
    """Open an event in thirty days, with two types of tickets and three questions."""
    from veche.core.terms import SYSTEM
    from veche.events.actions import draft_event, keep_question, keep_ticket_type, move_event
    from veche.events.terms import EventState
    from veche.kit.time import DAY, HOUR, Moment, now

    starts = Moment(now() + 30 * DAY)
    known: dict[str, Any] = {"about": "## Программа\n\n" + "Доклады, кофе и разговоры. " * 60} | fields
    ends = Moment(starts + 4 * HOUR)
    event = draft_event(
        community, "Большая встреча", starts=starts, ends=ends, by=SYSTEM, asks_diets=True, **known
    )
    for title in ("Обычный", "Студенческий"):
        keep_ticket_type(event, {"title": title}, in_=community, by=SYSTEM)
    for asked in (
        {"kind": "text", "text": "Откуда узнали?"}, {"kind": "consent", "text": "Согласие на обработку"},
        {"kind": "choice", "text": "Майка", "options": ["S", "M", "L"]},
    ):  # fmt: skip
        keep_question(event, asked, in_=community, by=SYSTEM)
    return move_event(event, EventState.OPEN, by=SYSTEM)


def fill_event(event: Event, count: int) -> None:
    """Put so many parties of one on the list at once, all going."""
    from veche.events.models import Event, Guest, GuestChange, Seat, TicketType
    from veche.events.queries import secret_for
    from veche.events.rules.links import digest_of
    from veche.kit.time import DAY, as_datetime, now

    kind, at = TicketType.objects.filter(event=event).order_by("pk")[0], as_datetime(now() - DAY)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        guests = Guest.objects.bulk_create(
            Guest(
                event=event, name=f"Гость {n}", folded=f"гость {n}", email=f"guest{n}@example.org",
                ticket_type=kind, key=f"key-{n}", digest=digest_of(secret_for(event.pk, f"key-{n}")),
                made_at=at, changed_at=at,
            )
            for n in numbers
        )  # fmt: skip
        Seat.objects.bulk_create(
            Seat(guest=one, event=event, number=1, secret=one.digest[:24]) for one in guests
        )
        GuestChange.objects.bulk_create(
            GuestChange(guest=one, event=event, state="going", at=at, is_recorded=True) for one in guests
        )
    Event.objects.filter(pk=event.pk).update(taken=count)
    TicketType.objects.filter(pk=kind.pk).update(taken=count)
