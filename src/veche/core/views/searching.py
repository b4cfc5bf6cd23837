"""Search and commands: one answer for the palette (Ctrl-K) and for a page without scripts."""

from django.http import HttpRequest, HttpResponse

from veche.core.models import Community
from veche.core.terms import ENTER_COMMUNITY, PALETTE, PALETTE_END, SIGNED_IN
from veche.kit.pages import is_htmx, page, show
from veche.kit.rooms import panels_of
from veche.kit.text import clean

LONGEST_QUERY = 200


@page(ENTER_COMMUNITY)
def search_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Search in a community: what its rooms find, pages and commands."""
    return _search(request, community)


@page(SIGNED_IN)
def organisation_search(request: HttpRequest) -> HttpResponse:
    """Search where no community is chosen: pages, commands, communities."""
    return _search(request, None)


def _search(request: HttpRequest, community: Community | None) -> HttpResponse:
    query = clean(request.GET.get("q", ""), LONGEST_QUERY).strip()
    panels = [*reversed(panels_of(PALETTE)), *panels_of(PALETTE_END)]
    answers = [panel(request.actor, community, query) for panel in panels]
    found = [answer for answer in answers if answer is not None]
    in_palette = is_htmx(request)
    template = "core/_found.html" if in_palette else "core/search_page.html"
    return show(request, template, found=found, query=query, in_palette=in_palette)
