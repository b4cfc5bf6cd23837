"""The page of a volunteer: their shifts, what they wish, and the run sheet; whoever has its link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.terms import ANYONE, Actor
from veche.events import actions, queries
from veche.events.models import Volunteer
from veche.events.terms.team import WISH_TITLES, WishLevel
from veche.kit.pages import or_404, page, say, show
from veche.kit.text import number_of

LEVELS = {str(int(level)): level for level in WishLevel}


@page(ANYONE)
def volunteer_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a volunteer their shifts, the others to wish for, and the run sheet."""
    found = _volunteer(secret)
    wishes = queries.wishes_of(found.event).get(found.pk, {})
    shifts = queries.shifts_of(found.event)
    return show(
        request, "events/team/volunteer_page.html", community=found.event.community, event=found.event,
        volunteer=found, secret=secret, mine=[one.shift for one in shifts if found in one.people],
        shifts=[(one.shift, wishes.get(one.shift.pk, WishLevel.CAN)) for one in shifts],
        levels=[(int(level), title) for level, title in WISH_TITLES.items()],
        place=queries.place_of(found.event), run=queries.run_sheet(found.event),
        lines_url=reverse("events:volunteer_run", args=[secret]),
    )  # fmt: skip


@page(ANYONE, methods=("POST",))
def wishes_tell(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep what a volunteer says of the shifts."""
    found = _volunteer(secret)
    told = {
        number: LEVELS[value]
        for key, value in request.POST.items()
        if key.startswith("shift-") and value in LEVELS
        and (number := number_of(key.removeprefix("shift-"))) is not None
    }  # fmt: skip
    visitor = Actor(name=found.name, address=request.actor.address, is_machine=True)
    actions.tell_wishes(found, told, by=visitor)
    say(request, gettext("Thank you! We have noted it."))
    return redirect("events:volunteer_page", secret)


@page(ANYONE)
def volunteer_run(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the run sheet's lines for a volunteer's phone where they changed."""
    found = _volunteer(secret)
    run = queries.run_sheet(found.event)
    is_running = any(one.cue.started_at and not one.cue.ended_at for one in run.lines)
    if request.GET.get("version") == str(run.version) and not is_running:
        return HttpResponse(status=204)
    return show(
        request, "events/team/_run.html", event=found.event, run=run,
        lines_url=reverse("events:volunteer_run", args=[secret]),
    )  # fmt: skip


def _volunteer(secret: str) -> Volunteer:
    return or_404(queries.volunteer_by(secret))
