"""The public page of an event: shown to anybody, filled in by anybody, telling nobody who comes."""

import json
import re
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from tests import make
from tests.events.filled import form, registered

from veche.core.terms import SYSTEM
from veche.events.actions import add_code, keep_question, keep_ticket_type, withdraw_offer, write_down_guest
from veche.events.models import Event, Guest
from veche.events.queries import secret_for
from veche.events.terms import EventState, GuestState, QuestionKind
from veche.kit.jobs import drain
from veche.kit.models import Attempt, Letter
from veche.kit.time import DAY, now

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script>\"'=cmd|x"


def page_of(event):
    return f"/e/{event.community.slug}/{event.slug}/"


def test_a_page_is_shown_filled_in_and_the_guest_gets_a_page_of_their_own(
    client, django_assert_max_num_queries
):
    event = make.event(capacity=10, summary="Бежим вместе")
    with django_assert_max_num_queries(7):
        first = client.get(page_of(event) + "?language=en", headers={"Accept-Language": "ru"})
    again = client.get(page_of(event) + "?language=en", headers={"Accept-Language": "ru"})
    shown = first.content.decode()

    with django_assert_max_num_queries(20):
        answer = client.post(page_of(event), form("Аня", seats=2, seat_2_name="Боря"))
    own = client.get(answer["Location"]).content.decode()
    drain()

    assert first["Content-Language"] == again["Content-Language"] == "en"
    assert "Бежим вместе" in shown
    assert 'name="seat_2_name"' in shown
    assert answer.status_code == 302
    assert "Боря" in own
    assert Guest.objects.get().state == GuestState.GOING
    letter = Letter.objects.get()
    assert answer["Location"] in letter.body
    kinds = list(letter.enclosures.order_by("pk").values_list("media_type", flat=True))
    assert kinds == ["text/calendar; method=REQUEST", "image/png", "image/png"]
    assert bytes(letter.enclosures.last().content).startswith(b"\x89PNG")  # the code that opens the door


def test_the_same_form_sent_twice_is_one_registration(client):
    event = make.event()
    told = form()

    places = {client.post(page_of(event), told)["Location"] for _ in range(2)}
    keys = {
        re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
        for page in (*(client.get(page_of(event)) for _ in range(2)), client.post(page_of(event), {}))
    }

    other = client.post(page_of(event), told | {"name": ["Боря"], "email": ["boris@example.org"]})

    assert len(places) == 1
    assert other["Location"] not in places  # who goes back and registers a friend has registered them
    assert len(keys) == 3  # a page that many get has a key for each
    assert Guest.objects.count() == 2


def test_who_goes_back_and_says_yes_after_all_comes(client):
    event = make.event(capacity=5)
    told = form("Аня", seats=2)

    for answer in ("interested", "declined", "going", "going", "interested"):
        client.post(page_of(event), told | {"answer": [answer]})

    guest = Guest.objects.get()
    assert (guest.state, guest.seats, Event.objects.get().taken) == ("going", 2, 2)


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(client):
    event = make.event(asks_diets=True)
    ask = keep_question(event, {"kind": QuestionKind.CONSENT, "text": "Правила", "is_required": True},
                        in_=event.community, by=SYSTEM)  # fmt: skip
    told = form("", email="никакая", seats="99", seat_1_diets=["vegan"])

    answer = client.post(page_of(event) + "?language=en", told)

    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        "Write your name",
        "no e-mail address",
        "Between 1 and 4",
        "Agree below",
        "Without your consent",
    ):
        assert text in page
    assert f'name="q_{ask.pk}"' in page
    assert told["key"][0] in page
    assert not Guest.objects.exists()


def test_hostile_words_stay_words(client):
    event = make.event(title=HOSTILE, summary=HOSTILE, about=HOSTILE, kind="hybrid")
    keep_ticket_type(event, {"title": HOSTILE, "amount": 100}, in_=event.community, by=SYSTEM)

    page = client.get(page_of(event)).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]

    told = json.loads(block)
    assert told["name"] == event.title
    assert told["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert [one["@type"] for one in told["location"]] == ["Place", "VirtualLocation"]
    assert "<script>alert" not in page
    assert client.get(f"/e/{event.community.slug}/feed.xml").content.count(b"<script>") == 0
    assert client.get(page_of(event) + "card.png").content.startswith(b"\x89PNG")


def test_a_stranger_learns_nothing_of_who_comes(client):
    event = make.event(capacity=30)
    guest = registered(event, "Тайная Гостья", email="secret@example.org")

    pages = [page_of(event), f"/e/{event.community.slug}/", page_of(event) + "event.ics",
             f"/e/{event.community.slug}/calendar.ics", f"/e/{event.community.slug}/feed.xml"]  # fmt: skip
    bodies = " ".join(client.get(path).content.decode() for path in pages)

    assert "Тайная" not in bodies
    assert "secret@" not in bodies
    for guess in ("x", guest.digest, guest.key, str(guest.pk)):
        assert client.get(f"/g/{guess}/").status_code == 404


def test_drafts_are_not_there(client):
    event = make.event(state=EventState.DRAFT)

    assert client.get(page_of(event)).status_code == 404
    assert client.post(page_of(event), form()).status_code == 404
    assert event.slug not in client.get(f"/e/{event.community.slug}/calendar.ics").content.decode()


def test_nobody_is_flooded_with_letters(client):
    event = make.event()

    statuses = [client.post(page_of(event), form(email="one@example.org")).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert Guest.objects.count() == 5
    assert "one@example.org" not in " ".join(Attempt.objects.values_list("digest", flat=True))


def test_the_list_stands_in_other_sites_and_programs_read_it(client):
    event = make.event(title="Бег & кофе")
    home = f"/e/{event.community.slug}/"

    frame, file = client.get(home + "embed/"), client.get(home + "calendar.ics")
    feed = ElementTree.fromstring(client.get(home + "feed.xml").content)

    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "Бег &amp; кофе" in frame.content.decode()
    assert str(Calendar.from_ical(file.content).walk("VEVENT")[0]["SUMMARY"]) == event.title
    assert feed.find("channel/item/title").text == event.title


def test_a_hidden_ticket_is_seen_and_taken_only_with_its_code(client):
    event = make.event()
    known = {"in_": event.community, "by": SYSTEM}
    keep_ticket_type(event, {"title": "Обычный", "amount": 1000}, **known)
    hidden = keep_ticket_type(event, {"title": "Друзьям", "amount": 1000, "is_hidden": True}, **known)
    add_code(event, {"code": "Друг 1", "percent": 30, "types": [hidden], "most_uses": 1}, **known)

    blind = client.post(page_of(event), form(ticket=str(hidden.pk)))
    seen = client.post(page_of(event), form(code="друг1", answer="look")).content.decode()
    took = [client.post(page_of(event), form(code="ДРУГ1", ticket=str(hidden.pk), seats=2)) for _ in range(2)]

    assert "Друзьям" not in client.get(page_of(event)).content.decode()
    assert re.search(r"Друзьям · 7[.,]00", seen)  # a thousand kopecks but a third
    wrong = client.post(page_of(event) + "?language=en", form(code="враг", answer="look"))
    assert "This code is not known" in wrong.content.decode()
    assert [blind.status_code, *(one.status_code for one in took)] == [422, 302, 422]
    assert Guest.objects.get().amount == 1400
    own = client.get(took[0]["Location"]).content.decode()
    assert "Друзьям" in own
    assert 'name="ticket"' not in own  # whoever has one keeps it


def test_whoever_is_invited_uses_a_code_too(client):
    event = make.event()
    known = {"in_": event.community, "by": SYSTEM}
    hidden = keep_ticket_type(event, {"title": "Друзьям", "amount": 1000, "is_hidden": True}, **known)
    code = add_code(event, {"code": "ДРУГ", "percent": 50, "types": [hidden], "most_uses": 1}, **known)
    anna, boris = (write_down_guest(event, name=name, **known) for name in ("Аня", "Боря"))
    place = f"/g/{secret_for(event.pk, anna.key)}/"
    told = {"name": ["Аня"], "code": ["друг"], "ticket": [str(hidden.pk)]}

    seen = client.post(place, told | {"answer": ["look"]}).content.decode()
    wrong = client.post(place, told | {"act": ["going"], "code": ["враг"]})
    client.post(place, told | {"act": ["going"]})
    late = client.post(f"/g/{secret_for(event.pk, boris.key)}/", told | {"act": ["going"]})

    anna.refresh_from_db()
    code.refresh_from_db()
    assert "Друзьям" in seen
    # Enter presses the first button there is.
    first = re.search(r'<(?:input|button)[^>]*(?:type="submit"|name="answer")[^>]*>', seen)[0]
    assert 'value="going"' in first
    assert (wrong.status_code, late.status_code) == (422, 422)
    assert (anna.state, anna.amount, anna.code, code.uses) == ("going", 500, code, 1)


def test_who_tries_many_codes_is_told_of_none_whatever_way_they_ask(client):
    event = make.event()
    known = {"in_": event.community, "by": SYSTEM}
    hidden = keep_ticket_type(event, {"title": "Друзьям", "amount": 1000, "is_hidden": True}, **known)
    add_code(event, {"code": "ДРУГ", "types": [hidden]}, **known)

    for guess in range(10):
        client.get(page_of(event), {"code": f"guess{guess}"})
        client.post(page_of(event), form(code=f"look{guess}", answer="look"))
    answers = [
        client.get(page_of(event), {"code": "друг"}),
        client.post(page_of(event), form(code="друг", answer="look")),
        client.post(page_of(event), form(code="друг", ticket=str(hidden.pk))),
    ]

    assert [answer.status_code for answer in answers] == [429] * 3
    assert "Друзьям" not in " ".join(answer.content.decode() for answer in answers)
    assert client.get(page_of(event)).status_code == 200
    assert not Guest.objects.exists()


def test_a_consent_to_an_earlier_text_is_none_to_the_new_one_and_stays_as_it_was_given(client):
    event = make.event()
    known = {"in_": event.community, "by": SYSTEM}
    ask = {"kind": QuestionKind.CONSENT, "text": "Правила", "details": "Первые"}
    rules = keep_question(event, ask, **known)
    shoes = keep_question(event, {"kind": QuestionKind.TEXT, "text": "Размер?"}, **known)
    name = f"q_{rules.pk}"
    told = form(**{name: "on", f"q_{shoes.pk}": "42"})
    place = client.post(page_of(event), told)["Location"]
    given = Guest.objects.get().answers

    client.post(place, told | {"act": ["change"], "name": ["Анна"]})
    withdraw_offer(shoes, **known)
    client.post(place, told | {"act": ["change"]})
    same = Guest.objects.get().answers
    keep_question(event, ask | {"details": "Вторые"}, question=rules, **known)
    shown = client.get(place).content.decode()
    client.post(place, told | {"act": ["change"]})

    assert same == given  # the moment, the text, and what was said to a question that is asked no more
    assert re.search(rf'name="{name}" value="on">', shown)  # not ticked for them
    assert Guest.objects.get().answers[str(rules.pk)] | {"at": 0} == {
        "agreed": True, "version": 2, "at": 0, "text": "Вторые"
    }  # fmt: skip


def test_no_is_an_answer_and_an_ended_link_leads_nowhere(client):
    event = make.event(capacity=1)
    place = client.post(page_of(event), form(answer="declined"))["Location"]

    shown = client.get(place + "?language=en").content.decode()
    Event.objects.filter(pk=event.pk).update(ends_at=now() - 31 * DAY)

    assert "you do not come" in shown
    assert Event.objects.get(pk=event.pk).taken == 0
    assert client.get(place).status_code == 404
    assert client.post(place, {"act": "going"}).status_code == 404
