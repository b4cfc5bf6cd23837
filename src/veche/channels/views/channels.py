"""Channels: where the community talks, what came of it, what the team calls each."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.channels import actions, queries
from veche.channels.forms import TitleForm
from veche.channels.terms import CHANNEL_PAGE, CONNECT_CHANNELS, IMPORT_FILES, RENAME_CHANNELS, SEE_IMPORTS
from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.rooms import panels_of
from veche.ledger.queries import channel_of


@page(SEE_IMPORTS)
def channel_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the channels of a community, those where something happened last first."""
    lines, brought = queries.channel_lines(community), queries.imports_by_channel(community)
    shown = [(line, brought.get((line.channel.network, line.channel.key), [])) for line in lines]
    may_import = allows(request.actor, IMPORT_FILES, community)
    return show(
        request, "channels/channel_list.html", lines=shown, may_import=may_import,
        connections=queries.connection_lines(community),
        may_connect=allows(request.actor, CONNECT_CHANNELS, community),
    )  # fmt: skip


@page(SEE_IMPORTS)
def channel_page(request: HttpRequest, community: Community, channel: int) -> HttpResponse:
    """Show one channel: what happened there by kind, and which imports brought it."""
    found = or_404(next((one for one in queries.channel_lines(community) if one.channel.pk == channel), None))
    brought = queries.imports_by_channel(community).get((found.channel.network, found.channel.key), [])
    panels = [panel(request.actor, found.channel) for panel in panels_of(CHANNEL_PAGE)]
    return show(
        request, "channels/channel_page.html", line=found, imports=brought,
        panels=[panel for panel in panels if panel],
        form=TitleForm(initial={"title": found.channel.title}),
        may_rename=allows(request.actor, RENAME_CHANNELS, community),
    )  # fmt: skip


@page(RENAME_CHANNELS, methods=("POST",))
def rename_channel(request: HttpRequest, community: Community, channel: int) -> HttpResponse:
    """Give a channel another title; what was said has a button that gives the old one back."""
    found = or_404(channel_of(community, channel))
    before = found.title
    title = request.POST.get("title", request.GET.get("title", ""))
    actions.rename_channel(found, title, by=request.actor)
    undo = reverse("channels:channel_rename", args=[community.slug, channel])
    text = gettext("“{before}” is called “{after}” from now on.").format(before=before, after=found.title)
    say(request, text, undo=f"{undo}?{urlencode({'title': before})}")
    return back_to(request, "channels:channel_page", community.slug, channel)
