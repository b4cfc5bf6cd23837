"""Mapping: what arrives at a webhook is shown, and by clicking it is said what its fields mean."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from veche.channels import actions, queries
from veche.channels.forms.mapping import MappingForm, mapping_told
from veche.channels.models import Connection
from veche.channels.queries.mapping import (
    WEBHOOK,
    calls_of,
    item_of,
    mapping_of,
    paths_at,
    preview_of,
)
from veche.channels.terms import CONNECT_CHANNELS, NETWORKS
from veche.core.models import Community
from veche.kit.pages import back_to, page, say, show

WRONG = 422


@page(CONNECT_CHANNELS, methods=("GET", "POST"))
def mapping_page(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Show the latest call with all its places, what it would become, and take what its fields mean."""
    found = _webhook(community, connection)
    calls = calls_of(found)
    if not calls:
        return _show(request, found)
    kept = mapping_of(found, calls[0].body)
    mapping = mapping_told(request.POST, calls, kept) if request.method == "POST" else kept
    form = MappingForm(mapping, calls)
    if "save" in request.POST and form.is_valid():
        with form.showing_refusals():
            count = actions.map_calls(found, mapping, by=request.actor)
        if not form.errors:
            _say_saved(request, count)
            return back_to(request, "channels:connection_page", community.slug, connection)
    becomes, wrong = preview_of(found, mapping, calls[0])
    status = WRONG if request.method == "POST" and (wrong or form.errors) else 200
    return _show(
        request, found, status=status, form=form, wrong=wrong,
        call=calls[0], becomes=becomes, places=paths_at(item_of(calls[0].body, mapping.each), mapping),
        is_guess=not found.settings.get("mapping") and request.method == "GET",
    )  # fmt: skip


def _webhook(community: Community, pk: int) -> Connection:
    found = queries.connection_at(community, pk)
    if found is None or found.connector != WEBHOOK:
        raise Http404
    return found


def _say_saved(request: HttpRequest, count: int) -> None:
    text = ngettext(
        "{n} call that was kept is read again.", "{n} calls that were kept are read again.", count
    )
    say(request, gettext("The meaning of the fields is kept.") + " " + text.format(n=count))


def _show(request: HttpRequest, found: Connection, *, status: int = 200, **data: object) -> HttpResponse:
    live = queries.live_of(found)
    return show(
        request, "channels/live/mapping_page.html", status=status, connection=found, live=live,
        outside=NETWORKS[WEBHOOK], door=queries.door_of(found), **data,
    )  # fmt: skip
