"""Communities side by side: the same measures of each, everybody once in all together, for whom they are."""

import csv

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.people.test_recognising import do_jobs

from veche.core.actions import assign_role
from veche.core.terms import SYSTEM, Role
from veche.kit.time import HOUR, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import Handle

pytestmark = pytest.mark.django_db


def talk(community, *names):
    """Let people say something an hour ago."""
    sightings = [
        make.sighting(
            f"{community.slug}/{name}", "Привет", handle=Handle("email", f"{name}@example.org", name),
            at=Moment(now() - HOUR),
        )
        for name in names
    ]  # fmt: skip
    record_many(sightings, origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)


@pytest.fixture
def organisation():
    return make.organisation()


@pytest.fixture
def communities(organisation):
    found = [make.community(name, organisation) for name in ("Бегуны", "Пловцы", "Тихие")]
    talk(found[0], "anna", "boris", "vera")
    talk(found[1], "anna", "gleb")
    do_jobs()
    for one in found:
        columns.append(one.pk)
    return found


def entering(role, place, *more):
    user = make.user(role, place, language="en")
    for community in more:
        assign_role(user, role, in_=community, by=SYSTEM)
    user.refresh_from_db()
    client = Client()
    client.force_login(user)
    return client


def rows_of(client):
    lines = b"".join(client.get(reverse("insights:community_export"))).decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines))


def test_everybody_counts_once_in_all_together(organisation, communities, settings):
    settings.FIGURES_PATIENCE = 60
    page = entering(Role.HEAD, organisation).get(reverse("insights:community_figures")).content.decode()

    assert "1 person was active in more than one community." in page
    foot = page[page.index("<tfoot") : page.index("</tfoot")]
    # Members and active people: Anna is in both.
    assert foot.count(">4<") >= 2
    assert "Nothing has happened here yet." in page


def test_the_numbers_are_those_of_each_community(organisation, communities):
    rows = rows_of(entering(Role.HEAD, organisation))

    assert [(row["Community"], row["Active people"]) for row in rows] == [("Бегуны", "3"), ("Пловцы", "2")]


def test_one_sees_the_communities_one_has_a_role_in(communities):
    runners, swimmers, _ = communities
    client = entering(Role.COMMUNITY_MANAGER, swimmers)

    page = client.get(reverse("insights:community_figures")).content.decode()

    assert "Пловцы" in page
    assert "Бегуны" not in page
    assert [row["Community"] for row in rows_of(client)] == ["Пловцы"]
    both = entering(Role.ANALYST, swimmers, runners)
    assert [row["Community"] for row in rows_of(both)] == ["Бегуны", "Пловцы"]
    door = entering(Role.DOOR_VOLUNTEER, runners)
    assert "No figures to compare" in door.get(reverse("insights:community_figures")).content.decode()


def test_a_line_that_takes_long_comes_by_itself(organisation, communities, settings):
    settings.FIGURES_PATIENCE = 0
    client = entering(Role.HEAD, organisation)

    page = client.get(reverse("insights:community_figures")).content.decode()

    line = reverse("insights:community_line", args=[communities[0].slug])
    assert f'hx-get="{line}' in page
    told = client.get(line).content.decode()
    assert "hx-get" not in told
    assert ">3<" in told


def test_the_page_asks_the_database_a_few_things_for_each_community(
    organisation, communities, django_assert_max_num_queries, settings
):
    settings.FIGURES_PATIENCE = 60
    client, url = entering(Role.HEAD, organisation), reverse("insights:community_figures")
    client.get(url)
    with django_assert_max_num_queries(6 + 4 * len(communities)):
        client.get(url)
