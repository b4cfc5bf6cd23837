"""Money: lines of a budget are noted, removed and brought back, and its accounts closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.amounts import read_amount
from veche.events.actions.planning import move_event
from veche.events.models import BudgetLine, Event
from veche.events.terms import KEEP_MONEY, EventState
from veche.events.terms.money import CATEGORIES_OF, Category, Side
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import now

CLOSED = N_("The accounts of this event are closed: open them again to change anything.")
UNNAMED = N_("Say what the money is for, or from whom it comes.")
STRANGE = N_("That is no category of this side.")
EMPTY = N_("Write one amount at least: planned, promised or paid.")
NEVER_TOOK_PLACE = N_("An event that is a draft or was cancelled has no accounts to close.")


@dataclass(frozen=True, slots=True)
class Noted:
    """A cost or an income as somebody notes it: amounts as they write them."""

    side: Side
    category: Category
    title: str
    planned: str = ""
    promised: str = ""
    paid: str = ""
    grows: bool = False
    note: str = ""
    day: date | None = None


def save_line(event: Event, noted: Noted, *, by: Actor, line: BudgetLine | None = None) -> BudgetLine:
    """Keep a line of a budget, anew or in the place of `line`.

    Refuses one without a name or any amount, amounts in another currency, a category of the other
    side, and any change once the accounts are closed.
    """
    community = event.community
    require(by, KEEP_MONEY, in_=community)
    title = clean_name(noted.title, 200)
    amounts, reasons = {}, [Reason(UNNAMED, field="title")] * (not title)
    reasons += [Reason(STRANGE, field="category")] * (noted.category not in CATEGORIES_OF[noted.side])
    for field in ("planned", "promised", "paid"):
        amounts[field], faults = read_amount(getattr(noted, field), community, field)
        reasons += faults
    if not any(amounts.values()) and not any(one.field in amounts for one in reasons):
        reasons.append(Reason(EMPTY, field="planned"))
    refuse_if(reasons)
    kept = line or BudgetLine(event=event, made_at=now(), user_id=by.user_id, author=by.name[:200])
    kept.side, kept.category, kept.title, kept.grows = noted.side, noted.category, title, noted.grows
    kept.planned, kept.promised, kept.paid = amounts["planned"], amounts["promised"], amounts["paid"]
    kept.note, kept.day = clean(noted.note)[:500], noted.day
    with transaction.atomic():
        hold_open(event)
        kept.save()
        audit(by, "events.save_line", in_=community, on=event, title=title, side=noted.side, **amounts)
    return kept


def remove_line(line: BudgetLine, *, by: Actor) -> None:
    """Take a line away with its receipts; `restore_line` brings both back. May be repeated."""
    require(by, KEEP_MONEY, in_=line.event.community)
    with transaction.atomic():
        hold_open(line.event)
        if BudgetLine.objects.filter(pk=line.pk, removed_at=None).update(removed_at=now()):
            audit(by, "events.remove_line", in_=line.event.community, on=line.event, title=line.title)


def restore_line(line: BudgetLine, *, by: Actor) -> None:
    """Bring a line back. May be repeated."""
    require(by, KEEP_MONEY, in_=line.event.community)
    with transaction.atomic():
        hold_open(line.event)
        if BudgetLine.objects.filter(pk=line.pk).exclude(removed_at=None).update(removed_at=None):
            audit(by, "events.restore_line", in_=line.event.community, on=line.event, title=line.title)


def settle_budget(event: Event, *, by: Actor) -> Event:
    """Close an event's accounts: it is settled from then on. May be repeated.

    Refuses one that never took place, and what `move_event` refuses: one that is not over, and, each
    by its name, lines of which more was promised than paid.
    """
    require(by, KEEP_MONEY, in_=event.community)
    with transaction.atomic():
        held = Event.objects.select_for_update().select_related("community").get(pk=event.pk)
        if held.state == EventState.SETTLED:
            return held
        if held.state in {EventState.DRAFT, EventState.CANCELLED}:
            raise Refusal(Reason(NEVER_TOOK_PLACE))
        if held.state != EventState.CLOSED:
            move_event(held, EventState.CLOSED, by=by)
        settled = move_event(held, EventState.SETTLED, by=by)
        audit(by, "events.settle_budget", in_=event.community, on=event)
    return settled


def reopen_budget(event: Event, *, by: Actor) -> Event:
    """Open an event's accounts again. May be repeated."""
    require(by, KEEP_MONEY, in_=event.community)
    if event.state != EventState.SETTLED:
        return event
    with transaction.atomic():
        opened = move_event(event, EventState.CLOSED, by=by)
        audit(by, "events.reopen_budget", in_=event.community, on=event)
    return opened


def hold_open(event: Event) -> None:
    """Hold an event whose accounts are open until the transaction ends; refuses one whose are closed."""
    if Event.objects.select_for_update().get(pk=event.pk).state == EventState.SETTLED:
        raise Refusal(Reason(CLOSED))
