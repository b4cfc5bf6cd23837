"""The archive of a newsletter, from the desk: a letter is taken out and put back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import page, say
from veche.mailing import actions
from veche.mailing.terms import SEND_LETTERS
from veche.mailing.views.finding import found_letter


@page(SEND_LETTERS, methods=("POST",))
def letter_hide(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Take a letter out of the archive; what is said puts it back."""
    actions.hide_letter(found_letter(community, letter), by=request.actor)
    undo = reverse("mailing:letter_publish", args=[community.slug, letter])
    say(request, gettext("It is out of the archive."), undo=undo)
    return redirect("mailing:letter_page", community.slug, letter)


@page(SEND_LETTERS, methods=("POST",))
def letter_publish(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Put a letter into the archive of its newsletter."""
    actions.publish_letter(found_letter(community, letter), by=request.actor)
    say(request, gettext("It stands in the archive."))
    return redirect("mailing:letter_page", community.slug, letter)
