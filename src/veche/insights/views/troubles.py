"""Troubles: what is shown where the figures cannot be told just now."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from veche.core.models import Community
from veche.kit.pages import is_htmx, show
from veche.kit.terms import Trouble

View = Callable[..., HttpResponseBase]
log = logging.getLogger("veche.insights")


def bearing_troubles(view: View) -> View:
    """Have a view say that figures are busy or broken, with a way to try again, and no fault page."""

    @wraps(view)
    def bearing(request: HttpRequest, community: Community, **parts: Any) -> HttpResponseBase:
        try:
            return view(request, community, **parts)
        except Trouble as trouble:
            log.warning("figures of %s: %s", community.slug, trouble)
            if is_htmx(request):
                return show(request, "insights/_late.html", parts=parts)
            return show(request, "insights/trouble.html", status=503)

    return bearing
