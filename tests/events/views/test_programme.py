"""The programme's pages: seen, moved on the grid, taken back; each within its queries."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.events.actions import (
    import_schedule,
    keep_schedule,
    record_talks,
    save_event_hall,
    save_session,
)
from veche.events.models import Session, Speaking, SpeakingChange
from veche.kit.jobs import drain
from veche.kit.time import HOUR, in_zone, moment
from veche.people.models import Attachment

SHARED = Path(os.environ.get("VECHE_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared/data"))
pytestmark = pytest.mark.django_db
HOSTILE = '"><img src=x onerror=alert(1)>{{ 7 }}'


@pytest.fixture
def event():
    return make.event()


@pytest.fixture
def organiser(client, event):
    client.force_login(make.user(Role.EVENT_ORGANISER, in_=event.community, language="en"))
    return client


def page_of(event, rest="programme/"):
    return f"/c/{event.community.slug}/events/{event.pk}/{rest}"


def placed(event, title="Бег и сон", hall=None, after=0, **fields):
    starts = moment(event.starts_at) + after
    return save_session(event, title=title, hall=hall, starts_at=starts, by=SYSTEM, **fields)


def test_a_session_is_moved_on_the_grid_and_moved_back(event, organiser):
    hall, other = (save_event_hall(event, name, None, by=SYSTEM) for name in ("Большой", "Малый"))
    session = placed(event, hall=hall)
    place = {
        "session": session.pk,
        "hall": other.pk,
        "starts": moment(event.starts_at) + HOUR,
        "day": "",
        "halls": "1",
    }

    answer = organiser.post(page_of(event, "programme/place/"), place, headers={"HX-Request": "true"})
    session.refresh_from_db()

    assert (session.hall_id, moment(session.starts_at)) == (
        other.pk,
        (moment(event.starts_at) + HOUR) // 60_000 * 60_000,
    )
    undo = answer.content.decode().partition("programme/place/?")[2].partition('"')[0].replace("&amp;", "&")
    organiser.post(page_of(event, f"programme/place/?{undo}"))
    session.refresh_from_db()
    assert session.hall_id == hall.pk


def test_a_session_is_made_changed_taken_out_and_brought_back(event, organiser):
    told = {
        "title": HOSTILE,
        "kind": "talk",
        "minutes": "45",
        "starts_at": "2026-12-04T19:30",
        "abstract": "<b>x",
    }
    organiser.post(page_of(event, "programme/new/"), told)
    session = Session.objects.get()
    shown = organiser.get(page_of(event, f"programme/{session.pk}/"))
    wrong = organiser.post(
        page_of(event, f"programme/{session.pk}/"), told | {"title": "", "slides_link": "javascript:1"}
    )
    organiser.post(page_of(event, f"programme/{session.pk}/remove/"))
    grid = organiser.get(page_of(event, "programme/?day=2026-12-04")).content.decode()
    organiser.post(page_of(event, f"programme/{session.pk}/restore/"))

    assert moment(session.starts_at) == in_zone(datetime(2026, 12, 4, 19, 30), event.time_zone)
    assert "<img src=x" not in shown.content.decode()
    assert wrong.status_code == 422
    assert f"programme/{session.pk}/restore/" in grid
    assert Session.objects.get().removed_at is None


def test_a_talk_goes_from_step_to_step_and_keeps_its_days(event, organiser):
    organiser.post(
        page_of(event, "speakers/"), {"name": "Анна Ким", "step": "idea", "email": "anna@example.org"}
    )
    speaking = Speaking.objects.get()
    move = page_of(event, "speakers/move/")
    organiser.post(move, {"speaking": speaking.pk, "step": "asked"})
    organiser.post(move, {"speaking": speaking.pk, "step": "agreed"}, headers={"HX-Request": "true"})
    organiser.post(f"{move}?speaking={speaking.pk}&step=asked")

    steps = list(SpeakingChange.objects.order_by("pk").values_list("step", flat=True))
    assert steps == ["idea", "asked", "agreed", "asked"]
    assert organiser.post(move, {"speaking": speaking.pk, "step": "nowhere"}).status_code == 422
    assert organiser.get(page_of(event, f"speakers/people/{speaking.speaker_id}/")).status_code == 200


def test_who_spoke_is_shown_on_their_page_and_who_was_taken_out_comes_back(event, organiser):
    organiser.post(page_of(event, "speakers/"), {"name": "Анна", "step": "thanked", "email": "a@example.org"})
    speaking = Speaking.objects.select_related("session").get()
    Speaking.objects.update(since=moment(event.starts_at) - 90 * HOUR)
    record_talks(in_=event.community, by=SYSTEM)
    drain()
    person = Attachment.objects.get(identity__value="a@example.org").person_id
    address = f"/c/{event.community.slug}/events/people/{person}/talks/"

    shown = organiser.get(address, headers={"HX-Request": "true"}).content.decode()
    organiser.post(page_of(event, f"speakers/{speaking.pk}/drop/"))
    gone = organiser.get(address).content.decode()
    organiser.post(page_of(event, f"speakers/{speaking.pk}/restore/"))

    assert f"/programme/{speaking.session_id}/" in shown
    assert f"/programme/{speaking.session_id}/" not in gone
    assert Speaking.objects.get().removed_at is None


def test_a_schedule_is_looked_at_before_it_is_taken_over(event, organiser):
    xml = b"""<schedule><conference><title>T</title></conference><day date="2026-12-04"><room name="A">
        <event guid="g1"><start>19:00</start><duration>00:45</duration><title>One</title></event>
        </room></day></schedule>"""
    bad = xml.replace(b"00:45", b"never").replace(b"<title>One</title>", b"")

    refused = organiser.post(page_of(event, "programme/import/"), {"file": SimpleUploadedFile("s.xml", bad)})
    taken = organiser.post(page_of(event, "programme/import/"), {"file": SimpleUploadedFile("s.xml", xml)})
    preview = organiser.get(taken["Location"]).content.decode()
    before = Session.objects.count()
    organiser.post(taken["Location"])

    assert refused.status_code == 422
    assert refused.content.decode().count("<li><strong>") == 2
    assert "One" in preview
    assert (before, Session.objects.count()) == (0, 1)
    assert organiser.get(page_of(event, "programme/schedule.ics")).content.startswith(b"BEGIN:VCALENDAR")


def test_a_congress_is_shown_within_few_queries(event, organiser, django_assert_max_num_queries):
    path = SHARED / "events/36c3_merged.xml"
    if not path.exists():
        pytest.skip("no shared data here")
    import_schedule(keep_schedule(event, path.name, path.read_bytes(), by=SYSTEM), by=SYSTEM)

    organiser.get(page_of(event))  # the session learns where its user was last
    with django_assert_max_num_queries(12):
        grid = organiser.get(page_of(event, "programme/?day=2019-12-28"))
    with django_assert_max_num_queries(14):
        board = organiser.get(page_of(event, "speakers/"))
    with django_assert_max_num_queries(10):
        public = Client().get(f"/e/{event.community.slug}/{event.slug}/programme/?day=2019-12-28")

    assert grid.content.count(b"data-card=") > 50
    assert board.content.count(b"step-card") == 60
    assert public.content.count(b"programme-line") > 400
