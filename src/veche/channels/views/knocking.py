"""Knocking: the public addresses at which outsides tell their news."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from veche.channels import actions, queries
from veche.channels.terms.live import LARGEST_ENVELOPE, Knock
from veche.core.terms import ANYONE, SYSTEM
from veche.kit.pages import page
from veche.kit.terms import Refusal
from veche.kit.time import now

FORBIDDEN, NOT_HERE, TOO_LARGE = 403, 404, 413


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def knock(request: HttpRequest, door: str) -> HttpResponse:
    """Verify a knock, keep what came with it, and answer what the outside wants to hear.

    Whatever is not verified is answered alike, and nothing of it is kept.
    """
    if int(request.headers.get("Content-Length") or 0) > LARGEST_ENVELOPE:
        return HttpResponse(status=TOO_LARGE)
    at = now()
    headers = {name.lower(): value for name, value in request.headers.items()}
    asked = Knock(request.method or "", headers, request.GET.dict(), request.body, at)
    try:
        found = queries.opened_at(door, asked)
    except Refusal:
        return HttpResponse(status=FORBIDDEN)
    if found is None:
        return HttpResponse(status=NOT_HERE)
    connection, opened = found
    actions.accept_knock(connection, opened.raws, at=at, by=SYSTEM)
    return HttpResponse(opened.reply, content_type=opened.content_type, status=opened.status)
