"""Letters in a browser: their reader sees their own, anybody sees those of the archive and nobody's name."""

import pytest
from django.conf import settings
from tests import make
from tests.mailing import readers

from veche.core.terms import SYSTEM
from veche.kit.time import now
from veche.mailing import queries
from veche.mailing.actions import hide_letter, master_letter, move_letter, publish_letter
from veche.mailing.models import Delivery, Letter
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import LetterState, Stand

pytestmark = pytest.mark.django_db
HELLO = {"blocks": [{"kind": "text", "key": "b1", "text": "Здравствуй, {first_name|друг}! {email}"}]}


@pytest.fixture
def news():
    return readers.newsletter(make.community(), about="О забегах")


def issue(news, **more):
    """An issue that was sent to Anna."""
    fields = {"kind": "issue", "state": LetterState.SENDING, "content": HELLO,
              "subject": "{first_name|Друзья}, новости", "language": "ru"} | more  # fmt: skip
    letter = readers.letter(news, **fields)
    person = readers.people_named(news.community, "Anna")["Anna"]
    identity = person.attachments.get().identity
    got = Delivery.objects.create(
        letter=letter, email="anna@example.org", person_id=person.pk, identity=identity, state=Stand.SENT,
        due_at=now(),
    )  # fmt: skip
    master_letter(letter, 0, readers.sender(news.community), in_=news.community, by=SYSTEM)
    move_letter(letter, LetterState.SENT, in_=news.community, by=SYSTEM)
    return letter, got


def test_a_reader_sees_the_very_letter_they_got_in_a_frame_that_runs_nothing(client, news):
    letter, got = issue(news)
    Letter.objects.filter(pk=letter.pk).update(content={"blocks": []})  # drawn when it left
    place = f"/l/{token_of(queries.link_key(), got.pk)}/w"

    shown, framed = client.get(place), client.get(f"{place}/letter")
    forged = client.get(f"/l/{'A' * 24}/w")

    html, policy = framed.content.decode(), framed["Content-Security-Policy"]
    assert "Anna, новости" in shown.content.decode()
    assert 'content="noindex"' in shown.content.decode()
    assert "Здравствуй, Anna! anna@example.org" in html
    assert f"{place[:-1]}u" in html
    assert f"/letters/{news.slug}/1/" in shown.content.decode()  # to show it to others
    assert "sandbox allow-popups" in policy
    assert "allow-same-origin" not in policy
    assert "script" not in policy
    assert forged.status_code == 404


def test_an_issue_stands_in_the_archive_without_anybodys_name_or_links(client, news):
    issue(news)
    home = f"/n/{news.community.slug}/letters/{news.slug}/"

    shown, framed = client.get(f"{home}1/"), client.get(f"{home}1/letter/")
    feed, listed = client.get(f"{home}feed.xml"), client.get(home)
    mapped = client.get(f"/n/{news.community.slug}/letters/sitemap.xml")

    html = framed.content.decode()
    assert "Здравствуй, друг!" in html
    assert f'href="{settings.ADDRESS}/n/{news.community.slug}/mine/"' in html
    for told in (html, feed.content.decode(), shown.content.decode(), listed.content.decode()):
        assert "Anna" not in told
        assert "anna@" not in told
        assert "/l/" not in told
    assert 'property="og:title" content="Друзья, новости"' in shown.content.decode()
    assert "Здравствуй, друг!" in feed.content.decode()
    assert f"{home}1/" in mapped.content.decode()


def test_of_subjects_that_were_tried_the_archive_has_the_one_that_won(client, news):
    letter, _ = issue(news)
    letter.variants.create(number=1, subject="Новости без имён")
    Letter.objects.filter(pk=letter.pk).update(trial={"winner": 1})
    home = f"/n/{news.community.slug}/letters/{news.slug}/"

    told = [client.get(f"{home}{place}").content.decode() for place in ("", "1/", "feed.xml")]

    assert all("Новости без имён" in one for one in told)
    assert all("Друзья, новости" not in one for one in told)


def test_what_is_hidden_is_nobodys_and_comes_back_with_its_number(client, news):
    letter, _ = issue(news)
    place = f"/n/{news.community.slug}/letters/{news.slug}/1/"

    hide_letter(letter, by=SYSTEM)
    hidden = client.get(place).status_code
    back = [publish_letter(letter, by=SYSTEM) for _ in range(2)]

    assert (hidden, client.get(place).status_code) == (404, 200)
    assert {one.number for one in back} == {1}
    news.is_public = False
    news.save()
    assert client.get(place).status_code == 404
