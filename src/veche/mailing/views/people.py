"""The letters a person got, as a part of their page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import is_htmx, or_404, page, say, show
from veche.mailing import actions
from veche.mailing.queries.following import is_person_followed, letters_got
from veche.mailing.terms import KEEP_ADDRESSES, SEE_LETTERS
from veche.mailing.terms.delivering import STAND_TITLES, Stand
from veche.people.models import Person
from veche.people.queries import page_url, person_of


@page(SEE_LETTERS)
def person_letters(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show the last letters somebody got, and whether what they do with them is kept with their name."""
    found = _found(community, person)
    template = "mailing/people/_letters.html" if is_htmx(request) else "mailing/people/letters.html"
    lines = [(one, STAND_TITLES[Stand(one.state)]) for one in letters_got(community, found)]
    return show(
        request, template, person=found, lines=lines, is_followed=is_person_followed(community, found),
        may_keep=allows(request.actor, KEEP_ADDRESSES, community),
    )  # fmt: skip


@page(KEEP_ADDRESSES, methods=("POST",))
def person_follow(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Keep what somebody does with letters with their name, or without; what is said takes it back."""
    found, is_followed = _found(community, person), request.GET.get("on") == "1"
    actions.follow_person(found, is_followed=is_followed, in_=community, by=request.actor)
    place = reverse("mailing:person_follow", args=[community.slug, person])
    text = (
        gettext("Their opens and clicks are kept with their name, where the community does that.")
        if is_followed else gettext("Their opens and clicks count without their name.")
    )  # fmt: skip
    say(request, text, undo=f"{place}?on={0 if is_followed else 1}")
    return redirect(page_url(community, found))


def _found(community: Community, pk: int) -> Person:
    return or_404(person_of(community, pk))
