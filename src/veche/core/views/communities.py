"""Communities: the list of them, opening, settings, closing and opening again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core import actions, queries
from veche.core.forms.describing import CommunityForm, CommunitySettingsForm, OrganisationForm
from veche.core.models import Community
from veche.core.terms import CHANGE_COMMUNITY, CHANGE_ORGANISATION, OPEN_COMMUNITY, SIGNED_IN
from veche.kit.pages import back_to, page, say, show

FIELDS = tuple(CommunitySettingsForm.base_fields)


@page(SIGNED_IN)
def community_list(request: HttpRequest) -> HttpResponse:
    """Show the communities the user may see; leaders also see the closed ones."""
    actor = request.actor
    found = list(queries.communities_of(actor))
    return show(
        request, "core/community_list.html",
        open_ones=[(one, queries.home_of(one, actor)) for one in found if one.closed_at is None],
        closed_ones=[one for one in found if one.closed_at is not None],
        may_open=queries.allows(actor, OPEN_COMMUNITY),
    )  # fmt: skip


@page(OPEN_COMMUNITY, methods=("GET", "POST"))
def open_community(request: HttpRequest) -> HttpResponse:
    """Open one more community."""
    form = CommunityForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if form.is_valid():
        with form.showing_refusals():
            made = actions.open_community(
                request.organisation,
                by=request.actor,
                **form.cleaned_data,
            )
            say(request, gettext("The community is open."))
            return redirect(queries.home_of(made))
    return show(request, "core/community_open.html", form=form, status=422 if form.errors else 200)


@page(CHANGE_COMMUNITY, methods=("GET", "POST"))
def community_settings(request: HttpRequest, community: Community) -> HttpResponse:
    """Change a community's settings."""
    form = CommunitySettingsForm(
        request.POST or None, initial={name: getattr(community, name) for name in FIELDS}
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.change_community(community, by=request.actor, **form.cleaned_data)
            say(request, gettext("Saved."))
            return redirect("core:community_settings", community=community.slug)
        community.refresh_from_db()
    may_close = queries.allows(request.actor, OPEN_COMMUNITY)
    public = reverse(settings.PUBLIC_ROUTE, args=[community.slug])
    data = {"form": form, "may_close": may_close, "public_url": public}
    return show(request, "core/community_settings.html", status=422 if form.errors else 200, **data)


@page(OPEN_COMMUNITY, methods=("POST",))
def close_community(request: HttpRequest, community: Community) -> HttpResponse:
    """Close a community; what was said has a button that opens it again."""
    actions.close_community(community, by=request.actor)
    undo = reverse("core:community_reopen", args=[community.slug])
    say(request, gettext("“{name}” is closed; its data stays.").format(name=community.name), undo=undo)
    return redirect("core:community_list")


@page(OPEN_COMMUNITY, methods=("POST",))
def reopen_community(request: HttpRequest, community: Community) -> HttpResponse:
    """Open a closed community again."""
    actions.reopen_community(community, by=request.actor)
    say(request, gettext("“{name}” is open again.").format(name=community.name))
    return back_to(request, "core:community_list")


@page(CHANGE_ORGANISATION, methods=("GET", "POST"))
def organisation_settings(request: HttpRequest) -> HttpResponse:
    """Change the organisation's name."""
    organisation = request.organisation
    form = OrganisationForm(request.POST or None, initial={"name": organisation.name})
    if form.is_valid():
        with form.showing_refusals():
            actions.change_organisation(organisation, by=request.actor, **form.cleaned_data)
            say(request, gettext("Saved."))
            return redirect("core:organisation_settings")
    return show(request, "core/organisation_settings.html", form=form, status=422 if form.errors else 200)
