"""Two organisations with everything a route can name, and everybody who may come to a route."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from PIL import Image
from tests import make
from tests.sweep.afterwards import things_of_afterwards
from tests.sweep.budgets import things_of_money
from tests.sweep.doors import things_of_doors
from tests.sweep.following import things_of_following
from tests.sweep.gatherings import things_of_planning
from tests.sweep.inviting import things_of_inviting
from tests.sweep.letters import things_of_letters
from tests.sweep.lines import things_of_channels, things_of_lines
from tests.sweep.mailing_returns import things_of_returns
from tests.sweep.programme import things_of_programme
from tests.sweep.readers import things_of_readers
from tests.sweep.registering import things_of_registering
from tests.sweep.sequences import things_of_archive, things_of_sequences
from tests.sweep.teams import things_of_teams

from veche.channels.models import Intervention
from veche.core.actions import invite_user
from veche.core.models import Community, Organisation, User
from veche.core.terms import ORGANISATION_ROLES, SYSTEM, Role
from veche.inbox import actions as inbox
from veche.inbox.actions import remove_saved_answer, save_answer, save_article
from veche.inbox.actions.articles import Draft
from veche.inbox.models import Answer, LinkCard, ModerationRule
from veche.inbox.terms import Method
from veche.insights.actions import (
    Spent,
    add_annotation,
    add_spending,
    remove_board,
    save_board,
    set_alert,
    set_norm,
    set_report,
    share_board,
)
from veche.insights.terms import Norm
from veche.kit.jobs import Job, drain, enqueue
from veche.kit.mail import Letter, write_letter
from veche.kit.time import LATEST
from veche.ledger.models import Interaction
from veche.people.actions import (
    add_person,
    describe_person,
    give_consent,
    merge_persons,
    save_segment,
    save_view,
    show_face,
    tag_people,
    write_note,
)
from veche.people.models import Duplicate, Split, Standing, Touch
from veche.people.rules.drafting import drafts_of
from veche.people.terms import Purpose, Way

# Who comes: the roles over the organisation, those in the community, then those who do not belong.
BELONGING = tuple(role.value for role in Role)
STRANGERS = ("neighbour", "foreigner", "dismissed", "nobody")
VISITORS = (*BELONGING, *STRANGERS)

TEAM = {"about": "team", "is": "in"}
SEEN = {"since": make.NOON, "first_seen_at": make.NOON, "last_seen_at": make.NOON}


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
        "measure": "members",
    }  # fmt: skip
    drain()
    found |= things_of_channels(community) | things_of_lines(community)
    found |= _things_of_people(community) | _things_of_knowledge(community) | _things_of_insights(community)
    found |= things_of_planning(community)
    found |= things_of_registering(community)
    found |= things_of_inviting(community)
    found |= things_of_readers(community) | things_of_following(community)
    found |= things_of_returns(community)
    found |= things_of_archive(community) | things_of_sequences(community)
    found |= things_of_money(community) | things_of_afterwards(community)
    found |= things_of_teams(community) | things_of_doors(community)
    said = Interaction.objects.get(pk=found["interaction"])
    found |= _things_of_moderation(community, said, found["connection"])
    found |= things_of_programme(community) | things_of_letters(community)
    return found | _things_of_inbox(community, said)


def _things_of_moderation(community: Community, said: Interaction, connection: int) -> dict[str, Any]:
    """Write a rule, report something, and leave an act that failed."""
    facts = {"channel": said.channel, "connection_id": connection, "made_at": make.NOON, "due_at": make.NOON}
    act = Intervention.objects.create(community=community, key="1", act="ban", state="failed", **facts)
    rule = ModerationRule.objects.create(
        community=community, kind="flood", title="Поток", made_at=make.NOON, changed_at=make.NOON
    )
    routes = ("page", "change", "try", "switch", "remove", "restore")
    return {
        "act": act.pk, "report": inbox.report_interaction(community, said, by=SYSTEM).pk,
        "inbox:moderation_rule_new.kind": "flood",
        **{f"inbox:moderation_rule_{route}.rule": rule.pk for route in routes},
    }  # fmt: skip


def _things_of_inbox(community: Community, said: Interaction) -> dict[str, Any]:
    """Open a conversation by hand, and note, plan, change and tune about it."""
    somebody = make.actor(Role.OWNER, community)
    found = inbox.open_conversation(said, "Вопрос", in_=community, by=SYSTEM)
    rule = inbox.Ruled(None, "", "", Method.TURNS, (somebody.user_id or 0,))
    kept = inbox.save_filter("Свои", "", is_shared=True, in_=community, by=somebody)
    sent = Answer.objects.create(conversation=found, key=f"sweep-{community.pk}", made_at=make.NOON)
    return {
        "conversation": found.pk, "change": inbox.close_conversations([found], in_=community, by=SYSTEM).pk,
        "filter": kept.pk, "rule": inbox.save_rule(rule, in_=community, by=SYSTEM).pk, "answer": sent.pk,
        "inbox:note_remove.note": inbox.write_note(found, "Заметка", in_=community, by=somebody).pk,
        "inbox:note_restore.note": inbox.write_note(found, "Другая", in_=community, by=somebody).pk,
        "follow_up": inbox.set_follow_up(
            found, "Позвонить", date(2026, 1, 5), None, in_=community, by=somebody
        ).pk,
    }  # fmt: skip


def _things_of_knowledge(community: Community) -> dict[str, Any]:
    """Write an article, and saved answers of which one is removed."""
    card = LinkCard.objects.create(
        community=community,
        digest="0" * 64,
        title="Страница",
        picture=b"drawn anew",
        made_at=1,
        ends_at=LATEST,
    )
    article = save_article({"ru": Draft("Статья", "Текст")}, in_=community, by=SYSTEM)
    kept, gone = (save_answer(key, {"ru": "Привет"}, in_=community, by=SYSTEM) for key in ("a", "b"))
    remove_saved_answer(gone, in_=community, by=SYSTEM)
    public = {f"portal:knowledge_{page}.article": article.slug for page in ("article", "helped")}
    return {
        "article": article.pk, "version": article.texts.get().pk, "card": card.pk, **public,
        "inbox:saved_answer_edit.answer": kept.pk, "inbox:saved_answer_remove.answer": kept.pk,
        "inbox:saved_answer_restore.answer": gone.pk,
    }  # fmt: skip


def _things_of_insights(community: Community) -> dict[str, Any]:
    """Keep, note, watch, send and share a board."""
    somebody = make.actor(Role.OWNER, community)
    kept, gone = (save_board(title, ["members"], in_=community, by=SYSTEM) for title in ("Своя", "Убранная"))
    remove_board(gone, in_=community, by=SYSTEM)
    shared = share_board(kept.key, "", "ru", in_=community, by=SYSTEM)
    day = date(2026, 1, 5)
    alert = set_alert("active", "week", "below", 5, in_=community, by=somebody)
    return {
        "board": kept.pk, "insights:board_restore.board": gone.pk, "link": shared.pk, "form": "xlsx",
        "annotation": add_annotation("Переехали", day, in_=community, by=SYSTEM).pk,
        "report": set_report(kept.key, "weekly", in_=community, by=somebody).pk, "alert": alert.pk,
        "insights:public_board.secret": shared.secret, "insights:public_table.secret": shared.secret,
        "sign": "first_word", "norm": set_norm("lost", Norm(10, 50), in_=community, by=SYSTEM).pk,
        "insights:measure_facts.measure": "messages", "insights:facts_export.measure": "messages",
        "spending": add_spending(Spent("Реклама", "500", day, day), in_=community, by=SYSTEM).pk,
    }  # fmt: skip


def _things_of_people(community: Community) -> dict[str, Any]:
    """Describe somebody in every way, and decide that they are one with others, and are not."""
    person, other, third = (
        add_person(
            community, name=f"Человек {n}", email=f"p{n}-{community.slug}@example.org", phone="", by=SYSTEM
        )
        for n in range(3)
    )
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    show_face(person, picture, in_=community, by=SYSTEM)
    for one in (person, other, third):
        Standing.objects.get_or_create(person=one, community=community, defaults=SEEN)
    describe_person(person, {"city": "Тверь"}, in_=community, by=SYSTEM)
    write_note([person], "Заметка", in_=community, by=SYSTEM)
    consent = give_consent(
        person, Purpose.LETTERS, way=Way.FORM, given_at=make.NOON, in_=community, by=SYSTEM
    )
    merge = merge_persons(other, third, in_=community, by=SYSTEM)
    split = Split.objects.create(
        person=person, into=other, organisation=community.organisation, made_at=make.NOON
    )
    pair = Duplicate.objects.create(
        organisation=community.organisation, one=person, other=other, score=70, made_at=make.NOON
    )
    # The pair is unlike: whoever came to compare them while the sweep asks would take it away.
    Touch.objects.filter(what=Touch.LIKENESS).delete()
    return {
        "person": person.pk, "view": save_view("Вид", "", is_shared=False, in_=community, by=SYSTEM).pk,
        "duplicate": pair.pk, "merge": merge.pk, "split": split.pk, "stamp": Path(person.face).stem,
        "trait": person.traits.first().pk, "note": person.notes.first().pk, "consent": consent.pk,
        "tag": tag_people([person], "Метка", in_=community, by=SYSTEM).pk,
        "segment": save_segment("Команда", drafts_of(TEAM), in_=community, by=SYSTEM).pk,
        "people:special_open.key": "health", "people:special_close.key": "health",
        **{f"people:field_{verb}.key": "city" for verb in ("edit", "remove", "restore")},
    }  # fmt: skip
