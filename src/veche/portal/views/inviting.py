"""No more invitations or reminders: the pages letters' links lead to, and the one click of mail programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.terms import Left
from veche.kit.pages import or_404, page, show
from veche.people.queries import texts_of
from veche.people.terms import PURPOSE_FORMS, Purpose
from veche.portal.views.visiting import language_of, visitor_of


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def invitations_end(request: HttpRequest, secret: str) -> HttpResponse:
    """Take somebody's word that they want no more invitations, or that they do again.

    What is merely looked at, or fetched ahead by a mail program, changes nothing. A mail program's own
    button posts `List-Unsubscribe=One-Click` (RFC 8058) and wants no page.
    """
    invitee = or_404(queries.invitee_by(secret))
    community = invitee.drive.event.community
    known = {"in_": community, "by": visitor_of(request)}
    wish = request.GET.get("language", "")
    language = language_of(request, invitee.drive.language)
    with translation.override(language):
        if request.method == "POST":
            if request.POST.get("act") == "again":
                actions.allow_invitations(invitee, **known)
            else:
                actions.refuse_invitations(invitee, **known)
            if "List-Unsubscribe" in request.POST:
                return HttpResponse(status=204)
            address = reverse("portal:invitations_end", args=[secret])
            return redirect(f"{address}?language={wish}" if wish == language else address)
        why = queries.is_refusing(invitee)
        return show(
            request, "portal/events/invitations_end.html", community=community, is_refusing=bool(why),
            consent=_consent_text(community) if why == Left.WITHDREW else "", secret=secret,
            language=language, LANGUAGE_CODE=language, alternates=settings.LANGUAGES,
        )  # fmt: skip


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def reminders_end(request: HttpRequest, guest: int, secret: str) -> HttpResponse:
    """Take a guest's word that they want no more reminders, or that they do again; as with invitations."""
    found = or_404(queries.guest_reminded(guest, secret))
    community = found.event.community
    known = {"in_": community, "by": visitor_of(request)}
    wish = request.GET.get("language", "")
    language = language_of(request, found.language)
    with translation.override(language):
        if request.method == "POST":
            if request.POST.get("act") == "again":
                actions.allow_reminders(found, **known)
            else:
                actions.refuse_reminders(found, **known)
            if "List-Unsubscribe" in request.POST:
                return HttpResponse(status=204)
            address = reverse("portal:reminders_end", args=[guest, secret])
            return redirect(f"{address}?language={wish}" if wish == language else address)
        return show(
            request, "portal/events/reminders_end.html", community=community,
            is_refusing=queries.refusals_of_reminders(found).exists(), language=language,
            LANGUAGE_CODE=language, alternates=settings.LANGUAGES,
        )  # fmt: skip


def _consent_text(community: Community) -> str:
    """Answer the text that whoever took their consent back would give it anew to."""
    known = texts_of(community).get(Purpose.LETTERS)
    return known.text if known else gettext(PURPOSE_FORMS[Purpose.LETTERS].text)
