"""Which traits are kept, and the special categories that need a consent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, page, say, show
from veche.people import actions, queries
from veche.people.forms.describing import FieldForm, SpecialForm
from veche.people.models import Field
from veche.people.terms import OPEN_SPECIALS, PURPOSE_FORMS, READ_PEOPLE, SET_FIELDS, SPECIALS, Purpose


@page(READ_PEOPLE)
def field_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the kinds of traits: those that are on, those removed, the special ones."""
    lines = queries.fields_of(community, everything=True)
    return show(
        request, "people/field_list.html",
        fields=[line for line in lines if not line.purpose and line.is_on],
        removed=[line for line in lines if not line.purpose and not line.is_on],
        specials=[line for line in lines if line.purpose],
        may_set=allows(request.actor, SET_FIELDS, community), may_open=allows(request.actor, OPEN_SPECIALS),
    )  # fmt: skip


@page(SET_FIELDS, methods=("GET", "POST"))
def field_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a kind of trait."""
    return _form(request, community, "", None)


@page(SET_FIELDS, methods=("GET", "POST"))
def field_edit(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a kind of trait; a usual one gets its row first."""
    return _form(request, community, key, _field(community, key))


def _form(request: HttpRequest, community: Community, key: str, field: Field | None) -> HttpResponse:
    form = FieldForm(request.POST or None, field=field)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.set_field(key, **form.given(), in_=community, by=request.actor)
        if not form.errors:
            say(request, gettext("The field is kept."))
            return redirect("people:field_list", community.slug)
    status = 422 if form.errors else 200
    return show(request, "people/field_edit.html", form=form, field=field, status=status)


@page(SET_FIELDS, methods=("POST",))
def field_remove(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Take a kind of trait out of the pages; what was said has a button that brings it back."""
    field = _field(community, key)
    actions.remove_field(field, in_=community, by=request.actor)
    undo = reverse("people:field_restore", args=[community.slug, field.key])
    text = gettext("“{title}” is out of the pages; its values stay.").format(title=gettext(field.title))
    say(request, text, undo=undo)
    return back_to(request, "people:field_list", community.slug)


@page(SET_FIELDS, methods=("POST",))
def field_restore(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Undo taking a kind of trait out."""
    field = _field(community, key)
    actions.restore_field(field, in_=community, by=request.actor)
    say(request, gettext("“{title}” is back.").format(title=gettext(field.title)))
    return back_to(request, "people:field_list", community.slug)


@page(OPEN_SPECIALS, methods=("GET", "POST"))
def special_open(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Switch a special category on, with the text people consent to."""
    usual = SPECIALS.get(key)
    if usual is None or usual.purpose is None:
        raise Http404
    purpose = Purpose(usual.purpose)
    standing = queries.texts_of(community).get(purpose)
    start = standing.text if standing else gettext(PURPOSE_FORMS[purpose].text)
    form = SpecialForm(request.POST or None, initial={"text": start})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.open_special(key, text=form.cleaned_data["text"], in_=community, by=request.actor)
        if not form.errors:
            say(
                request,
                gettext("“{title}” is kept from now on, of whoever consents.").format(
                    title=gettext(usual.title)
                ),
            )
            return redirect("people:field_list", community.slug)
    status = 422 if form.errors else 200
    return show(request, "people/special_open.html", form=form, title=gettext(usual.title), status=status)


@page(OPEN_SPECIALS, methods=("POST",))
def special_close(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Switch a special category off; its values are erased."""
    if key not in SPECIALS:
        raise Http404
    gone = actions.close_special(key, in_=community, by=request.actor)
    say(request, gettext("Switched off; values erased: {n}.").format(n=gone))
    return back_to(request, "people:field_list", community.slug)


def _field(community: Community, key: str) -> Field:
    line = next((one for one in queries.fields_of(community, everything=True) if one.key == key), None)
    if line is None or line.purpose:
        raise Http404
    found = queries.field_of(community, key)
    if found is not None:
        return found
    facts = {"title": line.title, "form": line.form, "is_many": line.is_many, "choices": list(line.choices)}
    return Field(organisation_id=community.organisation_id, key=key, **facts)
