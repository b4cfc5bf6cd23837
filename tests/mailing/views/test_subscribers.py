"""The subscribers of a newsletter: found, taken over whole or not at all, unsubscribed and back, proved."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import make
from tests.examples import examples
from tests.mailing import readers
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.ledger.actions import record_many
from veche.ledger.models import Channel
from veche.ledger.terms import Handle, Kind, Place
from veche.mailing.models import Delivery, Subscription
from veche.mailing.queries.subscribers import growth_of
from veche.mailing.rules.lists import read_list
from veche.mailing.terms import Stand, SubscriptionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return readers.newsletter(make.community(), consent_text="Присылайте.")


@pytest.fixture
def desk(news):
    """A browser of an owner and the address of the page."""
    browser = Client()
    browser.force_login(make.user(Role.OWNER, news.community))
    return browser, f"/c/{news.community.slug}/letters/newsletters/{news.pk}/subscribers/"


def states():
    return dict(Subscription.objects.values_list("email", "state"))


def test_a_pasted_list_comes_whole_or_not_at_all(desk, news):
    browser, home = desk
    readers.subscribed(news, "Boris", state=SubscriptionState.OFF)
    good = "почта;имя\nanna@example.org;Анна\nБорис <BORIS@example.org>\n\nanna@example.org"

    refused = browser.post(f"{home}import/", {"list": good + "\nкто-то\nx@y;a@b.ru;c@d.ru\nno@dots"})
    before = states()
    browser.post(f"{home}import/", {"list": good})
    browser.post(f"{home}import/", {"list": good})

    told = refused.content.decode()
    assert refused.status_code == 422
    assert all(f" {row}" in told for row in (6, 7, 8))
    assert before == {"boris@example.org": "off"}
    assert states() == {"boris@example.org": "off", "anna@example.org": "on"}


@pytest.mark.parametrize("is_public", [True, False])
def test_the_public_page_is_led_to_from_the_list_and_the_newsletter(desk, news, is_public):
    browser, home = desk
    news.__class__.objects.filter(pk=news.pk).update(is_public=is_public)
    address = f"/n/{news.community.slug}/letters/{news.slug}/"

    pages = (home.removesuffix(f"{news.pk}/subscribers/"), home.replace("subscribers", "edit"), home)

    for page in pages:
        assert (f'{address}"' in browser.get(page).content.decode()
                or f"{address}<" in browser.get(page).content.decode()) is is_public  # fmt: skip
    assert browser.get(address).status_code == (200 if is_public else 404)


def test_of_an_imported_list_those_come_whose_last_word_was_yes(desk, news):
    browser, home = desk
    place = Place("mailchimp", "old", "Старый список", "list")
    seen = [
        make.sighting(n, handle=Handle("email", f"{who}@example.org"), kind=kind, place=place)
        for n, (who, kind) in enumerate([
            ("anna", Kind.SUBSCRIBED), ("boris", Kind.SUBSCRIBED), ("boris", Kind.UNSUBSCRIBED),
        ])
    ]  # fmt: skip
    record_many(seen, origin=make.origin(news.community), by=SYSTEM)
    do_jobs()

    answer = browser.post(f"{home}import/", {"channel": Channel.objects.get(network="mailchimp").pk})

    assert answer.status_code == 302
    assert states() == {"anna@example.org": "on"}


def test_somebody_is_added_found_unsubscribed_and_back_with_every_word_proved(desk, news):
    browser, home = desk
    browser.post(home, {"email": "Anna@Example.org", "proof": "=на ярмарке"})
    row = Subscription.objects.get()
    waiting = Delivery.objects.create(letter=readers.letter(news), email=row.email, due_at=0)

    browser.post(f"{home}{row.pk}/end/")
    off = states()
    browser.post(f"{home}{row.pk}/again/")

    waiting.refresh_from_db()
    proof = browser.get(f"{home}{row.pk}/").content.decode()
    table = b"".join(browser.get(f"{home}file/?state=on").streaming_content).decode()
    assert (off, states()) == ({"anna@example.org": "off"}, {"anna@example.org": "on"})
    assert waiting.state == Stand.LEFT_OUT
    assert "=на ярмарке" in proof
    assert proof.count("Присылайте.") == 2
    assert "anna@example.org,on" in table
    assert "anna@" not in browser.get(f"{home}?state=off").content.decode()
    assert (growth_of(news)[-1].came, growth_of(news)[-1].went) == (2, 1)


@given(st.lists(st.text(max_size=40), max_size=12))
@settings(max_examples=examples(40), deadline=None)
def test_whatever_is_pasted_is_read_or_refused_by_its_row(rows):
    emails, faults = read_list("\n".join(rows))

    assert emails or faults
    assert all("@" in email and email == email.lower() for email in emails)
