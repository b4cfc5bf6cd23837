"""Tasks of an event: the list with what is late, one added, changed, ticked off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.team import ChecklistForm, TaskForm
from veche.events.models import Event, Task
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.time import day_of, now

ACTS = {
    "finish": actions.finish_task, "reopen": actions.reopen_task, "remove": actions.remove_task,
    "restore": actions.restore_task,
}  # fmt: skip


@page(SEE_EVENTS)
def task_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what is to be done, what is late first."""
    return _list(request, community, found_event(community, event), TaskForm(community=community))


@page(PLAN_EVENTS, methods=("POST",))
def task_add(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Plan something more."""
    found, form = found_event(community, event), TaskForm(request.POST, community=community)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_task(
                found,
                form.cleaned_data["title"],
                due=form.cleaned_data["due"],
                user=form.who(),
                by=request.actor,
            )
            return redirect("events:task_list", community.slug, event)
    return _list(request, community, found, form, status=422)


@page(PLAN_EVENTS, methods=("POST",))
def checklist_bring(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Bring the tasks and the run sheet of a template, with days counted back from the event's."""
    found = found_event(community, event)
    tasks, cues = actions.bring_checklist(found, request.POST.get("template", ""), by=request.actor)
    say(request, gettext("New: {tasks} tasks, {cues} lines of the run sheet.").format(tasks=tasks, cues=cues))
    return redirect("events:task_list", community.slug, event)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def task_edit(request: HttpRequest, community: Community, task: int) -> HttpResponse:
    """Change a task."""
    found = _task(community, task)
    initial = {"title": found.title, "due": found.due_on, "owner": str(found.user_id or "")}
    form = TaskForm(request.POST or None, community=community, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.change_task(
                found,
                form.cleaned_data["title"],
                due=form.cleaned_data["due"],
                user=form.who(),
                by=request.actor,
            )
            return redirect("events:task_list", community.slug, found.event_id)
    return show(
        request, "events/team/task_edit.html", status=422 if form.errors else 200, form=form, task=found,
        event=found.event,
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def task_act(request: HttpRequest, community: Community, task: int, deed: str) -> HttpResponse:
    """Tick off, bring back, take away or restore a task."""
    found = _task(community, task)
    if deed not in ACTS:
        raise Http404
    ACTS[deed](found, by=request.actor)
    if deed == "remove":
        undo = reverse("events:task_act", args=[community.slug, task, "restore"])
        say(request, gettext("“{title}” is gone.").format(title=found.title), undo=undo)
    elif deed == "finish":
        undo = reverse("events:task_act", args=[community.slug, task, "reopen"])
        say(request, gettext("Done: “{title}”.").format(title=found.title), undo=undo)
    return back_to(request, "events:task_list", community.slug, found.event_id)


def _list(
    request: HttpRequest, community: Community, event: Event, form: TaskForm, status: int = 200
) -> HttpResponse:
    tasks = queries.tasks_of(event)
    return show(
        request, "events/team/task_list.html", status=status, event=event, form=form,
        to_do=[one for one in tasks if one.done_at is None], done=[one for one in tasks if one.done_at],
        today=day_of(now(), event.time_zone), may_plan=allows(request.actor, PLAN_EVENTS, community),
        checklist=ChecklistForm(initial={"template": getattr(event, "template", "")}),
    )  # fmt: skip


def _task(community: Community, pk: int) -> Task:
    return or_404(queries.task_in(community, pk))
