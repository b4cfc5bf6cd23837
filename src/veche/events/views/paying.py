"""Money that guests pay: all of an event, that of one guest, and how the community takes it."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.paying import PaymentDeskForm, PaymentForm
from veche.events.models import Guest, Payment
from veche.events.terms import KEEP_MONEY
from veche.events.terms.paying import BY_HAND, PAYMENT_TITLES, PROVIDERS, WAY_TITLES, PaymentState, Way
from veche.events.views.finding import found_event
from veche.kit.money import Money, read_money
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.terms import Trouble


@page(KEEP_MONEY)
def payment_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show everything that was paid for an event, who still has to pay, and who is to get money back."""
    found = found_event(community, event)
    payments = queries.payments_of(found)
    paid = sum(one.amount for one in payments if one.state == PaymentState.PAID)
    return show(
        request, "events/paying/payment_list.html", event=found, lines=_lines(payments),
        paid=Money(paid, community.currency),
        owing=[(one, Money(due, community.currency)) for one, due in queries.guests_owing(found)],
        overpaid=[(one, Money(more, community.currency)) for one, more in queries.guests_overpaid(found)],
    )  # fmt: skip


@page(KEEP_MONEY, methods=("GET", "POST"))
def guest_payments(request: HttpRequest, community: Community, event: int, guest: int) -> HttpResponse:
    """Show what a guest paid, and note more."""
    found = found_event(community, event)
    who = or_404(
        Guest.objects.select_related("event__community__organisation").filter(event=found, pk=guest).first()
    )
    due = Money(max(0, who.amount - who.paid), community.currency)
    initial = {"amount": str(due.as_decimal()) if due.amount else "", "key": token_hex(16)}
    form = PaymentForm(request.POST or None, currency=community.currency, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with form.showing_refusals():
            actions.note_payment(
                who, told["amount"], Way(told["way"]), note=told["note"], key=told["key"], by=request.actor
            )  # fmt: skip
            say(request, gettext("The payment is noted."))
            return redirect("events:guest_payments", community.slug, event, guest)
    return show(
        request, "events/paying/guest_payments.html", status=422 if form.errors else 200, event=found,
        guest=who, form=form, due=due, lines=_lines(queries.payments_of(found, who)),
    )  # fmt: skip


@page(KEEP_MONEY, methods=("POST",))
def payment_act(request: HttpRequest, community: Community, payment: int, deed: str) -> HttpResponse:
    """Take a note back, bring it back, or ask the service again."""
    found = _payment(community, payment)
    if deed == "withdraw":
        actions.withdraw_payment(found, by=request.actor)
        undo = reverse("events:payment_act", args=[community.slug, payment, "restore"])
        say(request, gettext("The note is taken back."), undo=undo)
    elif deed == "restore":
        actions.restore_payment(found, by=request.actor)
    elif deed == "ask":
        _try(request, lambda: actions.ask_again(found, by=request.actor))
    else:
        raise Http404
    return back_to(request, "events:guest_payments", community.slug, found.event_id, found.guest_id)


@page(KEEP_MONEY, methods=("POST",))
def payment_refund(request: HttpRequest, community: Community, payment: int) -> HttpResponse:
    """Give money back."""
    found = _payment(community, payment)
    told = read_money(request.POST.get("amount", "")[:40], found.currency)
    amount = told.amount if told and told.currency == found.currency else 0
    key = request.POST.get("key", "")[:64]
    _try(request, lambda: actions.refund_payment(found, amount, key=key, by=request.actor))
    return back_to(request, "events:guest_payments", community.slug, found.event_id, found.guest_id)


@page(KEEP_MONEY, methods=("GET", "POST"))
def desk_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show and change how the community takes money."""
    desk = queries.desk_of(community)
    form = PaymentDeskForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.save_payment_desk(
                community, transfer_words=form.cleaned_data["transfer_words"],
                at_door=form.cleaned_data["at_door"], keys=form.keys(), by=request.actor,
            )  # fmt: skip
            say(request, gettext("Kept."))
            return redirect("events:payment_desk", community.slug)
    kept = [way for way in PROVIDERS if desk and way.value in desk.sealed]
    knocks = [
        (way.value, WAY_TITLES[way], settings.ADDRESS + knock)
        for way in kept if desk and (knock := reverse("portal:payment_knock", args=[desk.door, way]))
    ]  # fmt: skip
    return show(
        request, "events/paying/desk_page.html", status=422 if form.errors else 200, form=form, knocks=knocks
    )


@page(KEEP_MONEY, methods=("POST",))
def keys_forget(request: HttpRequest, community: Community, way: str) -> HttpResponse:
    """Take a service's keys away."""
    if way not in {one.value for one in PROVIDERS}:
        raise Http404
    actions.forget_keys(community, Way(way), by=request.actor)
    return redirect("events:payment_desk", community.slug)


def _try(request: HttpRequest, act: Callable[[], object]) -> None:
    """Do what asks an outside; its failure is said, and can be tried again."""
    try:
        act()
    except Trouble as trouble:
        say(request, gettext("The payment service says no: {trouble}").format(trouble=trouble), level=40)


def _lines(payments: list[Payment]) -> list[dict[str, object]]:
    return [
        {
            "payment": one, "money": Money(one.amount, one.currency),
            "way": gettext(WAY_TITLES[Way(one.way)]),
            "state": gettext(PAYMENT_TITLES[PaymentState(one.state)]),
            "may_withdraw": one.way in BY_HAND and one.state == PaymentState.PAID and not one.refund_of_id,
            "may_refund": one.state == PaymentState.PAID and one.amount > 0,
            "may_ask": one.way not in BY_HAND and one.state == PaymentState.WAITING,
            "key": token_hex(16), "major": str(Money(one.amount, one.currency).as_decimal()),
        }
        for one in payments
    ]  # fmt: skip


def _payment(community: Community, pk: int) -> Payment:
    return or_404(queries.payment_in(community, pk))
