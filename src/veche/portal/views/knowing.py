"""One click: whoever is recognised comes to an event without filling anything in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.kit.pages import page
from veche.kit.terms import Refusal, TooOften
from veche.portal.views.gatherings import TOO_MANY, UNFIT, event_at, read_language, show_event
from veche.portal.views.greeting import forget_guest, known_visitor, remember_guest
from veche.portal.views.visiting import visitor_of


@page(ANYONE, methods=("POST",))
def come_at_once(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Put who is recognised on the event's list; who is not known any more gets the form."""
    found, shown = event_at(community, event)
    home = reverse("portal:event_page", args=[found.slug, shown.slug])
    with translation.override(read_language(request)):
        language = str(translation.get_language())
        known = known_visitor(request, found)
        if known is None:
            return HttpResponseRedirect(f"{home}?language={language}#register")
        try:
            guest = actions.come_at_once(
                shown, known, request.POST.get("key", ""), in_=found, language=language,
                source=request.GET.get("source", ""), by=visitor_of(request),
            )  # fmt: skip
        except Refusal as refusal:
            status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
            return show_event(request, found, shown, reasons=refusal.reasons, status=status, known=known)
    place = reverse("portal:guest_page", args=[queries.secret_for(shown.pk, guest.key)])
    return remember_guest(request, HttpResponseRedirect(f"{place}?language={language}"), guest)


@page(ANYONE, methods=("POST",))
def forget_me(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Recognise this browser no more."""
    found, shown = event_at(community, event)
    home = reverse("portal:event_page", args=[found.slug, shown.slug])
    return forget_guest(HttpResponseRedirect(f"{home}?language={read_language(request)}"), found)
