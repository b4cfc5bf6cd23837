"""Money: an event's budget, its lines, and the closing of its accounts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.money import LineForm, ReceiptForm, line_initial
from veche.events.models import BudgetLine, Event
from veche.events.queries.money import Budget
from veche.events.terms import KEEP_MONEY, EventState
from veche.events.terms.money import CATEGORY_TITLES, Category, Side
from veche.events.views.finding import found_event
from veche.events.views.money_files import budget_pdf, budget_rows
from veche.kit.money import Money
from veche.kit.pages import back_to, give_csv, or_404, page, say, show
from veche.kit.terms import Reason, Refusal


@page(KEEP_MONEY)
def budget_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what an event costs and brings."""
    return _show(request, found_event(community, event))


@page(KEEP_MONEY)
def budget_file(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    event: int,
    form: str,
) -> HttpResponseBase:
    """Answer a budget as a PDF or a CSV."""
    found = found_event(community, event)
    budget, name = queries.budget_of(found), f"{found.slug}-budget"
    if form == "csv":
        return give_csv(name, *budget_rows(budget, community.currency))
    if form != "pdf":
        raise Http404
    disposition = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    content = budget_pdf(found, budget)
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


@page(KEEP_MONEY, methods=("GET", "POST"))
def line_new(request: HttpRequest, community: Community, event: int, side: str) -> HttpResponse:
    """Note a cost or an income."""
    if side not in list(Side):
        raise Http404
    return _editor(request, found_event(community, event), Side(side), None)


@page(KEEP_MONEY, methods=("GET", "POST"))
def line_edit(request: HttpRequest, community: Community, event: int, line: int) -> HttpResponse:
    """Change a line, and see its receipts."""
    found = found_event(community, event)
    kept = _line(found, line)
    return _editor(request, found, Side(kept.side), kept)


@page(KEEP_MONEY, methods=("POST",))
def line_remove(request: HttpRequest, community: Community, event: int, line: int) -> HttpResponse:
    """Take a line away, with a button that brings it back."""
    found = found_event(community, event)
    kept = _line(found, line)
    try:
        actions.remove_line(kept, by=request.actor)
    except Refusal as refusal:
        return _show(request, found, refusal.reasons)
    undo = reverse("events:line_restore", args=[community.slug, event, line])
    say(request, gettext("“{title}” counts no longer.").format(title=kept.title), undo=undo)
    return redirect("events:budget_page", community.slug, event)


@page(KEEP_MONEY, methods=("POST",))
def line_restore(request: HttpRequest, community: Community, event: int, line: int) -> HttpResponse:
    """Undo taking a line away."""
    found = found_event(community, event)
    try:
        actions.restore_line(_line(found, line, removed=True), by=request.actor)
    except Refusal as refusal:
        return _show(request, found, refusal.reasons)
    return back_to(request, "events:budget_page", community.slug, event)


@page(KEEP_MONEY, methods=("POST",))
def budget_settle(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Close an event's accounts, or say every reason why not."""
    found = found_event(community, event)
    try:
        actions.settle_budget(found, by=request.actor)
    except Refusal as refusal:
        return _show(request, found, refusal.reasons)
    undo = reverse("events:budget_reopen", args=[community.slug, event])
    say(request, gettext("The accounts are closed."), undo=undo)
    return redirect("events:budget_page", community.slug, event)


@page(KEEP_MONEY, methods=("POST",))
def budget_reopen(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Open an event's accounts again."""
    actions.reopen_budget(found_event(community, event), by=request.actor)
    say(request, gettext("The accounts are open again."))
    return back_to(request, "events:budget_page", community.slug, event)


def _show(request: HttpRequest, event: Event, reasons: tuple[Reason, ...] = ()) -> HttpResponse:
    budget, currency = queries.budget_of(event), event.community.currency
    balance = budget.balance
    sides = [_side(Side.COST, budget, currency), _side(Side.INCOME, budget, currency)]
    told = {
        "left": Money(balance.incomes.likely - balance.costs.likely, currency),
        "now": Money(balance.incomes.paid - balance.costs.paid, currency),
        "per_head": None if balance.per_head is None else Money(balance.per_head, currency),
        "price": Money(round(budget.price), currency),
    }
    return show(
        request, "events/money/budget_page.html", status=422 if reasons else 200, event=event, budget=budget,
        sides=sides, told=told, reasons=reasons, is_settled=event.state == EventState.SETTLED, may_plan=True,
        chart=_chart(budget, currency),
    )  # fmt: skip


def _side(side: Side, budget: Budget, currency: str) -> dict[str, Any]:
    rows = budget.costs if side is Side.COST else budget.incomes
    sums = budget.balance.costs if side is Side.COST else budget.balance.incomes
    lines = [
        (one, CATEGORY_TITLES[Category(one.category)], _amounts(one, currency), one.promised > one.paid)
        for one in rows
    ]
    tickets = (
        budget.tickets.line if side is Side.INCOME and budget.tickets.owed + budget.tickets.paid else None
    )
    return {
        "key": side.value, "lines": lines, "sums": _amounts(sums, currency),
        "tickets": _amounts(tickets, currency) if tickets else None,
    }  # fmt: skip


def _amounts(of: Any, currency: str) -> list[str]:
    """Answer the three amounts as a table under its currency shows them: whole ones without a fraction."""
    told = []
    for amount in (of.planned, of.promised, of.paid):
        major = Money(amount, currency).as_decimal()
        whole = major.to_integral_value() if major == major.to_integral_value() else major
        told.append(formats.number_format(whole, force_grouping=True) if amount else "–")
    return told


def _chart(budget: Budget, currency: str) -> dict[str, Any] | None:
    """Answer the wish of a chart: both sides as planned, promised and paid, in major units."""
    sides = (budget.balance.costs, budget.balance.incomes)
    if not any(sums.likely for sums in sides):
        return None
    series = [
        {"name": name, "values": [float(Money(getattr(sums, key), currency).as_decimal()) for sums in sides]}
        for key, name in (
            ("planned", gettext("Planned")), ("promised", gettext("Promised")), ("paid", gettext("Paid")),
        )
    ]  # fmt: skip
    wish = {"kind": "lying", "labels": [gettext("Costs"), gettext("Income")], "series": series}
    return {"title": gettext("Costs and income, {currency}").format(currency=currency), "wish": wish,
            "height": "low"}  # fmt: skip


def _editor(request: HttpRequest, event: Event, side: Side, line: BudgetLine | None) -> HttpResponse:
    community = event.community
    initial = line_initial(line, community.currency)
    if line is None and side is Side.COST and request.GET.get("food"):
        initial = _food_initial(event)
    form = LineForm(request.POST or None, initial=initial, side=side)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            kept = actions.save_line(event, form.noted(), by=request.actor, line=line)
            say(request, gettext("“{title}” is noted.").format(title=kept.title))
            return redirect("events:budget_page", community.slug, event.pk)
    receipts = queries.receipts_of(line) if line else []
    return show(
        request, "events/money/line_edit.html", status=422 if form.errors else 200, form=form, event=event,
        line=line, side=side.value, receipts=receipts, receipt_form=ReceiptForm(), may_plan=True,
    )  # fmt: skip


def _food_initial(event: Event) -> dict[str, Any]:
    """Answer a cost as the sheet of food has it now."""
    cost = sum(one.sheet.cost for one in queries.food_of(event, queries.expected_of(event)))
    planned = str(Money(cost, event.community.currency).as_decimal())
    title = gettext(CATEGORY_TITLES[Category.CATERING])
    return {"title": title, "category": Category.CATERING, "planned": planned, "grows": True}


def _line(event: Event, pk: int, *, removed: bool = False) -> BudgetLine:
    return or_404(queries.budget_line_of(event, pk, removed=removed))
