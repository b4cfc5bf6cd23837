"""Words: what was said in the community, found by its words."""

from django.http import HttpRequest, HttpResponse

from veche.core.models import Community
from veche.kit.pages import is_htmx, or_404, page, show
from veche.kit.text import clean, number_of
from veche.people import queries
from veche.people.terms import READ_PEOPLE

LONGEST_QUERY = 200


@page(READ_PEOPLE)
def word_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what was said with these words, newest first, each with who said it."""
    query = clean(request.GET.get("q", ""), LONGEST_QUERY).strip()
    before = request.GET.get("before", "")
    found = queries.find_words(community, query, before=number_of(before))
    template = "people/word/_lines.html" if is_htmx(request) and before else "people/word_list.html"
    return show(request, template, query=query, found=found)


@page(READ_PEOPLE)
def word_page(request: HttpRequest, community: Community, interaction: int) -> HttpResponse:
    """Show one interaction among what was said in its channel before and after."""
    found = or_404(queries.find_talk(community, interaction))
    return show(request, "people/word_page.html", found=found, meant=interaction)
