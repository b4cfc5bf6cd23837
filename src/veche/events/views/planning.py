"""Events: the list, the month, one event at large, and how it stands."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.planning import CancelForm
from veche.events.rules.months import beside, month_in
from veche.events.rules.venues import map_link
from veche.events.rules.wording import rule_in_words
from veche.events.terms import (
    FIELD_TITLES,
    PLAN_EVENTS,
    SEE_EVENTS,
    STAND_TITLES,
    STATE_TITLES,
    EventState,
    Stand,
    moves_of,
)
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, page, say, show
from veche.kit.terms import N_
from veche.kit.time import day_of, now

VIEWS = (
    ("upcoming", N_("To come")), ("past", N_("Past")), ("drafts", N_("Drafts")), ("month", N_("Month")),
)  # fmt: skip
PER_PAGE = 50


@page(SEE_EVENTS)
def event_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the community's events: those to come, past ones, drafts, or a month of them."""
    view = request.GET.get("view", "")
    view = view if view in dict(VIEWS) else "upcoming"
    series = queries.series_list(community)
    asked = request.GET.get("series", "")
    chosen = next((one.pk for one in series if str(one.pk) == asked), 0)
    counts = queries.counts_of(community)
    shown = {
        "view": view, "views": [(key, title, counts.get(key)) for key, title in VIEWS], "series": series,
        "chosen": chosen, "is_empty": not any(counts.values()),
        "may_plan": allows(request.actor, PLAN_EVENTS, community),
    }  # fmt: skip
    if view == "month":
        month = month_in(request.GET.get("month", ""), day_of(now(), community.time_zone))
        weeks = queries.month_of(community, month.year, month.month, chosen)
        of_month = (line for week in weeks for day in week if day.is_of_month for line in day.lines)
        shown |= {
            "month_lines": list({line.event.pk: line for line in of_month}.values()), "weeks": weeks,
            "month": month, "earlier": f"{beside(month, -1):%Y-%m}", "later": f"{beside(month, 1):%Y-%m}",
            "today": day_of(now(), community.time_zone),
        }  # fmt: skip
    else:
        found = Paginator(queries.list_events(community, view, chosen), PER_PAGE)
        page_obj = found.get_page(request.GET.get("page"))
        shown |= {"page_obj": page_obj, "lines": [queries.line_of(event) for event in page_obj]}
    return show(request, "events/event_list.html", **shown)


@page(SEE_EVENTS)
def event_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show one event: what, when, where, how full it is, and what may be done with it now."""
    found = found_event(community, event)
    stand, venue = queries.stand_now(found), found.venue
    may_plan = allows(request.actor, PLAN_EVENTS, community)
    is_over = stand in {Stand.OVER, Stand.SETTLED}
    own = dict.fromkeys(FIELD_TITLES[name] for name in found.own_fields if name in FIELD_TITLES)
    return show(
        request, "events/event_page.html", event=found, stand=stand, stand_title=STAND_TITLES[stand],
        public_url=queries.page_of(found, community),
        may_plan=may_plan, moves=moves_of(EventState(found.state), is_over=is_over) if may_plan else [],
        has_tickets=bool(found.series_id) and queries.has_tickets(found),
        halls=list(found.halls.order_by("place", "pk")), own_fields=list(own), cancel_form=CancelForm(),
        map_url=map_link(venue.latitude, venue.longitude, venue.address_line) if venue else "",
        rule=rule_in_words(found.series.rule, get_language() or "en") if found.series else "",
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def event_move(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Bring an event to another state, with a button that takes it back."""
    found = found_event(community, event)
    before = EventState(found.state)
    asked = request.POST.get("state") or request.GET.get("state", "")
    if asked in set(EventState):
        state = EventState(asked)
        reason = request.POST.get("reason", "")
        moved = actions.move_event(found, state, reason=reason, by=request.actor)
        if moved.state != before:
            undo = reverse("events:event_move", args=[community.slug, found.pk])
            text = gettext("The event is now: {state}.").format(state=gettext(STATE_TITLES[state]))
            say(request, text, undo=f"{undo}?state={before.value}")
    return back_to(request, "events:event_page", community.slug, found.pk)
