"""The page of who talks with whom: its picture, its tables, its files, and for whom it is."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights import network_world

from veche.core.terms import Role
from veche.insights.rules.networking import MOST_CIRCLES, MOST_OF_CIRCLE

pytestmark = pytest.mark.django_db
NODES = re.compile(r'<a class="dot [^>]*href="([^"]+)"[^>]*aria-label="([^"]+)"')
DISCS = re.compile(r'<a class="disc [^>]*href="([^"]+)"[^>]*aria-label="([^"]+)"')


def entering(community, role=Role.OWNER):
    client = Client()
    client.force_login(make.user(role, community.organisation, language="en"))
    return client


def address(community, name="network_page"):
    return reverse(f"insights:{name}", args=[community.slug])


def text_of(answer):
    return answer.content.decode()


def test_everybody_who_talks_is_a_link_to_their_page():
    community = network_world.build()

    page = text_of(entering(community).get(address(community)))

    nodes = NODES.findall(page)
    assert len(nodes) == 44
    person = network_world.person_of(community, 15)
    assert (reverse("people:person_page", args=[community.slug, person.pk])) in {url for url, _ in nodes}
    assert "44 people talked" in page
    assert "4 circles" in page
    assert page.count('class="blob-mark') == 4
    assert not DISCS.findall(page)


def test_the_team_has_its_own_look_and_can_be_left_out():
    community = network_world.build()
    client = entering(community)

    page = text_of(client.get(address(community)))
    without = text_of(client.get(address(community) + "?team=no"))

    assert page.count('class="dot-face is-team"') == 1
    assert "of the team" in page
    assert "is-team" not in without
    assert len(NODES.findall(without)) == 43
    assert "With the team" in without


def test_who_talks_with_nobody_stands_apart_and_opens():
    community = network_world.build(lonely=30)
    client = entering(community)

    page = text_of(client.get(address(community)))

    apart = page.split('id="lonely"')[1]
    assert apart.count("<li>") == 24 + 1
    assert "and 6 more" in apart
    found = client.get(re.search(r'href="([^"]+lonely/people/[^"]*)"', apart)[1])
    assert "30 people" in text_of(found)
    names = {label.split(" · ")[0] for _, label in NODES.findall(page)}
    assert network_world.name_of(50) not in names


def test_many_people_are_drawn_as_circles_that_open():
    sizes = (160,) + (7,) * 60
    community = network_world.build(sizes, lonely=0, talk=5)
    client = entering(community)

    page = text_of(client.get(address(community)))

    discs = DISCS.findall(page)
    assert 10 < len(discs) <= MOST_CIRCLES
    assert "small circle" in page
    assert len(NODES.findall(page)) <= 12
    opened = text_of(client.get(discs[0][0].replace("&amp;", "&")))
    assert 0 < len(NODES.findall(opened)) <= MOST_OF_CIRCLE
    assert opened.count('class="tie ') <= 330
    assert "The whole network" in opened


def test_a_circle_lists_its_people_page_by_page():
    community = network_world.build((60, 30), lonely=0)
    client = entering(community)
    page = text_of(client.get(address(community)))

    url, number = re.search(r'class="to-people" href="([^"]+network/people/[^"]+)">(\d+)<', page).groups()
    found = text_of(client.get(url.replace("&amp;", "&")))

    assert f"{number} people" in found
    assert 'href="/c/' in found
    assert client.get(address(community, "network_people") + "?circle=0").status_code == 404
    assert client.get(address(community, "network_people")).status_code == 404


@pytest.mark.parametrize(
    "wish", ["circle=x", "circle=" + "9" * 30, "circle=-1", "circle=99999999", "team=x", "page=x"]
)
def test_what_makes_no_sense_is_as_if_not_said(wish):
    community = network_world.build((5, 5))

    page = entering(community).get(f"{address(community)}?{wish}")

    assert page.status_code == 200
    assert len(NODES.findall(text_of(page))) == 10


def test_the_file_has_everybody_with_their_circle():
    community = network_world.build()

    answer = entering(community).get(address(community, "network_export"))

    head, *rows = b"".join(answer).decode("utf-8-sig").strip().splitlines()
    assert head == "Circle,Person,Of the team,Talks with,Replies,Connects"
    assert len(rows) == 44
    assert rows[0].startswith("Circle 1,")


def test_numbers_in_the_picture_are_read_by_every_browser_in_every_language():
    community = network_world.build()
    client = Client()
    client.force_login(make.user(Role.OWNER, community.organisation, language="ru"))

    picture = text_of(client.get(address(community))).split('<svg class="network')[1].split("</svg>")[0]

    numbers = re.findall(r' (?:x|y|r|cx|cy|rx|width|height|stroke-width)="([^"]*)"', picture)
    assert numbers
    assert all(re.fullmatch(r"-?\d+(\.\d)?", number) for number in numbers)
    assert "style=" not in picture


def test_nobody_one_and_two():
    nobody, alone = make.community("Пусто"), network_world.build((), lonely=1, team=0)
    two = network_world.build((2,), lonely=0, team=0)

    assert "/imports/" in text_of(entering(nobody).get(address(nobody)))
    page = text_of(entering(alone).get(address(alone)))
    assert "Nobody replied to anybody in these days" in page
    assert network_world.name_of(1) in page
    assert len(NODES.findall(text_of(entering(two).get(address(two))))) == 2


def test_the_page_asks_little_of_the_database(django_assert_max_num_queries):
    community = network_world.build()
    client = entering(community)
    client.get(address(community))

    with django_assert_max_num_queries(12):
        client.get(address(community))
