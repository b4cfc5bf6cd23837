"""A person's page: who they are, where they stand, everything they did."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import is_htmx, or_404, page, show
from veche.kit.rooms import panels_of
from veche.people import queries
from veche.people.forms.persons import TimelineForm
from veche.people.models import Person, Standing
from veche.people.terms import (
    DESCRIBE_PEOPLE,
    FORGET_PEOPLE,
    GIVE_DATA,
    MERGE_PEOPLE,
    PERSON_PAGE,
    READ_PEOPLE,
    STAGE_FORMS,
)


@page(READ_PEOPLE)
def person_page(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show a person of the community; one merged into another leads to who they are now."""
    found = or_404(queries.stood_of(community, person))
    if found[0].pk != person:
        return redirect("people:person_page", community.slug, found[0].pk)
    return _part(request, community, *found) if is_htmx(request) else _whole(request, community, *found)


def _part(
    request: HttpRequest, community: Community, person: Person, standing: Standing | None
) -> HttpResponse:
    """Answer the timeline alone: filtered anew, or what comes after its place."""
    profile = queries.profile_of(community, person, standing)
    data = _timeline(request, community, profile)
    template = (
        "people/person/_timeline_entries.html"
        if request.GET.get("before")
        else "people/person/_timeline.html"
    )
    return show(request, template, profile=profile, **data)


def _whole(
    request: HttpRequest, community: Community, person: Person, standing: Standing | None
) -> HttpResponse:
    profile = queries.profile_of(community, person, standing)
    panels = [panel(request, community, person) for panel in panels_of(PERSON_PAGE)]
    return show(
        request, "people/person_page.html", profile=profile,
        photo_url=queries.photo_url(community, person), stages=list(STAGE_FORMS.values()),
        panels=[panel for panel in panels if panel], **_rights(request, community),
        **_timeline(request, community, profile),
    )  # fmt: skip


def _rights(request: HttpRequest, community: Community) -> dict[str, bool]:
    return {
        "may_describe": allows(request.actor, DESCRIBE_PEOPLE, community),
        "may_merge": allows(request.actor, MERGE_PEOPLE, community),
        "may_forget": allows(request.actor, FORGET_PEOPLE),
        "may_give": allows(request.actor, GIVE_DATA),
    }


def _timeline(request: HttpRequest, community: Community, profile: queries.Profile) -> dict[str, Any]:
    form = TimelineForm(request.GET, presences=profile.presences)
    wish = form.wish()
    found = queries.timeline_of(community, profile.identities, wish)
    return {"timeline": found, "form": form, "wish": wish}


@page(READ_PEOPLE)
def person_activity(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show a person's year in squares and whom they talk with: a page, or either as a fragment."""
    found, part = _person(community, person), request.GET.get("part", "")
    identities = queries.identities_of(found)
    data: dict[str, Any] = {"person": found, "part": part}
    if part != "partners":
        data["heat"] = queries.told(queries.heat_of(community, identities))
    if part != "heat":
        partners = queries.partners_of(community, identities)
        data["partners"] = [(one, queries.photo_url(community, one.person)) for one in partners]
    template = "people/person/_activity.html" if is_htmx(request) else "people/person_activity.html"
    return show(request, template, **data)


@page(READ_PEOPLE)
def person_photo(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    person: int,
    stamp: str,
) -> HttpResponseBase:
    """Serve a person's photo as the picture it was drawn anew as."""
    found = _person(community, person)
    path = settings.FILES / found.face if found.face else None
    if path is None or path.stem != stamp or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=604800, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def _person(community: Community, person: int) -> Person:
    return or_404(queries.person_of(community, person))
