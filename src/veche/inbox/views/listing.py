"""The list of conversations: its views, filters, and the fragment that brings new ones by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.inbox import actions, queries
from veche.inbox.forms.listing import FilterForm, query_of, wish_in
from veche.inbox.terms import (
    ANSWER_PEOPLE,
    ANY_REASON,
    PRIORITY_TITLES,
    READ_INBOX,
    SORTS,
    TUNE_INBOX,
    VIEW_TITLES,
    WHY_TEXTS,
    View,
    reasons_in,
)
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.text import number_of


@page(READ_INBOX)
def conversation_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the conversations that are wished for; teaches a community that has none what comes here."""
    return show(request, "inbox/conversation_list.html", **list_data(request, community))


@page(READ_INBOX)
def conversation_rows(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer the list alone, or nothing where the page has its version already."""
    version = queries.version_of_inbox(community)
    if request.GET.get("version") == version:
        return HttpResponse(status=204)
    wish, user = wish_in(request.GET), request.actor.user_id
    listed = queries.conversations_listed(community, wish, user)
    counts, version = queries.inbox_told(community, user)
    here = request.GET.get("here", "")
    return show(
        request, "inbox/_rows.html", listed=listed, version=version, query=query_of(request.GET), wish=wish,
        here=number_of(here) or 0, views=_views(counts, wish, request.GET),
        is_live=True, may_answer=allows(request.actor, ANSWER_PEOPLE, community), is_polled=True,
    )  # fmt: skip


def list_data(request: HttpRequest, community: Community, here: int = 0) -> dict[str, Any]:
    """Answer what the left column shows: four queries."""
    asked = request.GET
    wish, user, after = wish_in(asked), request.actor.user_id, asked.get("after", "")
    counts, version = queries.inbox_told(community, user)
    return {
        "listed": queries.conversations_listed(community, wish, user, after=after), "wish": wish,
        "version": version, "here": here, "query": query_of(asked), "is_live": not after,
        "views": _views(counts, wish, asked), "choices": queries.choices_of(community, user),
        "sorts": [(key, title) for key, (_, _, title) in SORTS.items()], "filter_form": FilterForm(),
        "reasons": [(int(why), WHY_TEXTS[why][0]) for why in reasons_in(int(ANY_REASON))],
        "priorities": [(int(key), title) for key, title in PRIORITY_TITLES.items()],
        "may_answer": allows(request.actor, ANSWER_PEOPLE, community),
        "may_tune": allows(request.actor, TUNE_INBOX, community),
    }  # fmt: skip


def _views(counts: list[queries.Counted], wish: Any, asked: QueryDict) -> list[dict[str, Any]]:
    """Answer the views with their counts and where each leads; other filters stay."""
    texts = {one.view: one.text for one in counts}
    lines = []
    for view, title in VIEW_TITLES.items():
        if view is View.MENTIONED and not texts.get(view) and wish.view is not view:
            continue
        other = QueryDict(query_of(asked), mutable=True)
        other["view"] = view.value
        other.pop("sort", None)
        lines.append({"title": title, "count": texts.get(view, ""), "query": other.urlencode(),
                      "is_here": view is wish.view})  # fmt: skip
    return lines


@page(READ_INBOX, methods=("POST",))
def filter_save(request: HttpRequest, community: Community) -> HttpResponse:
    """Keep the filters and the order that are shown under a name."""
    form = FilterForm(request.POST)
    query = query_of(QueryDict(request.POST.get("query", "")))
    if form.is_valid():
        given = form.cleaned_data
        actions.save_filter(
            given["title"], query, is_shared=given["is_shared"], in_=community, by=request.actor
        )
        say(request, gettext("The view is kept."))
    return redirect(reverse("inbox:conversation_list", args=[community.slug]) + "?" + query)


@page(READ_INBOX, methods=("POST",))
def filter_remove(request: HttpRequest, community: Community, filter: int) -> HttpResponse:  # noqa: A002 - a word of the address
    """Forget a kept view of one's own."""
    found = or_404(queries.filter_of(community, filter))
    actions.remove_filter(found, in_=community, by=request.actor)
    say(request, gettext("The view is forgotten."))
    return back_to(request, "inbox:conversation_list", community=community.slug)
