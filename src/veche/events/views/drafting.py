"""Drafting: a new event from scratch, by a template or as last time; changing one; having it repeat."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.planning import EventForm, RhythmForm
from veche.events.models import Edit, Event
from veche.events.rules.templates import TEMPLATES, Template, template_of
from veche.events.terms import PLAN_EVENTS, TIME_FIELDS, EventKind, Scope, WaitingMode
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.text import number_of
from veche.kit.time import DAY, HOUR, MINUTE, as_datetime, day_of, in_zone, now

USUAL: dict[str, Any] = {
    "kind": EventKind.MEETING, "overbook": 0, "most_seats": 4, "waiting_mode": WaitingMode.FIT,
    "waiting_bound": 5, "offer_hours": 24, "is_listed": True,
}  # fmt: skip
LATER, HOUR_OF_DAY = 14, 19
WEEK = 7 * DAY


@page(PLAN_EVENTS, methods=("GET", "POST"))
def event_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Plan an event: from scratch, by a template for its size, or as a copy of another."""
    asked = request.POST if request.method == "POST" else request.GET
    template, copied = template_of(asked.get("template", "")), _copied(community, asked.get("copy", ""))
    venues = queries.venues_to_choose(community, copied.venue_id if copied else None)
    initial = _beginning(community, template, copied)
    zone = copied.time_zone if copied else community.time_zone
    form = EventForm(request.POST or None, zone=zone, venues=venues, initial=initial)
    rhythm_form = RhythmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and rhythm_form.is_valid():
        values = form.values()
        with form.showing_refusals():
            made = actions.plan_event(
                community, values, copied=copied, template=template.key if template else "",
                rhythm=rhythm_form.rhythm(day_of(values["starts_at"], form.zone)), by=request.actor,
            )  # fmt: skip
            say(request, gettext("“{title}” is a draft: only the team sees it.").format(title=made.title))
            return redirect("events:event_page", community.slug, made.pk)
    return show(
        request, "events/planning/event_new.html", status=422 if form.errors or rhythm_form.errors else 200,
        form=form, rhythm_form=rhythm_form, chosen=template, copied=copied, templates=TEMPLATES.values(),
        events=queries.events_to_copy(community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("GET", "POST"))
def event_edit(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Change an event; of a series for this date, those following too, or all to come."""
    found = found_event(community, event)
    venues = queries.venues_to_choose(community, found.venue_id)
    initial = _shown(queries.values_of(found))
    form = EventForm(request.POST or None, zone=found.time_zone, venues=venues, initial=initial, event=found)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            before = queries.last_edit(found)
            changed = actions.change_event(found, form.values(), scope=form.chosen_scope(), by=request.actor)
            say(request, _saved(found, changed), undo=way_back(community, queries.last_edit(found), before))
            return redirect("events:event_page", community.slug, found.pk)
    return show(
        request, "events/planning/event_edit.html", status=422 if form.errors else 200, event=found, form=form
    )


@page(PLAN_EVENTS, methods=("GET", "POST"))
def event_repeat(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Have an event come again by a rule: it becomes the first date of a series."""
    found = found_event(community, event)
    if found.series_id:
        return redirect("events:series_page", community.slug, found.series_id)
    form = RhythmForm(request.POST or None, initial={"repeats": "week"})
    if request.method == "POST" and form.is_valid():
        rhythm = form.rhythm(as_datetime(queries.values_of(found)["starts_at"], found.time_zone).date())
        if rhythm is None:
            return redirect("events:event_page", community.slug, found.pk)
        with form.showing_refusals():
            made = actions.start_series(found, rhythm, by=request.actor)
            undo = way_back(community, queries.last_edit(found), None)
            say(request, gettext("It comes again now."), undo=undo)
            return redirect("events:series_page", community.slug, made.pk)
    return show(
        request,
        "events/planning/event_repeat.html",
        status=422 if form.errors else 200,
        event=found,
        form=form,
    )


@page(PLAN_EVENTS, methods=("POST",))
def event_follow(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Give a date of a series back what the series has."""
    found = found_event(community, event)
    before = queries.last_edit(found)
    actions.follow_series(found, by=request.actor)
    undo = way_back(community, queries.last_edit(found), before)
    say(request, gettext("This date is as the series has it again."), undo=undo)
    return back_to(request, "events:event_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def event_tickets(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Give the tickets and prices of a date to others of its series."""
    found = found_event(community, event)
    before = queries.last_edit(found)
    asked = request.POST.get("scope", "")
    scope = Scope.ALL if asked == Scope.ALL else Scope.FOLLOWING
    dates = actions.spread_tickets(found, scope, by=request.actor)
    text = ngettext("{n} date sells as this one now.", "{n} dates sell as this one now.", dates)
    if dates:
        say(request, text.format(n=dates), undo=way_back(community, queries.last_edit(found), before))
    else:
        say(request, gettext("The other dates sell the same already."))
    return back_to(request, "events:event_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def event_undo(request: HttpRequest, community: Community, event: int, edit: int) -> HttpResponse:
    """Take a change of an event back, on every date it went to."""
    found = found_event(community, event)
    made = or_404(queries.edit_of(found, edit))
    kept = actions.undo_change(made, in_=community, by=request.actor)
    text = gettext("It is as it was.")
    if kept:
        more = ngettext(
            "{n} date that was made stays: it has guests.",
            "{n} dates that were made stay: they have guests.", kept,
        )  # fmt: skip
        text = f"{text} {more.format(n=kept)}"
    say(request, text)
    return back_to(request, "events:event_page", community.slug, found.pk)


def _saved(before: Event, changed: Event) -> str:
    if before.starts_at == changed.starts_at:
        return gettext("Saved.")
    return gettext("Saved. Programme, run sheet, shifts and meals moved along.")


def way_back(community: Community, made: Edit | None, before: Edit | None) -> str:
    """Answer where the change just made is taken back; nothing where none came after the one `before`."""
    if made is None or made == before:
        return ""
    return reverse("events:event_undo", args=[community.slug, made.event_id, made.pk])


def _copied(community: Community, text: str) -> Event | None:
    """Answer the event that is copied, if one is asked for; none of the community is a page not there."""
    if not text:
        return None
    number = number_of(text)
    return or_404(None if number is None else queries.event_of(community, number))


def _beginning(community: Community, template: Template | None, copied: Event | None) -> dict[str, Any]:
    """Answer what a new event's form begins with."""
    if copied is not None:
        return _shown(_moved_on(queries.values_of(copied), copied.time_zone))
    day = day_of(now(), community.time_zone) + timedelta(days=LATER)
    starts = in_zone(
        datetime.combine(day, time(template.hour if template else HOUR_OF_DAY)), community.time_zone
    )
    values = USUAL | {"language": community.language, "starts_at": starts, "ends_at": starts + 2 * HOUR}
    if template is not None:
        values |= dict(template.settings) | {"about": template.text.told_in(community.language)}
        values |= {
            "ends_at": starts + template.minutes * MINUTE,
            "doors_at": starts - template.doors_before * MINUTE,
        }
    return values


def _moved_on(values: dict[str, Any], zone: str) -> dict[str, Any]:
    """Answer fields of an event some weeks later, so that it is to come: the same weekday and hour."""
    weeks = max(4, (now() - values["starts_at"]) // WEEK + 1)
    moved = {}
    for name in TIME_FIELDS:
        if values[name] is not None:
            wall = as_datetime(values[name], zone).replace(tzinfo=None) + timedelta(weeks=weeks)
            moved[name] = in_zone(wall, zone)
    return values | moved


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    """Answer an event's fields as its form shows them."""
    shown = dict(values)
    shown["venue"] = str(shown.pop("venue_id") or "")
    shown["halls"] = [str(pk) for pk in values["halls"]]
    return shown
