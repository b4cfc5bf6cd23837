"""The first run and the way home."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core import queries
from veche.core.terms import ANYONE, SIGNED_IN, Actor
from veche.kit.pages import page, say, show
from veche.portal.actions import begin
from veche.portal.forms import BeginForm


@page(ANYONE, methods=("GET", "POST"))
def first_run(request: HttpRequest) -> HttpResponse:
    """Found the organisation, once; afterwards this page leads home."""
    if queries.is_founded():
        return redirect("portal:home")
    form = BeginForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return _begin(request, form)
    return show(request, "portal/first_run.html", status=422 if form.errors else 200, form=form)


def _begin(request: HttpRequest, form: BeginForm) -> HttpResponse:
    given = form.cleaned_data
    by = Actor(name=given["name"], address=request.actor.address, is_machine=True)
    owner, community = begin(
        given["organisation"], owner_name=given["name"], email=given["email"], password=given["password"],
        language=request.LANGUAGE_CODE, community=form.community_wished(), by=by,
    )  # fmt: skip
    get_adapter().login(request, owner)
    if community.is_demo:
        say(request, gettext("The demo is being filled. In a minute everybody is here."))
    return redirect(queries.home_of(community))


@page(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Lead to where the user was last, to their first community, or to the organisation."""
    actor = request.actor
    last = request.session.get("community")
    communities = {found.slug: found for found in queries.open_communities(actor)}
    found = communities.get(last) or next(iter(communities.values()), None)
    return redirect(queries.home_of(found, actor) if found else reverse("core:community_list"))
