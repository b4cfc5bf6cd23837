"""Showing pages and fragments, and saying what happened."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from veche.kit.tables import write_csv

Thing = TypeVar("Thing")


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a fragment rather than a browser for a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def show(request: HttpRequest, template: str, *, status: int = 200, **data: Any) -> HttpResponse:
    """Render a template: a page `<room>/<noun>_<verb>.html` or a fragment `<room>/_<noun>.html`.

    What was said meanwhile travels with a fragment, since no page is drawn that could show it.
    """
    response = render(request, template, data, status=status)
    response.headers.setdefault("Vary", "HX-Request")
    # A page may be in another language than its reader's: a guest's own, or that of the address.
    response.headers.setdefault("Content-Language", str(translation.get_language()))
    if is_htmx(request) and len(messages.get_messages(request)):
        response.write(render_to_string("kit/_oob_toasts.html", request=request))
    return response


def or_404(found: Thing | None) -> Thing:
    """Answer what was found; nothing found is a page that is not there."""
    if found is None:
        raise Http404
    return found


def say(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Leave a message for the next page or fragment; `undo` is a URL that takes it back by POST."""
    messages.add_message(request, level, text, extra_tags=undo)


def give_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Answer a table as a CSV file to save, written while it is sent."""
    response = StreamingHttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    return response


def give_picture(path: Path, *, kept: str) -> FileResponse:
    """Answer a picture that was drawn anew as WebP, for browsers to keep as `kept` says (Cache-Control).

    None there is a page that is not there.
    """
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response.headers["Cache-Control"] = kept
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def give_file(path: Path, name: str, *, media_type: str = "", is_shown: bool = False) -> FileResponse:
    """Answer a file that somebody uploaded, only to be saved, since it may hold anything; nobody keeps it.

    `is_shown` is for what we drew anew ourselves. None there is a page that is not there.
    """
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"), as_attachment=not is_shown, filename=name,
        content_type=media_type or "application/octet-stream",
    )  # fmt: skip
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def back_to(request: HttpRequest, route: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go back to where the form was sent from (its `next` field, this site only), or to the route."""
    wish = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    target = wish if wish and safe else reverse(route, args=args, kwargs=kwargs)
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
