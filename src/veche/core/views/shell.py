"""What every page's frame needs: the menu, the communities to switch between, language, theme, search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from veche.core import queries
from veche.core.models import Community, User
from veche.core.rules import may
from veche.core.terms import LANGUAGES, THEMES, Actor
from veche.kit.rooms import Entry, menu
from veche.kit.terms import N_

THEME_COOKIE = "theme"
THEME_ICONS = {"auto": "device-desktop", "light": "sun", "dark": "moon"}
# Core's own lines: those of a community stand below the rooms', those of the organisation last.
OF_COMMUNITY: tuple[Entry, ...] = ()
OF_ORGANISATION: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the side menu as it is drawn."""

    url: str
    title: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Switch:
    """A community in the switcher."""

    pk: int
    name: str
    accent: str
    url: str


class Frame:
    """The frame's data; what asks the database is asked only where the template does."""

    languages, themes = LANGUAGES, THEMES

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor | None = getattr(request, "actor", None)
        self.community: Community | None = getattr(request, "community", None)
        self.is_signed_in = bool(self.actor and self.actor.user_id)

    @property
    def theme(self) -> str:
        """Answer the theme: the user's, or what somebody not signed in chose in this browser."""
        user = getattr(self.request, "user", None)
        chosen = user.theme if isinstance(user, User) else self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in dict(THEMES) else "auto"

    @property
    def theme_icon(self) -> str:
        """Answer the picture of the theme."""
        return THEME_ICONS[self.theme]

    @property
    def may_switch(self) -> bool:
        """Tell whether there is somebody who could go to another community."""
        return self.is_signed_in

    @property
    def search_url(self) -> str:
        """Answer where search and commands are asked, or nothing for somebody not signed in."""
        return ""

    @property
    def urls(self) -> dict[str, str]:
        """Answer the addresses that the frame's forms and links lead to."""
        names = {
            "language": "core:language_change", "theme": "core:theme_change", "sign_out": "account_logout",
        }  # fmt: skip
        return {name: reverse(route) for name, route in names.items()}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Answer the side menu: the community's pages, then the organisation's."""
        if not self.is_signed_in:
            return []
        parts = []
        if self.community:
            parts.append({"title": "", "lines": list(self._lines([*menu(), *OF_COMMUNITY], self.community))})
        parts.append({"title": N_("Organisation"), "lines": list(self._lines(OF_ORGANISATION, None))})
        return parts

    def _lines(self, entries: Any, community: Community | None) -> Iterator[Line]:
        path = self.request.path
        urls = {
            entry: reverse(entry.route, args=[community.slug] if community else [])
            for entry in entries
            if entry_is_open(entry, self.actor, community)
        }
        here = max((url for url in urls.values() if path.startswith(url)), key=len, default="")
        for entry, url in urls.items():
            yield Line(url, entry.title, entry.icon, url == here)


def entry_is_open(entry: Entry, actor: Actor | None, community: Community | None) -> bool:
    """Tell whether a line of the menu leads somewhere for this actor."""
    if actor is None:
        return False
    if entry.permission is None:
        return True
    organisation = community.organisation_id if community else actor.organisation_id or 0
    return may(actor, entry.permission, organisation=organisation, community=community and community.pk)


def home_of(community: Community) -> str:
    """Answer the address of a community's home page."""
    return reverse(settings.HOME_ROUTE, args=[community.slug])


def shell(request: HttpRequest) -> dict[str, Any]:
    """Answer the frame's data for a template."""
    frame = Frame(request)
    return {
        "actor": frame.actor,
        "community": frame.community,
        "organisation": getattr(request, "organisation", None),
        "frame": frame,
        "communities": SimpleLazyObject(lambda: _switches(frame.actor)),
    }


def _switches(actor: Actor | None) -> list[Switch]:
    if actor is None or not actor.user_id:
        return []
    return [Switch(c.pk, c.name, c.accent, home_of(c)) for c in queries.open_communities(actor)]
