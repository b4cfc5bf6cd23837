"""One's own letters of what waits: whether they come, and when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.models import Community
from veche.inbox import actions, queries
from veche.inbox.forms.digest import DigestForm
from veche.inbox.terms import READ_INBOX
from veche.kit.pages import page, say, show


@page(READ_INBOX)
def digest_page(request: HttpRequest, community: Community) -> HttpResponse:
    """Show when the reader gets letters of what waits."""
    form = DigestForm(digest=queries.digest_of_user(community, request.actor.user_id))
    return show(request, "inbox/digest_page.html", form=form)


@page(READ_INBOX, methods=("POST",))
def digest_set(request: HttpRequest, community: Community) -> HttpResponse:
    """Set when the reader gets letters of what waits."""
    form = DigestForm(request.POST, digest=None)
    if form.is_valid():
        given = form.cleaned_data
        days = [int(day) for day in given["days"]]
        with form.showing_refusals():
            actions.set_digest(given["hour"], days, in_=community, by=request.actor)
    if form.errors:
        return show(request, "inbox/digest_page.html", form=form, status=422)
    say(request, gettext("Letters come as you wish.") if days else gettext("No letters come any more."))
    return redirect("inbox:digest_page", community.slug)
