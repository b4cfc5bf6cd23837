"""Articles: writing, publishing, withdrawing, bringing earlier texts back, and the public page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.inbox.models import Article, ArticleText, KnowledgePage
from veche.inbox.queries.articles import ARTICLES, scope_of
from veche.inbox.rules.suggesting import BODY, TITLE, weigh
from veche.inbox.terms.knowledge import (
    LONGEST_BODY,
    LONGEST_SECTION,
    LONGEST_TITLE,
    OPEN_KNOWLEDGE,
    TEXT_LANGUAGES,
    WRITE_KNOWLEDGE,
    ArticleState,
)
from veche.kit import sql
from veche.kit.ranking import Weighed
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name, latin
from veche.kit.time import as_datetime, now

if TYPE_CHECKING:
    from veche.core.models import Community

EMPTY = N_("Write the article in one language at least.")
UNTITLED = N_("Give the article a title in this language.")
TOO_LONG = N_("An article has at most {most} characters in a language.")
UNKNOWN_LANGUAGE = N_("Articles are written in Russian and English.")
NOTHING_TO_SHOW = N_("There is nothing to publish: write the text first.")
_LANGUAGES = dict(TEXT_LANGUAGES)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Draft(NamedTuple):
    """A text as it is being written."""

    title: str
    body: str
    section: str = ""


def save_article(
    drafts: Mapping[str, Draft], *, in_: Community, by: Actor, article: Article | None = None,
    place: int = 100, question: int | None = None, answer: int | None = None, is_published: bool = False,
) -> Article:  # fmt: skip
    """Keep an article's texts by language, anew or as the next versions of those of `article`.

    A text that did not change gets no new version; a language left empty keeps what it had.
    With `is_published` it is published in the same step.
    Refuses with every reason at once: nothing written, no title, too long.
    """
    require(by, WRITE_KNOWLEDGE, in_=in_)
    texts = {language: _cleaned(draft) for language, draft in drafts.items() if any(map(str.strip, draft))}
    refuse_if(_faults(texts, is_new=article is None))
    with transaction.atomic():
        sql.lock("inbox.article", in_.pk)
        kept = article or _made(texts, in_, by, question, answer)
        _add_versions(kept, texts, by)
        kept.place, kept.changed_at = place, as_datetime(now())
        kept.save(update_fields=["place", "changed_at"])
        index_article(kept)
        audit(by, "inbox.save_article", in_=in_, on=kept, languages=sorted(texts))
        if is_published:
            publish_article(kept, in_=in_, by=by)
    return kept


def publish_article(article: Article, *, in_: Community, by: Actor) -> None:
    """Have an article found and suggested; on the public page too where that is open. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    texts = ArticleText.objects.filter(article=article, is_latest=True)
    if not texts.exclude(body="").exists():
        raise Refusal(NOTHING_TO_SHOW)
    _stand(article, ArticleState.PUBLISHED, "inbox.publish_article", in_, by)


def withdraw_article(article: Article, *, in_: Community, by: Actor) -> None:
    """Have an article no longer found nor suggested; `publish_article` undoes it. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    _stand(article, ArticleState.WITHDRAWN, "inbox.withdraw_article", in_, by)


def restore_version(version: ArticleText, *, in_: Community, by: Actor) -> None:
    """Bring an earlier text back as the latest version; what stood meanwhile stays. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    article = version.article
    with transaction.atomic():
        sql.lock("inbox.article", in_.pk)
        draft = Draft(version.title, version.body, version.section)
        _add_versions(article, {version.language: draft}, by)
        index_article(article)
        audit(by, "inbox.restore_version", in_=in_, on=article, number=version.number)


def open_knowledge(*, in_: Community, by: Actor) -> None:
    """Show published articles to anybody; `close_knowledge` undoes it. May be repeated."""
    require(by, OPEN_KNOWLEDGE, in_=in_)
    _set_page(True, "inbox.open_knowledge", in_, by)


def close_knowledge(*, in_: Community, by: Actor) -> None:
    """Show articles to nobody outside; `open_knowledge` undoes it. May be repeated."""
    require(by, OPEN_KNOWLEDGE, in_=in_)
    _set_page(False, "inbox.close_knowledge", in_, by)


def index_articles(*, in_: Community, by: Actor) -> None:
    """Put every article of the community into the index anew. May be repeated."""
    require(by, WRITE_KNOWLEDGE, in_=in_)
    for article in Article.objects.filter(community=in_).iterator():
        index_article(article)


def index_article(article: Article) -> None:
    """Have an article found by the words of its latest texts; what is withdrawn by none."""
    if article.state == ArticleState.WITHDRAWN:
        ARTICLES.remove([article.pk])
        return
    scopes = [scope_of(article.community_id, public=False)]
    if article.state == ArticleState.PUBLISHED:
        scopes.append(scope_of(article.community_id, public=True))
    texts = ArticleText.objects.filter(article=article, is_latest=True)
    parts = [
        part
        for text in texts
        for part in ((text.title, TITLE), (text.section, BODY), (text.body, BODY))
    ]  # fmt: skip
    ARTICLES.put_many([Weighed(article.pk, tuple(scopes), weigh(parts))])


def _cleaned(draft: Draft) -> Draft:
    return Draft(clean_name(draft.title), clean(draft.body).strip(), clean_name(draft.section))


def _faults(texts: Mapping[str, Draft], *, is_new: bool) -> list[Reason]:
    if not texts:
        return [Reason(EMPTY, field="title_ru")] if is_new else []
    reasons = []
    for language, draft in texts.items():
        if language not in _LANGUAGES:
            reasons.append(Reason(UNKNOWN_LANGUAGE))
        if not draft.title:
            reasons.append(Reason(UNTITLED, field=f"title_{language}"))
        if len(draft.body) > LONGEST_BODY:
            reasons.append(Reason(TOO_LONG, field=f"body_{language}", values={"most": LONGEST_BODY}))
    return reasons


def _made(
    texts: Mapping[str, Draft], in_: Community, by: Actor, question: int | None, answer: int | None
) -> Article:
    moment = now()
    titled = texts.get(in_.language) or next(iter(texts.values()))
    return Article.objects.create(
        community=in_, slug=_free_slug(titled.title, in_), made_at=moment, changed_at=moment,
        user_id=by.user_id, author=by.name, question_id=question, answer_id=answer,
    )  # fmt: skip


def _free_slug(title: str, in_: Community) -> str:
    """Answer an address made of the title that no article of the community has. It stays for ever."""
    wished = _NOT_SLUG.sub("-", latin(title))[:60].strip("-") or "article"
    taken = set(Article.objects.filter(community=in_, slug__startswith=wished).values_list("slug", flat=True))
    numbered = (f"{wished}-{number}" for number in range(2, len(taken) + 3))
    return wished if wished not in taken else next(one for one in numbered if one not in taken)


def _add_versions(article: Article, texts: Mapping[str, Draft], by: Actor) -> None:
    latest = {text.language: text for text in ArticleText.objects.filter(article=article, is_latest=True)}
    for language, draft in texts.items():
        held = latest.get(language)
        title, section = draft.title[:LONGEST_TITLE], draft.section[:LONGEST_SECTION]
        if held and (held.title, held.body, held.section) == (title, draft.body, section):
            continue
        ArticleText.objects.filter(article=article, language=language, is_latest=True).update(is_latest=False)
        ArticleText.objects.create(
            article=article, language=language, number=held.number + 1 if held else 1, title=title,
            section=section, body=draft.body, user_id=by.user_id, author=by.name, made_at=now(),
        )  # fmt: skip


def _stand(article: Article, state: ArticleState, act: str, in_: Community, by: Actor) -> None:
    with transaction.atomic():
        sql.lock("inbox.article", in_.pk)
        article.refresh_from_db()
        if article.state == state:
            return
        article.state = state
        if state is ArticleState.PUBLISHED and article.published_at is None:
            article.published_at = as_datetime(now())
        article.save(update_fields=["state", "published_at"])
        index_article(article)
        audit(by, act, in_=in_, on=article, slug=article.slug)


def _set_page(is_open: bool, act: str, in_: Community, by: Actor) -> None:
    with transaction.atomic():
        page, _ = KnowledgePage.objects.select_for_update().get_or_create(
            community=in_, defaults={"changed_at": now()}
        )
        if page.is_open != is_open:
            page.is_open, page.changed_at = is_open, as_datetime(now())
            page.save()
            audit(by, act, in_=in_)
