"""Where an actor may go: the pages of the side menu and the commands of search."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from veche.core.models import Community
from veche.core.rules import may
from veche.core.terms import (
    CHANGE_COMMUNITY,
    CHANGE_ORGANISATION,
    ENTER_COMMUNITY,
    INVITE_USERS,
    OPEN_COMMUNITY,
    READ_OUTBOX,
    SEE_AUDIT,
    SEE_JOBS,
    SEE_STAFF,
    Actor,
)
from veche.kit.rooms import Entry, menu, organisation_menu
from veche.kit.terms import N_

# The core's own lines: those of a community stand below the rooms', those of the organisation last.
OF_COMMUNITY = (
    Entry("core:community_staff", N_("Staff"), "user-check", SEE_STAFF, 90),
    Entry("core:community_settings", N_("Settings"), "settings", CHANGE_COMMUNITY, 91),
)
OF_ORGANISATION = (
    Entry("core:community_list", N_("Communities"), "building-community", None, 10),
    Entry("core:staff_list", N_("All staff"), "users-group", INVITE_USERS, 20),
    Entry("core:role_table", N_("Roles"), "shield-check", None, 30),
    Entry("core:job_list", N_("Jobs"), "checklist", SEE_JOBS, 40),
    Entry("core:audit_list", N_("Audit"), "history", SEE_AUDIT, 50),
    Entry("core:outbox", N_("Outbox"), "mailbox", READ_OUTBOX, 60),
    Entry("core:organisation_settings", N_("Organisation"), "settings", CHANGE_ORGANISATION, 70),
)
COMMANDS = (
    Entry("core:community_open", N_("Open a community"), "plus", OPEN_COMMUNITY),
    Entry("core:organisation_invite", N_("Invite somebody"), "user-plus", INVITE_USERS),
    Entry("core:own_page", N_("My settings: name, language, theme"), "user"),
    Entry("account_change_password", N_("Change my password"), "key"),
    Entry("mfa_index", N_("My second factor and passkeys"), "shield-lock"),
    Entry("account_logout", N_("Sign out"), "logout"),
)

# What can be done in a community and stands in no menu.
COMMANDS_HERE = (Entry("core:text_check", N_("Text check"), "abc", ENTER_COMMUNITY),)


@dataclass(frozen=True)
class Line:
    """A page the actor may open."""

    url: str
    title: str
    icon: str


def lines_of_community(actor: Actor, community: Community) -> list[Line]:
    """Answer the pages of a community, every room's and the core's, in their order."""
    return _lines([*menu(), *OF_COMMUNITY], actor, community)


def lines_of_organisation(actor: Actor) -> list[Line]:
    """Answer the pages over the organisation."""
    entries = [*OF_ORGANISATION, *organisation_menu()]
    return _lines(sorted(entries, key=lambda entry: entry.order), actor, None)


def commands_of(actor: Actor, community: Community | None = None) -> list[Line]:
    """Answer what can be done from search, in a community too."""
    here = _lines(COMMANDS_HERE, actor, community) if community else []
    return here + _lines(COMMANDS, actor, None)


def home_of(community: Community, actor: Actor | None = None) -> str:
    """Answer the address of a community's home page: for an actor, the first page that is theirs."""
    if actor and (lines := lines_of_community(actor, community)):
        return lines[0].url
    route = settings.HOME_ROUTE
    # An installation without the room that brings the home page still has somewhere to go.
    return _address(route, [community.slug]) or reverse("core:community_staff", args=[community.slug])


def _lines(entries: Iterable[Entry], actor: Actor, community: Community | None) -> list[Line]:
    place = [community.slug] if community else []
    open_ones = [entry for entry in entries if _is_open(entry, actor, community)]
    found = ((entry, _address(entry.route, place)) for entry in open_ones)
    return [Line(url, entry.title, entry.icon) for entry, url in found if url]


def _address(route: str, args: list[str]) -> str:
    """Answer where a route leads, or nothing: a test sees to it that every line of a menu leads somewhere."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _is_open(entry: Entry, actor: Actor, community: Community | None) -> bool:
    if entry.permission is None:
        return True
    organisation = community.organisation_id if community else actor.organisation_id or 0
    return may(
        actor, entry.permission, organisation=organisation, community=community.pk if community else None
    )
