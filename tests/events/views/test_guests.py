"""The team's pages of guests: found, moved and moved back, written to a file, written down by hand."""

import pytest
from tests import make
from tests.events.filled import registered

from veche.core.terms import SYSTEM, Role
from veche.events.actions import keep_pool, keep_ticket_type
from veche.events.models import Event, Guest, Question, TicketType
from veche.kit.jobs import drain
from veche.kit.models import Letter

pytestmark = pytest.mark.django_db
HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture
def desk(client):
    event = make.event(capacity=5, needs_approval=True)
    client.force_login(make.user(Role.EVENT_ORGANISER, in_=event.community, language="en"))
    client.get(f"/c/{event.community.slug}/events/")
    return event, f"/c/{event.community.slug}/events/{event.pk}/"


def test_guests_are_found_moved_and_moved_back(desk, client, django_assert_max_num_queries):
    event, place = desk
    guests = [registered(event, f"Гость {number} <b>", 2) for number in range(3)]

    with django_assert_max_num_queries(12):
        shown = client.get(place + "guests/?state=applied&q=гость").content.decode()
    moved = client.post(
        place + "guests/move/", {"guest": [one.pk for one in guests], "state": "going"}, follow=True
    )
    states = sorted(Guest.objects.values_list("state", flat=True))
    undo = moved.content.decode().split("guests/undo/")[1].split('"')[0]
    client.post(f"{place}guests/undo/{undo}")

    assert "Гость 2 &lt;b&gt;" in shown
    assert states == ["going", "going", "waiting"]
    assert set(Guest.objects.values_list("state", flat=True)) == {"applied"}
    with django_assert_max_num_queries(14):
        page = client.get(f"{place}guests/{guests[0].pk}/").content.decode()
    assert "Taken back" in page


def test_the_file_runs_no_formulas_and_tells_nothing_of_food(desk, client):
    event, place = desk
    registered(event, HOSTILE, source=HOSTILE, seat_1_words="арахис")

    body = b"".join(client.get(place + "guests/file/").streaming_content).decode()

    assert f"'{HOSTILE}" in body
    assert ",=cmd" not in body
    assert "арахис" not in body


def test_whom_the_team_invites_says_yes_with_one_click(desk, client):
    _, place = desk
    client.post(
        place + "guests/new/", {"name": "Анна", "email": "anna@example.org", "seats": "1", "state": "invited"}
    )
    drain()
    link = Letter.objects.get(to="anna@example.org").body.split("http://127.0.0.1:8000")[1].split()[0]

    shown = client.get(link + "?language=en").content.decode()
    client.post(link, {"act": "going"})

    assert "you are invited" in shown
    assert Guest.objects.get().state == "going"
    client.post(link, {"act": "no"})
    assert Guest.objects.get().state == "cancelled"


def test_the_form_is_changed_and_what_is_removed_comes_back(desk, client, django_assert_max_num_queries):
    _, place = desk
    told = {"title": "Ранний", "amount": "500", "sold_until": "2030-01-01T12:00"}
    client.post(place + "form/tickets/", told)
    ticket = TicketType.objects.get()
    refused = client.post(place + "form/questions/", {"kind": "choice", "text": "Размер", "options": " "})
    client.post(place + "form/questions/", {"kind": "choice", "text": "Размер", "options": "S\nM"})
    client.post(f"{place}form/remove/ticket/{ticket.pk}/")
    gone = TicketType.objects.get().removed_at
    client.post(f"{place}form/restore/ticket/{ticket.pk}/")

    with django_assert_max_num_queries(14):
        shown = client.get(place + "form/").content.decode()
    assert ticket.amount == 50_000
    assert refused.status_code == 422
    assert gone is not None
    assert "Ранний" in shown
    assert "&lt;iframe src=" in shown
    assert 'href="/c/' in shown.split("<main")[0]  # the menu stands beside it
    assert Question.objects.get().options == ["S", "M"]


def test_shared_seats_are_changed_and_whoever_waits_gets_what_comes_free(desk, client):
    event, place = desk
    known = {"in_": event.community, "by": SYSTEM}
    Event.objects.filter(pk=event.pk).update(needs_approval=False)
    pool = keep_pool(event, "Балкон", 1, **known)
    ticket = keep_ticket_type(event, {"title": "Балкон", "pool": pool}, **known)
    first, late = (registered(event, name, ticket=str(ticket.pk)) for name in ("Аня", "Боря"))

    shown = client.get(f"{place}form/pools/{pool.pk}/").content.decode()
    answer = client.post(f"{place}form/pools/{pool.pk}/", {"title": "Балкон", "capacity": "2"})

    late.refresh_from_db()
    assert (first.state, answer.status_code, late.offered_until is not None) == ("going", 302, True)
    assert 'value="Балкон"' in shown
    assert client.post(f"{place}form/remove/pool/{pool.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "options", "written", "kept"),
    [("yes_no", "", "Да", "yes"), ("consent", "", "no", "no"), ("choice", "S\nM", "m", "M"),
     ("many", "S\nM", "XL", None), ("yes_no", "", "может", None), ("text", "", "Тверь", "Тверь")],
)  # fmt: skip
def test_a_question_hangs_on_an_answer_that_there_is(desk, client, kind, options, written, kept):
    _, place = desk
    client.post(place + "form/questions/", {"kind": kind, "text": "Первый", "options": options})
    first = Question.objects.get()

    told = {"kind": "text", "text": "Второй", "shown_if": first.pk, "shown_answer": written}
    answer = client.post(place + "form/questions/", told)

    found = Question.objects.filter(text="Второй").values_list("shown_answer", flat=True).first()
    assert (found, answer.status_code) == (kept, 302 if kept else 422)
