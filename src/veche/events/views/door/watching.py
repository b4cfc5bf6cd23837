"""The organiser's view of the door: numbers, doors, devices and their links, and what to take back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.door import DeviceForm, DoorForm
from veche.events.models import Device, Door, Event, Scan
from veche.events.terms import ADMIT_GUESTS, MOVE_GUESTS, SEE_GUESTS
from veche.events.terms.door import OUTCOME_TITLES, Outcome
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.time import moment, now

UNFIT = 422


@page(ADMIT_GUESTS)
def door_events(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the events whose doors are open now or soon: all that a volunteer needs."""
    return show(
        request, "events/door/door_events.html", events=queries.events_at_the_door(community),
        may_watch=allows(request.actor, SEE_GUESTS, community),
    )  # fmt: skip


@page(SEE_GUESTS)
def door_numbers(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show how it goes at the doors, freshened by itself."""
    return _show(request, community, found_event(community, event))


@page(MOVE_GUESTS, methods=("POST",))
def door_add(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a door."""
    found = found_event(community, event)
    form = DoorForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_door(found, form.cleaned_data["name"], by=request.actor)
            return back_to(request, "events:door_numbers", community.slug, event)
    return _show(request, community, found, door_form=form, status=UNFIT)


@page(MOVE_GUESTS, methods=("POST",))
def door_remove(request: HttpRequest, community: Community, event: int, door: int) -> HttpResponse:
    """Remove a door."""
    found = or_404(Door.objects.filter(pk=door, event=found_event(community, event)).first())
    actions.remove_door(found, by=request.actor)
    return back_to(request, "events:door_numbers", community.slug, event)


@page(MOVE_GUESTS, methods=("POST",))
def device_invite(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Make a link for a phone and show it once, as a code to scan with that phone."""
    found = found_event(community, event)
    form = DeviceForm(request.POST, doors=found.doors.filter(removed_at=None))
    if form.is_valid():
        with form.showing_refusals():
            given = form.cleaned_data
            made, secret = actions.invite_device(found, given["title"], door=given["door"], by=request.actor)
            link = settings.ADDRESS + reverse("events:device_page", args=[secret])
            return _show(request, community, found, made=made, link=link, qr=queries.qr_data(link))
    return _show(request, community, found, device_form=form, status=UNFIT)


@page(MOVE_GUESTS, methods=("POST",))
def device_revoke(request: HttpRequest, community: Community, event: int, device: int) -> HttpResponse:
    """Lock a device out."""
    found = or_404(Device.objects.filter(pk=device, event=found_event(community, event)).first())
    actions.revoke_device(found, by=request.actor)
    say(request, gettext("The device is locked out."))
    return back_to(request, "events:door_numbers", community.slug, event)


@page(MOVE_GUESTS, methods=("POST",))
def scan_undo(request: HttpRequest, community: Community, event: int, scan: int) -> HttpResponse:
    """Take a check-in back."""
    found = found_event(community, event)
    mistaken = or_404(Scan.objects.filter(pk=scan, event=found, seat__isnull=False).first())
    device = actions.device_of_user(found, by=request.actor)
    actions.undo_scan(mistaken, device=device, by=request.actor)
    return back_to(request, "events:door_numbers", community.slug, event)


@page(MOVE_GUESTS, methods=("POST",))
def missed_mark(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Note who did not come."""
    count = actions.mark_missed(found_event(community, event), by=request.actor)
    text = ngettext("{n} guest is noted as missed.", "{n} guests are noted as missed.", count)
    say(request, text.format(n=count))
    return back_to(request, "events:door_numbers", community.slug, event)


def _show(
    request: HttpRequest, community: Community, event: Event, *, status: int = 200,
    door_form: DoorForm | None = None, device_form: DeviceForm | None = None, **more: object,
) -> HttpResponse:  # fmt: skip
    numbers = queries.door_numbers(event)
    last = [(scan, OUTCOME_TITLES[Outcome(scan.outcome)]) for scan in numbers.last]
    given = {"event": event, "numbers": numbers, "last": last}
    may_change = allows(request.actor, MOVE_GUESTS, community)
    if is_htmx(request) and request.method == "GET":
        return show(request, "events/door/_numbers.html", may_change=may_change, **given)
    return show(
        request, "events/door/door_numbers.html", status=status, **given, may_change=may_change,
        is_over=moment(event.ends_at) <= now(), doors=queries.doors_of(event),
        not_drawn=queries.names_not_drawn(event),
        door_form=door_form or DoorForm(),
        device_form=device_form or DeviceForm(doors=event.doors.filter(removed_at=None)), **more,
    )  # fmt: skip
