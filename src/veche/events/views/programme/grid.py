"""The programme as a grid of halls and time, on which sessions are moved."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions
from veche.events.models import Event, Session
from veche.events.queries.programme import sessions as queries
from veche.events.queries.programme.helping import duties_of
from veche.events.rules.grid import MOST_HALLS, grid_of
from veche.events.rules.schedules.writing import day_of_programme
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.programme import SEVERITY_TITLES
from veche.events.views.finding import found_event
from veche.events.views.programme.saying import say_clash
from veche.kit.pages import is_htmx, or_404, page, say, show
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import number_of
from veche.kit.time import Moment, as_datetime, day_written, is_plausible, moment

BAD_TIME = N_("There is no such time.")
NO_HALL = N_("There is no such hall.")
MOST_CLASHES = 30


@page(SEE_EVENTS)
def programme_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show a day of the programme: its halls and sessions, what has no place yet, and what clashes."""
    return _show(request, community, found_event(community, event))


@page(PLAN_EVENTS, methods=("POST",))
def session_place(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Give a session its hall and time, or take its place away; what was said takes it back.

    An undo names its session and where it stood in the address.
    """
    found = found_event(community, event)
    told = request.GET if "session" in request.GET else request.POST
    session = _session(found, told.get("session", ""))
    before = _place_of(session)
    hall = _hall(found, told.get("hall", ""))
    starts = _starts(found, told.get("starts", ""))
    actions.place_session(session, hall=hall, starts=starts, by=request.actor)
    if told is request.POST and before != _place_of(session):
        where = {name: _told(request, name) for name in ("day", "halls")}
        address = reverse("events:session_place", args=[community.slug, found.pk])
        undo = f"{address}?{urlencode(before | where)}"
        say(request, _moved(session, found), undo=undo)
    if is_htmx(request):
        return _show(request, community, found)
    query = urlencode({name: value for name in ("day", "halls") if (value := _told(request, name))})
    return redirect(f"{reverse('events:programme_page', args=[community.slug, found.pk])}?{query}")


def _show(request: HttpRequest, community: Community, event: Event) -> HttpResponse:
    placed = queries.placed_in(event)
    days = queries.days_of(event, placed)
    day = _day(request, event, days)
    found = queries.sessions_of(event, day=day, unplaced=True)
    sessions = [one for one in found if one.starts_at is not None]
    halls = queries.halls_of(event)
    span = (moment(event.starts_at), moment(event.ends_at))
    wish = number_of(_told(request, "halls")) or 1
    grid = grid_of(sessions, halls, day=day, zone=event.time_zone, span=span, page=wish)
    pages = [
        (number, (number - 1) * MOST_HALLS + 1, min(number * MOST_HALLS, len(halls)))
        for number in range(1, grid.pages + 1)
    ]
    clashes = queries.clashes_in(event, placed, duties_of(event))
    may_plan = allows(request.actor, PLAN_EVENTS, community)
    template = "events/programme/_programme.html" if is_htmx(request) else "events/programme/page.html"
    return show(
        request, template, event=event, days=days, day=day, grid=grid, pages=pages,
        public_url=reverse(settings.PROGRAMME_ROUTE, args=[community.slug, event.slug]),
        unplaced=[one for one in found if one.starts_at is None], may_plan=may_plan, clash_count=len(clashes),
        clashes=[(one, SEVERITY_TITLES[one.severity], say_clash(one)) for one in clashes[:MOST_CLASHES]],
        clashing={session for one in clashes if one.severity == 1 for session in one.sessions},
    )  # fmt: skip


def _told(request: HttpRequest, name: str) -> str:
    return str(request.GET.get(name) or request.POST.get(name) or "")


def _day(request: HttpRequest, event: Event, days: list[queries.Day]) -> date:
    if told := day_written(_told(request, "day")):
        return told
    full = next((one.day for one in days if one.sessions), None)
    return full or day_of_programme(moment(event.starts_at), event.time_zone)


def _place_of(session: Session) -> dict[str, Any]:
    starts = session.starts_at
    return {
        "session": session.pk, "hall": session.hall_id or "",
        "starts": "" if starts is None else moment(starts),
    }  # fmt: skip


def _session(event: Event, told: str) -> Session:
    return or_404(queries.session_of(event, number_of(told) or 0))


def _hall(event: Event, told: str) -> Any:
    if not told:
        return None
    found = next((one for one in queries.halls_of(event) if str(one.pk) == told), None)
    if found is None:
        raise Refusal(Reason(NO_HALL, field="hall"))
    return found


def _starts(event: Event, told: str) -> Moment | None:
    """Answer a moment told in milliseconds by the grid, or as a wall clock by a form; empty is no place."""
    if not told:
        return None
    number = number_of(told)
    if number is not None and is_plausible(number):
        return Moment(number)
    day, _, clock = told.partition("T")
    try:
        at = queries.moment_on(event, date.fromisoformat(day), clock)
    except ValueError:
        at = None
    if at is None:
        raise Refusal(Reason(BAD_TIME, field="starts"))
    return at


def _moved(session: Session, event: Event) -> str:
    if session.starts_at is None:
        return gettext("“{title}” waits for a place.").format(title=session.title)
    at = as_datetime(moment(session.starts_at), event.time_zone)
    hall = f", {session.hall.name}" if session.hall else ""
    return gettext("“{title}”: {time}{hall}.").format(
        title=session.title, time=at.strftime("%H:%M"), hall=hall
    )
