"""Shifts and volunteers of an event: who does what when, filled by wishes or by hand."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.team import ShiftForm, VolunteerForm
from veche.events.models import Event, Shift, Volunteer
from veche.events.terms import PLAN_EVENTS
from veche.events.terms.team import WISH_TITLES
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.text import number_of
from veche.kit.time import HOUR, Moment, moment


@page(PLAN_EVENTS)
def shift_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show shifts with who has them, and volunteers with their links."""
    return _list(request, found_event(community, event), VolunteerForm())


@page(PLAN_EVENTS, methods=("GET", "POST"))
def shift_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Plan a shift."""
    return _edit(request, community, found_event(community, event), None)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def shift_edit(request: HttpRequest, community: Community, shift: int) -> HttpResponse:
    """Change a shift."""
    found = _shift(community, shift)
    return _edit(request, community, found.event, found)


@page(PLAN_EVENTS, methods=("POST",))
def shifts_fill(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Fill shifts by wishes; what was placed by hand stays."""
    left = actions.fill_event_shifts(found_event(community, event), by=request.actor)
    told = ngettext("Filled; {count} place is still open.", "Filled; {count} places are still open.", left)
    say(request, told.format(count=left) if left else gettext("Every place is filled."))
    return redirect("events:shift_list", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def volunteer_add(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add somebody who helps."""
    found, form = found_event(community, event), VolunteerForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_volunteer(found, **form.cleaned_data, by=request.actor)
            return redirect("events:shift_list", community.slug, event)
    return _list(request, found, form, status=422)


@page(PLAN_EVENTS, methods=("POST",))
def shift_place(request: HttpRequest, community: Community, shift: int) -> HttpResponse:
    """Give a shift to a volunteer by hand, or take it from them."""
    found = _shift(community, shift)
    volunteer = _volunteer(community, request.POST.get("volunteer", ""), found.event)
    if request.POST.get("leave"):
        actions.unplace_volunteer(found, volunteer, by=request.actor)
    else:
        actions.place_volunteer(found, volunteer, by=request.actor)
    return redirect("events:shift_list", community.slug, found.event_id)


@page(PLAN_EVENTS, methods=("POST",))
def shift_act(request: HttpRequest, community: Community, shift: int, deed: str) -> HttpResponse:
    """Take a shift away, or bring it back."""
    found = _shift(community, shift)
    if deed == "remove":
        actions.remove_shift(found, by=request.actor)
        undo = reverse("events:shift_act", args=[community.slug, shift, "restore"])
        say(request, gettext("“{title}” is gone.").format(title=found.title), undo=undo)
    elif deed == "restore":
        actions.restore_shift(found, by=request.actor)
    else:
        raise Http404
    return back_to(request, "events:shift_list", community.slug, found.event_id)


@page(PLAN_EVENTS, methods=("POST",))
def volunteer_act(request: HttpRequest, community: Community, volunteer: int, deed: str) -> HttpResponse:
    """Take a volunteer away, or bring them back."""
    found = queries.volunteer_in(community, volunteer)
    if found is None or deed not in {"remove", "restore"}:
        raise Http404
    if deed == "remove":
        actions.remove_volunteer(found, by=request.actor)
        undo = reverse("events:volunteer_act", args=[community.slug, volunteer, "restore"])
        say(request, gettext("“{title}” is gone.").format(title=found.name), undo=undo)
    else:
        actions.restore_volunteer(found, by=request.actor)
    return back_to(request, "events:shift_list", community.slug, found.event_id)


def _list(request: HttpRequest, event: Event, form: VolunteerForm, status: int = 200) -> HttpResponse:
    volunteers, wishes = queries.volunteers_of(event), queries.wishes_of(event)
    shifts = queries.shifts_of(event)
    titles = {level: gettext(title) for level, title in WISH_TITLES.items()}
    choices = {
        one.shift.pk: [
            (who, titles[level] if (level := wishes[who.pk].get(one.shift.pk)) is not None else "")
            for who in volunteers if who not in one.people
        ]
        for one in shifts
    }  # fmt: skip
    return show(
        request, "events/team/shift_list.html", status=status, event=event, form=form,
        shifts=[(one, choices[one.shift.pk]) for one in shifts],
        volunteers=[(one, settings.ADDRESS + queries.link_of_volunteer(one)) for one in volunteers],
    )  # fmt: skip


def _edit(request: HttpRequest, community: Community, event: Event, shift: Shift | None) -> HttpResponse:
    starts = moment(shift.starts_at if shift else event.starts_at)
    ends = moment(shift.ends_at) if shift else Moment(starts + 2 * HOUR)
    initial = {"starts_at": starts, "ends_at": ends}
    if shift:
        initial |= {"title": shift.title, "where": shift.where, "needed": shift.needed}  # type: ignore[dict-item]
    form = ShiftForm(request.POST or None, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with form.showing_refusals():
            actions.save_shift(
                event, told["title"], starts=told["starts_at"], ends=told["ends_at"], needed=told["needed"],
                where=told["where"], shift=shift, by=request.actor,
            )  # fmt: skip
            return redirect("events:shift_list", community.slug, event.pk)
    return show(
        request, "events/team/shift_edit.html", status=422 if form.errors else 200, form=form, event=event,
        shift=shift,
    )  # fmt: skip


def _shift(community: Community, pk: int) -> Shift:
    return or_404(queries.shift_in(community, pk))


def _volunteer(community: Community, pk: str, event: Event) -> Volunteer:
    found = queries.volunteer_in(community, number) if (number := number_of(pk)) is not None else None
    if found is None or found.event_id != event.pk:
        raise Http404
    return found
