"""A community's web forms for anybody: on a page of their own, and in the pages of other sites."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from veche.channels.actions import fill_in_form
from veche.channels.queries import ShownForm, form_at, token_for
from veche.core.models import Community
from veche.core.queries import shown_community
from veche.core.terms import ANYONE
from veche.kit.forms import say_reason
from veche.kit.pages import framed_by, page, show
from veche.kit.terms import Refusal, TooOften
from veche.kit.time import now
from veche.portal.forms import WebForm
from veche.portal.views.visiting import language_of, visitor_of

LARGEST = 1024**2
TOO_LARGE, UNFIT, TOO_MANY = 413, 422, 429


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def form_page(request: HttpRequest, community: str, key: str) -> HttpResponse:
    """Show a form, take what it is filled in with, and thank.

    There is nobody signed in whom another site could misuse; the form is known by its signed token.
    """
    return _answer(request, community, key, "form_page")


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def form_frame(request: HttpRequest, community: str, key: str) -> HttpResponse:
    """Show the same form in the page of another site, which its settings may restrict."""
    return _answer(request, community, key, "form_frame")


def _answer(request: HttpRequest, slug: str, key: str, route: str) -> HttpResponse:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    community, shown = _form_at(slug, key)
    language = language_of(request, community.language)
    with translation.override(language):
        if request.method == "POST":
            response = _take(request, community, shown, route)
        elif "sent" in request.GET:
            response = _show(request, community, shown, route, is_sent=True)
        else:
            response = _show(request, community, shown, route, form=WebForm(shown=shown))
    if route == "form_frame":
        response.headers["Content-Security-Policy"] = framed_by(shown.sites)
    return response


def _form_at(slug: str, key: str) -> tuple[Community, ShownForm]:
    community = shown_community(slug)
    shown = form_at(community, key) if community else None
    if community is None or shown is None:
        raise Http404
    return community, shown


def _take(request: HttpRequest, community: Community, shown: ShownForm, route: str) -> HttpResponse:
    body, told = request.body, request.POST.dict()
    visitor = visitor_of(request)
    form = WebForm(request.POST, shown=shown)
    try:
        fill_in_form(shown, told, body=body, headers=request.headers, at=now(), by=visitor)
    except Refusal as refusal:
        for reason in refusal.reasons if form.is_valid() else ():
            form.add_error(reason.field if reason.field in form.fields else None, say_reason(reason))
        status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
        return _show(request, community, shown, route, form=form, status=status)
    place = reverse(f"portal:{route}", args=[community.slug, shown.key])
    wish = {"language": request.GET["language"]} if "language" in request.GET else {}
    return HttpResponseRedirect(f"{place}?{urlencode({**wish, 'sent': 'yes'})}")


def _show(
    request: HttpRequest, community: Community, shown: ShownForm, route: str, *,
    form: WebForm | None = None, is_sent: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    return show(
        request, "portal/form_page.html", status=status, community=community, shown=shown, form=form,
        is_sent=is_sent, is_framed=route == "form_frame", language=translation.get_language(),
        LANGUAGE_CODE=translation.get_language(), alternates=settings.LANGUAGES,
        token=token_for(shown, now(), request.POST.get(shown.token, "")),
    )  # fmt: skip
