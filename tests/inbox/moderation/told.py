"""A community whose Telegram is connected to a scripted outside, in which people misbehave."""

from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.told import person_behind, settle_down

from veche.channels.actions import connect_channel
from veche.channels.models import Connection, Reach
from veche.core.models import Community
from veche.core.terms import ORGANISATION_ROLES, SYSTEM, Role
from veche.inbox.actions import save_moderation_rule, switch_moderation_rule, try_moderation_rule
from veche.inbox.models import ModerationRule, Report
from veche.inbox.terms.moderation import RULE_FORMS, Decision, Remedy, RuleDraft, RuleKind
from veche.kit.time import MINUTE, SECOND, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Handle, Kind, Place
from veche.people.actions import mark_team

TOKEN = "77:SECRETSECRETSECRETSECRETSECRETSECRE"
CHAT = Place("telegram", "channel777", "Болталка")
OTHERS = tuple(Place("telegram", f"channel{number}", f"Чат {number}") for number in (888, 999))
SPAMMER = Handle("telegram", "666", "Спамер")
ANNA = Handle("telegram", "1001", "Анна Петрова")
CLARA = Handle("telegram", "1003", "Клара Команда")
FOR_A_DAY = Decision(Remedy.MUTE, "Спам", 24 * 60)


def said(number, words="Привет", who=SPAMMER, ago=5.0, place=CHAT, **facts):
    """A message, so many minutes ago."""
    at = Moment(now() - int(ago * MINUTE))
    return make.sighting(number, words, place=place, handle=who, at=at, **facts)


def joined(number, who=None, ago=5.0, place=CHAT):
    """Somebody joins, so many minutes ago."""
    who = who or Handle("telegram", f"9{number}", f"Новый {number}")
    at = Moment(now() - int(ago * MINUTE) + int(number) * SECOND)
    return make.sighting(f"j{number}", "", place=place, handle=who, at=at, kind=Kind.JOINED)


def hear(community: Community, *sightings) -> None:
    """Record what happened, and let everything that listens do its work."""
    record_many(list(sightings), origin=make.origin(community), by=SYSTEM)
    settle_down()


def connected(community: Community, api: str = "http://127.0.0.1:9") -> Connection:
    """A connection to a Bot API at an address, which reaches every channel there is."""
    made = connect_channel(community, "telegram", {"token": TOKEN, "api": api}, by=SYSTEM)
    for channel in Channel.objects.filter(community=community):
        Reach.objects.get_or_create(connection=made, channel=channel, defaults={"heard_at": now()})
    return made


def with_chat(name: str = "Бегуны") -> Community:
    """A community with a connected chat that Anna and Clara of the team wrote in."""
    found = make.community(name)
    old = {"ago": 60 * 24 * 40}
    others = (said(3 + number, "Проверка", CLARA, place=place, **old) for number, place in enumerate(OTHERS))
    hear(found, said(1, "Всем привет", ANNA, **old), said(2, "И вам", CLARA, **old), *others)
    mark_team(person_behind(CLARA), is_team=True, in_=found, by=SYSTEM)
    connected(found)
    settle_down()
    return found


def draft(kind: RuleKind, remedy: Remedy = Remedy.NOTHING, **more) -> RuleDraft:
    """A rule as somebody fills it in, with the usual numbers."""
    usual = {one.key: str(one.guess) for one in RULE_FORMS[kind].parameters if not one.is_lines}
    settings = usual | {key: str(more.pop(key)) for key in list(more) if key in _KEYS}
    return RuleDraft(kind, more.pop("title", str(kind)), settings, remedy=remedy, **more)


_KEYS = {one.key for form in RULE_FORMS.values() for one in form.parameters}


def rule(community: Community, kind: RuleKind, remedy: Remedy = Remedy.NOTHING, **more) -> ModerationRule:
    """A rule that was tried and is on."""
    made = save_moderation_rule(community, draft(kind, remedy, **more), by=SYSTEM)
    try_moderation_rule(made, by=SYSTEM)
    switch_moderation_rule(made, is_on=True, by=SYSTEM)
    made.refresh_from_db()
    return made


def reported(community: Community) -> list[str]:
    """The external ids of what was reported, in the order of time."""
    ids = Report.objects.filter(community=community).values("interaction_id")
    found = Interaction.objects.filter(pk__in=ids).order_by("occurred_at", "pk")
    return list(found.values_list("external_id", flat=True))


def client_of(community: Community, role: Role = Role.MODERATOR) -> Client:
    """A browser of somebody with a role."""
    client = Client()
    place = community.organisation if role in ORGANISATION_ROLES else community
    client.force_login(make.user(role, place))
    return client


def url(name: str, community: Community, *args) -> str:
    """The address of a page of moderation."""
    return reverse(f"inbox:{name}", args=[community.slug, *args])
