"""An event's programme for anybody: by day, hall and track, a session at large, and as files."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header

from veche.core.terms import ANYONE
from veche.events.models import Event
from veche.events.queries import (
    call_of,
    days_of,
    event_shown_at,
    halls_of,
    is_calling,
    public_session,
    schedule_as,
    sessions_of,
    tracks_of,
)
from veche.events.terms import MEDIA_TYPES, ScheduleForm
from veche.kit.pages import or_404, page, show
from veche.kit.time import day_written
from veche.portal.views.keeping import kept_page
from veche.portal.views.visiting import language_of

# A schedule is asked for by apps again and again, and seldom changes.
FRESH_S = 300


@page(ANYONE)
def programme_page(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Show a day of the programme, or the part of it in one hall or track."""
    found = public_event_at(community, event)
    with translation.override(language_of(request, found.language)):
        name = ("programme", found.pk, found.changed_at)
        return kept_page(request, name, lambda: _drawn(request, found))


@page(ANYONE)
def programme_session(request: HttpRequest, community: str, event: str, session: int) -> HttpResponse:
    """Show one session: what it is about and who speaks."""
    found = public_event_at(community, event)
    one = or_404(public_session(found, session))
    with translation.override(language_of(request, found.language)):
        return show(request, "portal/programme_session.html", session=one, **frame_of(request, found))


@page(ANYONE)
def programme_file(request: HttpRequest, community: str, event: str, form: str) -> HttpResponse:  # noqa: ARG001
    """Answer the programme as a file for calendars and apps."""
    found = public_event_at(community, event)
    if form not in set(ScheduleForm):
        raise Http404
    kind = ScheduleForm(form)
    response = HttpResponse(schedule_as(found, kind, is_public=True), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = str(content_disposition_header(True, f"{found.slug}.{form}"))
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    return response


def _drawn(request: HttpRequest, event: Event) -> HttpResponse:
    days = [one for one in days_of(event) if one.sessions]
    day = _day(request, days)
    sessions = sessions_of(event, day=day, everybody=False) if day else []
    hall, track = request.GET.get("hall", ""), request.GET.get("track", "")
    halls = [one for one in halls_of(event) if any(each.hall_id == one.pk for each in sessions)]
    tracks = [one for one in tracks_of(event) if any(each.track_id == one.pk for each in sessions)]
    wanted = [one for one in sessions if hall in ("", str(one.hall_id)) and track in ("", str(one.track_id))]
    times = [(clock, list(each)) for clock, each in groupby(wanted, key=lambda one: one.clock)]  # type: ignore[attr-defined]
    return show(
        request, "portal/programme_page.html", days=days, day=day, times=times, halls=halls, tracks=tracks,
        hall=hall, track=track, is_calling=is_calling(event, call_of(event)), **frame_of(request, event),
    )  # fmt: skip


def public_event_at(slug: str, event: str) -> Event:
    """Answer the event of a public address; drafts and those of closed communities are not there."""
    return or_404(event_shown_at(slug, event))


def frame_of(request: HttpRequest, event: Event) -> dict[str, Any]:
    """Answer what every page about an event has around it."""
    route = reverse("portal:programme_page", args=[event.community.slug, event.slug])
    language = language_of(request, event.language)
    return {
        "event": event, "community": event.community, "language": language, "LANGUAGE_CODE": language,
        "alternates": settings.LANGUAGES, "canonical": f"{settings.ADDRESS}{route}",
    }  # fmt: skip


def _day(request: HttpRequest, days: list[Any]) -> date | None:
    return day_written(request.GET.get("day", "")) or (days[0].day if days else None)
