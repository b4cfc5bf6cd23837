"""What every page's frame needs: the menu, the communities to switch between, language, theme, search."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from veche.core import queries
from veche.core.models import Community, User
from veche.core.terms import LANGUAGES, THEMES, Actor
from veche.kit.terms import N_

THEME_COOKIE = "theme"
THEME_ICONS = {"auto": "device-desktop", "light": "sun", "dark": "moon"}
ROUTES = {
    "language": "core:language_change",
    "theme": "core:theme_change",
    "me": "core:own_page",
    "sign_out": "account_logout",
    "organisation": "core:community_list",
}


@dataclass(frozen=True)
class Part:
    """A part of the side menu; `here` is the address of the line the page belongs to."""

    title: str
    lines: list[queries.Line]
    here: str


@dataclass(frozen=True)
class Switch:
    """A community in the switcher."""

    pk: int
    name: str
    accent: str
    url: str


class Frame:
    """The frame's data; what costs anything is made only where the template asks for it."""

    languages, themes = LANGUAGES, THEMES

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor | None = getattr(request, "actor", None)
        self.community: Community | None = getattr(request, "community", None)
        self.is_signed_in = bool(self.actor and self.actor.user_id)

    @cached_property
    def theme(self) -> str:
        """Answer the theme: the user's, or what somebody not signed in chose in this browser."""
        user = getattr(self.request, "user", None)
        chosen = user.theme if isinstance(user, User) else self.request.COOKIES.get(THEME_COOKIE, "auto")
        return chosen if chosen in dict(THEMES) else "auto"

    @property
    def theme_icon(self) -> str:
        """Answer the picture of the theme."""
        return THEME_ICONS[self.theme]

    @cached_property
    def urls(self) -> dict[str, str]:
        """Answer the addresses that the frame's forms and links lead to."""
        return {name: reverse(route) for name, route in ROUTES.items()}

    @cached_property
    def search_url(self) -> str:
        """Answer where search and commands are asked, or nothing for somebody not signed in."""
        if not self.is_signed_in:
            return ""
        if self.community:
            return reverse("core:search_page", args=[self.community.slug])
        return reverse("core:organisation_search")

    @cached_property
    def parts(self) -> list[Part]:
        """Answer the side menu: the community's pages, then the organisation's."""
        if self.actor is None or not self.is_signed_in:
            return []
        parts = []
        if self.community:
            parts.append(self._part("", queries.lines_of_community(self.actor, self.community)))
        parts.append(self._part(N_("Organisation"), queries.lines_of_organisation(self.actor)))
        return parts

    def _part(self, title: str, lines: list[queries.Line]) -> Part:
        path, home = self.request.path, lines[0].url if lines else ""
        # The first line is the home of all others: only its own page belongs to it.
        fitting = [
            line.url for line in lines if path == line.url or (path.startswith(line.url) and line.url != home)
        ]
        return Part(title, lines, max(fitting, key=len, default=""))


def shell(request: HttpRequest) -> dict[str, object]:
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
    found = queries.open_communities(actor)
    return [Switch(one.pk, one.name, one.accent, queries.home_of(one, actor)) for one in found]
