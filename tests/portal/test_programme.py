"""A programme and its call for talks for anybody: what is shown, what is not, and what a link may do."""

import re

import pytest
from icalendar import Calendar
from tests import make

from veche.core.terms import SYSTEM
from veche.events.actions import (
    add_speaking,
    save_call,
    save_event_hall,
    save_session,
    save_speaker,
    save_track,
)
from veche.events.models import Proposal
from veche.events.terms import EventState
from veche.events.terms.programme import Step
from veche.kit.time import moment

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>{{ 7|add:7 }}"


@pytest.fixture
def event():
    found = make.event(language="en")
    save_call(found, about="Tell **us**.", consent="", closes=None, is_open=True, by=SYSTEM)
    return found


def public(event, rest=""):
    return f"/e/{event.community.slug}/{event.slug}/{rest}"


def talk(event, title, step=Step.AGREED, **fields):
    hall = save_event_hall(event, f"Hall {title[:9]}", None, by=SYSTEM)
    session = save_session(
        event, title=title, hall=hall, starts_at=moment(event.starts_at), abstract=HOSTILE,
        needs="secret needs",
        by=SYSTEM, **fields,
    )  # fmt: skip
    speaker = save_speaker(
        event.community, name=f"Speaker of {title[:9]}", email="unseen@example.org", contact="unseen contact",
        bio="Runs *far*", by=SYSTEM,
    )  # fmt: skip
    add_speaking(session, speaker, step, by=SYSTEM)
    return session


def test_anybody_reads_the_programme_and_no_more(event, client, django_assert_max_num_queries):
    track = save_track(event, "Data", "teal", by=SYSTEM)
    shown, maybe = talk(event, HOSTILE, track=track), talk(event, "Maybe", Step.IDEA)
    save_session(event, title="Not placed", by=SYSTEM)

    with django_assert_max_num_queries(10):
        page = client.get(public(event, "programme/")).content.decode()
    one = client.get(public(event, f"programme/{shown.pk}/")).content.decode()
    files = "".join(
        client.get(public(event, f"schedule.{form}")).content.decode() for form in ("ics", "xml", "json")
    )
    part = client.get(public(event, f"programme/?track={track.pk}")).content.decode()

    home = client.get(public(event)).content.decode()

    assert public(event, "programme/") in home
    assert public(event, "talks/") in home
    assert "Speaker of &lt;img src=" in page
    assert "<img src=x" not in page + one
    assert "Runs <em>far</em>" in one
    assert ">Maybe</a>" not in part
    for hidden in ("unseen", "secret needs", "Speaker of Maybe", "Not placed"):
        assert hidden not in page + one + files
    assert len(Calendar.from_ical(client.get(public(event, "schedule.ics")).content).walk("VEVENT")) == 2
    assert client.get(public(event, f"programme/{maybe.pk}/?language=ru")).status_code == 200


def test_a_draft_and_what_is_elsewhere_is_not_there(event, client):
    draft = make.event(event.community, "Draft", state=EventState.ANNOUNCED)
    type(draft).objects.filter(pk=draft.pk).update(state=EventState.DRAFT)
    elsewhere = talk(make.event(), "Elsewhere")

    for rest in ("programme/", "schedule.ics", "talks/"):
        assert client.get(public(draft, rest)).status_code == 404
    assert client.get(public(event, f"programme/{elsewhere.pk}/")).status_code == 404
    assert client.get(public(event, "schedule.exe")).status_code == 404
    assert client.get(public(event, "talks/0123456789/")).status_code == 404


def test_a_talk_is_proposed_changed_and_taken_back_by_its_link(event, client):
    form = client.get(public(event, "talks/")).content.decode()
    key = re.search(r'name="key" value="(\w+)"', form)[1]
    told = {"key": key, "title": HOSTILE, "kind": "talk", "minutes": "30", "abstract": HOSTILE,
    "name": "Anna",
            "email": "anna@example.org", "consent": "on"}  # fmt: skip
    wrong = client.post(public(event, "talks/"), told | {"email": "nowhere", "title": ""})
    first, second = (client.post(public(event, "talks/"), told) for _ in range(2))
    own = first["Location"]
    shown = client.get(own).content.decode()
    client.post(own, told | {"title": "Another title"})
    changed = Proposal.objects.get().title
    client.post(f"{own}withdraw/")

    assert wrong.status_code == 422
    assert wrong.content.decode().count('aria-invalid="true"') == 2
    assert own == second["Location"]
    assert "<img src=x" not in shown
    assert changed == "Another title"
    assert Proposal.objects.get().state == "withdrawn"
    assert key not in own
