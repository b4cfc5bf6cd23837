"""One's own settings."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext

from veche.core import actions, queries
from veche.core.forms.describing import OwnForm
from veche.core.terms import SIGNED_IN
from veche.core.views.switching import keep_cookie
from veche.kit.pages import page, say, show

FIELDS = ("name", "language", "theme")


@page(SIGNED_IN, methods=("GET", "POST"))
def own_page(request: HttpRequest) -> HttpResponse:
    """Show and change a user's own name, language and theme; lead to password and second factor."""
    user = request.user
    organisation, actor = request.organisation, request.actor
    form = OwnForm(request.POST or None, initial={name: getattr(user, name) for name in FIELDS})
    if form.is_valid():
        with form.showing_refusals():
            actions.change_own_settings(user, in_=organisation, by=actor, **form.cleaned_data)
            translation.activate(form.cleaned_data["language"])
            say(request, gettext("Saved."))
            answer = redirect("core:own_page")
            keep_cookie(answer, settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"])
            return answer
    mine = [one for one in queries.colleagues_in(organisation) if one.user.pk == user.pk]
    return show(request, "core/own_page.html", form=form, mine=mine, status=422 if form.errors else 200)


@page(SIGNED_IN, methods=("POST",))
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all the user's sessions but this one."""
    organisation, actor = request.organisation, request.actor
    user = actions.end_other_sessions(request.user, in_=organisation, by=actor)
    update_session_auth_hash(request, user)
    say(request, gettext("All other sessions have ended."))
    return redirect("core:own_page")
