"""Articles: the list, one, writing it with a preview, and every text it had."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.inbox import actions, queries
from veche.inbox.forms.articles import ArticleForm
from veche.inbox.rules.suggesting import title_of
from veche.inbox.terms.knowledge import (
    OPEN_KNOWLEDGE,
    READ_KNOWLEDGE,
    STATE_NAMES,
    TEXT_LANGUAGES,
    WRITE_KNOWLEDGE,
    ArticleState,
)
from veche.kit.pages import or_404, page, say, show
from veche.kit.text import number_of
from veche.ledger.queries import words_of


@page(READ_KNOWLEDGE)
def article_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the articles by section, or the likeliest where words are asked for."""
    state = request.GET.get("state", "")
    state = state if state in set(ArticleState) else ""
    query = request.GET.get("q", "")[:500]
    stands = queries.stands_of(community)
    return show(
        request, "inbox/article_list.html", query=query, state=state,
        articles=queries.find_articles(community, language=_language(request), state=state, query=query),
        states=[(one.value, STATE_NAMES[one], stands[one]) for one in ArticleState],
        is_empty=not sum(stands.values()), is_open=queries.is_open_to_all(community),
        may_write=allows(request.actor, WRITE_KNOWLEDGE, community),
        may_open=allows(request.actor, OPEN_KNOWLEDGE, community),
        public_url=reverse(settings.KNOWLEDGE_HOME_ROUTE, args=[community.slug]),
    )  # fmt: skip


@page(READ_KNOWLEDGE)
def article_page(request: HttpRequest, community: Community, article: int) -> HttpResponse:
    """Show one article as readers see it, with whether it helped them."""
    language = request.GET.get("language", "")
    language = language if language in dict(TEXT_LANGUAGES) else _language(request)
    shown = _article(community, article, language)
    return show(
        request, "inbox/article_page.html", shown=shown, is_open=queries.is_open_to_all(community),
        may_write=allows(request.actor, WRITE_KNOWLEDGE, community), languages=_languages(shown),
        public_url=reverse(settings.KNOWLEDGE_ROUTE, args=[community.slug, shown.article.slug]),
    )  # fmt: skip


@page(WRITE_KNOWLEDGE, methods=("GET", "POST"))
def article_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Write an article; an address may name the question and the answer it is made of."""
    asked = request.POST if request.method == "POST" else request.GET
    source = (number_of(asked.get("question", "")), number_of(asked.get("answer", "")))
    initial = _beginning(community, *source) if request.method == "GET" else {}
    return _editor(request, community, None, initial, source)


@page(WRITE_KNOWLEDGE, methods=("GET", "POST"))
def article_edit(request: HttpRequest, community: Community, article: int) -> HttpResponse:
    """Change an article's texts; each save is a version of its own."""
    shown = _article(community, article, _language(request))
    initial: dict[str, Any] = {"place": shown.article.place}
    for text in shown.article.texts.filter(is_latest=True):
        for name in ("title", "section", "body"):
            initial[f"{name}_{text.language}"] = getattr(text, name)
    return _editor(request, community, shown, initial, (None, None))


@page(WRITE_KNOWLEDGE, methods=("POST",))
def article_preview(request: HttpRequest, community: Community) -> HttpResponse:  # noqa: ARG001
    """Show what is being written as readers will see it: nothing is kept."""
    return show(request, "inbox/_article_preview.html", previews=_previews(request.POST))


@page(READ_KNOWLEDGE)
def article_history(request: HttpRequest, community: Community, article: int) -> HttpResponse:
    """Show every text an article had, each with a button that brings it back."""
    shown = _article(community, article, _language(request))
    return show(
        request, "inbox/article_history.html", shown=shown, versions=queries.versions_of(shown.article),
        may_write=allows(request.actor, WRITE_KNOWLEDGE, community), names=dict(TEXT_LANGUAGES),
    )  # fmt: skip


def _editor(
    request: HttpRequest, community: Community, shown: queries.ShownArticle | None, initial: dict[str, Any],
    source: tuple[int | None, int | None],
) -> HttpResponse:  # fmt: skip
    sections = {language: queries.sections_of(community, language) for language, _ in TEXT_LANGUAGES}
    form = ArticleForm(request.POST or None, initial=initial, sections=sections)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            return _saved(request, community, form, shown, source)
    return show(
        request, "inbox/article_edit.html", status=422 if form.errors else 200, form=form, shown=shown,
        question=source[0], answer=source[1], previews=_previews(request.POST or initial),
    )  # fmt: skip


def _saved(
    request: HttpRequest, community: Community, form: ArticleForm, shown: queries.ShownArticle | None,
    source: tuple[int | None, int | None],
) -> HttpResponse:  # fmt: skip
    kept = actions.save_article(
        form.drafts(), in_=community, by=request.actor, article=shown.article if shown else None,
        place=form.cleaned_data["place"], question=source[0], answer=source[1],
        is_published="publish" in request.POST,
    )  # fmt: skip
    say(request, gettext("The article is kept."))
    return redirect("inbox:article_page", community.slug, kept.pk)


def _beginning(community: Community, question: int | None, answer: int | None) -> dict[str, Any]:
    """Answer how an article made of a question and its answer begins."""
    words = words_of(community, [pk for pk in (question, answer) if pk])
    asked = words[question].text if question in words else ""
    told = words[answer].text if answer in words else ""
    if not asked and not told:
        return {}
    language = "ru" if any("а" <= letter <= "я" for letter in (asked + told).casefold()) else "en"
    return {f"title_{language}": title_of(asked or told), f"body_{language}": told}


def _previews(given: Any) -> list[dict[str, str]]:
    written = [
        {"language": language, "name": name, "title": given.get(f"title_{language}") or "",
         "body": given.get(f"body_{language}") or ""}
        for language, name in TEXT_LANGUAGES
    ]  # fmt: skip
    return [one for one in written if one["title"] or one["body"]]


def _article(community: Community, pk: int, language: str) -> queries.ShownArticle:
    return or_404(queries.article_of(community, pk, language))


def _languages(shown: queries.ShownArticle) -> list[tuple[str, str]]:
    return [(code, name) for code, name in TEXT_LANGUAGES if code in shown.languages]


def _language(request: HttpRequest) -> str:
    return str(request.LANGUAGE_CODE)
