"""Turns refusals that no form caught into a page with the reasons."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from veche.kit.terms import NotAllowed, Refusal

Respond = Callable[[HttpRequest], HttpResponseBase]


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
    return render(request, "kit/refused.html", {"refusal": refusal}, status=status)
