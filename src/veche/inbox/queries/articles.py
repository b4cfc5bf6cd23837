"""Articles in a reader's language: lists by section, one, its versions, and the likeliest by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from veche.inbox.models import Article, ArticleText, KnowledgePage
from veche.inbox.rules.suggesting import words_to_weigh
from veche.inbox.terms.knowledge import STATE_NAMES, ArticleState
from veche.kit.markup import to_plain
from veche.kit.ranking import RankedIndex

if TYPE_CHECKING:
    from veche.core.models import Community

ARTICLES = RankedIndex("inbox_article_words", usual=100)
MOST_LISTED = 1_000
LONGEST_LEAD = 180


@dataclass(slots=True)
class ShownArticle:
    """An article as somebody reads it: in their language, or in the one it has."""

    article: Article
    text: ArticleText
    languages: tuple[str, ...] = ()
    helped: int = 0
    asked: int = 0

    @property
    def lead(self) -> str:
        """How the text begins, without marks."""
        return to_plain(self.text.body[: LONGEST_LEAD * 8], LONGEST_LEAD)

    @property
    def state_name(self) -> str:
        """Where it stands, as a gettext id."""
        return STATE_NAMES[ArticleState(self.article.state)]

    @property
    def is_published(self) -> bool:
        """Whether readers may find it."""
        return self.article.state == ArticleState.PUBLISHED


def article_of(community: Community, pk: int, language: str = "") -> ShownArticle | None:
    """Answer one article of the community whatever its state, with its feedback counted."""
    found = _articles(community).filter(pk=pk).annotate(
        asked=Count("feedback"), helped=Count("feedback", filter=Q(feedback__helped=True))
    )  # fmt: skip
    shown = _shown(found, language or community.language)
    for one in shown:
        one.asked, one.helped = one.article.asked, one.article.helped  # type: ignore[attr-defined]
    return shown[0] if shown else None


def find_articles(
    community: Community, *, language: str, state: str = "", query: str = ""
) -> list[ShownArticle]:
    """Answer the community's articles: the likeliest first where words are asked for, else by section.

    `state` is one of `ArticleState`; without it all are there but the withdrawn.
    """
    found = _articles(community)
    found = found.filter(state=state) if state else found.exclude(state=ArticleState.WITHDRAWN)
    if query.strip():
        ids = ranked(community, query, limit=50, public=False)
        return _in_order(_shown(found.filter(pk__in=ids), language), ids)
    return _by_section(_shown(found.order_by("place", "pk")[:MOST_LISTED], language))


def stands_of(community: Community) -> dict[str, int]:
    """Answer how many articles stand in each state."""
    counted = _articles(community).values_list("state").annotate(count=Count("pk"))
    return {state: dict(counted).get(state, 0) for state in ArticleState}


def versions_of(article: Article) -> list[ArticleText]:
    """Answer every text an article had, the latest first."""
    return list(article.texts.order_by("-made_at", "-number", "language")[:MOST_LISTED])


def sections_of(community: Community, language: str) -> list[str]:
    """Answer the sections that articles stand in, to choose among."""
    texts = ArticleText.objects.filter(article__community=community, language=language, is_latest=True)
    return list(texts.exclude(section="").values_list("section", flat=True).distinct().order_by("section"))


def is_open_to_all(community: Community) -> bool:
    """Tell whether the community shows its articles to anybody."""
    return KnowledgePage.objects.filter(community=community, is_open=True).exists()


def public_articles(community: Community, *, language: str, query: str = "") -> list[ShownArticle]:
    """Answer what anybody may read, by section, or the likeliest first where words are asked for."""
    return find_articles(community, language=language, state=ArticleState.PUBLISHED, query=query)


def public_article(community: Community, slug: str, *, language: str) -> ShownArticle | None:
    """Answer one article that anybody may read, by its address."""
    found = _articles(community).filter(slug=slug, state=ArticleState.PUBLISHED)
    shown = _shown(found, language)
    return shown[0] if shown else None


def ranked(community: Community, query: str, *, limit: int, public: bool) -> list[int]:
    """Answer the numbers of the likeliest articles."""
    scope = scope_of(community.pk, public=public)
    return [pk for pk, _ in ARTICLES.find(words_to_weigh(query), scope=scope, limit=limit)]


def scope_of(community: int, *, public: bool) -> str:
    """Answer the name of what is searched: all that stands, or what is published."""
    return f"{'published' if public else 'standing'} {community}"


def shown_by_rank(community: Community, ids: Sequence[int], language: str) -> list[ShownArticle]:
    """Answer the named articles in the order of their numbers given."""
    return _in_order(_shown(_articles(community).filter(pk__in=ids), language), ids)


def _articles(community: Community) -> QuerySet[Article]:
    return Article.objects.filter(community=community)


def _shown(articles: Iterable[Article], language: str) -> list[ShownArticle]:
    """Give each article its text in the language, else in another: one query."""
    known = {article.pk: article for article in articles}
    texts: dict[int, list[ArticleText]] = {}
    for text in ArticleText.objects.filter(article__in=known, is_latest=True).order_by("language"):
        texts.setdefault(text.article_id, []).append(text)
    shown = []
    for pk, article in known.items():
        if held := texts.get(pk):
            best = next((one for one in held if one.language == language), held[0])
            shown.append(ShownArticle(article, best, tuple(one.language for one in held)))
    return shown


def _in_order(shown: Iterable[ShownArticle], ids: Sequence[int]) -> list[ShownArticle]:
    order = {pk: place for place, pk in enumerate(ids)}
    return sorted(shown, key=lambda one: order[one.article.pk])


def _by_section(shown: list[ShownArticle]) -> list[ShownArticle]:
    """Put articles without a section first, then the sections by name; places stay within."""
    return sorted(shown, key=lambda one: (one.text.section != "", one.text.section.casefold()))
