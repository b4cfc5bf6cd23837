"""Selling: what an event's form offers and asks: types of tickets, pools of seats, codes, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.moving import hold_event
from veche.events.actions.waiting import offer_seats
from veche.events.models import DiscountCode, Event, Question, TicketPool, TicketType
from veche.events.rules.registering import answer_meant
from veche.events.terms import PLAN_EVENTS, QuestionKind
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, fold
from veche.kit.time import as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

UNTITLED = N_("Give it a name.")
NO_NUMBER = N_("That is no such number.")
ENDS_FIRST = N_("It has to end after it begins.")
NO_OFF = N_("Say how much cheaper it makes a ticket, or which hidden tickets it opens.")
CODE_TAKEN = N_("There is such a code already.")
NO_OPTIONS = N_("Write the answers to choose from, each on a line of its own.")
NO_SUCH_ANSWER = N_("That question has no such answer, so this one would never be asked.")
AFTER_ITSELF = N_("A question can only hang on one that stands before it.")
MOST_OPTIONS, MOST_QUESTIONS = 50, 50
TOO_MANY = N_("There are as many as there may be.")
Offered = TicketType | DiscountCode | Question
CHOOSING = {QuestionKind.CHOICE, QuestionKind.MANY}


def keep_ticket_type(
    event: Event, facts: dict[str, Any], *, ticket: TicketType | None = None, in_: Community, by: Actor
) -> TicketType:
    """Add a type of ticket or change one.

    `facts` are title, about, amount, sold_from, sold_until, capacity, pool and is_hidden. Refuses what
    cannot be, all at once. Whoever waits is offered what comes free by that.
    """  # fmt: skip
    require(by, PLAN_EVENTS, in_=in_)
    capacity, begins, ends = facts.get("capacity"), facts.get("sold_from"), facts.get("sold_until")
    title = clean_name(facts.get("title", ""), 100)
    refuse_if([
        *([] if title else [Reason(UNTITLED, field="title")]),
        *([Reason(NO_NUMBER, field="capacity")] if capacity is not None and capacity < 0 else []),
        *([Reason(NO_NUMBER, field="amount")] if not 0 <= (facts.get("amount") or 0) < 10**12 else []),
        *([Reason(ENDS_FIRST, field="sold_until")] if begins and ends and ends <= begins else []),
    ])  # fmt: skip
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        kept = ticket or TicketType(event=held, place=_place_of(TicketType, held))
        before = kept.pool_id
        kept.title, kept.about = title, clean_name(facts.get("about", ""), 300)
        kept.amount, kept.capacity = facts.get("amount") or 0, capacity
        kept.sold_from, kept.sold_until = begins, ends  # type: ignore[assignment]
        kept.pool, kept.is_hidden = facts.get("pool"), bool(facts.get("is_hidden"))
        kept.save()
        if before != kept.pool_id:
            _count_pools(held)
        audit(by, "events.keep_ticket_type", in_=in_, on=kept, title=title)
        _note_changed(held)
        offer_seats(held, by=by)
    return kept


def keep_pool(
    event: Event, title: str, capacity: int, *, pool: TicketPool | None = None, in_: Community, by: Actor
) -> TicketPool:
    """Add seats that several types share, or change how many there are."""
    require(by, PLAN_EVENTS, in_=in_)
    title = clean_name(title, 100)
    refuse_if([
        *([] if title else [Reason(UNTITLED, field="title")]),
        *([Reason(NO_NUMBER, field="capacity")] if capacity < 0 else []),
    ])  # fmt: skip
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        kept = pool or TicketPool(event=held)
        kept.title, kept.capacity = title, capacity
        kept.save()
        audit(by, "events.keep_pool", in_=in_, on=kept, title=title)
        _note_changed(held)
        offer_seats(held, by=by)
    return kept


def add_code(event: Event, facts: dict[str, Any], *, in_: Community, by: Actor) -> DiscountCode:
    """Add a code: code, percent or amount_off, types, most_uses, until. Refuses one that there is."""
    require(by, PLAN_EVENTS, in_=in_)
    code = "".join(clean_name(facts.get("code", ""), 40).split())
    percent, off = facts.get("percent") or 0, facts.get("amount_off") or 0
    types = list(facts.get("types") or ())
    taken = DiscountCode.objects.filter(event=event, folded=fold(code)[:40], removed_at=None).exists()
    refuse_if([
        *([] if code else [Reason(UNTITLED, field="code")]),
        *([Reason(CODE_TAKEN, field="code")] if code and taken else []),
        *([] if 0 <= percent <= 100 else [Reason(NO_NUMBER, field="percent")]),
        *([] if off >= 0 else [Reason(NO_NUMBER, field="amount_off")]),
        *([] if percent or off or any(one.is_hidden for one in types) else [Reason(NO_OFF, field="percent")]),
    ])  # fmt: skip
    made = DiscountCode(event=event, code=code, folded=fold(code)[:40], percent=percent, amount_off=off)
    made.most_uses, made.until = facts.get("most_uses"), facts.get("until")  # type: ignore[assignment]
    with transaction.atomic():
        made.save()
        made.types.set(types)
        audit(by, "events.add_code", in_=in_, on=made, code=code)
        _note_changed(event)
    return made


def keep_question(
    event: Event, facts: dict[str, Any], *, question: Question | None = None, in_: Community, by: Actor
) -> Question:
    """Ask a question, or change one: kind, text, details, options, is_required, shown_if, shown_answer.

    A consent with another text is a new version: what was agreed to before stays agreed to as it was.
    """
    require(by, PLAN_EVENTS, in_=in_)
    kind, text = QuestionKind(facts.get("kind", "text")), clean_name(facts.get("text", ""), 300)
    options = [clean_name(one, 200) for one in facts.get("options") or ()]
    options = list(dict.fromkeys(one for one in options if one))[:MOST_OPTIONS]
    after = facts.get("shown_if")
    told = clean_name(facts.get("shown_answer", ""), 200) if after else ""
    meant = answer_meant(after.kind, [str(one) for one in after.options], told) if after else ""
    is_too_many = (
        question is None and Question.objects.filter(event=event, removed_at=None).count() >= MOST_QUESTIONS
    )
    refuse_if([
        *([] if text else [Reason(UNTITLED, field="text")]),
        *([Reason(NO_OPTIONS, field="options")] if kind in CHOOSING and not options else []),
        *([Reason(AFTER_ITSELF, field="shown_if")] if _hangs_wrong(question, after) else []),
        *([Reason(NO_SUCH_ANSWER, field="shown_answer")] if after and not meant else []),
        *([Reason(TOO_MANY)] if is_too_many else []),
    ])  # fmt: skip
    with transaction.atomic():
        kept = question or Question(event=event, place=_place_of(Question, event))
        details = clean(facts.get("details", ""), 5000).strip()
        if kept.pk and (kept.text, kept.details) != (text, details):
            kept.version += 1
        kept.kind, kept.text, kept.details, kept.options = kind, text, details, options
        kept.is_required, kept.shown_if = bool(facts.get("is_required")), after
        kept.shown_answer = meant
        kept.save()
        audit(by, "events.keep_question", in_=in_, on=kept, text=text)
        _note_changed(event)
    return kept


def withdraw_offer(offered: Offered, *, in_: Community, by: Actor) -> None:
    """Take a ticket, a code or a question off the form; what guests have of it stays. May be repeated."""
    require(by, PLAN_EVENTS, in_=in_)
    with transaction.atomic():
        offered.removed_at = offered.removed_at or as_datetime(now())
        offered.save(update_fields=["removed_at"])
        audit(by, "events.withdraw_offer", in_=in_, on=offered, title=str(offered))
        _note_changed(offered.event)


def restore_offer(offered: Offered, *, in_: Community, by: Actor) -> None:
    """Put back what was taken off the form; refuses a code of which there is another by now."""
    require(by, PLAN_EVENTS, in_=in_)
    if isinstance(offered, DiscountCode):
        same = DiscountCode.objects.filter(event=offered.event_id, folded=offered.folded, removed_at=None)
        if same.exclude(pk=offered.pk).exists():
            raise Refusal(Reason(CODE_TAKEN, field="code"))
    with transaction.atomic():
        offered.removed_at = None  # type: ignore[assignment]
        offered.save(update_fields=["removed_at"])
        audit(by, "events.restore_offer", in_=in_, on=offered, title=str(offered))
        _note_changed(offered.event)


def _note_changed(event: Event) -> None:
    """Keep that the event's page is another now."""
    Event.objects.filter(pk=event.pk).update(changed_at=now())


def _hangs_wrong(question: Question | None, after: Question | None) -> bool:
    if question is None or after is None:
        return False
    return after.pk == question.pk or (after.place, after.pk) >= (question.place, question.pk)


def _place_of(kind: type[TicketType] | type[Question], event: Event) -> int:
    last = kind.objects.filter(event=event).order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def _count_pools(event: Event) -> None:
    """Count anew what of each pool is taken, since a type of ticket came to another."""
    for pool in TicketPool.objects.filter(event=event):
        taken = TicketType.objects.filter(pool=pool).aggregate(n=Sum("taken"))["n"]
        TicketPool.objects.filter(pk=pool.pk).update(taken=taken or 0)
