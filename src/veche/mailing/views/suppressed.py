"""Suppressed: the addresses that get nothing: found, added by hand, let off, as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.kit.pages import back_to, give_csv, or_404, page, say, show
from veche.mailing import actions, queries
from veche.mailing.forms.returns import LiftForm, SuppressForm
from veche.mailing.terms import KEEP_ADDRESSES, Why
from veche.mailing.terms.delivering import WHY_TITLES
from veche.mailing.views.desk import tabs_of

FEW = 50


@page(KEEP_ADDRESSES)
def suppression_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show who gets nothing and why."""
    return _list(request, community, SuppressForm())


def _list(request: HttpRequest, community: Community, form: SuppressForm, status: int = 200) -> HttpResponse:
    query, why = request.GET.get("q", "")[:100], request.GET.get("why", "")
    found = queries.suppressions_of(community, query=query, why=why if why in set(Why) else "")
    shown = Paginator(found, FEW).get_page(request.GET.get("page"))
    return show(
        request, "mailing/returns/suppression_list.html", status=status, page_obj=shown, query=query, why=why,
        lines=[(one, WHY_TITLES[Why(one.why)]) for one in shown], whys=WHY_TITLES.items(), form=form,
        here="suppressed", **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES, methods=("GET", "POST"))
def suppression_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Put pasted addresses on the list."""
    form = SuppressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            told = form.cleaned_data
            done = actions.suppress_addresses(
                told["addresses"], told["detail"], in_=community, by=request.actor
            )
            text = ngettext("{n} address is added.", "{n} addresses are added.", done.new).format(n=done.new)
            if done.known:
                text += " " + gettext("There already: {n}.").format(n=done.known)
            say(request, text)
            return back_to(request, "mailing:suppression_list", community.slug)
    return _list(request, community, form, 422 if form.errors else 200)


@page(KEEP_ADDRESSES, methods=("GET", "POST"))
def suppression_lift(request: HttpRequest, community: Community, suppression: int) -> HttpResponse:
    """Let an address have letters again, with the reason for it."""
    found = or_404(queries.suppression_at(community, suppression))
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.lift_suppression(found, form.cleaned_data["reason"], by=request.actor)
            say(request, gettext("{email} gets letters again.").format(email=found.email))
            return back_to(request, "mailing:suppression_list", community.slug)
    return show(
        request, "mailing/returns/suppression_lift.html", status=422 if form.errors else 200, form=form,
        suppression=found, why_title=WHY_TITLES[Why(found.why)],
    )  # fmt: skip


@page(KEEP_ADDRESSES)
def suppression_file(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Give the list as a CSV file."""
    found = queries.suppressions_of(community, query=request.GET.get("q", "")[:100])
    rows = (
        (one.email, one.why, one.detail, one.at.isoformat(), one.author)
        for one in found.iterator(chunk_size=1_000)
    )
    columns = (gettext("E-mail"), gettext("Why"), gettext("Detail"), gettext("Since"), gettext("By"))
    return give_csv("suppressed", columns, rows)
