"""Connections: connecting an outside step by step, and how each goes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.channels import actions, queries
from veche.channels.connectors import connector_of
from veche.channels.forms.connecting import ConnectionForm
from veche.channels.models import Connection
from veche.channels.terms import CONNECT_CHANNELS, SEE_IMPORTS, Connector, outside_of
from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.terms import Reason
from veche.kit.text import number_of

MOST_PARKED = 50


@page(CONNECT_CHANNELS)
def connection_kinds(request: HttpRequest, community: Community) -> HttpResponse:  # noqa: ARG001 - the gate asks by it
    """Show which outsides can be connected."""
    return show(request, "channels/live/connection_kinds.html", kinds=queries.live_connectors())


@page(CONNECT_CHANNELS, methods=("GET", "POST"))
def connection_new(request: HttpRequest, community: Community, kind: str) -> HttpResponse:
    """Lead through connecting an outside: what to create where, then what to paste here."""
    connector = _connector(kind)
    form = ConnectionForm(request.POST or None, live=connector.live)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            made = actions.connect_channel(community, kind, form.filled(), way=form.way(), by=request.actor)
        if not form.errors:
            return back_to(request, "channels:connection_page", community.slug, made.pk)
    return _show_form(request, connector, form)


@page(CONNECT_CHANNELS, methods=("GET", "POST"))
def connection_change(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Fill in anew; secrets are not shown, and stay as they are where nothing is given."""
    found = _connection(community, connection)
    connector = _connector(found.connector)
    form = ConnectionForm(request.POST or None, live=connector.live, connection=found)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.change_connection(found, form.filled(), way=form.way(), by=request.actor)
        if not form.errors:
            return back_to(request, "channels:connection_page", community.slug, connection)
    return _show_form(request, connector, form, found)


@page(SEE_IMPORTS)
def connection_page(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Show how a connection goes: the check, the line, what came, what waits for a person."""
    found = _connection(community, connection)
    may_connect = allows(request.actor, CONNECT_CHANNELS, community)
    parked = list(queries.parked_of(found)[:MOST_PARKED]) if may_connect else []
    connector = _connector(found.connector)
    data: dict[str, Any] = {
        "connection": found, "connector": connector, "live": connector.live,
        "outside": outside_of(connector),
        "channels": queries.channels_reached(found), "parked": parked, "may_connect": may_connect,
        "refused": queries.refusals_of(found), "door": queries.door_of(found) if may_connect else "",
        "lag": queries.lag_of(found), "findings": _findings(found),
        "form_address": queries.address_of_form(found) if may_connect else None,
    }  # fmt: skip
    return show(
        request,
        "channels/live/_connection.html" if is_htmx(request) else "channels/live/connection_page.html",
        **data,
    )


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_check(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Have a connection checked again."""
    actions.ask_for_check(_connection(community, connection), by=request.actor)
    return back_to(request, "channels:connection_page", community.slug, connection)


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_switch(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Switch a connection on or off."""
    found = _connection(community, connection)
    actions.switch_connection(found, is_on=request.POST.get("is_on") == "yes", by=request.actor)
    return back_to(request, "channels:connection_page", community.slug, connection)


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_backfill(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Have taken in what there was before."""
    actions.start_backfill(_connection(community, connection), by=request.actor)
    say(request, gettext("What there was before is being taken in."))
    return back_to(request, "channels:connection_page", community.slug, connection)


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_remove(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Take a connection off the list; what was said has a button that brings it back."""
    found = _connection(community, connection)
    actions.remove_connection(found, by=request.actor)
    undo = reverse("channels:connection_restore", args=[community.slug, connection])
    say(request, gettext("“{title}” is disconnected. What came stays.").format(title=found.title), undo=undo)
    return back_to(request, "channels:channel_list", community.slug)


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_restore(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Bring a removed connection back."""
    actions.restore_connection(_connection(community, connection), by=request.actor)
    return back_to(request, "channels:connection_page", community.slug, connection)


@page(CONNECT_CHANNELS, methods=("POST",))
def connection_retry(request: HttpRequest, community: Community, connection: int) -> HttpResponse:
    """Try parked envelopes again, one or all."""
    envelope = request.POST.get("envelope", "")
    pk = number_of(envelope)
    count = actions.retry_parked(_connection(community, connection), pk=pk, by=request.actor)
    say(
        request,
        ngettext("{n} envelope is read again.", "{n} envelopes are read again.", count).format(n=count),
    )
    return back_to(request, "channels:connection_page", community.slug, connection)


def _connection(community: Community, pk: int) -> Connection:
    return or_404(queries.connection_at(community, pk))


def _findings(found: Connection) -> list[tuple[Reason, bool, str]]:
    return [
        (Reason(one["text"], values=one["values"]), one["is_good"], one["help"]) for one in found.findings
    ]


def _connector(kind: str) -> Connector:
    found = connector_of(kind)
    if found is None or found.live is None:
        raise Http404
    return found


def _show_form(
    request: HttpRequest, connector: Connector, form: ConnectionForm, found: Connection | None = None
) -> HttpResponse:
    return show(
        request, "channels/live/connection_form.html", status=422 if form.errors else 200,
        connector=connector,
        live=connector.live, outside=outside_of(connector), form=form, connection=found,
        door=queries.door_of(found) if found else "",
    )  # fmt: skip
