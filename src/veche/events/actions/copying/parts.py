"""Copying: what an event takes over from the last time; guests and what they did never."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from veche.events.actions.copying.planned import (
    carry_budget,
    carry_call,
    carry_meals,
    carry_programme,
    carry_run_sheet,
    carry_shifts,
    carry_tasks,
    facts_of,
    later_of,
)
from veche.events.models import (
    Aftercare,
    DiscountCode,
    Event,
    EventHall,
    Question,
    Reminder,
    TicketPool,
    TicketType,
)
from veche.kit.time import moment

# What a part of the desk copies from one event to another, moments later by so many milliseconds.
Copy = Callable[[Event, Event, int], None]


def copy_parts(source: Event, made: Event) -> None:
    """Give a new event everything of another but its guests and who speaks."""
    later = moment(made.starts_at) - moment(source.starts_at)
    for copy in PARTS:
        copy(source, made, later)


def _copy_halls(source: Event, made: Event, _later: int) -> None:
    """Take over rooms of its own, such as a stream; those of the venue came with the venue."""
    for hall in EventHall.objects.filter(event=source, hall=None):
        EventHall.objects.get_or_create(
            event=made, name=hall.name, defaults={"capacity": hall.capacity, "place": hall.place}
        )


def _copy_tickets(source: Event, made: Event, later: int) -> None:
    pools = {pool.pk: pool for pool in TicketPool.objects.filter(event=source).order_by("pk")}
    for key, pool in list(pools.items()):
        pools[key] = TicketPool.objects.create(event=made, title=pool.title, capacity=pool.capacity)
    kinds: dict[int, TicketType] = {}
    for kind in TicketType.objects.filter(event=source, removed_at=None).order_by("pk"):
        facts = facts_of(kind, ("title", "about", "amount", "capacity", "is_hidden", "place"))
        kinds[kind.pk] = TicketType.objects.create(
            event=made, pool=pools.get(kind.pool_id or 0), sold_from=later_of(kind.sold_from, later),
            sold_until=later_of(kind.sold_until, later), **facts,
        )  # fmt: skip
    _copy_codes(source, made, later, kinds)


def _copy_codes(source: Event, made: Event, later: int, kinds: Mapping[int, TicketType]) -> None:
    """Take over codes, unused; one that was for tickets that are gone is for none of the new ones."""
    for code in DiscountCode.objects.filter(event=source, removed_at=None).prefetch_related("types"):
        chosen = [one.pk for one in code.types.all()]
        types = [kinds[pk] for pk in chosen if pk in kinds]
        if chosen and not types:
            continue
        names = ("code", "folded", "percent", "amount_off", "most_uses")
        facts = facts_of(code, names)
        new = DiscountCode.objects.create(event=made, until=later_of(code.until, later), **facts)
        new.types.set(types)


def _copy_questions(source: Event, made: Event, _later: int) -> None:
    asked = list(Question.objects.filter(event=source, removed_at=None).order_by("pk"))
    names = ("kind", "text", "details", "options", "is_required", "shown_answer", "version", "place")
    new = {one.pk: Question.objects.create(event=made, **facts_of(one, names)) for one in asked}
    for one in asked:
        if one.shown_if_id in new:
            new[one.pk].shown_if = new[one.shown_if_id]
            new[one.pk].save(update_fields=["shown_if"])


def _copy_aftercare(source: Event, made: Event, _later: int) -> None:
    """Take over the letters for afterwards, as the team wrote them."""
    care = Aftercare.objects.filter(event=source).first()
    if care:
        names = ("thanks_subject", "thanks_text", "missed_subject", "missed_text", "hours")
        facts = facts_of(care, names)
        Aftercare.objects.get_or_create(event=made, defaults=facts)


def _copy_reminders(source: Event, made: Event, _later: int) -> None:
    """Take over the reminders instead of the ready one: they are counted from the new time by themselves."""
    Reminder.objects.filter(event=made).delete()
    names = ("states", "minutes", "ways", "subject", "text", "is_on")
    for one in Reminder.objects.filter(event=source, removed_at=None).order_by("pk"):
        facts = facts_of(one, names)
        Reminder.objects.create(event=made, made_at=made.made_at, **facts)


PARTS: tuple[Copy, ...] = (
    _copy_halls, _copy_tickets, _copy_questions, _copy_reminders, _copy_aftercare, carry_tasks,
    carry_run_sheet, carry_shifts, carry_programme, carry_call, carry_meals, carry_budget,
)  # fmt: skip
