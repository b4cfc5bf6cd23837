"""What a composer is offered while somebody types: likely articles, earlier answers, saved answers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from veche.core.models import Community
from veche.inbox import queries
from veche.inbox.terms.knowledge import READ_KNOWLEDGE
from veche.kit.markup import to_plain
from veche.kit.pages import page, show
from veche.kit.text import number_of
from veche.people.queries import person_of

LONGEST_ASKED = 2_000


@page(READ_KNOWLEDGE)
def suggest(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer the three likeliest articles and the three likeliest earlier answers as a fragment."""
    text = request.GET.get("text", "")[:LONGEST_ASKED]
    but = request.GET.get("but", "")
    is_open = queries.is_open_to_all(community)
    shown = queries.suggest_articles(community, text, language=_language(request))
    articles = [(one, _insertion(community, one, is_open)) for one in shown]
    answers = queries.suggest_answers(community, text, but=number_of(but))
    return show(request, "inbox/_suggestions.html", articles=articles, answers=answers, is_asked=text.strip())


@page(READ_KNOWLEDGE)
def saved_answer_choose(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer the saved answers that fit what is typed after the slash, filled in for the person."""
    pk = number_of(request.GET.get("person", ""))
    person = None if pk is None else person_of(community, pk)
    typed = request.GET.get("text", "")[:100]
    found = queries.choose_saved_answers(community, typed, person=person, by=request.actor)
    return show(request, "inbox/_saved_answers.html", answers=found)


def _insertion(community: Community, shown: queries.ShownArticle, is_open: bool) -> str:
    """Answer what goes into the composer: the article's address where anybody may open it, else its text."""
    if is_open:
        place = reverse(settings.KNOWLEDGE_ROUTE, args=[community.slug, shown.article.slug])
        return f"{shown.text.title}: {settings.ADDRESS}{place}"
    return to_plain(shown.text.body)


def _language(request: HttpRequest) -> str:
    wish = request.GET.get("language", "")
    return wish if wish in dict(settings.LANGUAGES) else str(request.LANGUAGE_CODE)
