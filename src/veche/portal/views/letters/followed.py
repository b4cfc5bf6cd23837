"""Links and the picture of a letter: they lead where the letter said, and are counted on the way."""

from __future__ import annotations

import logging
from base64 import b64decode

from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from veche.core.terms import ANYONE
from veche.kit.pages import or_404, page
from veche.mailing import actions, queries
from veche.mailing.terms import OPEN, Asked, Followed
from veche.portal.views.visiting import visitor_of

log = logging.getLogger("veche.mailing")
_GIF = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_PURPOSES = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
_NEVER_KEPT = "no-store, no-cache, must-revalidate, private, max-age=0"
LONGEST_AGENT = 400


@page(ANYONE)
def letter_link(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """Lead on to where a link of a letter leads: only to what was written down when the letter left."""
    seen = _seen(token, number)
    if number == OPEN or not seen.target.startswith(("http://", "https://")):
        raise Http404
    _note(request, seen)
    return _unkept(redirect(seen.target))


@page(ANYONE)
def letter_open(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer the picture of one point at the end of a letter."""
    _note(request, _seen(token, OPEN))
    return _unkept(HttpResponse(_GIF, content_type="image/gif"))


def _seen(token: str, number: int) -> Followed:
    return or_404(queries.followed_at(token, number))


def _note(request: HttpRequest, seen: Followed) -> None:
    """Count it, and let the reader through whatever becomes of that."""
    purpose = " ".join(request.headers.get(name, "") for name in _PURPOSES)
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    asked = Asked(request.method or "", agent, purpose, None, is_open=False)
    try:
        with transaction.atomic():
            actions.note_hit(seen, asked, by=visitor_of(request))
    except DatabaseError:
        log.exception("an open or a click of letter %s could not be counted", seen.letter)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = _NEVER_KEPT
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
