"""The desk's pages: what they show, what they cost, who may, what the buttons do."""

import html
import io
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests import make
from tests.events.planned import client_of, evening, filled, url, weekly_from

from veche.core.terms import SYSTEM, Role
from veche.events.actions import save_event_hall, save_hall, save_venue, start_series
from veche.events.models import Event, Series, Venue, VenuePhoto
from veche.events.rules.templates import TEMPLATES
from veche.events.terms import EventState
from veche.kit.time import DAY, HOUR, Moment, now

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def client(community):
    return client_of(community)


def text_of(response):
    return response.content.decode()


def test_lists_and_pages_cost_few_queries(community, client):
    venue = save_venue(community, {"name": "Лофт", "country": "RU"}, by=SYSTEM)
    save_hall(venue, "Большой зал", 60, in_=community, by=SYSTEM)
    first = evening(community, title="Вечер", venue=venue, capacity=40)
    series = start_series(first, weekly_from(first), by=SYSTEM)
    past = Moment(now() - 20 * DAY)
    make.event(community, title="Давнее", starts=past, ends=Moment(past + HOUR), state=EventState.ANNOUNCED)
    pages = [
        (url("event_list", community), "Вечер"), (url("event_list", community) + "?view=past", "Давнее"),
        (url("event_list", community) + "?view=drafts", "Вечер"),
        (url("event_list", community) + "?view=month", "month-event"),
        (url("event_page", community, first.pk), "Лофт"),
        (url("event_edit", community, first.pk), "Большой зал"),
        (url("event_new", community), "About fifty people"),
        (url("series_page", community, series.pk), "Leave out"),
        (url("venue_list", community), "Лофт"), (url("venue_page", community, venue.pk), "Большой зал"),
    ]  # fmt: skip
    client.get(pages[0][0])

    for address, said in pages:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert said in text_of(response), address
        assert len(queries) <= MOST_QUERIES, (address, [one["sql"][:90] for one in queries])


def test_an_empty_desk_teaches(community, client):
    assert "Plan an event" in text_of(client.get(url("event_list", community)))
    assert "No venues yet" in text_of(client.get(url("venue_list", community)))
    assert "No series yet" in text_of(client.get(url("series_list", community)))


def test_an_event_is_planned_with_a_rule_and_announced_and_taken_back(community, client):
    sent = filled(community, repeats="week", every="2", count="3")

    page = client.post(url("event_new", community), sent, follow=True)

    assert "Вечер докладов" in text_of(page)
    assert Event.objects.count() == 3
    assert Series.objects.get().rule.startswith("FREQ=WEEKLY;INTERVAL=2")
    event = Event.objects.order_by("starts_at").first()
    move = url("event_move", community, event.pk)
    client.post(move, {"state": "open"})
    assert Event.objects.get(pk=event.pk).state == EventState.OPEN
    client.post(f"{move}?state=draft")
    assert Event.objects.get(pk=event.pk).state == EventState.DRAFT


@pytest.mark.parametrize("key", TEMPLATES)
def test_templates_fill_the_form_and_are_kept_with_the_event(community, client, key):
    shown = client.get(url("event_new", community), {"template": key})

    start = {name: shown.context["form"][name].value() for name in ("capacity", "kind", "most_seats")}
    client.post(url("event_new", community), filled(community, template=key, **start))

    event = Event.objects.get()
    assert (event.template, event.capacity) == (key, TEMPLATES[key].settings["capacity"])


def test_a_form_that_is_wrong_says_so_and_changes_nothing(community, client):
    response = client.post(
        url("event_new", community),
        filled(community, ends_at="2020-01-01T10:00", repeats="week", weekdays=["9"]),
    )

    assert response.status_code == 422
    assert Event.objects.count() == 0
    response = client.post(url("event_new", community), filled(community, ends_at="2020-01-01T10:00"))
    assert "It has to end after it starts." in text_of(response)


def test_a_venue_is_described_by_its_country_and_removed_and_restored(community, client):
    switched = client.post(url("venue_new", community), {"country": "DE", "name": "Halle", "recountry": "1"})
    assert "Halle" in text_of(switched)
    assert "country_area" not in text_of(switched)
    sent = {"name": "Лофт", "country": "RU", "street_address": "Покровка, 12", "city": "Москва",
            "country_area": "Москва", "postal_code": "12", "price": "1 500", "price_per": "hour"}  # fmt: skip

    assert client.post(url("venue_new", community), sent).status_code == 422
    client.post(url("venue_new", community), sent | {"postal_code": "101000", "point": "55.75, 37.64"})

    venue = Venue.objects.get()
    assert "Лофт" in text_of(client.get(url("venue_list", community), {"q": "ПОКРОВКА"}))
    assert (venue.price, venue.latitude) == (150_000, 55_750_000)
    assert venue.address_line == "Покровка, 12, Москва, 101000"
    client.post(url("venue_remove", community, venue.pk))
    assert "Лофт</option>" not in text_of(client.get(url("event_new", community)))
    client.post(url("venue_restore", community, venue.pk))
    assert "Лофт</option>" in text_of(client.get(url("event_new", community)))


def test_a_photo_is_drawn_anew_and_shown_to_the_team_alone(community, client):
    venue = save_venue(community, {"name": "Лофт"}, by=SYSTEM)
    file = io.BytesIO()
    image = Image.new("RGB", (3000, 1500), "teal")
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    image.save(file, "JPEG", exif=exif)
    file.seek(0)
    file.name = "a.jpg"

    client.post(url("photo_add", community, venue.pk), {"photo": file, "caption": "Вход"})

    photo = VenuePhoto.objects.get()
    assert b"SecretCamera" not in (settings.FILES / photo.file).read_bytes()
    response = client.get(url("venue_photo", community, photo.pk))
    assert Image.open(io.BytesIO(b"".join(response.streaming_content))).size == (1600, 800)
    client.post(url("photo_remove", community, photo.pk))
    assert client.get(url("venue_photo", community, photo.pk)).status_code == 404


def test_others_find_nothing_and_analysts_change_nothing(community):
    event, venue = evening(community), save_venue(community, {"name": "Лофт"}, by=SYSTEM)
    elsewhere = make.community()
    stranger, analyst = client_of(elsewhere), client_of(community, Role.ANALYST)

    for name, pk in (("event_page", event.pk), ("event_edit", event.pk), ("venue_page", venue.pk)):
        assert stranger.get(url(name, community, pk)).status_code == 404
        assert stranger.get(url(name, elsewhere, pk)).status_code == 404
    assert analyst.get(url("event_page", community, event.pk)).status_code == 200
    assert analyst.get(url("event_edit", community, event.pk)).status_code == 403
    assert analyst.post(url("event_move", community, event.pk), {"state": "open"}).status_code == 403
    assert client_of(community, Role.DOOR_VOLUNTEER).get(url("event_list", community)).status_code == 403


def test_a_change_and_a_hall_taken_out_come_back_by_the_button_of_their_message(community, client):
    event = evening(community, title="Вечер", capacity=10)
    hall = save_event_hall(event, "Поток", 70, by=SYSTEM)
    told = filled(community, capacity="20")

    for address in (
        url("event_edit", community, event.pk),
        url("event_hall_remove", community, event.pk, hall.pk),
    ):
        shown = text_of(client.post(address, told, follow=True))
        back = re.search(r'action="([^"]*(?:undo|restore)[^"]*)"', shown)[1]
        client.post(html.unescape(back))

    event.refresh_from_db()
    assert (event.title, event.capacity) == ("Вечер", 10)
    assert (event.halls.get().name, event.halls.get().capacity) == ("Поток", 70)
