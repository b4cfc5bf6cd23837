"""Who is one: duplicates decided by a key, merging, splitting, and taking each back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.text import number_of
from veche.people import actions, queries
from veche.people.models import Person
from veche.people.terms import MERGE_PEOPLE


@page(MERGE_PEOPLE)
def duplicate_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show pairs that may be one person, the surest first, with the evidence in words."""
    pairs, count = queries.duplicates_of(community)
    decided = queries.decisions_of(community)
    return show(request, "people/duplicate_list.html", pairs=pairs, count=count, decided=decided)


@page(MERGE_PEOPLE, methods=("POST",))
def duplicate_merge(request: HttpRequest, community: Community, duplicate: int) -> HttpResponse:
    """Say that a pair is one person."""
    found = or_404(queries.duplicate_of(community, duplicate))
    keep, lose = found.one, found.other
    if request.POST.get("keep") == str(found.other_id):
        keep, lose = lose, keep
    merge = actions.merge_persons(keep, lose, in_=community, by=request.actor)
    _say_merged(request, community, keep, merge.pk)
    return back_to(request, "people:duplicate_list", community.slug)


@page(MERGE_PEOPLE, methods=("POST",))
def duplicate_dismiss(request: HttpRequest, community: Community, duplicate: int) -> HttpResponse:
    """Say that a pair are two people."""
    found = or_404(queries.duplicate_of(community, duplicate))
    actions.dismiss_duplicate(found, in_=community, by=request.actor)
    undo = reverse("people:duplicate_reopen", args=[community.slug, found.pk])
    say(request, gettext("They are two people."), undo=undo)
    return back_to(request, "people:duplicate_list", community.slug)


@page(MERGE_PEOPLE, methods=("POST",))
def duplicate_reopen(request: HttpRequest, community: Community, duplicate: int) -> HttpResponse:
    """Take back that a pair are two people."""
    found = or_404(queries.duplicate_of(community, duplicate))
    actions.reopen_duplicate(found, in_=community, by=request.actor)
    say(request, gettext("The pair is open again."))
    return back_to(request, "people:duplicate_list", community.slug)


@page(MERGE_PEOPLE, methods=("POST",))
def merge_undo(request: HttpRequest, community: Community, merge: int) -> HttpResponse:
    """Take a merge back: two people again."""
    found = or_404(queries.merge_of(community, merge))
    actions.undo_merge(found, in_=community, by=request.actor)
    say(request, gettext("They are two people again."))
    return back_to(request, "people:duplicate_list", community.slug)


@page(MERGE_PEOPLE, methods=("GET", "POST"))
def person_merge(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Look for somebody to merge a person with, and merge."""
    found = _person(community, person)
    if request.method == "POST":
        other = _person(community, number_of(request.POST.get("other", "")) or 0)
        merge = actions.merge_persons(found, other, in_=community, by=request.actor)
        _say_merged(request, community, found, merge.pk)
        return redirect("people:person_page", community.slug, found.pk)
    query = request.GET.get("q", "").strip()
    standings = queries.find_people(community, query) if query else []
    others = [one for one in standings if one.person_id != found.pk]
    return show(request, "people/person_merge.html", person=found, query=query, others=others)


@page(MERGE_PEOPLE, methods=("GET", "POST"))
def person_split(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Offer the handles of a person, and take those out that are somebody else's."""
    found = _person(community, person)
    if request.method == "POST":
        told = request.POST.getlist("identity")
        taken = [number for one in told if (number := number_of(one)) is not None]
        split = actions.split_identities(found, taken, in_=community, by=request.actor)
        undo = reverse("people:split_undo", args=[community.slug, split.pk])
        say(request, gettext("The handles are another person's now."), undo=undo)
        target = split.into_id or found.pk
        return redirect("people:person_page", community.slug, target)
    merges, splits = queries.decisions_about(found)
    handles = queries.handles_of(found)
    return show(
        request, "people/person_split.html", person=found, handles=handles, merges=merges, splits=splits
    )


@page(MERGE_PEOPLE, methods=("POST",))
def split_undo(request: HttpRequest, community: Community, split: int) -> HttpResponse:
    """Take a split back: the handles are together again."""
    found = or_404(queries.split_of(community, split))
    actions.undo_split(found, in_=community, by=request.actor)
    say(request, gettext("The handles are together again."))
    return back_to(request, "people:person_page", community.slug, found.person_id)


def _say_merged(request: HttpRequest, community: Community, keep: Person, merge: int) -> None:
    undo = reverse("people:merge_undo", args=[community.slug, merge])
    say(request, gettext("“{name}” is one person now.").format(name=keep.name), undo=undo)


def _person(community: Community, person: int) -> Person:
    return or_404(queries.person_of(community, person))
