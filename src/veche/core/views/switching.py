"""Switching language and theme: a user's own setting, or a cookie of somebody not signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from veche.core import queries
from veche.core.actions import change_own_settings
from veche.core.models import User
from veche.core.terms import ANYONE, LANGUAGES, THEMES
from veche.core.views.shell import THEME_COOKIE
from veche.kit.pages import back_to, page

YEAR = 60 * 60 * 24 * 365


@page(ANYONE, methods=("POST",))
def change_language(request: HttpRequest) -> HttpResponse:
    """Show this and every further page in the chosen language."""
    return _switch(request, "language", settings.LANGUAGE_COOKIE_NAME, dict(LANGUAGES))


@page(ANYONE, methods=("POST",))
def change_theme(request: HttpRequest) -> HttpResponse:
    """Show this and every further page light, dark or as the device is."""
    return _switch(request, "theme", THEME_COOKIE, dict(THEMES))


def keep_cookie(answer: HttpResponse, cookie: str, value: str) -> None:
    """Remember a choice in this browser for a year."""
    answer.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=settings.IS_HTTPS, httponly=True)


def _switch(request: HttpRequest, name: str, cookie: str, choices: dict[str, str]) -> HttpResponse:
    chosen = request.POST.get(name, "")
    if chosen in choices and isinstance(request.user, User):
        _keep(request, request.user, name, chosen)
    if chosen in choices and name == "language":
        translation.activate(chosen)
    answer = back_to(request, settings.LOGIN_URL)
    if chosen in choices:
        keep_cookie(answer, cookie, chosen)
    return answer


def _keep(request: HttpRequest, user: User, name: str, chosen: str) -> None:
    actor = request.actor
    organisation = queries.organisation_of(actor)
    if organisation:
        wishes = {"name": user.name, "language": user.language, "theme": user.theme} | {name: chosen}
        change_own_settings(user, by=actor, in_=organisation, **wishes)
