"""Looks of letters, each with a letter that shows it, and the pictures of letters."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.kit.pages import LETTER_POLICY, back_to, framing, page, say, show
from veche.kit.terms import Refusal
from veche.mailing import actions
from veche.mailing.forms.newsletters import ThemeForm
from veche.mailing.models import Theme
from veche.mailing.queries.newsletters import themes_of
from veche.mailing.queries.sampling import sample_in
from veche.mailing.terms import KEEP_NEWSLETTERS
from veche.mailing.terms.desk import PICTURE_FOLDER
from veche.mailing.terms.writing import Theme as Look
from veche.mailing.views.desk import tabs_of
from veche.mailing.views.finding import found_theme

LOOK = frozenset(one.name for one in fields(Look))
MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}


@page(KEEP_NEWSLETTERS)
def theme_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the looks."""
    return show(
        request, "mailing/themes/list.html", themes=themes_of(community), **tabs_of(request, community)
    )


@page(KEEP_NEWSLETTERS, methods=("GET", "POST"))
def theme_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a look."""
    return _editor(request, community, None)


@page(KEEP_NEWSLETTERS, methods=("GET", "POST"))
def theme_edit(request: HttpRequest, community: Community, theme: int) -> HttpResponse:
    """Change a look."""
    return _editor(request, community, found_theme(community, theme))


@page(KEEP_NEWSLETTERS, methods=("POST",))
def theme_remove(request: HttpRequest, community: Community, theme: int) -> HttpResponse:
    """Offer a look no more; what is said brings it back."""
    found = found_theme(community, theme)
    actions.remove_theme(found, by=request.actor)
    undo = reverse("mailing:theme_restore", args=[community.slug, theme])
    say(request, gettext("“{title}” is removed.").format(title=found.title), undo=undo)
    return redirect("mailing:theme_list", community.slug)


@page(KEEP_NEWSLETTERS, methods=("POST",))
def theme_restore(request: HttpRequest, community: Community, theme: int) -> HttpResponse:
    """Bring a look back."""
    found = found_theme(community, theme)
    actions.restore_theme(found, by=request.actor)
    say(request, gettext("“{title}” is back.").format(title=found.title))
    return back_to(request, "mailing:theme_list", community.slug)


@page(KEEP_NEWSLETTERS)
@xframe_options_exempt
def theme_frame(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer a letter that shows the look described in the address: nothing is kept."""
    try:
        html = sample_in(community, dict(request.GET.items()))
    except Refusal:
        html = sample_in(community, {})
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@page(ANYONE)
def letter_picture(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001 - every view's first
    """Serve a picture of letters to whoever knows its name: mail programs ask without a session."""
    ending = Path(name).suffix
    path: Path = settings.FILES / PICTURE_FOLDER / Path(name).name
    if ending not in MEDIA_TYPES or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=MEDIA_TYPES[ending])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Disposition"] = "inline"
    return response


def _editor(request: HttpRequest, community: Community, theme: Theme | None) -> HttpResponse:
    form = ThemeForm(community, theme, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            look = form.look()
            if form.cleaned_data["upload"]:
                file = form.cleaned_data["upload"]
                look["header"] = actions.add_picture(community, file, file.name, by=request.actor).name
            actions.save_theme(community, form.cleaned_data["title"], look, theme, by=request.actor)
        if not form.errors:
            say(request, gettext("The look is kept."))
            return redirect("mailing:theme_list", community.slug)
    status = 422 if form.errors else 200
    return framing(show(
        request, "mailing/themes/edit.html", status=status, form=form, theme=theme,
        look_query=urlencode({name: form[name].value() or "" for name in form.fields if name in LOOK}),
    ))  # fmt: skip
