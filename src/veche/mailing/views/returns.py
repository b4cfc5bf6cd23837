"""What came back: numbers, the list, what came in raw, and trying again."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, give_csv, or_404, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions, queries
from veche.mailing.queries.returns import SHOWN
from veche.mailing.terms import KEEP_ADDRESSES, KEEP_DELIVERIES, KEEP_SENDERS
from veche.mailing.terms.returning import (
    CAUSE_TITLES,
    RETURNING_TITLES,
    WHAT_TITLES,
    Cause,
    ReturningState,
    What,
)
from veche.mailing.views.desk import tabs_of

FEW = 50


@page(KEEP_ADDRESSES)
def return_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what came back in the last thirty days, in numbers."""
    return show(
        request, "mailing/returns/return_page.html", here="numbers",
        numbers=queries.return_numbers(community), kinds=[WHAT_TITLES[what] for what in SHOWN],
        senders=queries.ways_lines(community), may_set=allows(request.actor, KEEP_SENDERS, community),
        **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES)
def return_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what came back one by one, of one kind or found by address."""
    what, query = request.GET.get("what", ""), request.GET.get("q", "")[:100]
    found = queries.returns_of(community, what=what, query=query)
    shown = Paginator(found, FEW).get_page(request.GET.get("page"))
    lines = [(one, WHAT_TITLES[What(one.what)], CAUSE_TITLES[Cause(one.cause)]) for one in shown]
    return show(
        request, "mailing/returns/return_list.html", lines=lines, page_obj=shown, what=what, query=query,
        kinds=WHAT_TITLES.items(), here="list", **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES)
def return_file(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Give what came back as a CSV file, as the list shows it."""
    found = queries.returns_of(
        community, what=request.GET.get("what", ""), query=request.GET.get("q", "")[:100]
    )
    columns = (gettext("When"), gettext("E-mail"), gettext("What"), gettext("Reason"), gettext("Status"),
               gettext("Code"), gettext("What the server said"), gettext("Letter"),
               gettext("Counts"))  # fmt: skip
    return give_csv("returns", columns, queries.rows_of_returns(found))


@page(KEEP_ADDRESSES)
def returning_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what came in and was not simply taken: what could not be read, is not signed, or is a letter."""
    state = request.GET.get("state", "") or ReturningState.PARKED
    if state not in set(ReturningState):
        raise Http404
    shown = Paginator(queries.returnings_of(community, state), FEW).get_page(request.GET.get("page"))
    return show(
        request, "mailing/returns/returning_list.html", page_obj=shown, state=state, here="raw",
        states=RETURNING_TITLES.items(), may_retry=allows(request.actor, KEEP_DELIVERIES, community),
        **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES)
def returning_page(request: HttpRequest, community: Community, returning: int) -> HttpResponse:
    """Show one thing that came in, raw, and what was read of it."""
    found = or_404(queries.returning_at(community, returning))
    lines = [
        (one, WHAT_TITLES[What(one.what)], CAUSE_TITLES[Cause(one.cause)])
        for one in found.returns.all()[:100]
    ]
    return show(
        request, "mailing/returns/returning_page.html", returning=found, lines=lines, here="raw",
        excerpt=queries.excerpt_of(found), state_title=RETURNING_TITLES[ReturningState(found.state)],
        may_retry=allows(request.actor, KEEP_DELIVERIES, community), **tabs_of(request, community),
    )  # fmt: skip


@page(KEEP_DELIVERIES, methods=("POST",))
def returning_retry(request: HttpRequest, community: Community) -> HttpResponse:
    """Read once more what could not be read: all of it, or the one that is named."""
    count = actions.retry_returns(
        in_=community, pk=number_of(request.POST.get("returning", "")), by=request.actor
    )
    say(request, ngettext("{n} is read again.", "{n} are read again.", count).format(n=count))
    return back_to(request, "mailing:returning_list", community.slug)
