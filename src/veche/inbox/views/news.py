"""What a computer tells of new conversations while the inbox is open in a tab."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.inbox import queries
from veche.inbox.terms import READ_INBOX
from veche.kit.pages import page
from veche.kit.text import number_of

SHORT = 120


@page(READ_INBOX)
def conversation_news(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer what wants an answer and was said after the named interaction: how many, and the latest."""
    since = request.GET.get("since", "")
    news = queries.news_since(community, number_of(since) or 0)
    if news is None:
        return JsonResponse({"latest": 0, "count": 0})
    row, count = news
    words = " ".join(row.words.split())
    title = gettext("{name} waits for an answer").format(name=row.name or "?")
    if count > 1:
        title = ngettext(
            "{n} conversation waits for an answer", "{n} conversations wait for an answer", count
        ).format(n=queries.capped(count))
    return JsonResponse({
        "latest": row.conversation.last_interaction, "count": count, "title": title,
        "words": words if len(words) <= SHORT else words[:SHORT] + "…",
        "address": reverse("inbox:conversation_page", args=[community.slug, row.conversation.pk]),
    })  # fmt: skip
