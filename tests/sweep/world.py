"""Two organisations with everything a route can name, and everybody who may come to a route."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from tests import make

from veche.core.actions import invite_user
from veche.core.models import Community, Organisation, User
from veche.core.terms import ORGANISATION_ROLES, SYSTEM, Role
from veche.kit.jobs import Job, drain, enqueue
from veche.kit.mail import Letter, write_letter

# Who comes: the roles over the organisation, those in the community, then those who do not belong.
BELONGING = tuple(role.value for role in Role)
STRANGERS = ("neighbour", "foreigner", "dismissed", "nobody")
VISITORS = (*BELONGING, *STRANGERS)


@dataclass
class World:
    """Our community with its things, another of the same organisation, and one of strangers."""

    own: Community
    other: Community
    foreign: Community
    cookies: dict[str, str] = field(default_factory=dict)
    # Things by «kwarg» or «route.kwarg»: ours and another community's.
    things: dict[str, Any] = field(default_factory=dict)
    strange_things: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Make the world through the doors everybody uses."""
    organisation = make.organisation()
    world = World(
        make.community("Свои", organisation, slug="own"),
        make.community("Соседи", organisation, slug="other"),
        make.community("Чужие", slug="foreign"),
    )
    for role in Role:
        world.cookies[role] = _cookie(_somebody(role, world.own))
    world.cookies["neighbour"] = _cookie(_somebody(Role.COMMUNITY_MANAGER, world.other))
    world.cookies["foreigner"] = _cookie(make.user(Role.OWNER, world.foreign.organisation))
    world.cookies["dismissed"] = _cookie(make.user(in_=organisation))
    world.cookies["nobody"] = ""
    world.things = _things(world.own)
    world.strange_things = _things(world.foreign)
    return world


def _somebody(role: Role, community: Community) -> User:
    place: Community | Organisation = community
    if role in ORGANISATION_ROLES:
        place = community.organisation
    return make.user(role, place)


def _cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _things(community: Community) -> dict[str, Any]:
    """Answer something for every name that stands in an address."""
    home = community.organisation
    invitation, secret = invite_user(community, Role.ANALYST, by=SYSTEM)
    enqueue("core.jobs.sweep", community=community.pk)
    write_letter("somebody@example.org", "Письмо", "Текст", organisation=home.pk)
    found = {
        "community": community.slug, "user": make.user(Role.ANALYST, community).pk, "role": "analyst",
        "invitation": invitation.pk, "secret": secret, "job": Job.objects.latest("pk").pk,
        "letter": Letter.objects.latest("pk").pk, "uidb36": "1", "key": "set-password", "pk": 1,
    }  # fmt: skip
    drain()
    return found
