"""Venues: the list, one with its rooms and photos, describing, removing and restoring."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.core.terms import COUNTRIES
from veche.events import actions, queries
from veche.events.forms.venues import HallForm, VenueForm, VenuePhotoForm
from veche.events.models import Hall, Venue, VenuePhoto
from veche.events.rules.venues import map_link
from veche.events.terms import PLAN_EVENTS, PRICE_TITLES, SEE_EVENTS
from veche.kit.money import Money
from veche.kit.pages import back_to, or_404, page, say, show


@page(SEE_EVENTS)
def venue_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the venues by name, with how often each was used."""
    query = request.GET.get("q", "").strip()[:100]
    return show(
        request, "events/venues/venue_list.html", venues=queries.venues_of(community, query), query=query,
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(SEE_EVENTS)
def venue_page(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Show a venue: where it is, how to get in, its rooms, photos, and what took place there."""
    return _page(request, community, _venue(community, venue), HallForm(), VenuePhotoForm())


@page(PLAN_EVENTS, methods=("GET", "POST"))
def venue_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Describe a new venue."""
    return _editor(request, community, None)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def venue_edit(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Describe a venue anew."""
    return _editor(request, community, _venue(community, venue))


@page(PLAN_EVENTS, methods=("POST",))
def venue_remove(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Offer a venue no more, with a button that brings it back."""
    found = _venue(community, venue)
    actions.remove_venue(found, in_=community, by=request.actor)
    undo = reverse("events:venue_restore", args=[community.slug, found.pk])
    say(request, gettext("The venue “{name}” is gone.").format(name=found.name), undo=undo)
    return redirect("events:venue_list", community.slug)


@page(PLAN_EVENTS, methods=("POST",))
def venue_restore(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Undo taking a venue away."""
    found = _venue(community, venue)
    actions.restore_venue(found, in_=community, by=request.actor)
    say(request, gettext("The venue “{name}” is back.").format(name=found.name))
    return back_to(request, "events:venue_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def hall_add(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Add a room to a venue."""
    found = _venue(community, venue)
    form = HallForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.save_hall(found, **form.cleaned_data, in_=community, by=request.actor)
            return back_to(request, "events:venue_page", community.slug, found.pk)
    return _page(request, community, found, form, VenuePhotoForm())


@page(PLAN_EVENTS, methods=("GET", "POST"))
def hall_edit(request: HttpRequest, community: Community, hall: int) -> HttpResponse:
    """Describe a room anew."""
    found = _hall(community, hall)
    form = HallForm(request.POST or None, initial={"name": found.name, "capacity": found.capacity})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            facts = form.cleaned_data
            actions.save_hall(found.venue, **facts, hall=found, in_=community, by=request.actor)
            return redirect("events:venue_page", community.slug, found.venue_id)
    return show(
        request, "events/venues/hall_edit.html", status=422 if form.errors else 200, hall=found, form=form
    )


@page(PLAN_EVENTS, methods=("POST",))
def hall_remove(request: HttpRequest, community: Community, hall: int) -> HttpResponse:
    """Offer a room no more, with a button that brings it back."""
    found = _hall(community, hall)
    actions.remove_hall(found, in_=community, by=request.actor)
    undo = reverse("events:hall_restore", args=[community.slug, found.pk])
    say(request, gettext("The room “{name}” is gone.").format(name=found.name), undo=undo)
    return back_to(request, "events:venue_page", community.slug, found.venue_id)


@page(PLAN_EVENTS, methods=("POST",))
def hall_restore(request: HttpRequest, community: Community, hall: int) -> HttpResponse:
    """Undo taking a room away."""
    found = _hall(community, hall)
    actions.restore_hall(found, in_=community, by=request.actor)
    return back_to(request, "events:venue_page", community.slug, found.venue_id)


@page(PLAN_EVENTS, methods=("POST",))
def photo_add(request: HttpRequest, community: Community, venue: int) -> HttpResponse:
    """Take a photo of a venue in."""
    found = _venue(community, venue)
    form = VenuePhotoForm(request.POST, request.FILES)
    if form.is_valid():
        with form.showing_refusals():
            given = form.cleaned_data
            actions.add_photo(found, given["photo"], given["caption"], in_=community, by=request.actor)
            return back_to(request, "events:venue_page", community.slug, found.pk)
    return _page(request, community, found, HallForm(), form)


@page(PLAN_EVENTS, methods=("POST",))
def photo_remove(request: HttpRequest, community: Community, photo: int) -> HttpResponse:
    """Take a photo away, with a button that brings it back."""
    found = _photo(community, photo)
    actions.remove_photo(found, in_=community, by=request.actor)
    undo = reverse("events:photo_restore", args=[community.slug, found.pk])
    say(request, gettext("The photo is gone."), undo=undo)
    return back_to(request, "events:venue_page", community.slug, found.venue_id)


@page(PLAN_EVENTS, methods=("POST",))
def photo_restore(request: HttpRequest, community: Community, photo: int) -> HttpResponse:
    """Undo taking a photo away."""
    found = _photo(community, photo)
    actions.restore_photo(found, in_=community, by=request.actor)
    return back_to(request, "events:venue_page", community.slug, found.venue_id)


@page(SEE_EVENTS)
def venue_photo(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    photo: int,
) -> HttpResponseBase:
    """Serve a photo of a venue as the picture it was drawn anew as."""
    found = _photo(community, photo)
    path: Path = settings.FILES / found.file
    if found.removed_at is not None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=604800, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def _page(
    request: HttpRequest, community: Community, venue: Venue, hall_form: HallForm, photo_form: VenuePhotoForm
) -> HttpResponse:
    price = None if venue.price is None else Money(venue.price, community.currency)
    return show(
        request, "events/venues/venue_page.html", venue=venue, hall_form=hall_form, photo_form=photo_form,
        price=price, price_per=PRICE_TITLES.get(venue.price_per, ""), lines=queries.events_at(venue),
        country=COUNTRIES.get(venue.country, ""),
        map_url=map_link(venue.latitude, venue.longitude, venue.address_line),
        may_plan=allows(request.actor, PLAN_EVENTS, community),
        status=422 if hall_form.errors or photo_form.errors else 200,
    )  # fmt: skip


def _editor(request: HttpRequest, community: Community, venue: Venue | None) -> HttpResponse:
    """Show the form with the address as the chosen country writes it; what was written stays."""
    asked = request.POST if request.method == "POST" else request.GET
    known = venue.country if venue else ""
    country = (
        asked.get("country", "") if asked.get("country", "") in COUNTRIES else known or community.country
    )
    is_sent = request.method == "POST" and "recountry" not in asked
    facts = {"country": country, "currency": community.currency, "venue": venue}
    form = VenueForm(asked if is_sent else None, **facts)
    if is_sent and form.is_valid():
        with form.showing_refusals():
            kept = actions.save_venue(community, form.values(), venue=venue, by=request.actor)
            say(request, gettext("The venue “{name}” is kept.").format(name=kept.name))
            return redirect("events:venue_page", community.slug, kept.pk)
    if "recountry" in asked:
        form.initial |= {name: asked[name] for name in form.fields if name in asked}
    return show(
        request, "events/venues/venue_edit.html", status=422 if form.errors else 200, form=form, venue=venue
    )


def _venue(community: Community, pk: int) -> Venue:
    return or_404(queries.venue_of(community, pk))


def _hall(community: Community, pk: int) -> Hall:
    return or_404(queries.hall_of(community, pk))


def _photo(community: Community, pk: int) -> VenuePhoto:
    return or_404(queries.photo_of(community, pk))
