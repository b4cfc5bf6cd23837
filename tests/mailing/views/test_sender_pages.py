"""The pages of senders and of a letter on its way: tried in words, limits refused whole, doubts decided."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from tests import make
from tests.mailing import readers
from tests.mailing.sending.world import lane, letter_to, run_out, states
from tests.mailing.servers import serving
from tests.people.test_recognising import do_jobs

from veche.core.terms import Role
from veche.kit.time import DAY, Moment, as_datetime, now
from veche.mailing.actions.preparing import senders_for
from veche.mailing.jobs.providers import backend_of
from veche.mailing.models import KeptLetter, Sender, Suppression
from veche.mailing.queries.sending import access_of, progress_of
from veche.mailing.queries.sending.progress import FULL
from veche.mailing.terms import LetterState, SenderState, Stand, SubscriptionState, Why
from veche.mailing.terms.delivering import LEFT_OUT_TITLES

pytestmark = pytest.mark.django_db
FIELDS = {"title": "Сервер", "address": "news@club.example", "share": "1", "lanes": "1"}


@pytest.fixture
def community():
    return make.community()


@pytest.fixture
def client(community):
    client = Client()
    client.force_login(make.user(Role.OWNER, community))
    return client


def url(name, community, *args):
    return reverse(f"mailing:{name}", args=[community.slug, *args])


def text(response) -> str:
    return response.content.decode()


def test_a_server_is_added_tried_and_found_to_work_in_words(client, community, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    with serving() as server:
        place = {"host": "127.0.0.1", "port": str(server.port), "security": "none"}
        client.post(url("sender_new", community, "smtp"), FIELDS | place)
        do_jobs()
        sender = Sender.objects.get()
        shown = text(client.get(url("sender_page", community, sender.pk)))

    assert access_of(sender)["host"] == "127.0.0.1"
    assert [good for _, _, good in sender.findings[:2]] == [True, True]
    assert len(server.letters) == 1
    assert str(server.letters[0][1]) in shown


def test_what_cannot_be_is_refused_with_every_reason(client, community):
    told = FIELDS | {"address": "nobody", "host": "a b", "port": "99999", "domain_limits": "mail.ru"}

    shown = client.post(url("sender_new", community, "smtp"), told)

    assert shown.status_code == 422
    assert not Sender.objects.exists()
    told |= {"domain_limits": "mail.ru 300", "host": "smtp.example.org", "security": "none", "login": "us"}
    assert client.post(url("sender_new", community, "smtp"), told).status_code == 422


def test_a_secret_stays_where_nothing_is_given_and_is_never_shown(client, community):
    place = {"host": "smtp.example.org", "security": "tls", "login": "us", "password": "the secret"}
    client.post(url("sender_new", community, "smtp"), FIELDS | place)
    sender = Sender.objects.get()

    client.post(
        url("sender_change", community, sender.pk), FIELDS | place | {"password": "", "title": "Другой"}
    )
    shown = text(client.get(url("sender_change", community, sender.pk)))

    sender.refresh_from_db()
    assert sender.title == "Другой"
    assert access_of(sender)["password"] == "the secret"
    assert "the secret" not in shown + sender.settings


def test_a_secret_never_goes_to_a_server_it_was_not_given_for(client, community):
    place = {"host": "smtp.example.org", "security": "tls", "login": "us", "password": "the secret"}
    client.post(url("sender_new", community, "smtp"), FIELDS | place)
    sender = Sender.objects.get()

    other = FIELDS | place | {"host": "smtp.elsewhere.example", "password": ""}
    refused = client.post(url("sender_change", community, sender.pk), other)

    sender.refresh_from_db()
    assert refused.status_code == 422
    assert access_of(sender)["host"] == "smtp.example.org"


def test_a_provider_is_added_with_all_that_its_library_asks_for(client, community):
    told = FIELDS | {"provider": "unisender_go", "token": "key"}
    address = "https://go1.unisender.ru/ru/transactional/api/v1"

    refused = [
        client.post(url("sender_new", community, "provider"), told | wrong).status_code
        for wrong in ({}, {"interface": "http://go1.unisender.ru/"}, {"provider": "mailjet"}, {"token": ""})
    ]
    client.post(url("sender_new", community, "provider"), told | {"interface": address})
    client.post(url("sender_new", community, "provider"),
                told | {"provider": "mailjet", "second_key": "hidden"})  # fmt: skip

    by_name = {one.provider: one for one in Sender.objects.all()}
    assert refused == [422] * 4
    assert backend_of(by_name["unisender_go"]).api_url == f"{address}/"
    assert backend_of(by_name["mailjet"]).secret_key == "hidden"
    assert address in text(client.get(url("sender_change", community, by_name["unisender_go"].pk)))


def test_a_domain_in_letters_of_its_own_is_kept_as_servers_know_it(client, community, settings):
    settings.MAY_REACH = ["127.0.0.1"]
    own = {"address": "news@клуб.рф", "return_domain": "возврат.клуб.рф"}
    with serving() as server:
        place = {"host": "127.0.0.1", "port": str(server.port), "security": "none"}
        client.post(url("sender_new", community, "smtp"), FIELDS | place | own)
        do_jobs()
    odd = client.post(url("sender_new", community, "smtp"), FIELDS | place | {"return_domain": "b@c.example"})

    sender = Sender.objects.get()
    assert (sender.address, sender.return_domain) == (
        f"news@{'клуб.рф'.encode('idna').decode()}", "возврат.клуб.рф".encode("idna").decode()
    )  # fmt: skip
    assert f"From: {sender.address}".encode() in server.letters[0][2]
    assert odd.status_code == 422


def test_a_key_is_made_and_its_record_shown(client, community):
    sender = readers.sender(community, kind="smtp")

    client.post(url("sender_key", community, sender.pk), {"dkim_selector": "veche", "kind": "ed25519"})

    assert "v=DKIM1; k=ed25519; p=" in text(client.get(url("sender_page", community, sender.pk)))


def test_a_sender_is_held_and_opened_and_strangers_may_not(client, community):
    sender = readers.sender(community)
    client.post(url("sender_switch", community, sender.pk), {"is_on": "no"})
    sender.refresh_from_db()
    assert sender.state == SenderState.HELD

    writer = Client()
    writer.force_login(make.user(Role.EDITOR, community))
    assert writer.get(url("sender_list", community)).status_code == 403
    assert writer.post(url("sender_switch", community, sender.pk), {"is_on": "yes"}).status_code == 403


def test_what_was_meant_for_a_sender_that_is_removed_goes_by_the_others(client, community):
    gone, other = readers.sender(community), readers.sender(community)
    letter = letter_to(community, "Anna", sender=gone)
    news, draft = letter.newsletter, readers.letter(letter.newsletter, sender=gone)
    news.sender = gone
    news.save()

    client.post(url("sender_remove", community, gone.pk))
    run_out(lane(other))

    draft.refresh_from_db()
    assert states(letter) == {"anna": Stand.SENT}
    assert senders_for(draft) == [other]


def test_without_a_server_letters_are_kept_and_read_on_a_page(client, community):
    sender = readers.sender(community)
    letter_to(community, "Anna", sender=sender)
    run_out(lane(sender))
    kept = KeptLetter.objects.get()

    listed = text(client.get(url("sender_page", community, sender.pk)))
    shown = text(client.get(url("kept_letter", community, kept.pk)))

    assert "anna@example.org" in listed
    assert "List-Unsubscribe" in shown


def test_whom_servers_refused_is_tried_again_unless_nobody_is_there(client, community):
    letter = letter_to(community, "Anna", "Boris", sender=readers.sender(community))
    letter.deliveries.update(state=Stand.FAILED, answer="550 5.7.1 blocked")
    Suppression.objects.create(community=community, email="boris@example.org", why=Why.BOUNCED, at=now())
    letter.__class__.objects.update(state=LetterState.SENT)
    place = url("refused_retry", community, letter.pk)

    assert place in text(client.get(url("letter_progress", community, letter.pk)))
    client.post(place)
    run_out(lane(Sender.objects.get()))

    letter.refresh_from_db()
    assert (letter.state, states(letter)) == (LetterState.SENT, {"anna": Stand.SENT, "boris": Stand.FAILED})


def test_of_a_letter_given_up_midway_is_shown_whom_it_left_for_and_why_not_for_others(client, community):
    letter = letter_to(community, "Anna", "Boris", "Vera", sender=readers.sender(community, per_day=1))
    letter.newsletter.subscriptions.filter(email="anna@example.org").update(state=SubscriptionState.OFF)
    run_out(lane(Sender.objects.get()))
    client.post(url("letter_cancel", community, letter.pk))
    do_jobs()

    shown = text(client.get(url("letter_progress", community, letter.pk)))
    home = text(client.get(url("letter_page", community, letter.pk)))

    assert sorted(states(letter).values()) == [Stand.SENT, Stand.LEFT_OUT, Stand.LEFT_OUT]
    assert all(f"{gettext(LEFT_OUT_TITLES[why])}: 1" in shown for why in ("unsubscribed", "cancelled"))
    assert url("figure_page", community, letter.pk) in home


def test_a_letter_on_its_way_says_what_keeps_it_from_leaving(client, community):
    sender = readers.sender(community, title="Почта клуба", per_day=1)
    letter = letter_to(community, "Anna", "Boris", "Vera", sender=sender)
    place = url("letter_progress", community, letter.pk)

    run_out(lane(sender))
    full = progress_of(letter)
    shown = text(client.get(place))
    Sender.objects.update(state=SenderState.BROKEN, trouble="535 wrong password")
    broken = text(client.get(place))
    Sender.objects.update(removed_at=now())

    assert full.counts == {Stand.SENT: 1, Stand.WAITING: 2}
    assert full.left > 24 * 3600
    assert (full.hindrances[0].why, full.hindrances[0].until) == (FULL, as_datetime(Moment(day_after())))
    assert "Почта клуба" in shown
    assert "535 wrong password" in broken
    assert len(progress_of(letter).hindrances) == 1


def test_before_it_leaves_a_letter_says_how_long_the_limits_make_it(client, community):
    first = readers.sender(community, per_day=1, share=1)
    readers.sender(community, share=1)
    news = readers.newsletter(community)
    readers.subscribed(news, *(f"N{number}" for number in range(8)))
    letter = readers.letter(news, kind="issue")

    both = text(client.get(url("letter_part", community, letter.pk, "audience")))
    letter.__class__.objects.update(sender=first)
    alone = text(client.get(url("letter_part", community, letter.pk, "audience")))

    assert re.search(r"in 3 days|через 3 дня", both)
    assert re.search(r"in 7 days|через 7 дней", alone)


def day_after() -> int:
    return now() - now() % DAY + DAY


def test_a_letter_on_its_way_is_paused_and_doubts_are_decided(
    client, community, django_assert_max_num_queries
):
    sender = readers.sender(community)
    letter = letter_to(community, "Anna", "Boris", "Vera", sender=sender)
    anna, boris, _ = letter.deliveries.order_by("pk")
    letter.deliveries.filter(pk__in=[anna.pk, boris.pk]).update(
        state=Stand.DOUBTFUL, answer="the line broke", sent_at=now()
    )

    client.post(url("letter_pause", community, letter.pk))
    with django_assert_max_num_queries(25):
        shown = text(client.get(url("letter_progress", community, letter.pk)))
    client.post(url("doubtful_decide", community, letter.pk), {"delivery": [anna.pk], "was_sent": "yes"})
    client.post(url("doubtful_decide", community, letter.pk), {"delivery": [boris.pk], "was_sent": "no"})

    letter.refresh_from_db()
    assert letter.state == LetterState.PAUSED
    assert "the line broke" in shown
    assert states(letter) == {"anna": Stand.SENT, "boris": Stand.WAITING, "vera": Stand.WAITING}

    client.post(url("letter_resume", community, letter.pk))
    run_out(lane(sender))
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
