"""Registering: somebody without an account comes onto an event's list, once however often they press."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.counting import count_attempts, refuse_spent
from veche.events.actions.moving import add_guest, hold_event
from veche.events.actions.seating import keep_seats
from veche.events.actions.waiting import is_next
from veche.events.models import DiscountCode, Event, Guest
from veche.events.queries.links import facts_of, secret_for
from veche.events.queries.selling import code_of, is_expected, is_registering, sale_of
from veche.events.rules.links import digest_of
from veche.events.rules.registering import Told, read_wish
from veche.events.terms import MOVE_GUESTS, GuestState
from veche.events.terms.registering import NO_CODE, NOTICE_OF_STATE, Sale, Wish
from veche.kit.limits import network_of
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name, fold, phone_of
from veche.kit.time import now
from veche.people.queries import email_of

if TYPE_CHECKING:
    from veche.core.models import Community

CLOSED = N_("Registration is closed.")
SHORTEST_KEY = 16
# Within an hour, so that nobody is flooded with letters and no codes are guessed.
MOST_FROM_NETWORK, MOST_TO_ADDRESS, MOST_WRONG_CODES = 40, 5, 20
ANSWERS = {"going": GuestState.GOING, "interested": GuestState.INTERESTED, "declined": GuestState.DECLINED}


def register(
    event: Event, told: Told, *, in_: Community, answer: str = "going", language: str, diet_consent: str,
    source: str = "", by: Actor,
) -> Guest:  # fmt: skip
    """Put somebody on the list as they filled in the form; answers them: going, applied, waiting or not.

    `told` is the form as it was sent, `diet_consent` the text about food as they saw it. The same form
    sent again (its `key`) answers the guest it made. Refuses with everything that is wrong at once, and
    a network or an address that registers too often.
    """
    require(by, MOVE_GUESTS, in_=in_)
    state = ANSWERS.get(answer, GuestState.GOING)
    typed = one_of(told, "code") if state is GuestState.GOING else ""
    code = try_code(event, typed, in_=in_, by=by)
    sale = sale_of(event, code=code, is_shown=False)
    wish, reasons = read_wish(told, sale, **contacts_in(told, in_), state=state)
    refuse_if([*_closed(event, state), *unknown_code(typed, code), *reasons])
    guest = _guest_of(wish, event, sale, code, told)
    guest.language, guest.source = language, clean_name(source, 100)
    with transaction.atomic():
        held = hold_event(event.pk, community=in_)
        held.venue = event.venue
        known = Guest.objects.filter(event=held, key=guest.key).values_list("pk", flat=True)[:1]
        if known:
            return Guest.objects.get(pk=known[0])
        refuse_if(_closed(held, state))  # it may have been called off a moment ago
        limits = {f"network {network_of(by.address)}": MOST_FROM_NETWORK, f"to {wish.email}": MOST_TO_ADDRESS}
        count_attempts(limits, in_=in_, by=by)
        use_code(code)
        state = standing_for(state, guest, held)
        guest.told = facts_of(held)
        notice = NOTICE_OF_STATE.get(state, "")
        add_guest(guest, state, event=held, notice=notice, is_sure=True, by=by)
        keep_seats(guest, wish.mates, held, diet_consent, is_new=True, by=by)
    return guest


def try_code(event: Event, text: str, *, in_: Community, by: Actor) -> DiscountCode | None:
    """Answer the code that was typed, if it is one that is good.

    Refuses a network from which many wrong ones were tried: it is not told of the right one either.
    """
    require(by, MOVE_GUESTS, in_=in_)
    if not text.strip():
        return None
    tried = {f"code {event.pk} {network_of(by.address)}": MOST_WRONG_CODES}
    refuse_spent(tried, in_=in_, by=by)
    found = code_of(event, text)
    if found is None:
        count_attempts(tried, in_=in_, by=by)
    return found


def standing_for(state: GuestState, guest: Guest, event: Event) -> GuestState:
    """Answer where somebody comes to stand who answers so, in an event that is held."""
    if state is not GuestState.GOING:
        return state
    if event.needs_approval:
        return GuestState.APPLIED
    return GuestState.GOING if is_next(guest, event) else GuestState.WAITING


def contacts_in(told: Told, community: Community) -> dict[str, str]:
    """Answer the address and the number that were written, in their one spelling, or empty ones."""
    email, phone = (one_of(told, name)[:250] for name in ("email", "phone"))
    return {"email": email_of(email), "phone": phone_of(phone, community.country) if phone.strip() else ""}


def one_of(told: Told, name: str) -> str:
    """Answer what a field was filled in with."""
    return (told.get(name) or [""])[-1]


def with_consents(
    answers: dict[str, Any], sale: Sale, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Add to consents when they were given, and to which text; one given `before` stays as it was given."""
    texts = {str(one.pk): one for one in sale.questions}
    at, known = now(), dict(answers)
    for pk, answer in answers.items():
        if isinstance(answer, dict):
            given = (before or {}).get(pk)
            is_given = isinstance(given, dict) and given.get("version") == answer["version"]
            text = texts[pk].details or texts[pk].text
            known[pk] = given if is_given else answer | {"at": at, "text": text}
    return known


def amount_of(wish: Wish, sale: Sale) -> int:
    """Answer what a party pays, minor units, the code of the sale taken off."""
    ticket = next((one for one in sale.tickets if one.pk == wish.ticket), None)
    return ticket.price * wish.seats if ticket else 0


def _guest_of(wish: Wish, event: Event, sale: Sale, code: DiscountCode | None, told: Told) -> Guest:
    key = _key(told, event, wish)
    return Guest(
        event=event, name=wish.name, folded=fold(wish.name)[:200], email=wish.email, phone=wish.phone,
        seats=wish.seats, ticket_type_id=wish.ticket, code=code, amount=amount_of(wish, sale), key=key,
        digest=digest_of(secret_for(event.pk, key)), answers=with_consents(dict(wish.answers), sale),
    )  # fmt: skip


def _key(told: Told, event: Event, wish: Wish) -> str:
    """Answer one filling-in of the form, which is kept as a digest: whoever knows it gets to the guest.

    Who goes back and registers somebody else, or another address, has filled in another one.
    """
    given = one_of(told, "key")
    if not SHORTEST_KEY <= len(given) <= 100:
        given = secrets.token_urlsafe(24)
    whose = f"{event.pk}/{given}/{wish.email}/{fold(wish.name)}"
    return hashlib.sha256(whose.encode("utf-8", "replace")).hexdigest()


def _closed(event: Event, state: GuestState) -> list[Reason]:
    is_open = is_registering(event) if state is GuestState.GOING else is_expected(event)
    return [] if is_open else [Reason(CLOSED)]


def unknown_code(typed: str, code: DiscountCode | None) -> list[Reason]:
    """Answer that a code that was typed is none, if so."""
    return [Reason(NO_CODE, field="code")] if typed.strip() and code is None else []


def use_code(code: DiscountCode | None) -> None:
    """Count one more use of a code; refuses the one that comes a moment too late."""
    if code is None:
        return
    left = Q(most_uses=None) | Q(uses__lt=F("most_uses"))
    if not DiscountCode.objects.filter(left, pk=code.pk, removed_at=None).update(uses=F("uses") + 1):
        raise Refusal(Reason(NO_CODE, field="code"))
