"""Answering: a guest changes, takes or gives up what they have, on the page their own link leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.counting import count_attempts
from veche.events.actions.moving import NO_SEATS, hold_event, move_guest
from veche.events.actions.registering import (
    CLOSED,
    amount_of,
    one_of,
    register,
    standing_for,
    try_code,
    unknown_code,
    use_code,
    with_consents,
)
from veche.events.actions.seating import keep_seats
from veche.events.actions.waiting import is_next, offer_seats
from veche.events.models import Event, Guest
from veche.events.queries.knowing import MAY_COME, Known, guest_as
from veche.events.queries.links import facts_of
from veche.events.queries.selling import is_expected, is_registering, sale_of
from veche.events.rules.registering import NOT_SOLD, Told, read_wish
from veche.events.terms import MOVE_GUESTS, GuestState
from veche.events.terms.registering import NOTICE_OF_STATE, NoticeKind, Sale, Wish
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import fold
from veche.kit.time import moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

BY_LINK = N_("By the guest's own link")
NOT_NOW = N_("That cannot be changed any more.")
NO_OFFER = N_("The offer has ended. You are still welcome to register again.")
EACH_DECIDED = N_("The team decides on every seat here: let those who come along register on their own.")
# Within an hour: each may send a letter to an address that somebody else may have written.
MOST_CHANGES = 12
# Who said less than yes by the form.
UNSURE = {GuestState.INTERESTED, GuestState.DECLINED}
# Who has something to change.
MAY_CHANGE = {GuestState.GOING, GuestState.WAITING, GuestState.APPLIED}


def answer_going(guest: Guest, told: Told, *, in_: Community, diet_consent: str, by: Actor) -> Guest:
    """Take somebody's word that they come, who was invited, was unsure or said no; they may have to wait.

    Refuses what is wrong in the form, all at once, and everything once registration is closed. A code is
    taken as `register` takes it; who has one keeps it.
    """
    require(by, MOVE_GUESTS, in_=in_)
    event, typed = guest.event, one_of(told, "code")
    code = try_code(event, typed, in_=in_, by=by) if typed.strip() else guest.code
    sale = sale_of(event, code=code, is_shown=False)
    wish, reasons = _wish(guest, told, sale)
    # Whom the team invited may come as long as there are seats, whatever the window says.
    is_open = is_expected(event) if guest.state == GuestState.INVITED else is_registering(event)
    refuse_if([*([] if is_open else [Reason(CLOSED)]), *unknown_code(typed, code), *reasons])
    with transaction.atomic():
        held, found = _hold(guest, in_, by)
        if found.state not in MAY_COME:
            return found
        was_invited = found.state == GuestState.INVITED
        if code != found.code:
            use_code(code)
            found.code = code
        _describe(found, wish, sale)
        found.seats, found.ticket_type_id, found.told = wish.seats, wish.ticket, facts_of(held)
        found.save(update_fields=["seats", "ticket_type", "told", "code"])
        state = _standing(found, held, was_invited)
        notice = NOTICE_OF_STATE.get(state, "")
        move_guest(found, state, event=held, reason=BY_LINK, notice=notice, by=by)
        keep_seats(found, wish.mates, held, diet_consent, by=by)
    return found


def take_form(
    event: Event, told: Told, *, in_: Community, answer: str = "going", language: str, diet_consent: str,
    source: str = "", by: Actor,
) -> Guest:  # fmt: skip
    """Register somebody as they filled in the form; answers them.

    Whoever goes back to the form in which they were unsure or said no, and says yes, comes by that. Refuses
    whatever `register` and `answer_going` refuse. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=in_)
    guest = register(
        event, told, in_=in_, answer=answer, language=language, diet_consent=diet_consent, source=source,
        by=by,
    )  # fmt: skip
    if answer != "going" or guest.state not in UNSURE:
        return guest
    guest.event = event
    return answer_going(guest, told, in_=in_, diet_consent=diet_consent, by=by)


def come_at_once(
    event: Event, known: Known, key: str, *, in_: Community, language: str, source: str = "", by: Actor
) -> Guest:  # fmt: skip
    """Put somebody who is recognised on the list with what is known of them; answers them.

    Who was invited, unsure or had said no says yes by it; who comes or waits already stays as they are.
    Refuses what has to be asked first, and whatever `register` refuses. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=in_)
    told = {"name": [known.name], "email": [known.email], "phone": [known.phone], "key": [key]}
    guest = guest_as(event, known)
    if guest is None:
        return register(event, told, in_=in_, language=language, diet_consent="", source=source, by=by)
    guest.event = event
    return answer_going(guest, told, in_=in_, diet_consent="", by=by) if guest.state in MAY_COME else guest


def answer_no(guest: Guest, *, in_: Community, by: Actor) -> Guest:
    """Give up seats, an offer, an application or an invitation; seats go to who waits. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        held, found = _hold(guest, in_, by)
        before = GuestState(found.state)
        if before in {GuestState.DECLINED, GuestState.CANCELLED}:
            return found
        if before in MAY_CHANGE:
            move_guest(
                found, GuestState.CANCELLED, event=held, reason=BY_LINK, notice=NoticeKind.CANCELLED, by=by
            )
            offer_seats(held, by=by)
        elif before in MAY_COME:
            move_guest(found, GuestState.DECLINED, event=held, reason=BY_LINK, by=by)
        else:
            raise Refusal(Reason(NOT_NOW))
    return found


def take_offer(guest: Guest, *, in_: Community, by: Actor) -> Guest:
    """Take the seat that was offered; refuses when the offer has ended. May be repeated."""
    require(by, MOVE_GUESTS, in_=in_)
    with transaction.atomic():
        held, found = _hold(guest, in_, by)
        if found.state == GuestState.GOING:
            return found
        until = _offer_of(found)
        if found.state != GuestState.WAITING or until is None or until <= now() or not _is_ahead(held):
            raise Refusal(Reason(NO_OFFER))
        move_guest(found, GuestState.GOING, event=held, reason=BY_LINK, notice=NoticeKind.GOING, by=by)
    return found


def change_party(guest: Guest, told: Told, *, in_: Community, diet_consent: str, by: Actor) -> Guest:
    """Change who comes along, and the answers; more seats only as far as they are free and nobody waits.

    Refuses everything wrong at once, and more seats where the form would give none. Whoever has a ticket
    keeps its price. Seats given back go to who waits. May be repeated.
    """
    require(by, MOVE_GUESTS, in_=in_)
    event = guest.event
    sale = sale_of(event, code=guest.code, is_shown=False)
    wish, reasons = _wish(guest, told, sale)
    refuse_if([*reasons, *([] if is_expected(event) or event.state == "closed" else [Reason(NOT_NOW)])])
    with transaction.atomic():
        held, found = _hold(guest, in_, by)
        if found.state not in MAY_CHANGE:
            raise Refusal(Reason(NOT_NOW))
        more = wish.seats - found.seats
        _refuse_more(found, held, more, sale)
        _describe(found, wish, sale)
        if more:
            move_guest(found, GuestState(found.state), event=held, seats=wish.seats, reason=BY_LINK,
                       offered_until=_offer_of(found), by=by)  # fmt: skip
        keep_seats(found, wish.mates, held, diet_consent, by=by)
        if more < 0:
            offer_seats(held, by=by)
    return found


def _hold(guest: Guest, community: Community, by: Actor) -> tuple[Event, Guest]:
    """Answer the event held, and the guest as they stand now; refuses who changes their mind without end."""
    held = hold_event(guest.event_id, community=community)
    count_attempts({f"own {guest.email or guest.pk}": MOST_CHANGES}, in_=community, by=by)
    held.venue = guest.event.venue
    found = Guest.objects.select_related("ticket_type", "code").get(pk=guest.pk, event=held)
    found.event = held
    return held, found


def _is_ahead(event: Event) -> bool:
    return event.cancelled_at is None and now() < moment(event.ends_at)


def _wish(guest: Guest, told: Told, sale: Sale) -> tuple[Wish, list[Reason]]:
    """Read the form of a guest's own page: the address stays, a ticket that holds seats stays."""
    known = dict(told) | {"email": [guest.email]}
    if not (told.get("name") or [""])[-1].strip():
        known["name"] = [guest.name]
    if guest.ticket_type_id and guest.state in MAY_CHANGE:
        sale = Sale(
            tuple(one for one in sale.tickets if one.pk == guest.ticket_type_id), sale.questions,
            max(sale.most_seats, guest.seats), sale.asks_diets,
        )  # fmt: skip
        known["ticket"] = [str(guest.ticket_type_id)]
    wish, reasons = read_wish(
        known, sale, email=guest.email or "-", phone=guest.phone, state=GuestState.GOING
    )
    # Whose ticket was sold keeps it, though it is sold no more.
    return wish, [one for one in reasons if not (one.field == "ticket" and guest.state in MAY_CHANGE)]


def _describe(guest: Guest, wish: Wish, sale: Sale) -> None:
    guest.name, guest.folded = wish.name, fold(wish.name)[:200]
    guest.answers = _answers(guest, wish, sale)
    guest.amount = _amount(guest, wish, sale)
    guest.save(update_fields=["name", "folded", "answers", "amount"])


def _answers(guest: Guest, wish: Wish, sale: Sale) -> dict[str, Any]:
    """Answer what they say now, and what they said to questions that are asked no more."""
    asked = {str(one.pk) for one in sale.questions}
    unasked = {pk: answer for pk, answer in guest.answers.items() if pk not in asked}
    return unasked | with_consents(dict(wish.answers), sale, guest.answers)


def _amount(guest: Guest, wish: Wish, sale: Sale) -> int:
    """Answer what they pay: who has a ticket, each seat at the price it was taken for, whatever it is now."""
    if guest.state in MAY_CHANGE:
        return guest.amount // guest.seats * wish.seats
    return amount_of(wish, sale)


def _standing(guest: Guest, event: Event, was_invited: bool) -> GuestState:
    """Answer where they come to stand: whom the team invited needs no approval."""
    if was_invited:
        return GuestState.GOING if is_next(guest, event) else GuestState.WAITING
    return standing_for(GuestState.GOING, guest, event)


def _refuse_more(guest: Guest, event: Event, more: int, sale: Sale) -> None:
    """Refuse more seats where nobody gets any now, where they are not free, or somebody waits for them."""
    if more <= 0:
        return
    sold = {one.pk for one in sale.tickets if one.is_open} | {None}
    is_decided = event.needs_approval and guest.state != GuestState.APPLIED
    refuse_if([
        *([] if is_registering(event) else [Reason(CLOSED, field="seats")]),
        *([] if guest.ticket_type_id in sold else [Reason(NOT_SOLD, field="seats")]),
        *([Reason(EACH_DECIDED, field="seats")] if is_decided else []),
    ])  # fmt: skip
    if guest.state == GuestState.GOING or guest.offered_until is not None:
        extra = Guest(event=event, seats=more, ticket_type=guest.ticket_type)
        if not is_next(extra, event):
            raise Refusal(Reason(NO_SEATS, field="seats"))


def _offer_of(guest: Guest) -> int | None:
    return moment(guest.offered_until) if guest.offered_until else None
