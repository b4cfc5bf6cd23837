"""The pages of sequences: one is begun, started, looked at, changed, removed and brought back."""

import pytest
from django.test import Client
from tests import make
from tests.mailing import readers

from veche.core.terms import SYSTEM, Role
from veche.kit.time import as_datetime, now
from veche.mailing import actions
from veche.mailing.models import Delivery, Passage, Sequence, Step, Walk
from veche.mailing.terms import LetterState, Stand
from veche.mailing.terms.sequencing import LATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return readers.newsletter(make.community(), needs_subscription=False)


@pytest.fixture
def desk(news):
    """A browser of an owner, the address of the sequences."""
    browser = Client()
    browser.force_login(make.user(Role.OWNER, news.community))
    return browser, f"/c/{news.community.slug}/letters/sequences/"


def test_a_ready_sequence_is_begun_started_and_undone_by_the_buttons(desk, news):
    browser, home = desk

    empty = browser.get(home).content.decode()
    browser.post(f"{home}new/", {"newsletter": news.pk, "ready": "missed_you"})
    sequence = Sequence.objects.get()
    place = f"{home}{sequence.pk}/"
    started = browser.post(f"{place}start/", follow=True).content.decode()
    refused = browser.post(f"{place}steps/{Step.objects.first().pk}/remove/")
    browser.post(f"{place}stop/")
    browser.post(f"{place}remove/")
    gone = browser.get(home).content.decode()
    browser.post(f"{place}restore/")

    assert "?ready=welcome" in empty
    assert f"{place}pause/" in started
    assert refused.status_code in {302, 409, 422}
    assert Step.objects.filter(removed_at=None).count() == 2
    assert f'href="{place}"' not in gone
    assert f'href="{place}"' in browser.get(home).content.decode()


def test_numbers_reasons_and_somebodys_way_stand_on_the_pages(desk, news, django_assert_max_num_queries):
    browser, home = desk
    anna = readers.people_named(news.community, "Anna")["Anna"]
    readers.allowing([anna], news.community)
    sequence = actions.begin_ready(news.community, news, "welcome", by=SYSTEM)
    actions.start_sequence(sequence, by=SYSTEM)
    first, second, third = sequence.steps.order_by("place")
    at = as_datetime(now())
    walk = Walk.objects.create(
        sequence=sequence, person_id=anna.pk, step=third, began_at=at, planned_at=at, due_at=at
    )
    sent = Delivery.objects.create(
        letter=first.letter, email="anna@example.org", person_id=anna.pk, state=Stand.SENT, due_at=at
    )
    Passage.objects.create(walk=walk, step=first, delivery=sent, at=at)
    Passage.objects.create(walk=walk, step=second, why=LATE, at=at)

    with django_assert_max_num_queries(32):
        shown = browser.get(f"{home}{sequence.pk}/").content.decode()
    way = browser.get(f"{home}{sequence.pk}/way/?person={anna.pk}").content.decode()
    step = browser.get(f"/c/{news.community.slug}/letters/{first.letter_id}/").content.decode()

    assert shown.count("sequence-reasons") == 1  # why the second gave nobody a letter
    assert "Anna" in shown
    assert "anna@example.org" in way
    assert way.count('<li class="card mb-2">') == 3
    assert f"/sequences/{sequence.pk}/" in step
    assert "schedule/" not in step


def test_a_step_is_added_changed_moved_and_rewritten_without_touching_what_was_sent(desk, news):
    browser, home = desk
    sequence = actions.begin_ready(news.community, news, "birthday", by=SYSTEM)
    place = f"{home}{sequence.pk}/"
    told = {"title": "Ещё", "wait": 2, "unit": 1440, "hour": "9", "condition": "opened", "segment": ""}

    browser.post(f"{place}steps/new/", told)
    first, second = sequence.steps.order_by("place")
    edited = browser.post(f"{place}steps/{first.pk}/edit/", told)
    browser.post(f"{place}steps/{second.pk}/edit/", told | {"wait": 3, "condition": "always"})
    browser.post(f"{place}steps/{second.pk}/move/", {"way": "up"})

    second.refresh_from_db()
    assert edited.status_code == 422  # nothing before the first could be opened
    assert (second.wait, second.hour, second.place) == (3 * 1440, 9, 1)
    assert second.letter.state == LetterState.DRAFT
    settings = {
        "title": "День рождения!", "newsletter": news.pk, "start": "date", "field": "birthday",
        "again": "after", "pause": 0, "late_days": 90,
    }  # fmt: skip
    assert browser.post(f"{place}edit/", settings).status_code == 422
    fit = settings | {"again": "yearly", "pause": 1, "late_days": 5, "lead_days": 3}
    assert browser.post(f"{place}edit/", fit | {"lead_days": 91}).status_code == 422
    assert browser.post(f"{place}edit/", fit).status_code == 302
    assert "за 3 дня" in browser.get(place).content.decode()
    ahead = fit | {"start": "ahead", "again": "once", "words": "бег"}
    assert browser.post(f"{place}edit/", ahead | {"endings": ["registered"]}).status_code == 422
    assert browser.post(f"{place}edit/", ahead).status_code == 302
    sequence.refresh_from_db()
    assert (sequence.again, sequence.lead_days, sequence.field) == ("each", 3, "")
