"""What guests say of an event, what the team makes of it; certificates, a recap, the report of a series."""

import pytest
from django.test import Client
from tests import make
from tests.events.aftermath import link, over
from tests.events.planned import client_of, url

from veche.core.terms import SYSTEM, Role
from veche.events.actions import record_changes, save_line
from veche.events.actions.money import Noted
from veche.events.listeners import forget_feedback
from veche.events.models import Event, Feedback, Guest, Series, Session
from veche.events.terms.money import Category, Side
from veche.kit.jobs import drain
from veche.kit.models import Job
from veche.kit.time import DAY, Moment, as_datetime, moment, now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle, Kind

pytestmark = pytest.mark.django_db
HOSTILE = "</textarea><script>alert(1)</script> [x](javascript:1) =cmd"


def told(client, guest, **said):
    return client.post(f"{link(guest)}feedback/", {"stars": "5", "again": "yes"} | said)


def test_a_guest_says_once_what_it_was_like_and_changes_it_for_two_weeks(client):
    event, guests = over(("Аня",), ("Вера",))
    Session.objects.create(event=event, uid="1", title="Доклад", starts_at=event.starts_at,
                           made_at=make.NOON, changed_at=make.NOON)  # fmt: skip

    empty = told(client, guests["Аня"], stars="", good="х" * 2001)
    told(client, guests["Аня"], good="Чай", session_0="4")
    told(client, guests["Аня"], stars="3", good=HOSTILE)
    missed = told(client, guests["Вера"])

    assert empty.status_code == 422
    assert f'data-accent="{event.community.accent}"' in empty.content.decode()
    assert missed.status_code == 422
    said = Feedback.objects.get()
    assert (said.stars, said.good) == (3, HOSTILE)
    facts = Interaction.objects.filter(kind=Kind.SUBMITTED.number)
    assert [fact.subject.title for fact in facts] == [event.title]
    Feedback.objects.update(made_at=Moment(now() - 15 * DAY))
    assert told(client, guests["Аня"], stars="1").status_code == 422
    assert Feedback.objects.get().stars == 3


def test_the_team_sees_stars_mean_and_words_and_leaves_some_out(client, django_assert_max_num_queries):
    event, guests = over(("Аня", "Боря", "Вера"))
    for name, stars, good in (("Аня", 5, "Тёплый вечер"), ("Боря", 4, HOSTILE)):
        told(client, guests[name], stars=str(stars), good=good)
    team = client_of(event.community)
    place = url("feedback_page", event.community, event.pk)
    team.get(place)

    with django_assert_max_num_queries(12):
        page = team.get(place).content.decode()
    recap = team.get(url("recap_page", event.community, event.pk) + "?text=ru").content.decode()
    team.post(url("feedback_hide", event.community, event.pk, guests["Боря"].pk, "hide"))
    after = team.get(url("recap_page", event.community, event.pk) + "?text=ru").content.decode()
    reader = client_of(event.community, Role.ANALYST).get(place).content.decode()

    assert "4.5 of 5 stars" in page
    assert "<script>alert" not in page + recap
    assert "Тёплый вечер" in recap
    assert "\\[x\\]" in recap
    assert "\\[x\\]" not in after
    assert "Боря" in page
    assert "Боря" not in reader


def test_who_is_forgotten_by_law_leaves_stars_and_no_words(client):
    event, guests = over(("Аня",))
    told(client, guests["Аня"], good="Мой адрес …")
    record_changes(in_=event.community, by=SYSTEM)
    identity = Guest.objects.get().identity_id

    forget_feedback(organisation=event.community.organisation_id, identities=[identity])

    assert list(Feedback.objects.values_list("stars", "good")) == [(5, "")]


def test_who_came_gets_a_certificate_in_any_script(client):
    pypdf = pytest.importorskip("pypdf")
    event, guests = over(("Анна Ёлкина", "王小明", "Jürgen Müller", "محمد علي"), ("Вера",))
    from io import BytesIO

    texts = {}
    for name, guest in guests.items():
        answer = client.get(f"{link(guest)}certificate.pdf")
        if name == "Вера":
            assert answer.status_code == 404
            continue
        assert answer["Content-Type"] == "application/pdf"
        texts[name] = pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()

    assert "Анна Ёлкина" in texts["Анна Ёлкина"]
    assert "Jürgen Müller" in texts["Jürgen Müller"]
    assert event.title in texts["王小明"]


def test_a_series_tells_who_came_back_and_who_became_active(django_assert_max_num_queries):
    home = make.community()
    series = Series.objects.create(
        community=home, title="Пробежки", slug="runs", rule="FREQ=WEEKLY;BYDAY=TH", begins="2026-01-01T19:00",
        time_zone="Europe/Moscow", made_at=make.NOON,
    )  # fmt: skip
    first, guests = over(("Аня", "Боря"), ("Вера",), home, days=40, title="Пробежка 1")
    second, others = over(("Гена", "Дина"), (), home, days=10, title="Пробежка 2")
    Guest.objects.filter(pk=others["Гена"].pk).update(email=guests["Аня"].email, name="Аня")
    for event, date in ((first, "2026-01-01T19:00"), (second, "2026-02-01T19:00")):
        Event.objects.filter(pk=event.pk).update(series=series, date_of_series=date)
    record_changes(in_=home, by=SYSTEM)
    wrote = moment(first.ends_at) + 5 * DAY
    record_many([make.sighting(
        1, "Привет", handle=Handle("email", guests["Боря"].email), kind=Kind.MESSAGED, at=Moment(wrote)
    )], origin=make.origin(home), by=SYSTEM)  # fmt: skip
    Job.objects.update(due_at=as_datetime(now()))
    drain()
    save_line(second, Noted(Side.COST, Category.VENUE, "Зал", paid="500"), by=SYSTEM)
    team = client_of(home)
    team.get(url("series_page", home, series.pk))

    with django_assert_max_num_queries(15):
        page = team.get(url("series_report", home, series.pk))
    rows = b"".join(team.get(url("series_report_file", home, series.pk)).streaming_content).decode()

    dates = [one for one, _ in page.context["dates"]]
    assert [cost.amount if cost else None for _, cost in page.context["dates"]] == [0, 25_000]
    assert [(one.heads.registered, one.heads.came, one.heads.missed) for one in dates] == [
        (3, 2, 1),
        (2, 2, 0),
    ]
    assert [(one.persons, one.newcomers, one.became_active) for one in dates] == [(2, 2, 1), (2, 1, 0)]
    assert "33.3" in rows


def test_the_tab_after_shows_numbers_and_letters_and_sends_them_once(django_assert_max_num_queries):
    event, _ = over(("Аня",), ("Вера",))
    team, place = client_of(event.community), url("after_page", event.community, event.pk)
    team.get(place)

    with django_assert_max_num_queries(14):
        page = team.get(place).content.decode()
    send = url("after_send", event.community, event.pk)
    said = [team.post(send, follow=True).content.decode() for _ in range(2)]
    wrong = team.post(
        url("after_save", event.community, event.pk), {"thanks_subject": "{x}", "thanks_text": "y"}
    )

    assert "Write to 2 guests" in page
    assert "2 guests are written to" in said[0]
    assert "0 guests are written to" in said[1]
    assert wrong.status_code == 422
    assert Client().get(place).status_code in {302, 404}
