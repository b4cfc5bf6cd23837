"""Norms: how much of what a head takes in a community."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.food import NormForm, norm_initial
from veche.events.models import FoodNorm
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.food import MEAL_TITLES, UNIT_TITLES, MealKind, NormUnit
from veche.kit.pages import back_to, or_404, page, say, show


@page(PLAN_EVENTS)
def norm_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show how much of what a head takes: the community's own norms, or those of the house."""
    rows = queries.norm_rows(community)
    norms = rows or queries.norms_of(community)
    told = [(one, MEAL_TITLES[MealKind(one.kind)], UNIT_TITLES[NormUnit(one.unit)]) for one in norms]
    return show(request, "events/food/norm_list.html", norms=told, is_own=bool(rows))


@page(PLAN_EVENTS, methods=("POST",))
def norm_own(request: HttpRequest, community: Community) -> HttpResponse:
    """Give the community norms of its own to change."""
    actions.own_norms(in_=community, by=request.actor)
    return redirect("events:norm_list", community.slug)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def norm_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Add a norm."""
    return _editor(request, community, None)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def norm_edit(request: HttpRequest, community: Community, norm: int) -> HttpResponse:
    """Change a norm."""
    return _editor(request, community, _norm(community, norm))


@page(PLAN_EVENTS, methods=("POST",))
def norm_remove(request: HttpRequest, community: Community, norm: int) -> HttpResponse:
    """Take a norm away, with a button that brings it back."""
    row = _norm(community, norm)
    actions.remove_norm(row, by=request.actor)
    undo = reverse("events:norm_restore", args=[community.slug, norm])
    say(request, gettext("“{title}” counts no longer.").format(title=gettext(row.title)), undo=undo)
    return redirect("events:norm_list", community.slug)


@page(PLAN_EVENTS, methods=("POST",))
def norm_restore(request: HttpRequest, community: Community, norm: int) -> HttpResponse:
    """Undo taking a norm away."""
    actions.restore_norm(_norm(community, norm, removed=True), by=request.actor)
    return back_to(request, "events:norm_list", community.slug)


def _editor(request: HttpRequest, community: Community, row: FoodNorm | None) -> HttpResponse:
    form = NormForm(request.POST or None, initial=norm_initial(row))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            kept = actions.save_norm(form.norm(), in_=community, by=request.actor, row=row)
            say(request, gettext("“{title}” is kept.").format(title=gettext(kept.title)))
            return redirect("events:norm_list", community.slug)
    status = 422 if form.errors else 200
    return show(request, "events/food/norm_edit.html", status=status, form=form, norm=row)


def _norm(community: Community, pk: int, *, removed: bool = False) -> FoodNorm:
    return or_404(queries.norm_of(community, pk, removed=removed))
