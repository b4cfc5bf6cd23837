"""A speaker is asked by a letter and answers by its link: all of it once, and it can be taken back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import make

from veche.channels.actions import connect_channel
from veche.channels.models import Outgoing, Reach
from veche.core.actions import dismiss_user
from veche.core.queries import actor_of
from veche.core.terms import SYSTEM, Actor, Role
from veche.events import jobs
from veche.events.actions import (
    add_speaking,
    answer_asking,
    ask_speaker,
    forget_speakers,
    move_speaking,
    record_answers,
    record_speakers,
    restore_asking,
    save_session,
    save_speaker,
    tell_answer,
    tell_asked,
    withdraw_asking,
)
from veche.events.models import Asking, Event, Session, Slides, Speaker, Speaking
from veche.events.queries import asking_at
from veche.events.queries.belongings import what_events_keep
from veche.events.queries.programme.asking import ready_ask, speakers_diets
from veche.events.queries.programme.speakers import speaking_of
from veche.events.terms.asking import Ask
from veche.events.terms.programme import Step
from veche.kit.jobs import drain
from veche.kit.models import Job, Letter
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, MINUTE, Moment, moment, now
from veche.ledger.actions import open_origin, record_many
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Handle, Kind, Place

pytestmark = pytest.mark.django_db
VISITOR = Actor(name="гость", address="192.0.2.7", is_machine=True)
KEY = "a" * 32
ASK = Ask("Речь", "Скажете? {link}", remind_days=5)
PDF = b"%PDF-1.7 slides"


@pytest.fixture
def speaking():
    event = make.event(language="ru")
    session = save_session(event, title="О беге", minutes=40, by=SYSTEM)
    speaker = save_speaker(event.community, name="Анна", email="anna@example.org", by=SYSTEM)
    return add_speaking(session, speaker, by=SYSTEM)


def asked(speaking, **changes):
    """Ask somebody; a minute later the letter is written. Answers the path of the link in it."""
    asking = ask_speaker(speaking, ASK._replace(**changes), key=KEY, by=SYSTEM)
    pass_time(asking, 2 * MINUTE)
    tell_asked(asking.pk, by=SYSTEM)
    return "/speak/" + re.search(r"/speak/([\w-]+/)", Letter.objects.latest("pk").body)[1]


def pass_time(asking, milliseconds):
    for name in ("asked_at", "told_at", "answered_at"):
        known = Asking.objects.filter(pk=asking.pk).values_list(name, flat=True)[0]
        if known:
            Asking.objects.filter(pk=asking.pk).update(**{name: Moment(moment(known) - milliseconds)})


def step():
    return Speaking.objects.get().step


def test_asked_twice_it_is_one_letter_and_taken_back_it_goes_to_nobody(speaking):
    first = ask_speaker(speaking, ASK, key=KEY, by=SYSTEM)
    again = ask_speaker(speaking, ASK, key=KEY, by=SYSTEM)
    tell_asked(first.pk, by=SYSTEM)
    early, stood = Letter.objects.count(), step()
    withdraw_asking(first, by=SYSTEM)
    pass_time(first, 2 * MINUTE)
    tell_asked(first.pk, by=SYSTEM)
    taken_back = (Letter.objects.count(), step())
    restore_asking(first, by=SYSTEM)
    for _ in range(2):
        tell_asked(first.pk, by=SYSTEM)

    assert (first.pk, early, stood) == (again.pk, 0, Step.ASKED)
    assert taken_back == (0, Step.IDEA)
    assert step() == Step.ASKED
    (letter,) = Letter.objects.all()
    assert letter.to == "anna@example.org"
    assert first.digest not in letter.body
    with pytest.raises(NotAllowed):
        ask_speaker(speaking, ASK, key="b" * 32, by=make.actor(Role.DOOR_VOLUNTEER))


def test_whoever_asked_is_told_of_the_answer_once_it_stands(speaking):
    community = speaking.session.event.community
    asker = make.user(Role.EVENT_ORGANISER, community, language="ru")
    asking = ask_speaker(speaking, ASK, key=KEY, by=actor_of(asker))
    for answer, words in (("agreed", ""), ("declined", ""), ("otherwise", "Лучше в мае")):
        answer_asking(asking, answer, words, by=VISITOR)
    Job.objects.filter(name="events.jobs.tell_answer").update(due_at=now())
    drain()

    (letter,) = Letter.objects.filter(to=asker.email)
    assert letter.subject == "Анна: лучше иначе"
    assert all(words in letter.body for words in ("О беге", "Лучше в мае", "/programme/"))
    dismiss_user(asker, in_=community.organisation, by=SYSTEM)
    assert not tell_answer(asking, by=SYSTEM)


def test_all_that_is_wrong_with_a_letter_is_said_at_once(speaking):
    save_speaker(speaking.session.event.community, speaking.speaker, email="", by=SYSTEM)
    with pytest.raises(Refusal) as wrong:
        ask_speaker(speaking, Ask("", " ", "mail", 99), key=KEY, by=SYSTEM)

    assert {one.field for one in wrong.value.reasons} == {"subject", "text", "way", "remind_days"}
    assert "{link}" in ready_ask(speaking).body
    assert not Asking.objects.exists()


def test_by_the_link_a_speaker_agrees_puts_the_talk_right_and_brings_slides(speaking, client, settings):
    Event.objects.update(asks_diets=True)
    page = asked(speaking)
    before = client.get(page).content.decode()
    after_look = (step(), Asking.objects.get().answer)
    early = client.post(page, {"act": "slides", "file": SimpleUploadedFile("a.pdf", PDF)})
    client.post(page, {"act": "agreed", "words": "Охотно"})
    agreed = step()
    told = {"act": "correct", "title": "О беге зимой", "abstract": "<img src=x>", "bio": "Бегу"}
    client.post(page, told)
    needs = {"act": "needs", "needs": ["projector"], "diets": ["vegan"]}
    unsaid = client.post(page, needs)
    client.post(page, needs | {"diet_consent": "on"})
    wrong = [
        client.post(page, {"act": "slides", "file": SimpleUploadedFile(name, content)}).status_code
        for name, content in (("a.pdf", b"MZ"), ("a.html", b"<script>"), ("a.pdf", b""))
    ]
    client.post(page, {"act": "slides", "file": SimpleUploadedFile("../Бег.pdf", PDF)})
    slides, asking = Slides.objects.get(), Asking.objects.get()
    file = client.get(f"{page}slides/{slides.pk}/")
    with_slides = step()
    client.post(page, {"act": "remove", "slides": slides.pk})

    assert "О беге" in before
    assert after_look == (Step.ASKED, "")
    assert (early.status_code, agreed, with_slides, step()) == (422, Step.AGREED, Step.SLIDES, Step.AGREED)
    assert (Session.objects.get().title, Speaker.objects.get().bio) == ("О беге зимой", "Бегу")
    assert "<img src=x" not in client.get(page).content.decode()
    assert (asking.words, asking.needs, asking.diets) == ("Охотно", ["projector"], ["vegan"])
    assert (unsaid.status_code, speakers_diets(speaking.session.event).count()) == (422, 1)
    assert wrong == [422, 422, 422]
    assert (b"".join(file), slides.name) == (PDF, "Бег.pdf")
    assert file["Content-Disposition"].startswith("attachment")
    assert file["Content-Type"] == "application/octet-stream"
    assert client.get(f"{page}slides/{slides.pk}/").status_code == 404
    client.post(page, {"act": "restore", "slides": slides.pk})
    assert step() == Step.SLIDES
    assert (settings.FILES / slides.file).read_bytes() == PDF


def test_who_declines_stands_as_asked_and_the_ledger_hears_of_it_once(speaking, client):
    page = asked(speaking)
    client.post(page, {"act": "agreed"})
    client.post(page, {"act": "declined", "words": "В отъезде"})
    client.post(page, {"act": "declined", "words": "В отъезде"})
    community, asking = speaking.session.event.community, Asking.objects.get()
    early = record_answers(in_=community, by=SYSTEM)
    pass_time(asking, HOUR)
    told = [record_answers(in_=community, by=SYSTEM) for _ in range(2)]
    wordless = client.post(page, {"act": "otherwise"})

    assert (step(), asking.answer, asking.words) == (Step.ASKED, "declined", "В отъезде")
    assert (early, told) == (0, [1, 0])
    assert Interaction.objects.filter(kind=Kind.DECLINED.number).count() == 1
    assert wordless.status_code == 422
    assert client.post(page, {"act": "otherwise", "words": "В мае"}).status_code == 302


def test_who_says_nothing_is_reminded_once(speaking):
    asked(speaking)
    asking = Asking.objects.get()
    jobs.remind_speakers.run()
    early = Letter.objects.count()
    pass_time(asking, 5 * DAY)
    for _ in range(2):
        jobs.remind_speakers.run()

    assert (early, Letter.objects.count()) == (1, 2)
    assert "/speak/" in Letter.objects.latest("pk").body


def test_who_answered_or_was_moved_on_is_not_reminded(speaking, client):
    asked(speaking)
    asking = Asking.objects.get()
    pass_time(asking, 5 * DAY)
    move_speaking(speaking, Step.AGREED, by=SYSTEM)
    jobs.remind_speakers.run()
    move_speaking(speaking, Step.ASKED, by=SYSTEM)
    answer_asking(asking, "declined", by=VISITOR)
    jobs.remind_speakers.run()

    assert Letter.objects.count() == 1


def test_a_link_leads_nowhere_once_it_is_taken_back_or_old_or_its_speaker_forgotten(
    speaking, client, settings, django_capture_on_commit_callbacks
):
    page = asked(speaking)
    client.post(page, {"act": "agreed", "words": "Охотно"})
    client.post(page, {"act": "slides", "file": SimpleUploadedFile("a.pdf", PDF)})
    asking, file = Asking.objects.get(), Slides.objects.get().file
    withdraw_asking(asking, by=SYSTEM)
    withdrawn = client.get(page).status_code
    restore_asking(asking, by=SYSTEM)
    back = client.get(page).status_code
    Event.objects.update(cancelled_at=now(), cancel_reason="Гололёд")
    off = client.post(page, {"act": "correct", "title": "О льде"}).status_code
    called_off = client.get(page).content.decode()
    Event.objects.update(cancelled_at=None)
    Event.objects.update(starts_at=Moment(now() - 32 * DAY), ends_at=Moment(now() - 31 * DAY))
    old = client.get(page).status_code
    Event.objects.update(ends_at=Moment(now() - DAY))
    late = client.post(page, {"act": "declined"}).status_code
    Speaker.objects.update(changed_at=Moment(now() - HOUR))
    record_speakers(in_=speaking.session.event.community, by=SYSTEM)
    identity, kept = Speaker.objects.get().identity_id, (settings.FILES / file).exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_speakers(speaking.session.event.community.organisation, [identity], by=SYSTEM)

    assert (withdrawn, back, off, old, late, kept) == (404, 200, 422, 404, 422, True)
    assert "Гололёд" in called_off
    assert 'value="declined"' not in called_off
    assert client.get(page).status_code == 404
    assert not (settings.FILES / file).exists()
    assert Asking.objects.get().words == ""
    assert asking_at("x" * 24) is None


def test_who_wrote_to_the_bot_alone_can_be_asked_there_and_all_that_is_kept_of_it_is_theirs_to_read(speaking):
    community = speaking.session.event.community
    line = connect_channel(community, "telegram", {"token": "1:x", "api": "http://127.0.0.1:9"}, by=SYSTEM)
    ours = Handle("telegram", "42", "Анна", aliases=(Handle("email", "anna@example.org"),))
    place = Place("telegram", "private", "Бот", "private")
    origin = open_origin(community, "live", "бот", by=SYSTEM)
    record_many([make.sighting(1, "Привет", place=place, handle=ours)], origin=origin, by=SYSTEM)
    channel = Channel.objects.get(community=community, key="private")
    Reach.objects.create(connection=line, channel=channel, heard_at=make.NOON)
    drain()
    save_speaker(community, speaking.speaker, by=SYSTEM)
    asking = ask_speaker(speaking_of(speaking.session.event, speaking.pk), ASK._replace(way="chat"), key=KEY,
                         by=SYSTEM)  # fmt: skip
    pass_time(asking, 2 * MINUTE)
    for _ in range(2):
        tell_asked(asking.pk, by=SYSTEM)
    answer_asking(asking, "otherwise", "В мае", by=VISITOR)
    kept = what_events_keep([Speaker.objects.get().identity_id], community.organisation_id)

    message = Outgoing.objects.get()
    assert (message.to.value, message.channel) == ("42", channel)
    assert "/speak/" in message.text
    assert not Letter.objects.exists()
    (talk,) = kept["speaker"][0]["talks"]
    assert talk["asked"]["words"] == "В мае"
    assert "/speak/" not in str(kept)
