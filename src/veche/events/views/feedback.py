"""Feedback of guests as the team reads it, and the report of a series."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.models import Series
from veche.events.terms import KEEP_MONEY, SEE_EVENTS, SEE_GUESTS
from veche.events.terms.after import ACTIVE_DAYS, AGAIN_TITLES, DateTold
from veche.events.views.finding import found_event
from veche.kit.money import Money
from veche.kit.pages import back_to, give_csv, or_404, page, say, show


@page(SEE_EVENTS)
def feedback_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what guests say: stars, words, whether they would come again."""
    found = found_event(community, event)
    shown = queries.feedback_shown(found)
    return show(
        request, "events/after/feedback_page.html", event=found, tally=shown.tally, quotes=shown.quotes,
        asked=max(shown.asked, shown.tally.answered),
        again=[(title, shown.tally.again[key]) for key, title in AGAIN_TITLES.items()],
        said_again=sum(shown.tally.again.values()), may_see=allows(request.actor, SEE_GUESTS, community),
    )  # fmt: skip


@page(SEE_GUESTS, methods=("POST",))
def feedback_hide(
    request: HttpRequest, community: Community, event: int, guest: int, deed: str
) -> HttpResponse:
    """Leave somebody's words out of what is quoted, or quote them again."""
    found = queries.feedback_in(found_event(community, event), guest)
    if found is None or deed not in {"hide", "quote"}:
        raise Http404
    actions.hide_feedback(found, hidden=deed == "hide", in_=community, by=request.actor)
    if deed == "hide":
        undo = reverse("events:feedback_hide", args=[community.slug, event, guest, "quote"])
        say(request, gettext("These words are not quoted. The stars count all the same."), undo=undo)
    return back_to(request, "events:feedback_page", community.slug, event)


@page(SEE_EVENTS)
def series_report(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Show a series date by date: who came, who came back, who became active, what they said."""
    found = _series(community, series)
    may_keep = allows(request.actor, KEEP_MONEY, community)
    dates = queries.report_of(found, with_money=may_keep)
    lines = [
        (one, None if one.cost_per_head is None else Money(one.cost_per_head, community.currency))
        for one in dates
    ]
    return show(
        request, "events/after/series_report.html", series=found, dates=lines, chart=_chart(dates),
        days=ACTIVE_DAYS, may_keep=may_keep,
    )  # fmt: skip


@page(SEE_EVENTS)
def series_report_file(request: HttpRequest, community: Community, series: int) -> HttpResponseBase:
    """Answer the report of a series as a CSV file."""
    found, may_keep = _series(community, series), allows(request.actor, KEEP_MONEY, community)
    return give_csv(f"{found.slug}-report", *queries.report_file(found, with_money=may_keep))


def _chart(dates: list[DateTold]) -> dict[str, object]:
    series = [
        {"name": gettext("Signed up"), "values": [one.heads.registered for one in dates]},
        {"name": gettext("Came"), "values": [one.heads.came for one in dates]},
    ]
    title = gettext("Signed up and came, date by date")
    wish = {
        "kind": "bar",
        "labels": [formats.date_format(one.day, "SHORT_DATE_FORMAT") for one in dates],
        "series": series,
    }
    return {"title": title, "wish": wish, "height": "low"}


def _series(community: Community, pk: int) -> Series:
    return or_404(queries.series_of(community, pk))
