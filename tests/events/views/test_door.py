"""The door's pages: by role, by link, without scripts, and as phones ask."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.events.guests import going

from veche.core.terms import SYSTEM, Role
from veche.events.actions import add_door, invite_device, revoke_device
from veche.events.models import Device, Guest, Scan, Seat
from veche.events.queries import ticket_code, ticket_number
from veche.kit.time import HOUR, Moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.event(starts=Moment(now() + HOUR))


def entering(event, role):
    client = Client()
    client.force_login(make.user(role, event.community, language="en"))
    return client


def url(name, event, *more):
    return reverse(f"events:{name}", args=[event.community.slug, event.pk, *more])


def test_a_volunteer_sees_the_door_and_nothing_else(event):
    going(event)
    client = entering(event, Role.DOOR_VOLUNTEER)

    home = client.get("/", follow=True)

    assert home.redirect_chain[-1][0] == reverse("events:door_events", args=[event.community.slug])
    assert event.title in home.content.decode()
    assert [line.title for line in home.context["frame"].parts[0].lines] == ["At the door"]
    assert client.get(url("door_page", event)).status_code == 200
    for name in ("event_page", "door_numbers", "door_badges", "door_names"):
        assert client.get(url(name, event)).status_code == 403


def test_without_scripts_a_code_a_name_and_a_stranger_come_in(event):
    anna = going(event, "Анна Ёлкина", seats=2)
    client = entering(event, Role.DOOR_VOLUNTEER)
    page, seat = url("door_page", event), anna.places.get(number=1)

    scanned = client.post(page, {"key": "1", "words": ticket_code(seat)}).content.decode()
    again = client.post(page, {"key": "2", "words": ticket_number(seat)}).content.decode()
    named = client.post(page, {"key": "3", "words": "елкина"}).content.decode()
    chosen = client.post(page, {"key": "4", "seat": anna.places.get(number=2).pk}).content.decode()
    Seat.objects.filter(guest=anna, number=2).update(name="Пётр")
    asked = client.post(page, {"key": "8", "words": "пётр"}).content.decode()
    walked = client.post(page, {"key": "5", "walk_in": "Борис"}).content.decode()
    strange = client.post(page, {"key": "6", "words": "V1FORGED"}).content.decode()
    undone = client.post(page, {"key": "7", "seat": seat.pk, "undo": "1"}).content.decode()
    # What was taken back never was, nor was its double.

    outcomes = [
        'data-outcome="in"', 'data-outcome="double"', "(2/2)", 'data-outcome="in"', 'data-outcome="in"',
        'data-outcome="unknown"', 'data-outcome="undo"',
    ]  # fmt: skip
    for body, outcome in zip((scanned, again, named, chosen, walked, strange, undone), outcomes, strict=True):
        assert outcome in body
    assert "data-outcome" not in asked
    assert Guest.objects.filter(state="came").count() == 2
    assert Seat.objects.filter(came_at__isnull=False).count() == 2


def test_a_link_opens_the_list_and_takes_scans_until_it_is_revoked(event):
    seat = going(event).places.get()
    made, secret = invite_device(event, "Телефон Оли", door=add_door(event, "Вход", by=SYSTEM), by=SYSTEM)
    phone, link = Client(enforce_csrf_checks=True), reverse("events:device_page", args=[secret])

    whole = phone.get(f"{link}list/").json()
    told = {"scans": [{"key": "a", "at": now(), "code": ticket_code(seat)}], "now": now(), "waiting": 3}
    body = json.dumps(told)
    answers = [phone.post(f"{link}scans/", body, "application/json").json()["answers"] for _ in range(2)]
    new = phone.get(f"{link}changes/?scan=0&change={whole['cursor'][1]}").json()

    assert phone.get(link).status_code == 200
    assert whole["rows"][0][2] == "Анна"
    assert answers[0] == answers[1]
    assert answers[0][0]["outcome"] == "in"
    assert new["rows"][0][5] == 1
    assert new["rows"][0][6] == "Вход"
    assert Device.objects.get().waiting == 3
    assert Scan.objects.count() == 1
    assert phone.post(f"{link}scans/", b"{}", "application/json").status_code == 400
    revoke_device(made, by=SYSTEM)
    for path in ("", "list/", "changes/", "worker.js", "app.webmanifest"):
        assert phone.get(link + path).status_code == 404
    assert phone.post(f"{link}scans/", body, "application/json").status_code == 404


def test_the_app_is_described_and_its_worker_is_bounded(event):
    link = reverse("events:device_page", args=[invite_device(event, "Телефон", by=SYSTEM)[1]])
    phone = Client()

    worker, manifest = phone.get(f"{link}worker.js"), phone.get(f"{link}app.webmanifest").json()

    assert worker.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert manifest["scope"] == manifest["start_url"] == link


def test_the_organiser_makes_doors_and_links_and_takes_back(event, django_assert_max_num_queries):
    seat = going(event).places.get()
    client = entering(event, Role.EVENT_ORGANISER)
    client.post(url("door_add", event), {"name": "Север"})
    twice = client.post(url("door_add", event), {"name": "Север"})
    made = client.post(url("device_invite", event), {"title": "Оля"})
    client.post(url("door_page", event), {"key": "1", "words": ticket_code(seat)})
    scan = Scan.objects.get()

    with django_assert_max_num_queries(18):
        page = client.get(url("door_numbers", event)).content.decode()
    undone = client.post(url("scan_undo", event, scan.pk))

    assert twice.status_code == 422
    assert "/d/" in made.content.decode()
    assert "data:image/svg+xml" in made.content.decode()
    assert "Анна" in page
    assert undone.status_code == 302
    assert Guest.objects.get().state == "going"
    fragment = client.get(url("door_numbers", event), HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in fragment
    for name in ("door_badges", "door_names"):
        assert client.get(url(name, event)).content.startswith(b"%PDF")
