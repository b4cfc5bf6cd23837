"""Who stands at which door: a user whose role lets them, or a device that was given a link."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from veche.core.models import Community
from veche.core.terms import Actor
from veche.events import queries
from veche.events.models import Device, Event
from veche.events.views.finding import found_event
from veche.kit.pages import or_404


@dataclass(frozen=True)
class Standing:
    """Somebody at the door of an event; a user's browser becomes a device with its first scan."""

    event: Event
    by: Actor
    home: str
    device: Device | None = None

    @property
    def gets_list(self) -> bool:
        """Tell whether names are given out here."""
        return self.device is None or queries.gets_list(self.device)


def user_standing(request: HttpRequest, community: Community, pk: int) -> Standing:
    """Answer the user who asks, at an event of their community."""
    event = found_event(community, pk)
    event.community = community
    return Standing(event, request.actor, reverse("events:door_page", args=[community.slug, pk]))


def device_standing(request: HttpRequest, secret: str, *, in_haste: bool = False) -> Standing:
    """Answer the device of a link; one that ended or was revoked is a page that is not there."""
    device = or_404(queries.device_at(secret, in_haste=in_haste))
    by = Actor(name=device.title, address=request.actor.address, is_machine=True)
    return Standing(device.event, by, reverse("events:device_page", args=[secret]), device)


def language_of(request: HttpRequest, standing: Standing) -> str:
    """Answer the user's language; without a user the one chosen in this browser, or the community's."""
    if standing.device is None or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return str(request.LANGUAGE_CODE)
    return standing.event.community.language
