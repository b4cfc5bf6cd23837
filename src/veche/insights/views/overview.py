"""The overview: every measure as a card; a measure at large, as a fragment, as a file."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.core.queries import allows
from veche.insights.measures import MEASURES
from veche.insights.queries import boards_of, measure_of
from veche.insights.rules.boards import FIRST
from veche.insights.rules.periods import day_date
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import card_of, cards_of
from veche.insights.showing.naming import Names
from veche.insights.showing.tabling import table_of
from veche.insights.terms import EXPORT_FIGURES, OVERVIEW, SAVE_BOARDS, SEE_FIGURES, Measure
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import give_csv, or_404, page, show
from veche.kit.rooms import panels_of


@page(SEE_FIGURES)
@bearing_troubles
def overview(request: HttpRequest, community: Community) -> HttpResponse:
    """Show every measure of the community as a card."""
    wanted = Wanted(request.GET, community, request.actor)
    if wanted.figures.span is None:
        may_import = allows(request.actor, IMPORT_FILES, community)
        return show(request, "insights/overview_empty.html", may_import=may_import)
    panels = [panel(request.actor, community, wanted.asked) for panel in panels_of(OVERVIEW)]
    return show(
        request, "insights/overview.html", wanted=wanted, boards=boards_of(community),
        cards=cards_of(wanted, [MEASURES[key] for key in FIRST]),
        may_save=allows(request.actor, SAVE_BOARDS, community),
        panels=[panel for panel in panels if panel],
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def measure_page(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Show one measure at large, with its definition and its whole table."""
    found, wanted = _measure(measure), Wanted(request.GET, community, request.actor)
    card = card_of(wanted, wanted.figures.answer(found, wanted.asked), large=True)
    may_export = allows(request.actor, EXPORT_FIGURES, community)
    return show(
        request, "insights/measure_page.html", wanted=wanted, card=card, measure=found, may_export=may_export,
        others=[one for one in MEASURES.values() if one is not found],
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def measure_card(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Answer the card of one measure, for an overview that did not want to wait for it."""
    found, wanted = _measure(measure), Wanted(request.GET, community, request.actor)
    card = card_of(wanted, wanted.figures.answer(found, wanted.asked, brief=True))
    may_export = allows(request.actor, EXPORT_FIGURES, community)
    return show(request, "insights/_card.html", wanted=wanted, card=card, may_export=may_export)


@page(EXPORT_FIGURES)
@bearing_troubles
def measure_export(request: HttpRequest, community: Community, measure: str) -> HttpResponseBase:
    """Answer the table of a measure as a CSV file."""
    found, wanted = _measure(measure), Wanted(request.GET, community, request.actor)
    answered = wanted.figures.answer(found, wanted.asked)
    table = table_of(answered, Names(wanted.figures, [answered]))
    rows = [[cell.value for cell in row] for row in table.rows]
    first, last = (day_date(day).isoformat() for day in wanted.asked.period)
    return give_csv(f"{community.slug}-{found.key}-{first}-{last}", table.head, rows)


def _measure(key: str) -> Measure:
    return or_404(measure_of(key))
