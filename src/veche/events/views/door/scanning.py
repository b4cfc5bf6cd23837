"""Scanning tickets: the page that phones install, what it keeps, and what it tells."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.forms.door import ScanForm, read_told
from veche.events.models import Device
from veche.events.terms import ADMIT_GUESTS
from veche.events.terms.door import OUTCOME_TITLES, WELCOME, Answer, Outcome, PassKind, Scanned
from veche.events.views.door.standing import Standing, device_standing, language_of, user_standing
from veche.events.views.door.wording import texts
from veche.kit.pages import page, show
from veche.kit.text import number_of
from veche.kit.time import as_datetime, now

MALFORMED = 400


@page(ADMIT_GUESTS, methods=("GET", "POST"))
def door_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show the page for scanning; without scripts, take one code, name or seat at a time."""
    return _page(request, user_standing(request, community, event))


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def device_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the same page by a device's link. Nobody is signed in whom another site could misuse."""
    return _page(request, _with_list(device_standing(request, secret)))


@page(ADMIT_GUESTS)
def door_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Answer a page of the list of tickets."""
    return _list(request, user_standing(request, community, event))


@page(ANYONE)
def device_list(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a page of the list of tickets to a device."""
    return _list(request, _with_list(device_standing(request, secret)))


@page(ADMIT_GUESTS)
def door_changes(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Answer what is new since a cursor."""
    return _changes(request, user_standing(request, community, event))


@page(ANYONE)
def device_changes(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer what is new since a cursor to a device."""
    return _changes(request, _with_list(device_standing(request, secret)))


@page(ADMIT_GUESTS, methods=("POST",))
def door_scans(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Take scans."""
    return _scans(request, user_standing(request, community, event))


@csrf_exempt
@page(ANYONE, methods=("POST",))
def device_scans(request: HttpRequest, secret: str) -> HttpResponse:
    """Take scans of a device, for some days after the end too: it may have been offline."""
    return _scans(request, device_standing(request, secret, in_haste=True))


def _with_list(standing: Standing) -> Standing:
    if not standing.gets_list:
        raise Http404
    return standing


def _list(request: HttpRequest, standing: Standing) -> HttpResponse:
    with translation.override(language_of(request, standing)):
        return _json(queries.door_list(standing.event, _whole(request, "after")))


def _changes(request: HttpRequest, standing: Standing) -> HttpResponse:
    with translation.override(language_of(request, standing)):
        return _json(
            queries.door_changes(standing.event, _whole(request, "scan"), _whole(request, "change"))
            | {"doors": _doors(standing)}
        )


def _scans(request: HttpRequest, standing: Standing) -> HttpResponse:
    told = read_told(request.body)
    if told is None:
        return HttpResponse(status=MALFORMED)
    scans, sent_at, waiting = told
    answers = actions.admit(scans, device=_device(standing), sent_at=sent_at, waiting=waiting, by=standing.by)
    return _json({"answers": [one._asdict() for one in answers], "now": now()})


def _device(standing: Standing) -> Device:
    return standing.device or actions.device_of_user(standing.event, by=standing.by)


def _doors(standing: Standing) -> list[tuple[int, str]]:
    return [(door.pk, door.name) for door in queries.doors_of(standing.event)]


def _page(request: HttpRequest, standing: Standing) -> HttpResponse:
    with translation.override(language_of(request, standing)), timezone.override(standing.event.time_zone):
        form = ScanForm(request.POST) if request.method == "POST" else None
        told = _take(form.cleaned_data, standing) if form and form.is_valid() else {}
        doors = queries.doors_of(standing.event)
        return show(
            request, "events/door/scan_page.html", event=standing.event, home=standing.home, doors=doors,
            community=standing.event.community, device=standing.device, texts=texts(), key=uuid4().hex,
            LANGUAGE_CODE=translation.get_language(),
            settings={"event": standing.event.pk, "zone": standing.event.time_zone}, **told,
        )  # fmt: skip


def _take(given: dict[str, Any], standing: Standing) -> dict[str, Any]:
    """Take what a page without scripts sends: lets in by code or chosen seat, or shows who has the name."""
    words, seat, name = given["words"].strip(), given["seat"], given["walk_in"].strip()
    is_search = bool(words) and not (seat or name or given["undo"])
    named = queries.seat_of_ticket(standing.event, words) if is_search else None
    if is_search and named is None and (found := queries.find_seats(standing.event, words)):
        return {"found": found, "words": words}
    at, kind = now(), PassKind(given["kind"] or "in")
    chosen = seat or (named.pk if named else None)
    if given["undo"]:
        kind = PassKind.UNDO
    scan = Scanned(
        given["key"], at, kind, code="" if chosen else words, seat=chosen, name=name, door=given["door"],
        undoes=given["undo"], let_in=bool(seat),
    )  # fmt: skip
    [answer] = actions.admit([scan], device=_device(standing), by=standing.by)
    title = WELCOME if answer.outcome is Outcome.IN else OUTCOME_TITLES[answer.outcome]
    return {"answer": answer, "title": title, "first_at": _first(answer)}


def _first(answer: Answer) -> Any:
    return as_datetime(answer.first_at) if answer.first_at else None


def _whole(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return number_of(text) or 0


def _json(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(told), content_type="application/json")
