"""What is known of a person: traits, tags, notes, consents, changed by forms, taken back by a button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.text import number_of
from veche.people import actions, queries
from veche.people.forms.describing import ConsentForm, DescribeForm
from veche.people.models import Person
from veche.people.terms import DESCRIBE_PEOPLE, READ_PEOPLE, READ_SPECIALS, Way


@page(READ_PEOPLE)
def person_description(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show what is known of a person: a fragment, or a page of its own."""
    found = _person(community, person)
    specials = allows(request.actor, READ_SPECIALS, community)
    tags, is_team = queries.tags_of(community, found)
    template = "people/_description.html" if is_htmx(request) else "people/person_description.html"
    return show(
        request, template, person=found, known=queries.description_of(found, community, specials=specials),
        tags=tags, consent_form=ConsentForm(community),
        is_team=is_team,
        may_describe=allows(request.actor, DESCRIBE_PEOPLE, community),
    )  # fmt: skip


@page(DESCRIBE_PEOPLE, methods=("GET", "POST"))
def person_describe(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Offer every field with its value, and take the changes, all or none."""
    found = _person(community, person)
    specials = allows(request.actor, READ_SPECIALS, community)
    lines = [line for line in queries.fields_of(community) if specials or not line.purpose]
    known = queries.description_of(found, community, specials=specials)
    form = DescribeForm(request.POST or None, lines=lines, known=known)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.describe_person(found, form.changes(), in_=community, by=request.actor)
        if not form.errors:
            say(request, gettext("What you know of {name} is kept.").format(name=found.name))
            return redirect("people:person_page", community.slug, found.pk)
    status = 422 if form.errors else 200
    return show(request, "people/person_describe.html", person=found, form=form, status=status)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def trait_remove(request: HttpRequest, community: Community, trait: int) -> HttpResponse:
    """Take a value away; what was said has a button that brings it back."""
    found = or_404(queries.trait_of(community, trait))
    actions.remove_trait(found, in_=community, by=request.actor)
    undo = reverse("people:trait_restore", args=[community.slug, found.pk])
    say(request, gettext("The value is removed."), undo=undo)
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def trait_restore(request: HttpRequest, community: Community, trait: int) -> HttpResponse:
    """Undo taking a value away."""
    found = or_404(queries.trait_of(community, trait))
    actions.restore_trait(found, in_=community, by=request.actor)
    say(request, gettext("The value is back."))
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def tag_add(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Hang a tag on a person."""
    found = _person(community, person)
    tag = actions.tag_people([found], request.POST.get("tag_name", ""), in_=community, by=request.actor)
    undo = reverse("people:tag_remove", args=[community.slug, tag.pk]) + f"?people={found.pk}"
    say(request, gettext("“{tag}” hangs on {name}.").format(tag=tag.name, name=found.name), undo=undo)
    return _back(request, community, found.pk)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def tag_remove(request: HttpRequest, community: Community, tag: int) -> HttpResponse:
    """Take a tag off people named in the address."""
    found = or_404(queries.tag_of(community, tag))
    told = request.GET.get("people", "").split(",")
    ids = [number for one in told if (number := number_of(one)) is not None]
    people = queries.persons_chosen(community, ids[:1_000])
    actions.untag_people(people, found, in_=community, by=request.actor)
    say(request, gettext("“{tag}” is taken off.").format(tag=found.name))
    if len(ids) == 1:
        return _back(request, community, ids[0])
    return back_to(request, "people:person_list", community=community.slug)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def note_add(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Write a note about a person."""
    found = _person(community, person)
    actions.write_note([found], request.POST.get("text", ""), in_=community, by=request.actor)
    say(request, gettext("The note is written."))
    return _back(request, community, found.pk)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def note_change(request: HttpRequest, community: Community, note: int) -> HttpResponse:
    """Write a note anew."""
    found = or_404(queries.note_of(community, note))
    actions.change_note(found, request.POST.get("text", ""), in_=community, by=request.actor)
    say(request, gettext("The note is changed."))
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def note_remove(request: HttpRequest, community: Community, note: int) -> HttpResponse:
    """Take a note away; what was said has a button that brings it back."""
    found = or_404(queries.note_of(community, note))
    actions.remove_note(found, in_=community, by=request.actor)
    undo = reverse("people:note_restore", args=[community.slug, found.pk])
    say(request, gettext("The note is removed."), undo=undo)
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def note_restore(request: HttpRequest, community: Community, note: int) -> HttpResponse:
    """Undo taking a note away."""
    found = or_404(queries.note_of(community, note))
    actions.restore_note(found, in_=community, by=request.actor)
    say(request, gettext("The note is back."))
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def consent_give(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Record that a person allowed something."""
    found = _person(community, person)
    form = ConsentForm(community, request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.give_consent(found, **form.given(), in_=community, by=request.actor)
        if not form.errors:
            say(request, gettext("The consent is recorded."))
            return _back(request, community, found.pk)
    return show(request, "people/consent_new.html", person=found, form=form, status=422)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def consent_withdraw(request: HttpRequest, community: Community, consent: int) -> HttpResponse:
    """Record that a person took a consent back; what it allowed to keep is erased."""
    found = or_404(queries.consent_of(community, consent))
    way = request.POST.get("way", "")
    told = Way(way) if way in set(Way) else Way.MESSAGE
    actions.withdraw_consent(found, way=told, in_=community, by=request.actor)
    say(request, gettext("The consent is withdrawn."))
    return _back(request, community, found.person_id)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def team_mark(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Count a person among the community's own team, or no longer."""
    found = _person(community, person)
    is_team = request.POST.get("is_team") == "yes"
    actions.mark_team(found, is_team=is_team, in_=community, by=request.actor)
    text = gettext("{name} counts as team.") if is_team else gettext("{name} no longer counts as team.")
    say(request, text.format(name=found.name))
    return _back(request, community, found.pk)


def _person(community: Community, person: int) -> Person:
    return or_404(queries.person_of(community, person))


def _back(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    return back_to(request, "people:person_page", community.slug, person)
