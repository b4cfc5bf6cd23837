"""Nudging: the list of silent newcomers as a file, and noting that somebody wrote to one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.insights import actions
from veche.insights.showing.asking import Wanted
from veche.insights.showing.nudging import MOST, SIZE, Nudging, head_of_file, rows_of_file
from veche.insights.terms import EXPORT_FIGURES
from veche.insights.views.behind import unreadable
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import back_to, give_csv, or_404, page, say
from veche.people.models import Person
from veche.people.queries import person_of
from veche.people.terms import DESCRIBE_PEOPLE, READ_PEOPLE

MOST_PAGES = 10_000
# The ready board that says whom to write to.
NUDGING = "newcomers"


def nudges_shown(request: HttpRequest, community: Community, wanted: Wanted) -> dict[str, Any]:
    """Answer the page of silent newcomers that is asked for; nothing for those who may not read people."""
    if not allows(request.actor, READ_PEOPLE, community):
        return {}
    number = request.GET.get("page", "")
    at = int(number) if number.isdecimal() and len(number) < 6 else 1
    at = max(1, min(at, MOST_PAGES))
    nudging = Nudging(community, wanted.figures, wanted.today, at)
    lines = nudging.lines()
    return {
        "nudging": nudging, "nudges": lines, "may_mark": allows(request.actor, DESCRIBE_PEOPLE, community),
        "page_obj": Paginator(range(nudging.whole), SIZE).get_page(at) if lines else None,
    }  # fmt: skip


@page(EXPORT_FIGURES)
@bearing_troubles
def nudge_export(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Answer the silent newcomers as a CSV file; people are for those who may read them."""
    if refusal := unreadable(request, community):
        return refusal
    wanted = Wanted(request.GET, community, request.actor)
    lines = Nudging(community, wanted.figures, wanted.today, size=MOST).lines()
    return give_csv(f"{community.slug}-nudges", head_of_file(), rows_of_file(lines))


@page(DESCRIBE_PEOPLE, methods=("POST",))
def nudge_mark(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Note that somebody wrote to a newcomer, with a button that takes it back."""
    found = _found(community, person)
    actions.mark_nudged(found, in_=community, by=request.actor)
    undo = reverse("insights:nudge_unmark", args=[community.slug, person])
    say(request, gettext("Noted: somebody wrote to them."), undo=undo)
    return back_to(request, "insights:board_page", community.slug, NUDGING)


@page(DESCRIBE_PEOPLE, methods=("POST",))
def nudge_unmark(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Take back that somebody wrote to a newcomer."""
    actions.unmark_nudged(_found(community, person), in_=community, by=request.actor)
    return back_to(request, "insights:board_page", community.slug, NUDGING)


def _found(community: Community, person: int) -> Person:
    return or_404(person_of(community, person))
