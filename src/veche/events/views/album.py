"""An event's album as the team keeps it: photos taken in, ordered, described, and who is on them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.after import AccessForm, PhotoForm, PhotosForm
from veche.events.models import Event, Photo
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS, SEE_GUESTS, EventState
from veche.events.terms.after import SIZES, Access
from veche.events.views.finding import found_event
from veche.kit.pages import back_to, give_picture, or_404, page, say, show
from veche.kit.terms import N_
from veche.kit.text import number_of

WARNING = 30
ACTS = (
    ("earlier", "arrow-left", N_("Earlier in the album")), ("later", "arrow-right", N_("Later in the album")),
    ("remove", "trash", N_("Remove the photo")),
)  # fmt: skip


@page(SEE_EVENTS)
def album_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show the photos with what others than the team do not see, and who does not want to be shown."""
    return _page(request, community, found_event(community, event))


@page(PLAN_EVENTS, methods=("POST",))
def photos_add(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Take photos in, many at once."""
    found, form = found_event(community, event), PhotosForm(request.POST, request.FILES)
    if form.is_valid():
        with form.showing_refusals():
            files = [(one.name or "", one) for one in form.cleaned_data["photos"]]
            upload = actions.add_photos(found, files, in_=community, by=request.actor)
            count = len(upload.kept)
            if count:
                text = ngettext("{n} photo is in the album.", "{n} photos are in the album.", count)
                say(request, text.format(n=count))
            if upload.refused:
                told = gettext("No pictures we can open, or larger than 20 MB: {names}.")
                say(request, told.format(names=", ".join(upload.refused[:10])), level=WARNING)
            return redirect("events:album_page", community.slug, event)
    return _page(request, community, found, photos_form=form)


@page(PLAN_EVENTS, methods=("POST",))
def album_access(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Say who may look at the album."""
    found, form = found_event(community, event), AccessForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            access = Access(form.cleaned_data["access"])
            actions.set_album_access(found, access, in_=community, by=request.actor)
            say(request, gettext("Kept."))
            return redirect("events:album_page", community.slug, event)
    return _page(request, community, found, access_form=form)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def album_photo(request: HttpRequest, community: Community, event: int, photo: int) -> HttpResponse:
    """Describe one photo, and mark who is to be seen on it."""
    found = found_event(community, event)
    shown = _photo(found, photo)
    form = PhotoForm(request.POST or None, initial={"caption": shown.caption, "is_hidden": shown.is_hidden})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            given = form.cleaned_data
            actions.change_photo(
                shown, given["caption"], hidden=given["is_hidden"], in_=community, by=request.actor
            )
            return redirect("events:album_page", community.slug, event)
    may_see, query = allows(request.actor, SEE_GUESTS, community), request.GET.get("q", "")[:100]
    return show(
        request, "events/after/photo_page.html", status=422 if form.errors else 200, event=found,
        photo=shown, form=form, may_see=may_see, query=query,
        marked=list(shown.guests.order_by("folded")) if may_see else [],
        guests=queries.guests_to_mark(found, query, shown) if may_see else [],
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def photo_act(request: HttpRequest, community: Community, event: int, photo: int, deed: str) -> HttpResponse:
    """Move a photo, take it away, or bring it back."""
    found = _photo(found_event(community, event), photo)
    known: dict[str, Any] = {"in_": community, "by": request.actor}
    if deed in {"earlier", "later"}:
        actions.move_photo(found, earlier=deed == "earlier", **known)
    elif deed == "remove":
        actions.remove_album_photo(found, **known)
        undo = reverse("events:photo_act", args=[community.slug, event, photo, "restore"])
        say(request, gettext("The photo is gone."), undo=undo)
    elif deed == "restore":
        actions.restore_album_photo(found, **known)
    else:
        raise Http404
    return back_to(request, "events:album_page", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def photo_mark(request: HttpRequest, community: Community, event: int, photo: int, deed: str) -> HttpResponse:
    """Mark a guest on a photo, or take the mark away."""
    found, guest = _photo(found_event(community, event), photo), number_of(request.POST.get("guest", ""))
    if deed not in {"mark", "unmark"} or guest is None:
        raise Http404
    actions.mark_guest(found, guest, marked=deed == "mark", in_=community, by=request.actor)
    return back_to(request, "events:album_photo", community.slug, event, photo)


@page(SEE_EVENTS)
def album_picture(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    event: int,
    photo: int,
    size: str,
) -> HttpResponseBase:
    """Serve a picture of the album to the team."""
    found = _photo(found_event(community, event), photo)
    if found.removed_at is not None or size not in SIZES:
        raise Http404
    return give_picture(queries.path_of(found, size), kept="private, max-age=604800, immutable")


def _page(
    request: HttpRequest, community: Community, event: Event, *,
    photos_form: PhotosForm | None = None, access_form: AccessForm | None = None,
) -> HttpResponse:  # fmt: skip
    album, photos = queries.album_of(event), queries.photos_of(event)
    may_see = allows(request.actor, SEE_GUESTS, community)
    forms = (photos_form or PhotosForm(), access_form or AccessForm(initial={"access": album.access}))
    lines = [(one, list(one.guests.all())) for one in photos]
    return show(
        request, "events/after/album_page.html", status=422 if any(form.errors for form in forms) else 200,
        event=event, album=album, photo_acts=ACTS, photos_form=forms[0], access_form=forms[1],
        photos=[(one, guests, any(guest.is_unseen for guest in guests)) for one, guests in lines],
        unseen=queries.unseen_guests(event) if may_see else [], may_see=may_see,
        address=queries.album_page_of(event, community) if album.access == Access.PUBLIC else "",
        is_draft=event.state == EventState.DRAFT, may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


def _photo(event: Event, pk: int) -> Photo:
    return or_404(queries.photo_in(event, pk))
