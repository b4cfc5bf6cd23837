"""The network: who talks with whom, in which circles, who joins them, and who talks with nobody."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.core.queries import allows
from veche.insights.measures import MEASURES
from veche.insights.queries import PAGE, boards_of
from veche.insights.rules.periods import day_date
from veche.insights.showing.asking import Wanted
from veche.insights.showing.leading import way_of
from veche.insights.showing.naming import Names, person_name
from veche.insights.showing.networks import Web, circle_title
from veche.insights.showing.sketching import picture_of
from veche.insights.showing.tabling import table_of
from veche.insights.terms import EXPORT_FIGURES, SAVE_BOARDS, SEE_FIGURES, Answered
from veche.insights.views.behind import Somebody, page_number, somebodies
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import give_csv, page, refused, show
from veche.kit.terms import N_, NotAllowed, Reason
from veche.kit.text import number_of
from veche.people.queries import people_named, photo_url
from veche.people.terms import READ_PEOPLE

# People of a file that are named at a time.
PORTION = 1000


@page(SEE_FIGURES)
@bearing_troubles
def network_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show who talks with whom, or one circle of them."""
    wanted = Wanted(request.GET, community, request.actor)
    if wanted.figures.span is None:
        may_import = allows(request.actor, IMPORT_FILES, community)
        return show(request, "insights/overview_empty.html", may_import=may_import)
    web = Web(wanted, _circle_wanted(request.GET))
    told = Answered(MEASURES["connectors"], wanted.asked, rows=web.connectors)
    opened = None if web.opened is None else web.line(web.opened)
    return show(
        request, "insights/network_page.html", wanted=wanted, web=web, on="network", opened=opened,
        picture=picture_of(web), lines=web.lines, team=wanted.team_choice, whole_url=web.address(),
        people_url=opened.people_url if opened else "", file_url=web.address("network_export", web.opened),
        connectors=table_of(told, Names(wanted.figures, [told]), way_of(wanted, MEASURES["connectors"])),
        connectors_measure=MEASURES["connectors"], boards=boards_of(community),
        lonely=_lonely(web), rest_of_lonely=web.lonely[0] - len(web.lonely_people),
        may_save=allows(request.actor, SAVE_BOARDS, community),
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


def _lonely(web: Web) -> list[Somebody]:
    return [
        Somebody(
            one, web.name(one), web.url(one),
            photo_url(web.community, web.people[one]) if one in web.people else "",
        )
        for one in web.lonely_people
    ]  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def network_people(request: HttpRequest, community: Community) -> HttpResponse:
    """Show everybody of a circle, a page at a time; people are for those who may read them."""
    if not allows(request.actor, READ_PEOPLE, community):
        text = N_("Your role does not allow this: {what}.")
        return refused(request, NotAllowed(Reason(text, values={"what": READ_PEOPLE.title})))
    wanted = Wanted(request.GET, community, request.actor)
    web = Web(wanted, _circle_wanted(request.GET))
    if web.opened is None:
        raise Http404
    people = web.network.circles[web.opened].people
    leaves: Page[int] = Paginator(people, PAGE).get_page(page_number(request.GET))
    return show(
        request, "insights/network_people.html", wanted=wanted, line=web.line(web.opened),
        whole=len(people), people=somebodies(community, list(leaves)), page_obj=leaves,
    )  # fmt: skip


@page(EXPORT_FIGURES)
@bearing_troubles
def network_export(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Answer everybody of the network, or of one circle, with their circle and ties, as a CSV file."""
    wanted = Wanted(request.GET, community, request.actor)
    web = Web(wanted, _circle_wanted(request.GET))
    head = [
        gettext("Circle"), gettext("Person"), gettext("Of the team"), gettext("Talks with"),
        gettext("Replies"), gettext("Connects"),
    ]  # fmt: skip
    first, last = (day_date(day).isoformat() for day in wanted.asked.period)
    return give_csv(f"{community.slug}-network-{first}-{last}", head, _file_rows(web))


def _file_rows(web: Web) -> Iterator[list[Any]]:
    scores = {row[0]: row[1] for row in web.connectors}
    places = range(len(web.network.circles)) if web.opened is None else [web.opened]
    everybody = [(place, one) for place in places for one in web.network.circles[place].people]
    for start in range(0, len(everybody), PORTION):
        some = everybody[start : start + PORTION]
        known = people_named(web.community.organisation, [one for _, one in some])
        for place, one in some:
            is_team = gettext("yes") if one in web.team else ""
            counts = [web.network.partners[one], web.network.replies[one], scores.get(one, "")]
            yield [circle_title(place), person_name(known, one), is_team, *counts]


def _circle_wanted(query: QueryDict) -> int | None:
    """Read from an address the person whose circle is meant; what makes no sense is as if not said."""
    return number_of(query.get("circle", ""))
