"""A community's newsletters for anybody: what there is, what was written, and a form to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE
from veche.kit.forms import say_reason
from veche.kit.pages import framed_by, or_404, page
from veche.kit.terms import Refusal, TooOften
from veche.mailing import actions, queries
from veche.mailing.terms import Way
from veche.portal.views.gatherings import community_at, read_language
from veche.portal.views.letters.feeding import LettersFeed
from veche.portal.views.letters.readers import said_by, show_page
from veche.portal.views.visiting import language_of, visitor_of

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.mailing.models import Newsletter

UNFIT, TOO_MANY = 422, 429
A_PAGE, FED = 30, 20
FEED_KEPT = "public, max-age=600"
# What nobody sees and only programs fill in.
TRAP = "website"


@page(ANYONE)
def newsletter_list(request: HttpRequest, community: str) -> HttpResponse:
    """Show the newsletters of a community that anybody may subscribe to."""
    found = community_at(community)
    with translation.override(read_language(request)):
        return show_page(request, "portal/letters/newsletter_list.html", found,
                     newsletters=queries.public_newsletters(found))  # fmt: skip


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def newsletter_page(request: HttpRequest, community: str, newsletter: str) -> HttpResponse:
    """Show a newsletter with its letters; take an address and ask it by a letter whether it was them."""
    return _answer(request, community, newsletter, "newsletter_page")


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def newsletter_frame(request: HttpRequest, community: str, newsletter: str) -> HttpResponse:
    """Show the form alone, to stand in the page of another site."""
    response = _answer(request, community, newsletter, "newsletter_frame")
    response.headers["Content-Security-Policy"] = framed_by(())
    return response


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def letters_forgotten(request: HttpRequest, community: str) -> HttpResponse:
    """Send an address the link to the page of its letters, and tell nobody whether it has any."""
    found = community_at(community)
    language = read_language(request)
    with translation.override(language):
        reasons, status, is_sent = [], 200, False
        if request.method == "POST":
            try:
                actions.send_own_page(request.POST.get("email", ""), language=language, in_=found,
                                      by=visitor_of(request))  # fmt: skip
                is_sent = True
            except Refusal as refusal:
                reasons = [say_reason(reason) for reason in refusal.reasons]
                status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
        return show_page(
            request, "portal/letters/letters_forgotten.html", found, status=status, reasons=reasons,
            is_sent=is_sent, email=request.POST.get("email", "")[:254],
        )  # fmt: skip


@page(ANYONE)
def newsletter_feed(request: HttpRequest, community: str, newsletter: str) -> HttpResponse:  # noqa: ARG001
    """Answer the letters of a newsletter as an RSS feed."""
    found, shown = newsletter_at(community, newsletter)
    home = settings.ADDRESS + reverse("portal:newsletter_page", args=[found.slug, shown.slug])
    feed = LettersFeed(
        title=f"{shown.title} · {found.name}", link=home, description=shown.about or shown.title,
        language=shown.language, feed_url=f"{home}feed.xml",
    )  # fmt: skip
    for letter in queries.published_letters(shown)[:FED]:
        link = f"{home}{letter.number}/"
        letter.community = found
        read = queries.letter_for_anybody(letter)
        feed.add_item(
            read.subject, link, queries.line_for_anybody(letter.preheader, letter), unique_id=link,
            pubdate=letter.published_at, content=read.body,
        )  # fmt: skip
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8",
        headers={"Cache-Control": FEED_KEPT},
    )  # fmt: skip


def _answer(request: HttpRequest, slug: str, newsletter: str, route: str) -> HttpResponse:
    community, shown = newsletter_at(slug, newsletter)
    language = language_of(request, shown.language)
    with translation.override(language):
        told: dict[str, object] = {}
        status = 200
        if request.method == "POST":
            status, told = _take(request, community, shown, language)
        letters = Paginator(queries.published_letters(shown), A_PAGE).get_page(request.GET.get("page"))
        for one in letters:
            one.community = community
            one.shown = queries.subject_for_anybody(one) or one.title
            one.lead = queries.line_for_anybody(one.preheader, one)
        return show_page(
            request, f"portal/letters/{route}.html", community, status=status, newsletter=shown,
            letters=letters, trap=TRAP, **told,
        )  # fmt: skip


def _take(
    request: HttpRequest, community: Community, newsletter: Newsletter, language: str
) -> tuple[int, dict[str, object]]:
    """Ask the address that was filled in; a program that filled in the trap is told the same."""
    email = request.POST.get("email", "")
    if request.POST.get(TRAP):
        return 200, {"is_sent": True}
    try:
        actions.ask_to_subscribe(
            newsletter, email, said_by(request, Way.FORM), language=language, in_=community,
            by=visitor_of(request),
        )  # fmt: skip
    except Refusal as refusal:
        status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
        reasons = [say_reason(reason) for reason in refusal.reasons]
        return status, {"reasons": reasons, "email": email[:254]}
    return 200, {"is_sent": True}


def newsletter_at(slug: str, newsletter: str) -> tuple[Community, Newsletter]:
    """Answer a public newsletter by its address, or a page that is not there."""
    community = community_at(slug)
    found = or_404(queries.public_newsletter(community, newsletter))
    return community, found
