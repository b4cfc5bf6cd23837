"""A community's knowledge for anybody: the list with its search, one article, and whether it helped."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import shown_community
from veche.core.terms import ANYONE
from veche.inbox.actions import tell_helped
from veche.inbox.queries import Shown, is_open_to_all, public_article, public_articles
from veche.kit.pages import back_to, or_404, page, say, show
from veche.portal.views.visiting import language_of, visitor_of

LONGEST_QUERY = 300
# A sitemap has 50 000 addresses at the most; each article has one a language.
MOST_MAPPED = 10_000


@page(ANYONE)
def knowledge_list(request: HttpRequest, community: str) -> HttpResponse:
    """Show what is published, by section, or the likeliest where words are asked for."""
    found = _open_community(community)
    language = _read_language(request, found)
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    with translation.override(language):
        return show(
            request, "portal/knowledge_list.html", community=found, query=query, language=language,
            articles=public_articles(found, language=language, query=query),
            canonical=_address("portal:knowledge_list", found.slug), alternates=settings.LANGUAGES,
        )  # fmt: skip


@page(ANYONE)
def knowledge_map(request: HttpRequest, community: str) -> HttpResponse:
    """Tell search engines every address of the knowledge in each language (https://www.sitemaps.org)."""
    found = _open_community(community)
    known = [code for code, _ in settings.LANGUAGES]
    shown = public_articles(found, language=found.language)[:MOST_MAPPED]
    home = _address("portal:knowledge_list", found.slug)
    places = [(home, known, None)] + [
        (_address("portal:knowledge_article", found.slug, one.article.slug),
         [code for code in one.languages if code in known], one.article.changed_at)
        for one in shown
    ]  # fmt: skip
    response = show(request, "portal/knowledge_map.xml", places=places)
    response["Content-Type"] = "application/xml; charset=utf-8"
    return response


@page(ANYONE)
def knowledge_article(request: HttpRequest, community: str, article: str) -> HttpResponse:
    """Show one article, in the language that is asked for where it has it."""
    found = _open_community(community)
    language = _read_language(request, found)
    shown = _article(found, article, language)
    names = dict(settings.LANGUAGES)
    with translation.override(language):
        return show(
            request, "portal/knowledge_article.html", community=found, shown=shown, language=language,
            alternates=[(code, names[code]) for code in shown.languages if code in names],
            canonical=_address("portal:knowledge_article", found.slug, shown.article.slug),

        )  # fmt: skip


@page(ANYONE, methods=("POST",))
def knowledge_helped(request: HttpRequest, community: str, article: str) -> HttpResponse:
    """Keep whether an article helped; whoever says so too often is refused."""
    found = _open_community(community)
    language = _read_language(request, found)
    shown = _article(found, article, language)
    visitor = visitor_of(request)
    helped = request.POST.get("helped") == "yes"
    tell_helped(shown.article, helped, in_=found, by=visitor, language=shown.text.language)
    say(request, gettext("Thank you: the team sees it."))
    return back_to(request, "portal:knowledge_article", found.slug, shown.article.slug)


def _open_community(slug: str) -> Community:
    community = shown_community(slug)
    if community is None or not is_open_to_all(community):
        raise Http404
    return community


def _article(community: Community, slug: str, language: str) -> Shown:
    return or_404(public_article(community, slug, language=language))


def _read_language(request: HttpRequest, community: Community) -> str:
    """Answer the language of the address, else the one the visitor reads pages in."""
    return language_of(request, str(getattr(request, "LANGUAGE_CODE", community.language)))


def _address(route: str, *args: str) -> str:
    return f"{settings.ADDRESS}{reverse(route, args=args)}"
