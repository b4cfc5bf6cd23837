"""Articles as other desks may show them: which there are to choose from, and how one looks now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from veche.inbox.queries.articles import article_of, is_open_to_all, public_articles
from veche.kit.cards import Card
from veche.kit.text import number_of

if TYPE_CHECKING:
    from veche.core.models import Community


def choose_article(community: Community) -> list[tuple[str, str]]:
    """Answer the articles that anybody may read, as (key, title); none while knowledge is not open to all."""
    if not is_open_to_all(community):
        return []
    shown = public_articles(community, language=community.language)
    return [(str(one.article.pk), one.text.title) for one in shown]


def article_card(community: Community, key: str, language: str) -> Card | None:
    """Answer an article as it is shown elsewhere, in a reader's language; nothing for what is not for all."""
    shown = article_of(community, number_of(key) or 0, language)
    if shown is None or not shown.is_published or not is_open_to_all(community):
        return None
    link = f"{settings.ADDRESS}/k/{community.slug}/{shown.article.slug}/"
    return Card(shown.text.title, shown.lead, link=link)
