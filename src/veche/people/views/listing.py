"""The list of people: filters, columns, kept views, and what is done to several at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.rooms import panels_of
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import number_of
from veche.people import actions, queries
from veche.people.forms.listing import ViewForm, wish_in
from veche.people.models import Person
from veche.people.terms import (
    ACTIVITY_SPANS,
    COLUMNS,
    DESCRIBE_PEOPLE,
    EXPORT_PEOPLE,
    LEAST_DEEDS,
    LIST_PAGE,
    MERGE_PEOPLE,
    READ_PEOPLE,
    SORTS,
    Stage,
    Wish,
)
from veche.people.views.exporting import columns_of, exported

MOST_AT_ONCE = 1_000
_NOBODY = N_("Choose people in the list first.")
_TOO_MANY = N_("That is more than {most} people at once. Narrow the list down.")
_TWO = N_("Choose two people to merge.")


@page(READ_PEOPLE)
def person_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the people of the community that are wished for, a page at a time."""
    wish = wish_in(request.GET)
    fields = queries.fields_of(community)
    listed = queries.people_listed(community, wish, after=request.GET.get("after", ""), fields=fields)
    data: dict[str, Any] = {"listed": listed, "wish": wish, "columns": columns_of(wish, fields)}
    if is_htmx(request) and request.GET.get("after"):
        return show(request, "people/_person_rows.html", **data)
    choices = queries.choices_of(community, request.actor.user_id, fields)
    panels = [panel(request, community) for panel in panels_of(LIST_PAGE)]
    return show(
        request, "people/person_list.html", choices=choices, stages=list(Stage),
        spans=_titled(ACTIVITY_SPANS), deeds=_titled(LEAST_DEEDS), sorts=SORTS.items(),
        all_columns=_all_columns(choices, wish),
        view_form=ViewForm(), panels=[panel for panel in panels if panel], query=_query_of(request.GET),
        **_rights(request, community), **data,
    )  # fmt: skip


def _rights(request: HttpRequest, community: Community) -> dict[str, bool]:
    return {
        "may_describe": allows(request.actor, DESCRIBE_PEOPLE, community),
        "may_merge": allows(request.actor, MERGE_PEOPLE, community),
        "may_export": allows(request.actor, EXPORT_PEOPLE, community),
    }


def _titled(known: Any) -> list[tuple[str, str]]:
    return [(key, title) for key, (_, title) in known.items()]


def _all_columns(choices: queries.Choices, wish: Wish) -> list[tuple[str, str, bool]]:
    own = [(f"trait:{line.key}", line.title) for line in choices.fields]
    return [(key, gettext(title), key in wish.columns) for key, title in (*COLUMNS.items(), *own)]


def _query_of(asked: QueryDict) -> str:
    """Answer the address's own words without the place in the list."""
    kept = asked.copy()
    for name in ("after", "view", "title"):
        kept.pop(name, None)
    return kept.urlencode()


@page(READ_PEOPLE, methods=("POST",))
def bulk(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Do to all chosen people what the pressed button says."""
    act = request.POST.get("act", "")
    wish = wish_in(QueryDict(request.POST.get("query", "")))
    if act in {"csv", "xlsx"}:
        only = None if request.POST.get("everybody") else set(_ids(request))
        return exported(request, community, wish, only, act)
    chosen = _chosen(request, community, wish)
    if act == "merge":
        return _merge(request, community, chosen)
    if act == "note":
        actions.write_note(chosen, request.POST.get("note", ""), in_=community, by=request.actor)
        say(request, ngettext("The note stands with {n} person.", "The note stands with {n} people.",
                              len(chosen)).format(n=len(chosen)))  # fmt: skip
    elif act == "tag":
        _tag(request, community, chosen)
    return back_to(request, "people:person_list", community=community.slug)


def _tag(request: HttpRequest, community: Community, chosen: list[Person]) -> None:
    tag = actions.tag_people(chosen, request.POST.get("tag_name", ""), in_=community, by=request.actor)
    ids = ",".join(str(one.pk) for one in chosen)
    undo = reverse("people:tag_remove", args=[community.slug, tag.pk]) + f"?people={ids}"
    text = ngettext("“{tag}” hangs on {n} person.", "“{tag}” hangs on {n} people.", len(chosen))
    say(request, text.format(tag=tag.name, n=len(chosen)), undo=undo)


def _merge(request: HttpRequest, community: Community, chosen: list[Person]) -> HttpResponse:
    if len(chosen) != 2:
        raise Refusal(_TWO)
    keep, lose = sorted(chosen, key=lambda one: one.pk)
    merge = actions.merge_persons(keep, lose, in_=community, by=request.actor)
    undo = reverse("people:merge_undo", args=[community.slug, merge.pk])
    say(request, gettext("“{name}” is one person now.").format(name=keep.name), undo=undo)
    return redirect("people:person_page", community.slug, keep.pk)


def _ids(request: HttpRequest) -> list[int]:
    told = request.POST.getlist("person")
    return [number for each in told if (number := number_of(each)) is not None]


def _chosen(request: HttpRequest, community: Community, wish: Wish) -> list[Person]:
    if request.POST.get("everybody"):
        people = []
        for row in queries.people_all(community, wish):
            people.append(row.standing.person)
            if len(people) > MOST_AT_ONCE:
                raise Refusal(Reason(_TOO_MANY, values={"most": MOST_AT_ONCE}))
    else:
        people = queries.persons_chosen(community, _ids(request)[:MOST_AT_ONCE])
    if not people:
        raise Refusal(_NOBODY)
    return people


@page(READ_PEOPLE, methods=("POST",))
def save_view(request: HttpRequest, community: Community) -> HttpResponse:
    """Keep the filters, order and columns that are shown under a name."""
    form = ViewForm(request.POST)
    query = _query_of(QueryDict(request.POST.get("query", "")))
    if form.is_valid():
        given = form.cleaned_data
        actions.save_view(
            given["title"], query, is_shared=given["is_shared"], in_=community, by=request.actor
        )
        say(request, gettext("The view is kept."))
    return redirect(reverse("people:person_list", args=[community.slug]) + "?" + query)


@page(READ_PEOPLE, methods=("POST",))
def remove_view(request: HttpRequest, community: Community, view: int) -> HttpResponse:
    """Forget a kept view of one's own."""
    found = or_404(queries.view_of(community, view))
    actions.remove_view(found, in_=community, by=request.actor)
    say(request, gettext("The view is forgotten."))
    return back_to(request, "people:person_list", community=community.slug)
