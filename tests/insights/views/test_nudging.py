"""The newcomers' board tells whom to write to: who is nearly too late first, and who was written to."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights import world

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.insights.models import Nudge
from veche.insights.queries import Figures, nudges_of, silent_people
from veche.insights.rules.periods import day_number
from veche.ledger import columns
from veche.ledger.actions import save_snapshot
from veche.ledger.terms import SNAPSHOTS
from veche.people.actions import merge_persons
from veche.people.models import Attachment, Person
from veche.people.terms import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    found = world.build()
    for person in Person.objects.exclude(anchor=None):
        Attachment.objects.create(identity=person.anchor, person=person, since=0)
    return found


@pytest.fixture
def client(community):
    return entering(community, Role.OWNER)


def entering(community, role):
    client = Client()
    client.force_login(
        make.user(role, community if role is Role.ANALYST else community.organisation, language="en")
    )
    return client


def board(community):
    return reverse("insights:board_page", args=[community.slug, "newcomers"])


def marking(community, name, person):
    return reverse(f"insights:{name}", args=[community.slug, person.pk])


def silent():
    return Person.objects.get(name=world.NAMES[world.SILENT])


def standing(community, days_ago):
    """Silent people who joined so many days ago, one each; answers them in that order."""
    today = day_number(world.today_in(community))
    people = [Person.objects.create(organisation=community.organisation, name=f"Новый {n}", made_at=0).pk
              for n in days_ago]  # fmt: skip
    rows = {name: [0] * len(people) for name in SNAPSHOTS["standings"]}
    rows |= {
        "person_id": people, "stage": [int(Stage.NEWCOMER)] * len(people),
        "joined_day": [today - n for n in days_ago], "first_word_day": [-1] * len(people),
    }  # fmt: skip
    save_snapshot(community, "standings", rows, by=SYSTEM)
    columns.append(community.pk)
    return people


def test_the_board_lists_who_is_silent_with_days_and_where_from(client, community):
    page = client.get(board(community)).content.decode()

    section = page.split('id="nudges"')[1].split("</section>")[0]
    assert world.NAMES[world.SILENT] in section
    assert "6 days ago" in section
    assert "1 day left" in section
    assert "I wrote to them" in section
    assert world.NAMES[1] not in section


def test_who_is_nearly_too_late_stands_first_then_the_latest(community):
    people = standing(community, [1, 30, 7, 8, 5, 31])
    figures, today = Figures(community), day_number(world.today_in(community))

    listed = silent_people(figures, today, size=10)

    assert [one.person for one in listed.shown] == [people[place] for place in (2, 4, 0, 3, 1)]
    assert listed.whole == 5


def test_many_are_a_page_at_a_time(client, community):
    standing(community, [n % 30 for n in range(60)])

    page = client.get(board(community) + "?page=3").content.decode()

    assert page.count("I wrote to them") == 10
    assert "51–60 of 60" in page


def test_a_mark_stands_is_audited_and_can_be_taken_back(client, community):
    person = silent()

    page = client.post(marking(community, "nudge_mark", person), follow=True).content.decode()
    client.post(marking(community, "nudge_mark", person))

    assert Nudge.objects.filter(removed_at=None).count() == 1
    assert AuditEntry.objects.filter(act="insights.mark_nudged").count() == 1
    assert "I wrote to them" not in page
    assert marking(community, "nudge_unmark", person) in page

    page = client.post(marking(community, "nudge_unmark", person), follow=True).content.decode()
    assert "I wrote to them" in page


def test_a_mark_goes_with_the_person_when_two_are_one(client, community):
    person, other = silent(), Person.objects.get(name=world.NAMES[1])
    client.post(marking(community, "nudge_mark", person))

    merge_persons(other, person, in_=community, by=SYSTEM)

    assert nudges_of(community, [other.pk]).keys() == {other.pk}
    client.post(marking(community, "nudge_unmark", other))
    assert not Nudge.objects.filter(removed_at=None).exists()


def test_only_those_who_may_describe_people_mark(community):
    analyst = entering(community, Role.ANALYST)

    assert analyst.post(marking(community, "nudge_mark", silent())).status_code == 403
    assert not Nudge.objects.exists()


def test_the_list_as_a_file_escapes_what_would_be_a_formula(client, community):
    Person.objects.filter(pk=silent().pk).update(name="=1+1")

    answer = client.get(reverse("insights:nudge_export", args=[community.slug]))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 2
    assert lines[1].startswith("'=1+1") or lines[1].startswith("\"'=1+1")
