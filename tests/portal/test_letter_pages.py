"""A reader's own pages and the public newsletters: every word is theirs, and looking changes nothing."""

import re

import pytest
from django.test import Client
from tests import make
from tests.mailing import readers
from tests.people.test_recognising import do_jobs

from veche.kit.models import Letter as Mail
from veche.kit.time import as_datetime, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind
from veche.mailing import queries
from veche.mailing.models import Delivery, Subscription, SubscriptionChange, Suppression, Unfollowed
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import Frequency, LeftOut, Stand, SubscriptionState, Why
from veche.mailing.terms.subscribing import Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    """A newsletter with its consent."""
    return readers.newsletter(make.community(), consent_text="Присылайте новости.", consent_version=3)


@pytest.fixture
def letter(news):
    """A letter Anna got, and another that waits for her."""
    readers.people_named(news.community, "Anna")
    readers.subscribed(news, "Anna")
    sent = readers.letter(news)
    return Delivery.objects.create(letter=sent, email="anna@example.org", state=Stand.SENT, due_at=now())


def token(delivery):
    return token_of(queries.link_key(), delivery.pk)


def waiting_of(news, **more):
    """A delivery that waits to leave."""
    fields = {"email": "anna@example.org"} | more
    return Delivery.objects.create(letter=readers.letter(news), due_at=now(), state=Stand.WAITING, **fields)


def test_one_click_ends_a_newsletter_before_the_next_letter_and_looking_does_not(client, news, letter):
    waiting = waiting_of(news)
    place = f"/l/{token(letter)}/u"

    looked = client.get(place)
    after_look = Subscription.objects.get().state
    clicked = [client.post(place, {"List-Unsubscribe": "One-Click"}) for _ in range(2)]
    do_jobs()

    waiting.refresh_from_db()
    change = SubscriptionChange.objects.get()
    assert (looked.status_code, after_look) == (200, SubscriptionState.ON)
    assert [answer.status_code for answer in clicked] == [204, 204]
    assert Subscription.objects.get().state == SubscriptionState.OFF
    assert (waiting.state, waiting.why) == (Stand.LEFT_OUT, LeftOut.UNSUBSCRIBED)
    assert (change.way, change.delivery_id) == (Way.ONE_CLICK, letter.pk)
    assert Interaction.objects.filter(kind=Kind.UNSUBSCRIBED.number).count() == 1


def test_a_letter_of_a_newsletter_that_was_removed_is_unsubscribed_from_all_the_same(client, news, letter):
    own = f"/l/s/{queries.own_secret(Subscription.objects.get())}/"
    news.removed_at = as_datetime(now())
    news.save()
    place = f"/l/{token(letter)}/u"

    asked = client.get(place).content.decode()
    clicked = client.post(place, {"List-Unsubscribe": "One-Click"}).status_code
    after = client.get(place).content.decode()

    assert (clicked, client.get(own).status_code) == (204, 200)
    assert 'value="end"' in asked
    assert 'value="end"' not in after
    assert Subscription.objects.get().state == SubscriptionState.OFF


def test_who_changes_their_mind_on_the_page_is_subscribed_again(client, news, letter):
    place = f"/l/{token(letter)}/u"
    client.post(place, {"act": "end"})

    client.post(place, {"act": "again"})
    do_jobs()

    assert Subscription.objects.get().state == SubscriptionState.ON
    told = Interaction.objects.filter(subject__kind="newsletter").order_by("pk")
    assert [one.what for one in told] == [Kind.UNSUBSCRIBED, Kind.SUBSCRIBED]


def test_a_reader_chooses_topics_frequency_and_not_to_be_followed(client, news, letter):
    other = readers.newsletter(news.community, "Встречи", slug="events")
    readers.newsletter(news.community, "Для своих", slug="inner", is_public=False)
    place = f"/l/{token(letter)}/p"

    page = client.get(place).content.decode()
    client.post(place, {"topic": [other.pk, 10**9], f"frequency_{other.pk}": "monthly"})

    stands = dict(Subscription.objects.values_list("newsletter__title", "state"))
    assert "Встречи" in page
    assert "Для своих" not in page
    assert "anna@example.org" not in page
    assert stands == {"Новости": SubscriptionState.OFF, "Встречи": SubscriptionState.ON}
    assert Subscription.objects.get(newsletter=other).frequency == Frequency.MONTHLY
    assert Unfollowed.objects.get().email == "anna@example.org"


def test_who_wants_nothing_gets_nothing_until_they_say_otherwise(client, news, letter):
    waiting = waiting_of(news)
    place = f"/l/{token(letter)}/p"

    client.post(place, {"topic": news.pk, "nothing": "on", "followed": "on"})
    suppressed = Suppression.objects.get(ended_at=None).why
    waiting.refresh_from_db()
    client.post(place, {"topic": news.pk, "followed": "on"})

    assert suppressed == Why.ASKED
    assert waiting.why == LeftOut.SUPPRESSED
    assert not Suppression.objects.filter(ended_at=None).exists()
    assert Subscription.objects.get().state == SubscriptionState.ON


def test_a_form_subscribes_nobody_but_the_link_in_the_letter_does_with_its_proof(client, news):
    place = f"/n/{news.community.slug}/letters/{news.slug}/"

    asked = client.post(place, {"email": " Boris@Example.ORG "}, HTTP_USER_AGENT="Firefox")
    link = re.search(r"/l/c/\S+/", Mail.objects.get(to="boris@example.org").body).group()
    client.get(link)
    state_after_look = Subscription.objects.get().state
    confirmed = client.post(link, HTTP_USER_AGENT="Firefox")
    do_jobs()

    yes = SubscriptionChange.objects.get(way=Way.CONFIRMATION)
    assert asked.status_code == 200
    assert state_after_look == SubscriptionState.ASKED
    assert Subscription.objects.get().state == SubscriptionState.ON
    assert (yes.consent_text, yes.consent_version, yes.agent) == ("Присылайте новости.", 3, "Firefox")
    assert yes.network.endswith(".0")
    assert Subscription.objects.get().identity is not None
    assert client.get(confirmed.url).status_code == 200
    assert [Client().post(link).url, Client().get(link).url] == [confirmed.url, confirmed.url]
    Subscription.objects.update(state=SubscriptionState.OFF)
    assert [Client().post(link).status_code, Client().get(link).status_code] == [404, 404]


def test_a_form_floods_no_stranger_and_tells_nobody_who_reads(client, news):
    place = f"/n/{news.community.slug}/letters/{news.slug}/"
    readers.subscribed(news, "Anna")
    Suppression.objects.create(community=news.community, email="dead@example.org", why=Why.BOUNCED, at=now())
    before = Mail.objects.count()

    told = {
        client.post(place, {"email": email}).content
        for email in ("anna@example.org", "new@example.org", "dead@example.org")
    }
    again = [client.post(place, {"email": "new@example.org"}).status_code for _ in range(4)]
    trapped = client.post(place, {"email": "trapped@example.org", "website": "http://spam.example"})

    assert len(told) == 1
    assert again == [200] * 4
    assert trapped.status_code == 200
    assert Mail.objects.filter(to="new@example.org").count() == 2
    assert Mail.objects.count() == before + 3
    assert not Mail.objects.filter(to__in=["dead@example.org", "trapped@example.org"]).exists()


def test_a_mailbox_with_many_spellings_is_asked_no_more_than_others(client, news):
    place = f"/n/{news.community.slug}/letters/{news.slug}/"
    spellings = ("a.nna@gmail.com", "an.na+1@gmail.com", "anna+2@googlemail.com", "ann.a@gmail.com",
                 "i-vanov@ya.ru", "i.vanov@yandex.ru", "i-vanov+x@yandex.com")  # fmt: skip

    for email in spellings:
        client.post(place, {"email": email})

    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(spellings[:2] + spellings[4:6])


def test_one_network_cannot_ask_in_the_name_of_many(client, news):
    place = f"/n/{news.community.slug}/letters/{news.slug}/"

    answers = [client.post(place, {"email": f"a{n}@example.org"}).status_code for n in range(22)]

    assert answers.count(200) == 20
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "a b@example.org", "a@example.org\nBcc: x@y.zz", "ж" * 300]
)
def test_what_is_no_address_is_refused_in_words(client, news, email):
    answer = client.post(f"/n/{news.community.slug}/letters/{news.slug}/", {"email": email})

    assert answer.status_code == 422
    assert "адрес" in answer.content.decode()
    assert not Mail.objects.filter(subject__startswith="Подтвердите").exists()


def test_a_link_to_the_own_page_goes_to_the_address_alone(client, news):
    readers.subscribed(news, "Anna")
    place = f"/n/{news.community.slug}/mine/"

    answers = {
        client.post(place, {"email": email}).content for email in ("anna@example.org", "no@example.org")
    }
    link = re.search(r"/l/s/\S+/", Mail.objects.get(to="anna@example.org").body).group()
    client.post(link, {"nothing": "on"})

    assert len(answers) == 1
    assert not Mail.objects.filter(to="no@example.org").exists()
    assert Suppression.objects.get().why == Why.ASKED


def test_a_late_or_foreign_link_leads_nowhere(client, news, letter):
    readers.subscribed(news, "Boris", state=SubscriptionState.ASKED)
    row = Subscription.objects.get(email="boris@example.org")
    secret = queries.confirm_secret(row)
    Subscription.objects.filter(pk=row.pk).update(changed_at=as_datetime(now() - 8 * 86_400_000))
    own = queries.own_secret(row)

    places = [
        f"/l/c/{secret}/", f"/l/s/{own[:-1]}x/", f"/l/s/{secret}/", f"/l/{'A' * 24}/u", f"/l/{own}/p",
        f"/l/{token(letter)[:-1]}A/u/",
    ]  # fmt: skip

    assert [client.get(place).status_code for place in places] == [404] * 6
    assert [client.post(place).status_code for place in places] == [404] * 6


def test_a_newsletter_has_a_page_a_frame_and_a_feed(client, news):
    sent = readers.letter(news, "Что было в ноябре", number=1, published_at=now())
    readers.letter(news, "Ещё не вышло")
    home = f"/n/{news.community.slug}/letters/{news.slug}/"

    page, feed = client.get(home).content.decode(), client.get(f"{home}feed.xml").content.decode()
    frame = client.get(f"{home}embed/")

    assert sent.subject in page
    assert sent.subject in feed
    assert "Ещё не вышло" not in page + feed
    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert news.title in client.get(f"/n/{news.community.slug}/letters/").content.decode()
