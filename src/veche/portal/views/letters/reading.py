"""Letters read in a browser: one's own by its link, and those of a public newsletter by anybody.

What people wrote stands in a frame that runs nothing and belongs to no origin, whatever is in it.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.kit.pages import LETTER_POLICY, framing, or_404, page, show
from veche.mailing import queries
from veche.mailing.models import Delivery, Letter
from veche.portal.views.gatherings import community_at
from veche.portal.views.letters.newsletters import newsletter_at
from veche.portal.views.letters.readers import show_page

# Links open beside the letter and are free of the frame's bonds there.
FRAME_POLICY = f"{LETTER_POLICY} allow-popups-to-escape-sandbox"
MAPPED = 10_000


@page(ANYONE)
def letter_web(request: HttpRequest, token: str) -> HttpResponse:
    """Show a letter to whoever got it, as they got it."""
    delivery = _delivery(token)
    letter = delivery.letter
    with translation.override(letter.language):
        read = queries.letter_got(delivery)
        return framing(show_page(
            request, "portal/letters/letter_web.html", letter.community, letter=letter, subject=read.subject,
            token=token, public=queries.issue_address(letter),
        ))  # fmt: skip


@page(ANYONE)
@xframe_options_exempt
def letter_web_frame(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """Answer the letter alone, for the frame."""
    delivery = _delivery(token)
    with translation.override(delivery.letter.language):
        return _framed(queries.letter_got(delivery).html)


@page(ANYONE)
def issue_page(request: HttpRequest, community: str, newsletter: str, number: int) -> HttpResponse:
    """Show a letter of a public newsletter to anybody: nobody's name and nobody's links stand in it."""
    found, letter = _issue(community, newsletter, number)
    with translation.override(letter.language):
        home = reverse("portal:newsletter_page", args=[community, newsletter])
        return framing(show_page(
            request, "portal/letters/issue_page.html", found, letter=letter, newsletter=letter.newsletter,
            subject=queries.subject_for_anybody(letter),
            lead=queries.line_for_anybody(letter.preheader, letter),
            address=f"{settings.ADDRESS}{home}{number}/",
        ))  # fmt: skip


@page(ANYONE)
@xframe_options_exempt
def issue_frame(request: HttpRequest, community: str, newsletter: str, number: int) -> HttpResponse:  # noqa: ARG001
    """Answer the letter alone, for the frame."""
    _, letter = _issue(community, newsletter, number)
    with translation.override(letter.language):
        return _framed(queries.letter_for_anybody(letter).html)


@page(ANYONE)
def archive_map(request: HttpRequest, community: str) -> HttpResponse:
    """Tell search engines every letter of the public newsletters (https://www.sitemaps.org)."""
    newsletters = queries.public_newsletters(community_at(community))
    published = queries.published_letters(*newsletters)
    places = [
        (f"{settings.ADDRESS}{reverse('portal:newsletter_page', args=[community, one.slug])}", one.language)
        for one in newsletters
    ]  # fmt: skip
    issues = [
        (f"{settings.ADDRESS}{reverse('portal:issue_page', args=[community, slug, number])}", at)
        for slug, number, at in published.values_list("newsletter__slug", "number", "published_at")[:MAPPED]
    ]
    response = show(request, "portal/letters/archive_map.xml", places=places, issues=issues)
    response["Content-Type"] = "application/xml; charset=utf-8"
    return response


def _delivery(token: str) -> Delivery:
    found = queries.delivery_at(token)
    if found is None or "@" not in found.email:  # forgotten by law
        raise Http404
    return found


def _issue(slug: str, newsletter: str, number: int) -> tuple[Community, Letter]:
    community, shown = newsletter_at(slug, newsletter)
    letter = or_404(queries.published_letter(shown, number))
    return community, letter


def _framed(html: str) -> HttpResponse:
    response = HttpResponse(html)
    response["Content-Security-Policy"] = FRAME_POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
