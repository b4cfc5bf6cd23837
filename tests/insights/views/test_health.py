"""The page of health: what it says of a month, whose norm holds; also with nobody and with one."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests import make
from tests.insights import world

from veche.core.models import AuditEntry
from veche.core.terms import SYSTEM, Role
from veche.insights.models import OwnNorm
from veche.insights.rules.signs import SIGNS
from veche.kit.time import DAY, Moment, now
from veche.ledger import columns
from veche.ledger.actions import record_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return world.build(weeks=60)


@pytest.fixture
def client(community):
    return entering(community, Role.OWNER)


def entering(community, role, language="en"):
    client = Client()
    client.force_login(make.user(role, community.organisation, language=language))
    return client


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


def test_every_sign_stands_with_its_norm_its_past_and_what_helps(client, community):
    page = client.get(address(community, "health_page")).content.decode()

    for sign in SIGNS.values():
        assert f'id="sign-{sign.key}"' in page
        assert escape(sign.why) in page
    assert page.count("rule of thumb") >= len(SIGNS)
    assert "no total score" in page
    assert "as usual" in page or "than usual" in page
    assert "/overview/unanswered/people/?" in page


def test_what_is_told_of_too_few_has_no_verdict(client, community):
    page = client.get(address(community, "health_page")).content.decode()

    concentration = page.split('id="sign-concentration"')[1].split("</article>")[0]
    assert "fewer than 100" in concentration
    assert "too few to tell" in concentration
    assert "the norm</span>" not in concentration


def test_people_behind_a_number_are_as_many_as_it_says(client, community):
    page = client.get(address(community, "health_page")).content.decode()
    lost = page.split('id="sign-stickiness"')[1].split("</article>")[0]

    behind = lost.split('class="to-people text-reset" href="')[1].split('"')[0].replace("&amp;", "&")

    people = client.get(behind).content.decode()
    active = lost.split("who were active: ")[1].split("<")[0]
    assert f"Stickiness: {active} people" in people


def test_earlier_months_are_a_link_away(client, community):
    page = client.get(address(community, "health_page")).content.decode()
    earlier = page.split('aria-label="The month before"')[0].rsplit('href="', 1)[1].split('"')[0]

    before = client.get(address(community, "health_page") + earlier.replace("&amp;", "&")).content.decode()

    assert 'aria-label="The month after"' in before
    assert 'aria-label="The month after"' not in page


def test_an_own_norm_holds_is_audited_and_can_be_taken_back(client, community):
    form = {"low": "99", "high": "100", "reason": "We are a quiet club"}
    page = client.post(address(community, "norm_edit", "unanswered"), form, follow=True).content.decode()

    own = OwnNorm.objects.get(community=community, removed_at=None)
    unanswered = page.split('id="sign-unanswered"')[1].split("</article>")[0]
    assert "We are a quiet club" in unanswered
    assert "better than the norm" in unanswered
    assert AuditEntry.objects.filter(act="insights.set_norm").exists()

    page = client.post(address(community, "norm_remove", own.pk), follow=True).content.decode()
    assert "We are a quiet club" not in page
    page = client.post(address(community, "norm_restore", own.pk), follow=True)
    assert "We are a quiet club" in client.get(address(community, "health_page")).content.decode()


def test_a_second_norm_replaces_the_first_and_undo_brings_it_back(client, community):
    client.post(address(community, "norm_edit", "lost"), {"low": "1", "high": "3", "reason": "first"})
    first = OwnNorm.objects.get(removed_at=None)
    page = client.post(
        address(community, "norm_edit", "lost"), {"high": "9", "reason": "second"}, follow=True
    )

    assert address(community, "norm_restore", first.pk) in page.content.decode()
    client.post(address(community, "norm_restore", first.pk))
    assert OwnNorm.objects.get(removed_at=None) == first


@pytest.mark.parametrize(
    "wrong", [{}, {"low": "5", "high": "1"}, {"low": "-1"}, {"high": "101"}, {"low": "nan"}, {"high": "inf"}]
)
def test_a_norm_that_makes_no_sense_is_refused_beside_its_field(client, community, wrong):
    answer = client.post(address(community, "norm_edit", "first_word"), wrong)

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()
    assert not OwnNorm.objects.exists()


def test_the_file_has_a_row_for_every_sign(client, community):
    answer = client.get(address(community, "health_export"))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 1 + len(SIGNS)
    assert len(lines[0].split(",")) == 11 + 12


def test_nobody_and_one_person_have_a_page_without_verdicts():
    community = make.community("Пустые")
    client = entering(community, Role.OWNER, "ru")
    assert client.get(address(community, "health_page")).status_code == 200
    assert client.get(address(community, "health_export")).status_code == 200

    alone = [make.sighting("m1", "Есть кто живой?", who="1", at=Moment(now() - 40 * DAY))]
    record_many(alone, origin=make.origin(community), by=SYSTEM)
    columns.append(community.pk)
    world.describe(community, now())

    page = client.get(address(community, "health_page")).content.decode()
    assert "слишком мало данных" in page
    assert "в пределах нормы" not in page
