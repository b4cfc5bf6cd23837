"""Food: the sheet of an event, its meals, and what is sent to whoever cooks."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.food import MealForm, meal_initial
from veche.events.models import Event, Meal
from veche.events.queries.food import Served
from veche.events.terms import KEEP_MONEY, PLAN_EVENTS, SEE_GUESTS
from veche.events.views.finding import found_event
from veche.events.views.food_files import amount_told, diets_told, facts_told, food_pdf, food_rows
from veche.kit.money import Money
from veche.kit.pages import back_to, give_csv, or_404, page, say, show


@page(PLAN_EVENTS)
def food_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what to order for those who are expected now."""
    found = found_event(community, event)
    expected = queries.expected_of(found)
    served = queries.food_of(found, expected)
    may_see = allows(request.actor, SEE_GUESTS, community)
    whole = sum(one.sheet.cost for one in served)
    with timezone.override(found.time_zone):
        told = [_told(one, community.currency) for one in served]
    return show(
        request, "events/food/food_page.html", event=found, expected=expected, served=told,
        words=queries.own_words_of(found) if may_see and served else [], may_plan=True,
        whole=Money(whole, community.currency) if whole else None,
        may_keep=allows(request.actor, KEEP_MONEY, community),
    )  # fmt: skip


def _told(served: Served, currency: str) -> dict[str, Any]:
    """Answer a meal as the page shows it, every word and amount in the reader's language."""
    meal, sheet = served
    return {
        "meal": meal, "sheet": sheet, "facts": facts_told(meal),
        "lines": [(diets_told(line.diets), line) for line in sheet.lines],
        "amounts": [(gettext(one.title), amount_told(one)) for one in sheet.amounts],
        "cost": Money(sheet.cost, currency) if sheet.cost else None,
        "has_children": any(line.children for line in sheet.lines),
    }  # fmt: skip


@page(PLAN_EVENTS)
def food_file(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    event: int,
    form: str,
) -> HttpResponseBase:
    """Answer the order sheet as a PDF or a CSV: counts alone, nobody's name and nobody's words."""
    found = found_event(community, event)
    expected = queries.expected_of(found)
    served = queries.food_of(found, expected)
    name = f"{found.slug}-food"
    if form == "csv":
        return give_csv(name, *food_rows(served, community.currency))
    if form != "pdf":
        raise Http404
    content = food_pdf(found, served, expected, community.currency)
    disposition = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def meal_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Plan something that is served."""
    return _editor(request, found_event(community, event), None)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def meal_edit(request: HttpRequest, community: Community, event: int, meal: int) -> HttpResponse:
    """Change something that is served."""
    found = found_event(community, event)
    return _editor(request, found, _meal(found, meal))


@page(PLAN_EVENTS, methods=("POST",))
def meal_remove(request: HttpRequest, community: Community, event: int, meal: int) -> HttpResponse:
    """Take a meal away, with a button that brings it back."""
    found = found_event(community, event)
    kept = _meal(found, meal)
    actions.remove_meal(kept, by=request.actor)
    undo = reverse("events:meal_restore", args=[community.slug, event, meal])
    say(request, gettext("“{title}” is not served any more.").format(title=kept.title), undo=undo)
    return redirect("events:food_page", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def meal_restore(request: HttpRequest, community: Community, event: int, meal: int) -> HttpResponse:
    """Undo taking a meal away."""
    found = found_event(community, event)
    actions.restore_meal(_meal(found, meal, removed=True), by=request.actor)
    return back_to(request, "events:food_page", community.slug, event)


def _editor(request: HttpRequest, event: Event, meal: Meal | None) -> HttpResponse:
    community = event.community
    with timezone.override(event.time_zone):
        form = MealForm(
            request.POST or None, zone=event.time_zone, initial=meal_initial(meal, community.currency)
        )
        if request.method == "POST" and form.is_valid():
            with form.showing_refusals():
                kept = actions.save_meal(event, form.planned(), by=request.actor, meal=meal)
                say(request, gettext("“{title}” is on the sheet.").format(title=kept.title))
                return redirect("events:food_page", community.slug, event.pk)
        return show(
            request, "events/food/meal_edit.html", status=422 if form.errors else 200, form=form, event=event,
            meal=meal, may_plan=True,
        )  # fmt: skip


def _meal(event: Event, pk: int, *, removed: bool = False) -> Meal:
    found = or_404(queries.meal_of(event, pk, removed=removed))
    found.event = event
    return found
