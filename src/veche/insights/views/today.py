"""Today: what waits for somebody, who came and who goes, what changed and by whom."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from veche.channels.queries import troubled_connections
from veche.channels.terms import CONNECT_CHANNELS, IMPORT_FILES
from veche.core.models import AuditEntry, Community
from veche.core.queries import Wish, allows, find_entries, names_of_users
from veche.core.terms import INVITE_USERS, SEE_AUDIT
from veche.inbox.queries import capped, waiting_in
from veche.inbox.terms import READ_INBOX
from veche.insights.queries import Figures
from veche.insights.rules.periods import day_number
from veche.insights.showing.noticing import notices_of
from veche.insights.terms import SEE_FIGURES, TODAY
from veche.insights.views.telling import Told
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import page, show
from veche.kit.rooms import acts, panels_of
from veche.kit.time import now, number_of_day
from veche.people.terms import DESCRIBE_PEOPLE, Stage

DEEDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Deed:
    """What a colleague did, as the audit keeps it."""

    who: str
    title: str
    entry: AuditEntry


@dataclass(frozen=True, slots=True)
class Step:
    """What a new community does first, and where; without an address it is for somebody else to do."""

    icon: str
    title: str
    text: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class Wait:
    """How many conversations of the inbox wait in one way, and where they stand."""

    title: str
    count: str
    url: str
    is_bad: bool = False


@page(SEE_FIGURES)
@bearing_troubles
def today(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what a day asks of the team; teaches a community without facts what to do first."""
    figures = Figures(community)
    panels = [panel(request.actor, community) for panel in panels_of(TODAY)]
    panels = [panel for panel in panels if panel]
    if figures.span is None:
        return show(
            request, "insights/today_empty.html", steps=_first_steps(request, community), panels=panels,
            waits=_waits(request, community), may_connect=allows(request.actor, CONNECT_CHANNELS, community),
        )  # fmt: skip
    told = Told(community, figures, figures.span, day_number(timezone.localdate()))
    return show(
        request, "insights/today.html", told=told, panels=panels, drifting_url=_drifting_url(community),
        may_import=allows(request.actor, IMPORT_FILES, community),
        broken=troubled_connections(community), waits=_waits(request, community),
        deeds=_deeds(community) if allows(request.actor, SEE_AUDIT) else None,
    )  # fmt: skip


@page(SEE_FIGURES)
@bearing_troubles
def notice_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer what of last week was unusual for the season; a page asks for it once it is shown."""
    figures = Figures(community)
    today = number_of_day(now(), community.time_zone)
    notices = notices_of(figures, today) if figures.span else []
    return show(request, "insights/notice_list.html", notices=notices)


def _waits(request: HttpRequest, community: Community) -> list[Wait] | None:
    """Answer what waits in the inbox: one query; nothing for those who may not read it."""
    if not allows(request.actor, READ_INBOX, community):
        return None
    waiting = waiting_in(community, request.actor.user_id)
    home = _address("inbox:conversation_list", community)
    return [
        Wait(gettext("Waiting for an answer"), capped(waiting.whole), f"{home}?view=all"),
        Wait(gettext("Overdue"), capped(waiting.overdue), f"{home}?view=all&overdue=1", waiting.overdue > 0),
        Wait(gettext("Yours"), capped(waiting.mine), f"{home}?view=mine"),
    ]


def _deeds(community: Community) -> list[Deed]:
    """Answer what colleagues did last in the community."""
    wish = Wish(community=community.pk, zone=community.time_zone)
    entries = list(find_entries(community.organisation, wish)[:DEEDS_SHOWN])
    names = names_of_users({entry.user_id for entry in entries if entry.user_id})
    return [
        Deed(
            names.get(entry.user_id or 0, str((entry.payload or {}).get("by", "")) or "Veche"),
            gettext(acts().get(entry.act, entry.act)),
            entry,
        )
        for entry in entries
    ]


def _first_steps(request: HttpRequest, community: Community) -> list[Step]:
    """Answer what a community does first, with a way there for those who may."""
    steps = (
        (IMPORT_FILES, "channels:import_list", "database-import", gettext("Bring in what you have"),
         gettext("An export of your chat, a mailing list, a spreadsheet of contacts: in five minutes "
                 "you see who your community is."), gettext("Import files")),
        (DESCRIBE_PEOPLE, "people:person_list", "users", gettext("Add the people you know"),
         gettext("Whoever is on no list yet: a name and a way to reach them is enough."),
         gettext("Go to people")),
        (INVITE_USERS, "core:community_invite", "user-plus", gettext("Invite your colleagues"),
         gettext("Give each a role: who may see, who may change, who lets guests in at the door."),
         gettext("Invite somebody")),
    )  # fmt: skip
    return [
        Step(
            icon, title, text, _address(route, community) if allows(request.actor, may, community) else "", go
        )
        for may, route, icon, title, text, go in steps
    ]


def _drifting_url(community: Community) -> str:
    """Answer where everybody stands who drifts away."""
    return f"{_address('people:person_list', community)}?stage={int(Stage.DRIFTING)}"


def _address(route: str, community: Community) -> str:
    """Answer where a route of the community leads."""
    return reverse(route, args=[community.slug])
