"""Knocking: the public address at which a provider tells of letters that it sent for us."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE, SYSTEM
from veche.kit.pages import page
from veche.kit.terms import Refusal
from veche.mailing import actions, queries
from veche.mailing.rules.knocks import KNOCKS, LARGEST_CALL
from veche.mailing.terms.returning import Call

FORBIDDEN, NOT_HERE, TOO_LARGE = 403, 404, 413


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def knock(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep a provider's call raw and answer at once; nothing is kept of what is not theirs.

    A GET says that somebody is there: some providers ask before they save the address.
    """
    sender = queries.sender_at(secret)
    if sender is None:
        return HttpResponse(status=NOT_HERE)
    if request.method == "GET":
        return HttpResponse("ok", content_type="text/plain")
    if int(request.headers.get("Content-Length") or 0) > LARGEST_CALL:
        return HttpResponse(status=TOO_LARGE)
    agreed = queries.ways_of(sender).get("knock", {})
    knocking = KNOCKS.get(agreed.get("provider", ""))
    if knocking is None:
        return HttpResponse(status=NOT_HERE)
    headers = {name.lower(): value for name, value in request.headers.items()}
    call = Call(request.body, headers, agreed.get("key", ""))
    try:
        genuine = knocking.is_genuine(call) if knocking.is_genuine else None
    except (ValueError, Refusal):
        genuine = False
    if genuine is False:
        return HttpResponse(status=FORBIDDEN)
    once = knocking.once(call) if knocking.once else ""
    actions.keep_call(
        sender, call.body, provider=agreed["provider"], is_signed=bool(genuine), once=once, by=SYSTEM
    )  # fmt: skip
    return HttpResponse("ok", content_type="text/plain")
