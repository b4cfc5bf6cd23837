"""Health: a few numbers against a stated norm and against their own past, each explained."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.core.queries import allows
from veche.insights import actions, queries
from veche.insights.forms import NormForm
from veche.insights.models import OwnNorm
from veche.insights.rules.health import month_meant
from veche.insights.rules.periods import month_number
from veche.insights.rules.signs import SIGNS
from veche.insights.showing.asking import Wanted
from veche.insights.showing.vitals import (
    head_of_file,
    lines_of,
    month_address,
    range_text,
    rows_of_file,
)
from veche.insights.showing.wording import bucket_text
from veche.insights.terms import EXPORT_FIGURES, SAVE_BOARDS, SEE_FIGURES, Grain, Norm, Sign, Span
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import give_csv, or_404, page, say, show


@page(SEE_FIGURES)
@bearing_troubles
def health_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show every sign of a month with its norm, its past, why it matters and what helps."""
    wanted = Wanted(request.GET, community, request.actor)
    span = wanted.figures.span
    if span is None:
        may_import = allows(request.actor, IMPORT_FILES, community)
        return show(request, "insights/overview_empty.html", may_import=may_import)
    month = _month(wanted, span)
    return show(
        request, "insights/health/health_page.html", wanted=wanted, on="health",
        lines=lines_of(wanted, month), boards=queries.boards_of(community), **_months(wanted, span, month),
        may_save=allows(request.actor, SAVE_BOARDS, community),
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


@page(EXPORT_FIGURES)
@bearing_troubles
def health_export(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Answer the signs of a month as a CSV file."""
    wanted = Wanted(request.GET, community, request.actor)
    span = wanted.figures.span or Span(wanted.today, wanted.today)
    month = _month(wanted, span)
    name = f"{community.slug}-health-{1970 + month // 12}-{month % 12 + 1:02}"
    return give_csv(name, head_of_file(month), rows_of_file(lines_of(wanted, month)))


def _month(wanted: Wanted, span: Span) -> int:
    return month_meant(wanted.asked.period.last, wanted.today, span.last)


def _months(wanted: Wanted, span: Span, month: int) -> dict[str, Any]:
    """Answer the month in words and the ways to those beside it, as far as anything is known of them."""
    latest = month_meant(wanted.today, wanted.today, span.last)
    return {
        "month": bucket_text(month, Grain.MONTH, wanted.today),
        "earlier": month_address(wanted, month - 1) if month > month_number(span.first) else "",
        "later": month_address(wanted, month + 1) if month < latest else "",
    }


@page(SAVE_BOARDS, methods=("GET", "POST"))
def norm_edit(request: HttpRequest, community: Community, sign: str) -> HttpResponse:
    """Say what is normal for a sign in this community."""
    found = _sign(sign)
    own = queries.norms_of(community).get(found.key)
    norm = Norm(own.low, own.high) if own else found.norm
    begin = {"low": norm.low, "high": norm.high, "reason": own.reason if own else ""}
    form = NormForm(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with form.showing_refusals():
            kept = actions.set_norm(
                found.key, Norm(given["low"], given["high"]), given["reason"], in_=community, by=request.actor
            )
            undo = (
                _address(community, "norm_restore", own) if own else _address(community, "norm_remove", kept)
            )
            say(request, gettext("The norm holds from now on, for earlier months too."), undo=undo)
            return redirect("insights:health_page", community.slug)
    ready = range_text(found.norm, found.unit)
    status = 422 if request.method == "POST" else 200
    return show(
        request, "insights/health/norm_edit.html", status=status, form=form, sign=found, own=own, ready=ready
    )


@page(SAVE_BOARDS, methods=("POST",))
def norm_remove(request: HttpRequest, community: Community, norm: int) -> HttpResponse:
    """Let the ready norm hold again, with a button that brings the own one back."""
    found = _found(community, norm)
    actions.remove_norm(found, in_=community, by=request.actor)
    say(request, gettext("The ready norm holds again."), undo=_address(community, "norm_restore", found))
    return redirect("insights:health_page", community.slug)


@page(SAVE_BOARDS, methods=("POST",))
def norm_restore(request: HttpRequest, community: Community, norm: int) -> HttpResponse:
    """Let an own norm hold again."""
    actions.restore_norm(_found(community, norm), in_=community, by=request.actor)
    return redirect("insights:health_page", community.slug)


def _address(community: Community, route: str, norm: OwnNorm) -> str:
    return reverse(f"insights:{route}", args=[community.slug, norm.pk])


def _sign(key: str) -> Sign:
    if key not in SIGNS:
        raise Http404
    return SIGNS[key]


def _found(community: Community, norm: int) -> OwnNorm:
    return or_404(queries.norm_of(community, norm))
