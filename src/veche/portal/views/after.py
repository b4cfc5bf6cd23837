"""After an event, by a guest's own link: what it was like, a certificate, and whether they may be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.models import Guest
from veche.kit.pages import or_404, page, say, show
from veche.portal.forms.feedback import FeedbackForm, initial_of
from veche.portal.views.gatherings import LARGEST, TOO_LARGE, UNFIT, told_in
from veche.portal.views.visiting import visitor_of


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def guest_feedback(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask a guest what it was like, and keep what they say."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    guest = guest_by(secret)
    with translation.override(guest.language):
        sessions, known = queries.rated_sessions(guest.event), queries.feedback_of(guest)
        is_sent = request.method == "POST"
        form = FeedbackForm(
            request.POST if is_sent else None, initial=initial_of(known, sessions), sessions=sessions
        )
        if is_sent and form.is_valid():
            with form.showing_refusals():
                known = {"in_": guest.event.community, "by": visitor_of(request)}
                actions.give_feedback(guest, told_in(request), **known)
                say(request, gettext("Thank you! Your word is kept."))
                return HttpResponseRedirect(reverse("portal:guest_page", args=[secret]))
        return show(
            request, "portal/events/feedback_page.html", status=UNFIT if form.errors else 200, guest=guest,
            event=guest.event, community=guest.event.community, form=form, secret=secret,
            LANGUAGE_CODE=guest.language,
            may_tell=queries.may_tell(guest), may_change=queries.may_change(queries.feedback_of(guest)),
        )  # fmt: skip


@page(ANYONE)
def guest_certificate(_request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the certificate of whoever came, as a PDF."""
    guest = guest_by(secret)
    made = or_404(queries.certificate_of(guest, guest.language))
    name = str(content_disposition_header(False, f"{guest.event.slug}.pdf"))
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@csrf_exempt
@page(ANYONE, methods=("POST",))
def guest_shown(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep whether a guest wants to be seen on photos."""
    guest = guest_by(secret)
    with translation.override(guest.language):
        unseen = request.POST.get("act") == "refuse"
        actions.refuse_photos(guest, unseen=unseen, in_=guest.event.community, by=visitor_of(request))
        if unseen:
            say(request, gettext("Photos you are marked on are not shown to anybody but the team."))
        else:
            say(request, gettext("You may be seen on photos."))
    return HttpResponseRedirect(reverse("portal:guest_page", args=[secret]))


def guest_by(secret: str) -> Guest:
    """Answer the guest a link leads to, or a page that says there is nothing."""
    return or_404(queries.guest_at(secret))
