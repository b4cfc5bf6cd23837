"""Turns refusals that no form caught into a page with the reasons, or a message where htmx asked."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from veche.kit.forms import say_reason
from veche.kit.pages.showing import is_htmx
from veche.kit.terms import NotAllowed, Refusal

Respond = Callable[[HttpRequest], HttpResponseBase]
MOST_SAID, LONGEST_SAID = 5, 300


class RefusalPages:
    """Middleware: a refusal is an answer, not a crash: 403 for rights, 422 for the rest."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Show the reasons of a refusal; leave every other fault to Django."""
        return refused(request, error) if isinstance(error, Refusal) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Show the reasons of a refusal."""
    status = 403 if isinstance(refusal, NotAllowed) else 422
    if is_htmx(request):
        return _said(refusal, status)
    return render(request, "kit/refused.html", {"refusal": refusal}, status=status)


def _said(refusal: Refusal, status: int) -> HttpResponse:
    """Answer htmx with the reasons in a header: the page stays as it is and shows them as messages."""
    reasons = [say_reason(reason)[:LONGEST_SAID] for reason in refusal.reasons[:MOST_SAID]]
    told = json.dumps({"veche:refused": {"reasons": reasons}})
    return HttpResponse(status=status, headers={"HX-Trigger": told, "HX-Reswap": "none"})
