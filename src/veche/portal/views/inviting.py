"""No more invitations: the page a letter's own link leads to, and the one click of mail programs."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.kit.pages import page, show
from veche.portal.views.visiting import visitor_of


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def invitations_end(request: HttpRequest, secret: str) -> HttpResponse:
    """Take somebody's word that they want no more invitations, or that they do again.

    What is merely looked at, or fetched ahead by a mail program, changes nothing. A mail program's own
    button posts `List-Unsubscribe=One-Click` (RFC 8058) and wants no page.
    """
    invitee = queries.invitee_by(secret)
    if invitee is None:
        raise Http404
    community = invitee.drive.event.community
    known = {"in_": community, "by": visitor_of(request)}
    wish = request.GET.get("language", "")
    language = wish if wish in dict(settings.LANGUAGES) else invitee.drive.language
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
        return show(
            request, "portal/events/invitations_end.html", community=community,
            is_refusing=queries.is_refusing(invitee), secret=secret, language=language,
            LANGUAGE_CODE=language, alternates=settings.LANGUAGES,
        )  # fmt: skip
