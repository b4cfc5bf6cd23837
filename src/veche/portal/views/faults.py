"""What people see when something is not there, not allowed or broken: in their language, with a way home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: there is nothing here, or nothing that this visitor may know of."""
    return _fault(
        request, 404, gettext("There is nothing here"),
        gettext("The address is mistyped, what was here is gone, or it is not for your role."),
    )  # fmt: skip


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: known, but not allowed."""
    return _fault(request, 403, gettext("This is not allowed"), gettext("Your role does not allow this."))


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: what the browser sent makes no sense."""
    return _fault(
        request,
        400,
        gettext("That was no proper request"),
        gettext("Go back, reload the page and try again."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form without this session's token, from another site or from before signing in."""
    return _fault(
        request, 403, gettext("The page was open for too long"),
        gettext("Go back, reload it and send it again: for safety a form is good for one session only."),
    )  # fmt: skip


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: a fault of ours. Asks nothing of the database, which may be what is broken."""
    text = gettext("It is our fault, not yours. Whoever runs this Veche finds the reason in its log.")
    facts = {"title": gettext("Something broke"), "text": text, "code": 500}
    return HttpResponse(render_to_string("portal/fault.html", facts), status=500)


def _fault(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    facts: dict[str, Any] = {"title": title, "text": text, "code": status}
    return render(request, "portal/fault.html", facts, status=status)
