"""Publishing: what readers may find, and what earlier text returns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.inbox import actions, queries
from veche.inbox.models import Article, ArticleText
from veche.inbox.terms.knowledge import OPEN_KNOWLEDGE, WRITE_KNOWLEDGE
from veche.kit.pages import back_to, or_404, page, say


@page(WRITE_KNOWLEDGE, methods=("POST",))
def article_publish(request: HttpRequest, community: Community, article: int) -> HttpResponse:
    """Have an article found, with a button that takes it back."""
    found = _article(community, article)
    actions.publish_article(found, in_=community, by=request.actor)
    undo = reverse("inbox:article_withdraw", args=[community.slug, article])
    say(request, gettext("Published: it is found and suggested from now on."), undo=undo)
    return back_to(request, "inbox:article_page", community.slug, article)


@page(WRITE_KNOWLEDGE, methods=("POST",))
def article_withdraw(request: HttpRequest, community: Community, article: int) -> HttpResponse:
    """Have an article no longer found, with a button that publishes it again."""
    found = _article(community, article)
    actions.withdraw_article(found, in_=community, by=request.actor)
    undo = reverse("inbox:article_publish", args=[community.slug, article])
    say(request, gettext("Withdrawn: nobody finds it any more."), undo=undo)
    return back_to(request, "inbox:article_page", community.slug, article)


@page(WRITE_KNOWLEDGE, methods=("POST",))
def version_restore(request: HttpRequest, community: Community, article: int, version: int) -> HttpResponse:
    """Bring an earlier text back as the latest."""
    found = ArticleText.objects.filter(article__community=community, article=article, pk=version)
    text = or_404(found.select_related("article").first())
    actions.restore_version(text, in_=community, by=request.actor)
    say(request, gettext("The earlier text is back; the one before stays in the history."))
    return back_to(request, "inbox:article_history", community.slug, article)


@page(OPEN_KNOWLEDGE, methods=("POST",))
def knowledge_open(request: HttpRequest, community: Community) -> HttpResponse:
    """Show articles to anybody, with a button that takes it back."""
    actions.open_knowledge(in_=community, by=request.actor)
    undo = reverse("inbox:knowledge_close", args=[community.slug])
    say(request, gettext("The public page is open: anybody may read what is published."), undo=undo)
    return back_to(request, "inbox:article_list", community.slug)


@page(OPEN_KNOWLEDGE, methods=("POST",))
def knowledge_close(request: HttpRequest, community: Community) -> HttpResponse:
    """Show articles to nobody outside, with a button that takes it back."""
    actions.close_knowledge(in_=community, by=request.actor)
    undo = reverse("inbox:knowledge_open", args=[community.slug])
    say(request, gettext("The public page is closed."), undo=undo)
    return back_to(request, "inbox:article_list", community.slug)


def _article(community: Community, pk: int) -> Article:
    shown = or_404(queries.article_of(community, pk))
    return shown.article
