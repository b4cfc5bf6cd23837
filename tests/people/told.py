"""A community in which a few people talk, told through the ledger's door and recognised."""

import re

from django.test import Client
from django.urls import reverse
from tests import make

from veche.core.models import Community
from veche.core.terms import ORGANISATION_ROLES, SYSTEM, Role
from veche.kit.jobs import Job, drain
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle, Kind, Place
from veche.people.models import Attachment, Person

CHAT = Place("telegram", "channel777", "Болталка")
ANNA = Handle("telegram", "1001", "Анна Петрова", aliases=(Handle("telegram_name", "anna_runs"),))
BORIS = Handle("telegram", "1002", "Борис Ёлкин")


def tell(community: Community, *sightings, work: bool = True) -> None:
    """Record what was seen, and let everything that listens do its work."""
    record_many(list(sightings), origin=make.origin(community), by=SYSTEM)
    if work:
        settle_down()


def settle_down() -> None:
    """Let everything that listens do its work, what waits for a moment of quiet too."""
    for _ in range(5):
        Job.objects.filter(state=Job.WAITING).update(due_at=0)
        if not drain():
            return


def said(number: int, words: str, who: Handle = ANNA, days_ago: float = 10, **facts):
    """A message, so many days ago."""
    facts = {"place": CHAT, "handle": who, "at": Moment(now() - int(days_ago * DAY))} | facts
    return make.sighting(number, words, **facts)


def talk(community: Community) -> Person:
    """Anna asks, Boris answers, Anna thanks; answers Anna."""
    tell(
        community,
        said(1, "Кто бежит в субботу?", days_ago=12),
        said(2, "Я бегу, в десять у фонтана", BORIS, days_ago=11, reply_to="1"),
        said(3, "Спасибо за ответ", days_ago=10, reply_to="2"),
        said(4, "", days_ago=9, kind=Kind.REACTED, target=BORIS),
    )
    return person_behind(ANNA)


def person_behind(handle: Handle) -> Person:
    """Who is behind a handle now."""
    return Attachment.objects.get(identity__kind=handle.kind, identity__value=handle.value).person


def client_of(community: Community, role: Role = Role.OWNER, **facts) -> Client:
    """A browser of somebody with a role."""
    client = Client()
    place = community.organisation if role in ORGANISATION_ROLES else community
    client.force_login(make.user(role, place, **facts))
    return client


def url(name: str, community: Community, *args, **asked) -> str:
    """The address of a page of people."""
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse(f"people:{name}", args=[community.slug, *args]) + (f"?{query}" if query else "")


def text_of(response) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
