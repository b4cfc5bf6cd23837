"""Paying for a seat: a guest is sent to the payment service, and the service tells us what became of it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE, SYSTEM
from veche.events import actions, queries
from veche.events.terms import Way
from veche.kit.forms import say_reason
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import Refusal, Trouble
from veche.portal.views.visiting import visitor_of

LARGEST = 256 * 1024
TOO_LARGE, FORBIDDEN = 413, 403


@csrf_exempt
@page(ANYONE, methods=("POST",))
def guest_pay(request: HttpRequest, secret: str) -> HttpResponse:
    """Send a guest to the page of a payment service for what they still have to pay."""
    guest, wish = queries.guest_at(secret), request.POST.get("way", "")
    if guest is None or wish not in set(Way):
        raise Http404
    back = settings.ADDRESS + reverse("portal:guest_paid", args=[secret])
    with translation.override(guest.language):
        try:
            address = actions.begin_payment(guest, Way(wish), back_to=back, by=visitor_of(request))
            # Browsers forbid a form of ours to be led away (CSP's form-action): the page leads on.
            home = guest.event.community
            response = show(
                request, "portal/events/pay_page.html", guest=guest, address=address, community=home
            )
            response.headers["Refresh"] = f"0; url={address}"
            return response
        except Refusal as refusal:
            say(request, " ".join(say_reason(reason) for reason in refusal.reasons), level=40)
        except Trouble:
            say(
                request,
                gettext("The payment service does not answer. Nothing was taken; try again in a minute."),
                level=40,
            )
    return redirect("portal:guest_page", secret)


@page(ANYONE)
def guest_paid(_request: HttpRequest, secret: str) -> HttpResponse:
    """Take a guest back who was at the payment service, and ask at once how it stands."""
    guest = or_404(queries.guest_at(secret))
    actions.ask_after(guest, by=SYSTEM)
    return redirect("portal:guest_page", secret)


@csrf_exempt
@page(ANYONE, methods=("POST",))
def payment_knock(request: HttpRequest, door: str, way: str) -> HttpResponse:
    """Hear what a payment service notifies; what is not theirs is refused alike, whatever is wrong."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    desk = queries.desk_at(door)
    if desk is None or way not in set(Way) or way not in desk.sealed:
        raise Http404
    headers = {name.lower(): value for name, value in request.headers.items()}
    heard = actions.hear_payment(desk, Way(way), body=request.body, headers=headers, by=SYSTEM)
    return HttpResponse(status=200 if heard else FORBIDDEN)
