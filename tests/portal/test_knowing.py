"""One click: whoever is known comes without a form; a link of one event opens no page of another."""

import re

import pytest
from django.test import Client
from tests import make
from tests.events.filled import form, registered

from veche.core.terms import SYSTEM, Role
from veche.events.actions import keep_ticket_type
from veche.events.models import Guest
from veche.events.queries import link_of
from veche.events.terms import GuestState

pytestmark = pytest.mark.django_db


def page_of(event):
    return f"/e/{event.community.slug}/{event.slug}/"


def opened(guest):
    """A browser in which a guest's own page was opened."""
    client = Client(enforce_csrf_checks=True)
    assert client.get(link_of(guest)).status_code == 200
    return client


def click(client, event):
    """Press the one button, as often as wished."""
    page = client.get(page_of(event) + "?language=en").content.decode()
    told = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("key", "csrfmiddlewaretoken")
    }
    return [client.post(page_of(event) + "come/", told) for _ in range(2)]


def test_who_opened_their_own_page_comes_to_the_next_event_with_one_click():
    last = registered(make.event(title="Март"), "Аня", email="anna@example.org", phone="+79161234567")
    event = make.event(last.event.community, "Апрель")
    client = opened(last)

    answers = click(client, event)

    guest = Guest.objects.get(event=event)
    assert (guest.name, guest.email, guest.phone, guest.state) == (last.name, last.email, last.phone, "going")
    assert {answer["Location"].split("?")[0] for answer in answers} == {link_of(guest).split("8000")[-1]}
    assert "on the list already" in client.get(page_of(event) + "?language=en").content.decode()
    assert "Аня" not in Client().get(page_of(event)).content.decode()


def test_by_an_address_alone_nobody_learns_who_comes_and_who_was_unsure_says_yes_with_a_click():
    event = make.event(title="Апрель")
    victim = registered(event, "Анна", email="anna@example.org")
    liar = registered(make.event(event.community, "Март"), "Ложь", email="anna@example.org")
    unsure = registered(event, "Боря", answer="interested")

    shown = opened(liar).get(page_of(event) + "?language=en").content.decode()
    pages = [answer["Location"] for answer in click(opened(liar), event)]
    click(opened(unsure), event)

    assert "on the list already" not in shown
    assert "Register as Ложь" in shown
    for page in (shown, *pages):
        assert link_of(victim).split("/g/")[1] not in page
    unsure.refresh_from_db()
    assert unsure.state == GuestState.GOING
    assert Guest.objects.filter(event=event, name="Боря").count() == 1


def test_another_community_another_site_and_whoever_says_not_me_get_the_plain_form():
    last = registered(make.event(title="Март"), "Аня")
    event = make.event(last.event.community, "Апрель")
    elsewhere = make.event(make.community("Другие", in_=last.event.community.organisation))
    client = opened(last)

    assert "come/" not in client.get(page_of(elsewhere)).content.decode()
    assert client.post(page_of(event) + "come/", {"key": "k" * 20}).status_code == 403
    word = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get(page_of(event)).content.decode())[1]
    client.post(page_of(event) + "forget-me/", {"csrfmiddlewaretoken": word})
    client.post(page_of(event) + "come/", {"csrfmiddlewaretoken": word})

    assert "come/" not in client.get(page_of(event)).content.decode()
    assert not Guest.objects.filter(event=event).exists()


def test_who_is_signed_in_has_the_click_and_a_choice_still_has_its_form(client):
    event = make.event()
    user = make.user(Role.EDITOR, in_=event.community)
    client.force_login(user)
    answer = client.post(page_of(event) + "come/", {"key": "a-key-that-is-long"})
    choosing = make.event(event.community, "С выбором")
    for title in ("Партер", "Балкон"):
        keep_ticket_type(choosing, {"title": title}, in_=event.community, by=SYSTEM)

    shown = client.get(page_of(choosing)).content.decode()

    assert answer.status_code == 302
    assert Guest.objects.get().email == user.email
    assert f'value="{user.name}"' in shown
    assert "come/" not in shown
    assert client.post(page_of(choosing) + "come/", {"key": "a-key-that-is-long"}).status_code == 422
    assert client.post(page_of(choosing), form()).status_code == 422
