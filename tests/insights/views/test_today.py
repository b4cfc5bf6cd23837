"""Today: who waits, who is new, who drifts away, what changed and by whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights import world

from veche.core.terms import Role
from veche.inbox.models import Conversation
from veche.kit.time import now
from veche.people.models import Person

pytestmark = pytest.mark.django_db


def visit(community, role=Role.OWNER, language="en"):
    client = Client()
    home = community.organisation if role is Role.OWNER else community
    client.force_login(make.user(role, home, language=language))
    return client


def page_of(client, community):
    return client.get(reverse("insights:today", args=[community.slug])).content.decode()


@pytest.fixture
def community():
    return world.build()


def test_today_names_who_is_new_who_drifts_and_who_waits(community):
    page = page_of(visit(community), community)

    silent, drifting = page.index("Joined and silent so far"), page.index("Drifting away")
    assert "Tim Baker" in page[silent:drifting]
    assert "Саша" in page[drifting:]
    assert "Кто пойдёт в пятницу?" in page
    assert "What the team did" in page


def test_today_stays_within_its_budget(community, django_assert_max_num_queries):
    client = visit(community)
    page_of(client, community)

    with django_assert_max_num_queries(13):
        page_of(client, community)


def test_what_waits_in_the_inbox_leads_there_for_those_who_may_read_it(community):
    channel, at = community.channels.first(), now()
    Conversation.objects.create(
        community=community,
        channel=channel,
        key="i:1",
        opened_at=at,
        last_at=at,
        changed_at=at,
        due_at=at - 1,
    )

    page = page_of(visit(community), community)

    inbox = reverse("inbox:conversation_list", args=[community.slug])
    for query, count in (("view=all", 1), ("view=all&amp;overdue=1", 1), ("view=mine", 0)):
        line = page[page.index(f'href="{inbox}?{query}"') :]
        assert f">{count}</strong>" in line[: line.index("</a>")]
    assert inbox not in page_of(visit(community, Role.ANALYST), community)


def test_the_audit_is_for_those_who_may_see_it(community):
    assert "What the team did" not in page_of(visit(community, Role.EDITOR), community)


def test_birthdays_come_with_their_day_and_age(community):
    today = world.today_in(community)
    anna, petr, maria = Person.objects.filter(organisation=community.organisation).order_by("pk")[:3]
    world.give_birthday(anna, today.replace(year=2000 if today.month == 2 else 1990).isoformat())
    world.give_birthday(petr, (today + timedelta(days=1)).strftime("--%m-%d"))
    world.give_birthday(maria, (today + timedelta(days=40)).isoformat())

    page = page_of(visit(community), community)
    part = page[page.index("Birthdays") :]

    assert part.index(anna.name) < part.index(petr.name)
    assert "turns" in part
    assert "tomorrow" in part
    assert maria.name not in part


def test_an_old_export_is_shown_as_it_was():
    community = world.build(ended=200)

    page = page_of(visit(community), community)

    assert "The latest facts are of" in page
    assert "Кто пойдёт в пятницу?" in page


def test_a_new_community_is_told_what_to_do_first():
    community = make.community()

    page = page_of(visit(community), community)
    of_analyst = page_of(visit(community, Role.ANALYST), community)

    assert reverse("channels:import_list", args=[community.slug]) in page
    assert "Bring in what you have" in of_analyst
    assert "Nobody waits for an answer yet" in page_of(visit(community), community)
    assert "Somebody with another role does this." in of_analyst


def test_in_russian_nothing_is_left_in_english(community):
    page = page_of(visit(community, language="ru"), community)

    assert "Вопросы без ответа" in page
    assert "Drifting" not in page
