"""The run sheet: planned by the minute, and live on everybody's phone while the event runs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.team import CueForm
from veche.events.models import Cue, Event
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.time import MINUTE, Moment, moment

STEPS = (5, 10, 15)
ACTS = {
    "begin": actions.begin_cue, "end": actions.end_cue, "reopen": actions.reopen_cue,
    "remove": actions.remove_cue, "restore": actions.restore_cue,
}  # fmt: skip


@page(SEE_EVENTS)
def run_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show the run sheet; it is asked for anew every few seconds while something has changed."""
    return show(
        request, "events/team/run_page.html", **_told(request, community, found_event(community, event))
    )


@page(SEE_EVENTS)
def run_lines(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Answer the lines where they changed since the version in hand, else nothing."""
    found = found_event(community, event)
    told = _told(request, community, found)
    is_running = any(one.cue.started_at and not one.cue.ended_at for one in told["run"].lines)
    if request.GET.get("version") == str(told["run"].version) and not is_running:
        return HttpResponse(status=204)
    return show(request, "events/team/_run.html", **told)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def cue_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a line."""
    return _edit(request, community, found_event(community, event), None)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def cue_edit(request: HttpRequest, community: Community, cue: int) -> HttpResponse:
    """Change a line."""
    found = _cue(community, cue)
    return _edit(request, community, found.event, found)


@page(PLAN_EVENTS, methods=("POST",))
def cue_slip(request: HttpRequest, community: Community, cue: int) -> HttpResponse:
    """Move a line and all later ones by some minutes, with a button that moves them back."""
    found, minutes = _cue(community, cue), request.GET.get("minutes") or request.POST.get("minutes", "")
    step = int(minutes) if minutes.removeprefix("-") in {str(one) for one in STEPS} else STEPS[0]
    moved = actions.slip_cues(found, step, by=request.actor)
    if moved and step > 0:
        undo = reverse("events:cue_slip", args=[community.slug, cue])
        text = ngettext("{n} line is later now.", "{n} lines are later now.", moved).format(n=moved)
        say(request, text, undo=f"{undo}?minutes={-step}")
    return _after(request, community, found.event)


@page(PLAN_EVENTS, methods=("POST",))
def cue_act(request: HttpRequest, community: Community, cue: int, deed: str) -> HttpResponse:
    """Begin, end, reopen, take away or restore a line."""
    found = _cue(community, cue)
    if deed not in ACTS:
        raise Http404
    ACTS[deed](found, by=request.actor)
    if deed == "remove":
        undo = reverse("events:cue_act", args=[community.slug, cue, "restore"])
        say(request, gettext("“{title}” is gone.").format(title=found.title), undo=undo)
    return _after(request, community, found.event)


def _after(request: HttpRequest, community: Community, event: Event) -> HttpResponse:
    if is_htmx(request):
        return show(request, "events/team/_run.html", **_told(request, community, event))
    return back_to(request, "events:run_page", community.slug, event.pk)


def _told(request: HttpRequest, community: Community, event: Event) -> dict[str, object]:
    return {
        "event": event, "run": queries.run_sheet(event), "steps": STEPS,
        "may_plan": allows(request.actor, PLAN_EVENTS, community),
        "lines_url": reverse("events:run_lines", args=[community.slug, event.pk]),
    }  # fmt: skip


def _edit(request: HttpRequest, community: Community, event: Event, cue: Cue | None) -> HttpResponse:
    initial = _initial(event, cue)
    form = CueForm(request.POST or None, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        title, starts = told.pop("title"), told.pop("starts_at")
        with form.showing_refusals():
            if cue:
                actions.change_cue(cue, title, starts=starts, **told, by=request.actor)
            else:
                actions.add_cue(event, title, starts=starts, **told, by=request.actor)
            return redirect("events:run_page", community.slug, event.pk)
    return show(
        request,
        "events/team/cue_edit.html",
        status=422 if form.errors else 200,
        form=form,
        event=event,
        cue=cue,
    )


def _initial(event: Event, cue: Cue | None) -> dict[str, object]:
    """Answer a line as it is, or a new one that begins when the last is over."""
    if cue:
        return {
            "title": cue.title, "starts_at": moment(cue.starts_at), "minutes": cue.minutes,
            "owner": cue.owner, "words": cue.words, "is_fixed": cue.is_fixed,
        }  # fmt: skip
    lines = queries.run_sheet(event).lines
    last = lines[-1].cue if lines else None
    ends = Moment(moment(last.starts_at) + last.minutes * MINUTE) if last else moment(event.starts_at)
    return {"starts_at": ends}


def _cue(community: Community, pk: int) -> Cue:
    return or_404(queries.cue_in(community, pk))
