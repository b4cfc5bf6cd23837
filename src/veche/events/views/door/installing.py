"""What makes the page for scanning an app of the phone: a manifest, and a worker that keeps it offline."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.terms import ANYONE
from veche.events.terms import ADMIT_GUESTS
from veche.events.views.door.standing import Standing, device_standing, language_of, user_standing
from veche.kit.pages import page
from veche.kit.templatetags.kit import DIST, asset

# The worker asks this site alone and runs nothing but itself.
POLICY = "default-src 'none'; connect-src 'self'"


@page(ADMIT_GUESTS)
def door_worker(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Answer the worker of the page, under the page's own scope."""
    user_standing(request, community, event)
    return _worker()


@page(ANYONE)
def device_worker(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the worker of a device's page."""
    device_standing(request, secret)
    return _worker()


@page(ADMIT_GUESTS)
def door_manifest(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Answer what the page is called where it is installed."""
    return _manifest(request, user_standing(request, community, event))


@page(ANYONE)
def device_manifest(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer what a device's page is called where it is installed."""
    return _manifest(request, device_standing(request, secret))


def _worker() -> HttpResponse:
    response = HttpResponse(_source(asset("door-worker.js")), content_type="text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=2)
def _source(name: str) -> str:
    return (DIST / Path(name).name).read_text()


def _manifest(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Write a web application manifest (https://www.w3.org/TR/appmanifest/)."""
    with translation.override(language_of(request, standing)):
        told = {
            "name": f"{gettext('At the door')}: {standing.event.title}", "short_name": gettext("At the door"),
            "start_url": standing.home, "scope": standing.home, "id": standing.home, "display": "standalone",
            "background_color": "#ffffff", "theme_color": "#066fd1", "lang": translation.get_language(),
            "icons": [{"src": asset("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        }  # fmt: skip
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")
