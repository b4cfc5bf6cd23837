"""The page on which somebody says how they were answered: anybody who has its link, no sign-in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext

from veche.core.terms import ANYONE, Actor
from veche.inbox import actions, queries
from veche.inbox.models import Rating
from veche.inbox.terms.rating import FACES, LONGEST_RATING
from veche.kit.pages import or_404, page, say, show


@page(ANYONE)
def rating_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the faces, with the one that was chosen before."""
    rating = _rating(secret)
    with translation.override(_language(request, rating)):
        return show(
            request, "inbox/rating_page.html", rating=rating, community=rating.community, secret=secret,
            longest=LONGEST_RATING, faces=[(score, *face) for score, face in FACES.items()],
        )  # fmt: skip


@page(ANYONE, methods=("POST",))
def rating_save(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep what somebody says; refuses what comes too late or too often."""
    rating = _rating(secret)
    score = request.POST.get("score", "")
    visitor = Actor(name=gettext("a visitor"), address=request.actor.address, is_machine=True)
    with translation.override(_language(request, rating)):
        actions.rate_answer(
            rating, int(score) if score in {"1", "2", "3", "4", "5"} else 0,
            request.POST.get("words", ""), by=visitor,
        )  # fmt: skip
        say(request, gettext("Thank you! You may change your answer for a day."))
    return redirect("inbox:rating_page", secret)


def _rating(secret: str) -> Rating:
    return or_404(queries.rating_at(secret))


def _language(request: HttpRequest, rating: Rating) -> str:
    """Answer the language the visitor chose here, else the one they were asked in."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return str(getattr(request, "LANGUAGE_CODE", rating.language))
    return rating.language
