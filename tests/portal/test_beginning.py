"""The first run: everything at one go, once, and never again."""

import pytest
from django.test import Client
from tests import make

from veche.core.models import Community, Organisation, User
from veche.kit.jobs import Job

pytestmark = pytest.mark.django_db

FIELDS = {
    "organisation": "Клуб", "name": "Ольга", "email": "olga@example.org", "password": make.PASSWORD,
    "community": "Бегуны", "language": "ru", "time_zone": "Europe/Moscow", "currency": "RUB",
    "accent": "teal",
}  # fmt: skip


def test_every_way_leads_to_the_first_run_until_somebody_founded():
    for path in ("/", "/me/", "/account/login/"):
        answer = Client().get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/first-run/")


def test_the_first_page_founds_and_signs_the_owner_in():
    browser = Client()
    answer = browser.post("/first-run/", FIELDS)

    assert answer.url.startswith("/c/beguny/")
    community = Community.objects.get()
    assert (community.name, community.accent, community.organisation.name) == ("Бегуны", "teal", "Клуб")
    assert browser.get("/me/").status_code == 200


def test_one_click_asks_for_a_demo_instead():
    wish = {key: FIELDS[key] for key in ("organisation", "name", "email", "password")}
    Client().post("/first-run/", wish | {"demo": "1"})

    assert Community.objects.get().is_demo
    assert Job.objects.filter(name="portal.jobs.fill_demo").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"password": "1234"}, "password"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"community": ""}, "community"),
    ],
)
def test_bad_answers_change_nothing_and_stand_at_their_fields(change, field):
    answer = Client().post("/first-run/", FIELDS | change)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_nobody_founds_twice():
    Client().post("/first-run/", FIELDS)
    answer = Client().post("/first-run/", FIELDS | {"email": "thief@example.org"})

    assert answer.status_code == 302
    assert not User.objects.filter(email="thief@example.org").exists()
