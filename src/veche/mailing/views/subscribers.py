"""Who reads a newsletter: found, added, taken over from lists, unsubscribed, with the proof of every word."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.tables import write_csv
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.forms.subscribers import AddForm, ListForm
from veche.mailing.models import Newsletter, Subscription
from veche.mailing.queries.newsletters import public_address
from veche.mailing.queries.subscribers import (
    Growth,
    Sought,
    counts_of,
    growth_of,
    lists_of,
    names_of,
    proof_of,
    reader_of,
    subscribers_of,
    subscription_of,
)
from veche.mailing.terms import FREQUENCY_TITLES, KEEP_ADDRESSES, Frequency, Said, SubscriptionState, Way
from veche.mailing.terms.subscribing import STATE_TITLES, WAY_TITLES
from veche.mailing.views.desk import tabs_of
from veche.mailing.views.finding import found_newsletter

A_PAGE = 50
SINCE = (7, 30, 90)


@page(KEEP_ADDRESSES, methods=("GET", "POST"))
def subscriber_list(request: HttpRequest, community: Community, newsletter: int) -> HttpResponse:
    """Show who reads a newsletter, how it grows, and the form; add somebody by hand."""
    found = found_newsletter(community, newsletter)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            told = form.cleaned_data
            actions.subscribe_by_hand(found, told["email"], proof=told["proof"], by=request.actor)
        if not form.errors:
            say(request, gettext("They are subscribed."))
            return redirect("mailing:subscriber_list", community.slug, newsletter)
    sought = _sought(request)
    rows = Paginator(subscribers_of(found, sought), A_PAGE).get_page(request.GET.get("page"))
    names, growth = names_of(rows), growth_of(found)
    return show(
        request, "mailing/subscribers/list.html", status=422 if form.errors else 200, newsletter=found,
        form=form, page_obj=rows, sought=sought, counts=counts_of(found), growth=growth[::-1],
        chart=_chart(growth), ways=WAY_TITLES.items(), states=STATE_TITLES.items(), since=SINCE,
        lines=[(row, names.get(row.pk), STATE_TITLES[SubscriptionState(row.state)],
                WAY_TITLES.get(row.way, "")) for row in rows], **_addresses(found),
        **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES)
def subscriber_page(
    request: HttpRequest, community: Community, newsletter: int, subscription: int
) -> HttpResponse:
    """Show every word of a subscriber in full: to which text, by which page, from where, when."""
    found, own = _found(community, newsletter, subscription)
    changes = [
        (one, STATE_TITLES[SubscriptionState(one.state)], WAY_TITLES.get(one.way, one.way),  # type: ignore[call-overload]
         FREQUENCY_TITLES[Frequency(one.frequency)] if one.frequency else "")
        for one in proof_of(own)
    ]  # fmt: skip
    return show(
        request, "mailing/subscribers/page.html", newsletter=found, subscription=own, changes=changes,
        who=names_of([own]).get(own.pk),
    )  # fmt: skip


@page(KEEP_ADDRESSES, methods=("GET", "POST"))
def subscriber_import(request: HttpRequest, community: Community, newsletter: int) -> HttpResponse:
    """Take over a list that was pasted, or one that was imported."""
    found = found_newsletter(community, newsletter)
    form = ListForm(lists_of(community), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            told, by = form.cleaned_data, request.actor
            if told["channel"]:
                new, had = actions.take_over_channel(found, int(told["channel"]), by=by)
            else:
                new, had = actions.take_over_list(found, told["list"], by=by)
            text = ngettext("{new} of {n} address is new.", "{new} of {n} addresses are new.", had)
            say(request, text.format(new=new, n=had))
            return redirect("mailing:subscriber_list", community.slug, newsletter)
    status = 422 if form.errors else 200
    return show(request, "mailing/subscribers/import.html", status=status, newsletter=found, form=form)


@page(KEEP_ADDRESSES, methods=("POST",))
def subscriber_end(
    request: HttpRequest, community: Community, newsletter: int, subscription: int
) -> HttpResponse:
    """Unsubscribe somebody who told the team so; what is said takes it back."""
    found, own = _found(community, newsletter, subscription)
    said = Said(Way.HAND, agent=request.actor.name[:200])
    actions.end_subscription(reader_of(own, found), said, in_=community, by=request.actor)
    undo = reverse("mailing:subscriber_again", args=[community.slug, newsletter, subscription])
    say(request, gettext("They get no more letters of it."), undo=undo)
    return back_to(request, "mailing:subscriber_list", community.slug, newsletter)


@page(KEEP_ADDRESSES, methods=("POST",))
def subscriber_again(
    request: HttpRequest, community: Community, newsletter: int, subscription: int
) -> HttpResponse:
    """Take an unsubscription by hand back."""
    found, own = _found(community, newsletter, subscription)
    actions.subscribe_by_hand(found, own.email, proof=gettext("taken back"), by=request.actor)
    say(request, gettext("They are subscribed."))
    return back_to(request, "mailing:subscriber_list", community.slug, newsletter)


@page(KEEP_ADDRESSES)
def subscriber_file(request: HttpRequest, community: Community, newsletter: int) -> HttpResponseBase:
    """Answer the subscribers that fit as a table; that they were taken out stands in the audit."""
    found = found_newsletter(community, newsletter)
    head = [gettext("E-mail address"), gettext("State"), gettext("How often"), gettext("How they came"),
            gettext("Changed")]  # fmt: skip
    rows = actions.take_out_subscribers(found, _sought(request), by=request.actor)
    response = StreamingHttpResponse(write_csv(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return response


def _found(community: Community, newsletter: int, subscription: int) -> tuple[Newsletter, Subscription]:
    found = found_newsletter(community, newsletter)
    own = or_404(subscription_of(found, subscription))
    return found, own


def _sought(request: HttpRequest) -> Sought:
    return Sought(
        request.GET.get("q", "").strip()[:100], request.GET.get("state", ""),
        number_of(request.GET.get("days", "")), request.GET.get("way", ""),
    )  # fmt: skip


def _chart(growth: list[Growth]) -> dict[str, Any]:
    series = [
        {"name": gettext("Came"), "values": [one.came for one in growth]},
        {"name": gettext("Went"), "values": [one.went for one in growth]},
    ]
    labels = [formats.date_format(one.day, "SHORT_DATE_FORMAT") for one in growth]
    wish = {"kind": "bar", "labels": labels, "series": series}
    return {"title": gettext("Came and went, day by day"), "wish": wish, "height": "low"}


def _addresses(newsletter: Newsletter) -> dict[str, str]:
    home = public_address(newsletter)
    frame = f'<iframe src="{home}embed/" width="100%" height="360" loading="lazy"></iframe>'
    return {"address": home, "snippet": frame} if home else {}
