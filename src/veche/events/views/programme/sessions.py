"""Sessions one by one, and the halls and tracks they are put in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from veche.core.actions import require
from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions
from veche.events.forms.programme import HallForm, SessionForm, SpeakingForm, TrackForm
from veche.events.models import Event, EventHall, Session, Track
from veche.events.queries.programme import sessions as queries
from veche.events.queries.programme.speakers import speakings_of
from veche.events.rules.schedules.writing import day_of_programme
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.text import number_of
from veche.kit.time import moment


@page(PLAN_EVENTS, methods=("GET", "POST"))
def session_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Make a session."""
    return _form(request, found_event(community, event), None)


@page(SEE_EVENTS, methods=("GET", "POST"))
def session_edit(request: HttpRequest, community: Community, event: int, session: int) -> HttpResponse:
    """Show a session to everybody of the team; who plans, changes it."""
    if request.method == "POST":
        require(request.actor, PLAN_EVENTS, in_=community)
    found = found_event(community, event)
    return _form(request, found, found_session(found, session))


def _form(request: HttpRequest, event: Event, session: Session | None) -> HttpResponse:
    form = SessionForm(event, request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            kept = actions.save_session(event, session, **form.given(), by=request.actor)
        if not form.errors:
            say(request, gettext("The session is kept."))
            return redirect(_grid(event, kept))
    return show(
        request, "events/programme/session_edit.html", status=422 if form.errors else 200, event=event,
        form=form, session=session, speakings=speakings_of(session) if session else [],
        speaker_form=SpeakingForm(event, asks_title=False) if session else None,
        back_url=_grid(event, session), may_plan=allows(request.actor, PLAN_EVENTS, event.community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def session_remove(request: HttpRequest, community: Community, event: int, session: int) -> HttpResponse:
    """Take a session out; what was said has a button that brings it back."""
    found = found_session(found_event(community, event), session)
    actions.remove_session(found, by=request.actor)
    undo = reverse("events:session_restore", args=[community.slug, event, session])
    say(request, gettext("“{title}” is out of the programme.").format(title=found.title), undo=undo)
    return redirect(_grid(found.event, found))


@page(PLAN_EVENTS, methods=("POST",))
def session_restore(request: HttpRequest, community: Community, event: int, session: int) -> HttpResponse:
    """Undo taking a session out."""
    found = found_session(found_event(community, event), session)
    actions.restore_session(found, by=request.actor)
    say(request, pgettext("event", "“{title}” is back.").format(title=found.title))
    return back_to(request, "events:programme_page", community.slug, event)


@page(SEE_EVENTS)
def programme_parts(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show the event's halls and tracks."""
    return _parts(request, found_event(community, event))


def _parts(
    request: HttpRequest, event: Event, *, track: TrackForm | None = None, hall: HallForm | None = None
) -> HttpResponse:
    return show(
        request, "events/programme/parts.html", status=422 if track or hall else 200, event=event,
        halls=queries.halls_of(event), tracks=queries.tracks_of(event), track_form=track or TrackForm(),
        hall_form=hall or HallForm(), may_plan=allows(request.actor, PLAN_EVENTS, event.community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def track_save(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a track."""
    found, form = found_event(community, event), TrackForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.save_track(found, **form.cleaned_data, by=request.actor)
    return _parts(request, found, track=form) if form.errors else _to_parts(found)


@page(PLAN_EVENTS, methods=("POST",))
def track_remove(request: HttpRequest, community: Community, event: int, track: int) -> HttpResponse:
    """Take a track out; what was said has a button that brings it back."""
    found = _track(found_event(community, event), track)
    actions.remove_track(found, by=request.actor)
    undo = reverse("events:track_restore", args=[community.slug, event, track])
    say(request, gettext("The track “{title}” is gone.").format(title=found.title), undo=undo)
    return _to_parts(found.event)


@page(PLAN_EVENTS, methods=("POST",))
def track_restore(request: HttpRequest, community: Community, event: int, track: int) -> HttpResponse:
    """Undo taking a track out."""
    found = _track(found_event(community, event), track)
    actions.restore_track(found, by=request.actor)
    return _to_parts(found.event)


@page(PLAN_EVENTS, methods=("POST",))
def hall_save(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a hall."""
    found, form = found_event(community, event), HallForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.save_event_hall(found, **form.cleaned_data, by=request.actor)
    return _parts(request, found, hall=form) if form.errors else _to_parts(found)


@page(PLAN_EVENTS, methods=("POST",))
def hall_remove(request: HttpRequest, community: Community, event: int, hall: int) -> HttpResponse:
    """Take out a hall that no session is in."""
    found = EventHall.objects.select_related("event__community").filter(
        event=found_event(community, event), pk=hall
    )
    one = or_404(found.first())
    actions.remove_event_hall(one, by=request.actor)
    kept = {"name": one.name, "capacity": one.capacity or "", "place": one.place, "hall": one.hall_id or ""}
    undo = reverse("events:event_hall_restore", args=[community.slug, event])
    say(
        request, gettext("The hall “{name}” is gone.").format(name=one.name), undo=f"{undo}?{urlencode(kept)}"
    )
    return _to_parts(one.event)


@page(PLAN_EVENTS, methods=("POST",))
def hall_restore(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Bring a hall back."""
    found, told = found_event(community, event), request.GET
    number = {name: number_of(told.get(name, "")) for name in ("capacity", "place", "hall")}
    actions.restore_event_hall(
        found, told.get("name", ""), number["capacity"], place=number["place"] or 0, hall=number["hall"],
        by=request.actor,
    )  # fmt: skip
    return _to_parts(found)


def found_session(event: Event, pk: int) -> Session:
    """Answer the session of an address; none of the event is a page that is not there."""
    found = or_404(queries.session_of(event, pk))
    found.event = event
    return found


def _track(event: Event, pk: int) -> Track:
    found = or_404(queries.track_of(event, pk))
    found.event = event
    return found


def _to_parts(event: Event) -> HttpResponse:
    return redirect("events:programme_parts", event.community.slug, event.pk)


def _grid(event: Event, session: Session | None) -> str:
    """Answer where a session stands on the grid."""
    place = reverse("events:programme_page", args=[event.community.slug, event.pk])
    if session is None or session.starts_at is None:
        return place
    day = day_of_programme(moment(session.starts_at), event.time_zone)
    return f"{place}?{urlencode({'day': day.isoformat()})}"
