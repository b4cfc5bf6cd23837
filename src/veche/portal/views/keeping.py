"""Public pages that are drawn once for many strangers: kept in the process for seconds, by what they show.

Who is signed in, was told something, or comes with more in the address than a language gets a page of
their own. A kept page is named by everything that it must not be late with; with the rest, such as a
ticket that has just sold out, it is late by half a minute at the most. No node depends on
another's. No form with a token of ours may stand in one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from veche.kit.time import SECOND, now

# What a stranger's browser keeps for us: how pages look, and in which language.
THEME_COOKIE = "theme"
# Who it is that opened a page of their own; pages that greet them are not kept.
KNOWN_COOKIE = "known"
MOST_KEPT, SECONDS_KEPT = 128, 30
# What stands in a kept page where each visitor gets another word.
OWN_WORD = "own-word-of-this-visitor"
_KEPT: OrderedDict[Hashable, bytes] = OrderedDict()


def kept_page(
    request: HttpRequest, name: tuple[Hashable, ...], draw: Callable[[], HttpResponse], *, word: str = ""
) -> HttpResponse:
    """Answer the page of this name, drawn now or a moment ago, with the visitor's own word in it."""
    if not _is_stranger(request):
        return _with(draw(), word)
    theme = request.COOKIES.get(THEME_COOKIE, "")
    key = (*name, translation.get_language(), theme, now() // (SECONDS_KEPT * SECOND))
    body = _KEPT.get(key)
    if body is None:
        response = draw()
        _KEPT[key] = response.content
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
        return _with(response, word)
    headers = {"Vary": "HX-Request", "Content-Language": str(translation.get_language())}
    return _with(HttpResponse(body, headers=headers), word)


def _is_stranger(request: HttpRequest) -> bool:
    known = {THEME_COOKIE, KNOWN_COOKIE, settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return not (set(request.GET) - {"language"} or set(request.COOKIES) - known)


def _with(response: HttpResponse, word: str) -> HttpResponse:
    if word:
        response.content = response.content.replace(OWN_WORD.encode(), word.encode())
    return response
