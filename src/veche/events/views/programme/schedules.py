"""Schedules in files: brought, looked at, taken over; and saved."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions
from veche.events.forms.programme import ScheduleForm as FileForm
from veche.events.queries.programme import schedules as queries
from veche.events.queries.programme.writing import schedule_as
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.schedules import LARGEST_SCHEDULE, MEDIA_TYPES, ScheduleForm
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.terms import Reason, Refusal

MOST_LINES = 200


@page(PLAN_EVENTS, methods=("GET", "POST"))
def schedule_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Take a file in; one that is not right is refused with every reason and its place."""
    found = found_event(community, event)
    form = FileForm(request.POST or None, request.FILES or None)
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["file"]
        try:
            content = told.read(LARGEST_SCHEDULE + 1)
            kept = actions.keep_schedule(found, told.name, content, by=request.actor)
            return redirect("events:schedule_preview", community.slug, event, kept.pk)
        except Refusal as refusal:
            reasons = refusal.reasons
    status = 422 if reasons or form.errors else 200
    return show(
        request, "events/programme/import_new.html", status=status, event=found, form=form, reasons=reasons
    )


@page(PLAN_EVENTS, methods=("GET", "POST"))
def schedule_preview(request: HttpRequest, community: Community, event: int, file: int) -> HttpResponse:
    """Show what taking a schedule over would do, and do it."""
    found = found_event(community, event)
    kept = or_404(queries.schedule_file(found, file))
    kept.event = found
    drops = (request.POST if request.method == "POST" else request.GET).get("drops") == "yes"
    if request.method == "POST":
        done = actions.import_schedule(kept, drops=drops, by=request.actor)
        text = gettext("The schedule is taken over. Sessions touched: {n}.")
        undo = reverse("events:schedule_undo", args=[community.slug, event, file]) if done.lines else ""
        say(request, text.format(n=len(done.lines)), undo=undo)
        return redirect("events:programme_page", community.slug, event)
    plan = queries.plan_of(found, queries.schedule_in(kept), drops=drops)
    return show(
        request, "events/programme/import_preview.html", event=found, file=kept, preview=plan.preview,
        drops=drops,
        lines=plan.preview.lines[:MOST_LINES], more=max(0, len(plan.preview.lines) - MOST_LINES),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def schedule_undo(request: HttpRequest, community: Community, event: int, file: int) -> HttpResponse:
    """Make the programme what it was before a schedule was taken over."""
    found = found_event(community, event)
    actions.undo_schedule(or_404(queries.schedule_file(found, file)), in_=found, by=request.actor)
    say(request, gettext("It is as it was."))
    return back_to(request, "events:programme_page", community.slug, event)


@page(SEE_EVENTS)
def schedule_save(request: HttpRequest, community: Community, event: int, form: str) -> HttpResponse:  # noqa: ARG001
    """Answer the programme as a file to save."""
    found = found_event(community, event)
    if form not in set(ScheduleForm):
        raise Http404
    kind = ScheduleForm(form)
    response = HttpResponse(schedule_as(found, kind, is_public=False), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = str(content_disposition_header(True, f"{found.slug}.{form}"))
    return response
