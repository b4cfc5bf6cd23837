"""The overview: every measure as a card; a measure at large, as a fragment, as a file."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext

from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.core.queries import allows
from veche.insights.measures import MEASURES
from veche.insights.queries import measure_of
from veche.insights.rules.asking import grain_for
from veche.insights.rules.periods import day_date
from veche.insights.rules.shaping import headline_place
from veche.insights.terms import EXPORT_FIGURES, LISTS, OVERVIEW, SEE_FIGURES, Answered, Form, Measure
from veche.insights.views import wording
from veche.insights.views.asking import Wanted
from veche.insights.views.behind import behind_url
from veche.insights.views.drawing import wish_of
from veche.insights.views.naming import Names
from veche.insights.views.tabling import Way, nowhere, table_of
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import page, show
from veche.kit.rooms import panels_of
from veche.kit.tables import write_csv
from veche.kit.terms import Trouble
from veche.people.terms import READ_PEOPLE

# Seconds in which cards are told on the page itself; the others come one by one afterwards.
PATIENCE = 0.5


@dataclass(frozen=True, slots=True)
class Card:
    """A measure on a page; what is not told yet has no `answered`."""

    measure: Measure
    answered: Answered | None = None
    chart: dict[str, Any] | None = None
    # Where the people behind its number stand; nothing for those who may not see them.
    people_url: str = ""
    # At large only: among others a table is asked for when somebody opens it.
    table: Any = None

    @property
    def value(self) -> str:
        """The one number of the period, if there is one."""
        if self.answered is None or self.answered.value is None:
            return ""
        return wording.value_text(self.answered.value, self.measure.headline.unit)

    @property
    def before(self) -> str:
        """The one number of the period before."""
        if self.answered is None or self.answered.value_before is None:
            return ""
        return wording.value_text(self.answered.value_before, self.measure.headline.unit)

    @property
    def change(self) -> str:
        """By how much it changed."""
        return wording.change_text(self.answered) if self.answered else ""

    @property
    def colour(self) -> str:
        """Whether that is good news."""
        return wording.change_colour(self.answered) if self.answered else "secondary"

    @property
    def icon(self) -> str:
        """The picture of the change."""
        return wording.change_icon(self.answered) if self.answered else ""

    @property
    def ignores_channels(self) -> bool:
        """Whether the choice of channels does not touch it, though one was made."""
        return bool(self.answered and self.answered.asked.channels and not self.measure.by_channel)

    @property
    def is_coarser(self) -> bool:
        """Whether it is told in coarser steps than asked for."""
        if self.answered is None or self.measure.form is not Form.SERIES:
            return False
        return grain_for(self.measure, self.answered.asked.grain) is not self.answered.asked.grain


@page(SEE_FIGURES)
@bearing_troubles
def overview(request: HttpRequest, community: Community) -> HttpResponse:
    """Show every measure of the community as a card."""
    wanted = Wanted(request, community)
    if wanted.figures.span is None:
        may_import = allows(request.actor, IMPORT_FILES, community)
        return show(request, "insights/overview_empty.html", may_import=may_import)
    panels = [panel(request.actor, community, wanted.asked) for panel in panels_of(OVERVIEW)]
    return show(
        request, "insights/overview.html", wanted=wanted, cards=_cards(wanted),
        panels=[panel for panel in panels if panel],
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def measure_page(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Show one measure at large, with its definition and its whole table."""
    found, wanted = _measure(measure), Wanted(request, community)
    card = _card(wanted, wanted.figures.answer(found, wanted.asked), large=True)
    may_export = allows(request.actor, EXPORT_FIGURES, community)
    return show(
        request, "insights/measure_page.html", wanted=wanted, card=card, measure=found, may_export=may_export,
        others=[one for one in MEASURES.values() if one is not found],
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def measure_card(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Answer the card of one measure, for an overview that did not want to wait for it."""
    found, wanted = _measure(measure), Wanted(request, community)
    card = _card(wanted, wanted.figures.answer(found, wanted.asked))
    may_export = allows(request.actor, EXPORT_FIGURES, community)
    return show(request, "insights/_card.html", wanted=wanted, card=card, may_export=may_export)


@page(EXPORT_FIGURES)
@bearing_troubles
def measure_export(request: HttpRequest, community: Community, measure: str) -> HttpResponseBase:
    """Answer the table of a measure as a CSV file."""
    found, wanted = _measure(measure), Wanted(request, community)
    answered = wanted.figures.answer(found, wanted.asked)
    table = table_of(answered, Names(community, [answered]))
    rows = [[cell.value for cell in row] for row in table.rows]
    response = StreamingHttpResponse(write_csv(table.head, rows), content_type="text/csv; charset=utf-8")
    first, last = (day_date(day).isoformat() for day in wanted.asked.period)
    response["Content-Disposition"] = (
        f'attachment; filename="{community.slug}-{found.key}-{first}-{last}.csv"'
    )
    return response


def _measure(key: str) -> Measure:
    found = measure_of(key)
    if found is None:
        raise Http404
    return found


def _cards(wanted: Wanted) -> list[Card]:
    """Answer all cards; once it takes long, the rest as promises."""
    asked, until = wanted.asked, monotonic() + PATIENCE
    told: dict[str, Answered] = {}
    for key, measure in MEASURES.items():
        # Whatever is busy now is asked for again by its promise.
        with suppress(Trouble):
            if monotonic() < until:
                told[key] = wanted.figures.answer(measure, asked)
    names = Names(wanted.community, told.values())
    return [
        _card(wanted, told[key], names) if key in told else Card(measure) for key, measure in MEASURES.items()
    ]


def _card(wanted: Wanted, answered: Answered, names: Names | None = None, *, large: bool = False) -> Card:
    names = names or Names(wanted.community, [answered])
    measure = answered.measure
    wish = wish_of(answered, names, large=large)
    height = "tall" if large or measure.form in LISTS | {Form.FLOWS} else ""
    chart = wish and {
        "title": gettext(measure.title),
        "wish": wish,
        "height": height,
    }
    way = _way(wanted, measure)
    url = way(headline_place(measure)) if measure.headline.who and answered.value else ""
    table = table_of(answered, names, way) if large else None
    return Card(measure, answered, chart, url, table)


def _way(wanted: Wanted, measure: Measure) -> Way:
    """Answer how to find the people behind numbers of a measure, for those who may."""
    if not measure.people or not allows(wanted.request.actor, READ_PEOPLE, wanted.community):  # type: ignore[attr-defined]
        return nowhere
    return partial(behind_url, wanted.community.slug, measure, wanted.address)
