"""Communities side by side: for whoever leads several of them."""

from math import inf

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from veche.core.models import Community
from veche.core.queries import allows
from veche.core.terms import SIGNED_IN
from veche.insights.rules.periods import DEFAULT, LAST_DAYS
from veche.insights.showing.abreast import (
    ABREAST,
    chart_of,
    shared_people,
    side_of,
    sides_of,
    table_of_sides,
    together_of,
)
from veche.insights.terms import EXPORT_FIGURES, SEE_FIGURES
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import give_csv, page, show


@page(SIGNED_IN)
def community_figures(request: HttpRequest) -> HttpResponse:
    """Show the communities one may see side by side; those that take longer come by themselves."""
    sides = sides_of(request.actor, request.GET)
    chosen = request.GET.get("period", DEFAULT)
    is_told = bool(sides) and all(side.is_told for side in sides)
    return show(
        request, "insights/community/figures.html", sides=sides, measures=ABREAST, chosen=chosen,
        stretches=LAST_DAYS, together=together_of(sides) if is_told and len(sides) > 1 else None,
        shared=shared_people(sides) if is_told else 0, chart=chart_of(sides) if is_told else None,
        is_told=is_told, may_export=any(allows(request.actor, EXPORT_FIGURES, s.community) for s in sides),
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def community_line(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer one community's line, for a page that did not want to wait for it."""
    side = side_of(community, request.actor, request.GET, inf)
    return show(request, "insights/community/_line.html", side=side, measures=ABREAST)


@page(SIGNED_IN)
def community_export(request: HttpRequest) -> HttpResponseBase:
    """Answer the numbers of all communities whose figures one may save, as a CSV file."""
    sides = sides_of(request.actor, request.GET, inf)
    table = table_of_sides([one for one in sides if allows(request.actor, EXPORT_FIGURES, one.community)])
    rows = [[cell.value for cell in row] for row in table.rows]
    return give_csv("communities", table.head, rows)
