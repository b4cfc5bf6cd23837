"""Changing a person: added by hand, named, pictured, forgotten; giving them what is theirs."""

from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import back_to, or_404, page, say, show
from veche.people import queries
from veche.people.actions import forgetting, giving, naming, picturing
from veche.people.forms.persons import ForgetForm, NameForm, PersonForm, PhotoForm
from veche.people.models import Person
from veche.people.terms import DESCRIBE_PEOPLE, FORGET_PEOPLE, GIVE_DATA


@page(DESCRIBE_PEOPLE, methods=("GET", "POST"))
def person_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Add a person by hand; one who is known already is shown instead of added twice."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            person = naming.add_person(community, **form.cleaned_data, by=request.actor)
        if not form.errors:
            say(request, gettext("“{name}” is here.").format(name=person.name or f"#{person.pk}"))
            return back_to(request, "people:person_page", community.slug, person.pk)
    return show(request, "people/person_new.html", form=form, status=422 if form.errors else 200)


@page(DESCRIBE_PEOPLE, methods=("GET", "POST"))
def person_edit(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Offer another name and a photo, and take the name; what was said has a button that takes it back."""
    found = _person(community, person)
    form = NameForm(_named(request), initial={"name": found.given_name or found.name})
    if request.method == "POST" and form.is_valid():
        before = found.given_name
        naming.name_person(found, form.cleaned_data["name"], in_=community, by=request.actor)
        undo = reverse("people:person_edit", args=[community.slug, found.pk])
        text = gettext("They are called “{name}” from now on.").format(name=found.name)
        say(request, text, undo=f"{undo}?{urlencode({'name': before})}")
        return back_to(request, "people:person_page", community.slug, found.pk)
    return _edit(request, community, found, form, PhotoForm())


def _named(request: HttpRequest) -> dict[str, str] | None:
    """Answer the name of the form, or of the address of a button that takes back."""
    if request.method != "POST":
        return None
    return {"name": request.POST.get("name", request.GET.get("name", ""))}


def _edit(
    request: HttpRequest, community: Community, person: Person, form: NameForm, photo: PhotoForm
) -> HttpResponse:
    return show(
        request, "people/person_edit.html", person=person, form=form, photo_form=photo,
        photo_url=queries.photo_url(community, person), status=422 if form.errors or photo.errors else 200,
    )  # fmt: skip


@page(DESCRIBE_PEOPLE, methods=("POST",))
def person_face(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Take a photo in, or away where none is sent and that is asked for."""
    found = _person(community, person)
    if "remove" in request.POST:
        picturing.hide_face(found, in_=community, by=request.actor)
        return back_to(request, "people:person_page", community.slug, found.pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        with form.showing_refusals():
            picturing.show_face(found, form.cleaned_data["photo"], in_=community, by=request.actor)
        if not form.errors:
            return back_to(request, "people:person_page", community.slug, found.pk)
    names = NameForm(initial={"name": found.given_name or found.name})
    return _edit(request, community, found, names, form)


@page(FORGET_PEOPLE, methods=("GET", "POST"))
def person_forget(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Say what will go, and forget the person once their name is typed."""
    found = _person(community, person)
    form = ForgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            forgetting.forget_person(
                found, form.cleaned_data["confirmation"], in_=community, by=request.actor
            )
        if not form.errors:
            say(request, gettext("Forgotten. Later imports will not bring them back."))
            return back_to(request, "people:person_list", community.slug)
    data = {"person": found, "goes": queries.what_goes(found), "form": form}
    return show(
        request, "people/person_forget.html", wanted=forgetting.words_to_confirm(found),
        status=422 if form.errors else 200, **data,
    )  # fmt: skip


@page(GIVE_DATA, methods=("POST",))
def person_give(request: HttpRequest, community: Community, person: int) -> HttpResponseBase:
    """Answer a zip with everything that is kept of a person."""
    found = _person(community, person)
    read_me = gettext(giving.READ_ME).format(name=found.name or f"#{found.pk}")
    packed = giving.give_data(found, read_me, in_=community, by=request.actor)
    name = slugify(found.name) or str(found.pk)
    return FileResponse(packed, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")


def _person(community: Community, person: int) -> Person:
    return or_404(queries.person_of(community, person))
