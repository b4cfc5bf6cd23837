"""The timeline: one line through all channels, filtered, paged, with words in context."""

import re
from datetime import date, timedelta

import pytest
from tests import make
from tests.people.told import (
    ANNA,
    BORIS,
    CHAT,
    client_of,
    person_behind,
    said,
    settle_down,
    talk,
    tell,
    text_of,
    url,
)

from veche.core.terms import SYSTEM
from veche.kit.time import DAY, Moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Channel
from veche.ledger.terms import Handle, Kind, Place
from veche.people.queries import identities_of, timeline_of
from veche.people.queries.timelines import PAGE, TimelineWish, read_place

pytestmark = pytest.mark.django_db
LETTERS = Place("mail", "runners", "Рассылка", "list")


@pytest.fixture
def community():
    return make.community()


def words_on(page):
    return [entry.line.words for entry in page.entries]


def test_pages_follow_one_another_without_gaps_or_doubles_even_within_one_moment(community):
    at = Moment(now() - DAY)
    tell(community, *(said(n, f"слово {n}", at=at) for n in range(PAGE * 2 + 5)))
    identities = identities_of(person_behind(ANNA))

    seen, place = [], ""
    while True:
        page = timeline_of(community, identities, TimelineWish(before=read_place(place)))
        seen += words_on(page)
        place = page.further
        if not place:
            break

    assert len(seen) == len(set(seen)) == PAGE * 2 + 5


def test_all_channels_and_handles_stand_in_one_line_newest_first(community):
    mail = Handle("email", "anna@example.org", "Anna", aliases=(Handle("telegram", "1001"),))
    tell(
        community,
        said(1, "в чате", days_ago=5),
        said("m1", "письмо", mail, days_ago=4, place=LETTERS),
        said(2, "снова в чате", days_ago=3),
    )

    page = timeline_of(community, identities_of(person_behind(ANNA)), TimelineWish())

    assert words_on(page) == ["снова в чате", "письмо", "в чате"]
    assert all(entry.day for entry in page.entries)


def test_kind_channel_and_days_narrow_it(community):
    person = talk(community)
    tell(community, said("m1", "письмо", days_ago=2, place=LETTERS))
    identities = identities_of(person)

    def shown(**wish):
        return words_on(timeline_of(community, identities, TimelineWish(**wish)))

    place = Channel.objects.get(community=community, key=CHAT.key).pk
    day = date.today() - timedelta(days=6)
    assert shown(kind=Kind.REACTED) == [""]
    assert len(shown(channel=place)) == 3
    assert shown(first=day) == ["письмо"]
    assert len(shown(last=day)) == 3
    assert shown(first=day, last=day) == []


def test_what_was_answered_stands_beside_with_who_said_it(community):
    person = talk(community)
    boris = person_behind(BORIS)

    shown = client_of(community).get(url("person_page", community, person.pk)).content.decode()

    assert "Борис Ёлкин" in shown
    assert url("person_page", community, boris.pk) in shown
    assert "https://t.me/c/777/3" in shown


def test_htmx_gets_the_part_it_asked_for(community):
    tell(community, *(said(n, f"слово {n}", days_ago=n / 4 + 1) for n in range(PAGE + 3)))
    person, client = person_behind(ANNA), client_of(community)
    address = url("person_page", community, person.pk)

    whole = client.get(address).content.decode()
    more = re.search(r'hx-get="(\?before=[\d-]+)"', whole)[1]
    part = client.get(address + more, headers={"HX-Request": "true"}).content.decode()
    plain = client.get(address + more).content.decode()
    filtered = client.get(address + "?kind=joined", headers={"HX-Request": "true"}).content.decode()

    assert part.count("timeline-entry") == plain.count('class="timeline-entry"') == 3
    assert "<html" not in part + filtered
    assert 'id="timeline"' in filtered
    assert "timeline-entry" not in filtered


@pytest.mark.parametrize(
    "asked",
    [
        "kind=nonsense", "channel=99999", "first=31.31.31", "before=x", "before=-1", "channel=' OR 1=1",
        "before=999999999999999-999999999999999999",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_passed_over(community, asked):
    person = talk(community)

    assert client_of(community).get(url("person_page", community, person.pk) + "?" + asked).status_code == 200


def test_another_community_s_facts_stay_there(community):
    person = talk(community)
    other = make.community("Соседи", community.organisation)
    record_many([said(1, "у соседей")], origin=make.origin(other), by=SYSTEM)
    settle_down()

    here = text_of(client_of(community).get(url("person_page", community, person.pk)))

    assert "у соседей" not in here
    assert "у соседей" in text_of(client_of(other).get(url("person_page", other, person.pk)))
