"""Events: the list and one event at large."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import queries
from veche.events.models import Event
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS, STAND_TITLES
from veche.events.views.finding import found_event
from veche.kit.pages import page, show


@page(SEE_EVENTS)
def event_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the community's events."""
    events = Event.objects.filter(community=community).order_by("-starts_at")[:100]
    return show(
        request, "events/event_list.html", events=events,
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(SEE_EVENTS)
def event_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show one event."""
    found = found_event(community, event)
    stand = queries.stand_now(found)
    return show(
        request, "events/event_page.html", event=found, stand=stand, stand_title=STAND_TITLES[stand],
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip
