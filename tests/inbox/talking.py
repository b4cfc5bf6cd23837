"""A community in which people ask and the team answers, told through the ledger's door."""

from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.told import CHAT, person_behind, settle_down, tell

from veche.core.models import Community
from veche.core.terms import ORGANISATION_ROLES, SYSTEM, Role
from veche.inbox.models import Conversation, Item
from veche.kit.time import MINUTE, Moment, now
from veche.ledger.models import Channel
from veche.ledger.terms import Handle, Place
from veche.people.actions import mark_team

ANNA = Handle("telegram", "1001", "Анна Петрова")
BORIS = Handle("telegram", "1002", "Борис Ёлкин")
CLARA = Handle("telegram", "1003", "Клара Команда", aliases=(Handle("telegram_name", "clara_team"),))
DIRECT = Place("telegram", "private", "Личные сообщения", "private")
QUESTION = "Где встречаемся в субботу?"


def said(number, words=QUESTION, who=ANNA, ago=60.0, **facts):
    """A message, so many minutes ago."""
    facts = {"place": CHAT, "handle": who, "at": Moment(now() - int(ago * MINUTE))} | facts
    return make.sighting(number, words, **facts)


def hear(community: Community, *sightings) -> None:
    """Record what was said, and let everything that listens do its work."""
    tell(community, *sightings)


def with_team(name: str = "Бегуны") -> Community:
    """A community whose chat has been heard for long, with Clara of the team in it."""
    found = make.community(name)
    tell(found, said(1, "Всем привет", CLARA, ago=60 * 24 * 30), said(2, "И вам", ANNA, ago=60 * 24 * 29),
         said(3, "Добрый день", BORIS, ago=60 * 24 * 28))  # fmt: skip
    mark_team(person_behind(CLARA), is_team=True, in_=found, by=SYSTEM)
    settle_down()
    Channel.objects.filter(community=found).update(made_at=now() - 40 * 24 * 60 * MINUTE)
    return found


def only(community: Community) -> Conversation:
    """The one conversation there is."""
    return Conversation.objects.get(community=community)


def said_in(conversation: Conversation) -> list[int]:
    """The interactions of a conversation in their order."""
    return list(
        Item.objects.filter(conversation=conversation).order_by("at").values_list("interaction_id", flat=True)
    )


def client_of(community: Community, role: Role = Role.OWNER, **facts) -> Client:
    """A browser of somebody with a role."""
    client = Client()
    client.force_login(
        make.user(role, community.organisation if role in ORGANISATION_ROLES else community, **facts)
    )
    return client


def url(name: str, community: Community, *args) -> str:
    """The address of a page of the inbox."""
    return reverse(f"inbox:{name}", args=[community.slug, *args])
