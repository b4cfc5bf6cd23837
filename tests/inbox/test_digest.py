"""Letters of what waits: at one's own hour and days, once a day, and none when nothing waits."""

import pytest
from django.test import Client
from tests import make
from tests.inbox.talking import QUESTION, hear, only, said, url

from veche.core.terms import SYSTEM, Role
from veche.inbox import actions, jobs, queries
from veche.inbox.models import Digest
from veche.kit.models import Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import as_datetime, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(community):
    """A moderator who wants a letter at midnight of every day, so that it is due now."""
    user = make.user(Role.MODERATOR, community, name="Марина", language="en")
    client = Client()
    client.force_login(user)
    every_day = {"hour": "0", "days": list("0123456")}
    assert client.post(url("digest_set", community), every_day).status_code == 302
    assert 'value="6"' in client.get(url("digest_page", community)).content.decode()
    return user


def test_a_letter_tells_what_waits_once_a_day(community, reader):
    hear(community, said(10))
    actions.assign_conversations([only(community)], reader, in_=community, by=SYSTEM)

    for _ in range(2):
        jobs.send_digests()

    letter = Letter.objects.get(to=reader.email)
    assert letter.subject == "Бегуны: waiting for an answer: 1"
    assert "Overdue: 0\nYours: 1" in letter.body
    assert QUESTION in letter.body
    assert url("conversation_page", community, only(community).pk) in letter.body
    assert queries.waiting_in(community, reader.pk) == (1, 0, 1)

    Digest.objects.update(sent_day=0)
    jobs.send_digests()
    assert Letter.objects.filter(to=reader.email).count() == 2


def test_no_letter_when_nothing_waits_or_it_is_not_the_time_or_nobody_may_read(community, reader):
    jobs.send_digests()
    hear(community, said(10))
    today = as_datetime(now(), community.time_zone).weekday()
    Digest.objects.update(sent_day=0, days=[day for day in range(7) if day != today])
    jobs.send_digests()
    Digest.objects.update(days=list(range(7)), hour=24)
    jobs.send_digests()
    Digest.objects.update(hour=0)
    reader.appointments.all().delete()
    jobs.send_digests()

    assert not Letter.objects.filter(to=reader.email).exists()


def test_letters_are_one_s_own_and_end_without_days(community, reader):
    actor = make.actor(Role.MODERATOR, community)
    with pytest.raises(Refusal):
        actions.set_digest(24, [1], in_=community, by=actor)
    with pytest.raises(NotAllowed):
        actions.set_digest(9, [1], in_=community, by=make.actor(Role.ANALYST, community))
    client = Client()
    client.force_login(reader)

    client.post(url("digest_set", community), {"hour": "9"})

    assert not Digest.objects.exists()
