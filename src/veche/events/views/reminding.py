"""Reminders of an event: rules by which guests are written to by themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.reminding import ReminderForm
from veche.events.models import Event, Reminder
from veche.events.terms import PLAN_EVENTS
from veche.events.views.finding import found_event
from veche.kit.pages import or_404, page, say, show

BOTH = ("GET", "POST")


@page(PLAN_EVENTS, methods=BOTH)
def reminder_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a reminder."""
    found = found_event(community, event)
    return _edit(request, found, ReminderForm(request.POST or None, event=found))


@page(PLAN_EVENTS, methods=BOTH)
def reminder_edit(request: HttpRequest, community: Community, event: int, reminder: int) -> HttpResponse:
    """Change a reminder."""
    found = found_event(community, event)
    kept = _reminder(found, reminder)
    return _edit(request, found, ReminderForm(request.POST or None, event=found, reminder=kept), kept)


@page(PLAN_EVENTS, methods=("POST",))
def reminder_act(
    request: HttpRequest, community: Community, event: int, reminder: int, deed: str
) -> HttpResponse:
    """Switch a reminder on or off, take it away or bring it back."""
    found = found_event(community, event)
    kept = _reminder(found, reminder)
    known = {"in_": community, "by": request.actor}
    if deed == "remove":
        actions.remove_reminder(kept, **known)
        undo = reverse("events:reminder_act", args=[community.slug, event, reminder, "restore"])
        say(request, gettext("The reminder is gone."), undo=undo)
    elif deed == "restore":
        actions.restore_reminder(kept, **known)
        say(request, gettext("The reminder is back."))
    elif deed in {"on", "off"}:
        actions.switch_reminder(kept, deed == "on", **known)
    else:
        raise Http404
    return redirect("events:letter_list", community.slug, event)


def _edit(
    request: HttpRequest, event: Event, form: ReminderForm, kept: Reminder | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.save_reminder(event, form.facts(), reminder=kept, in_=event.community, by=request.actor)
            say(request, gettext("The reminder is kept."))
            return redirect("events:letter_list", event.community.slug, event.pk)
    return show(
        request, "events/inviting/reminder_edit.html", status=422 if form.errors else 200, event=event,
        form=form, reminder=kept,
    )  # fmt: skip


def _reminder(event: Event, pk: int) -> Reminder:
    return or_404(queries.reminder_of(event, pk))
