"""Notes on the time line, lines that are watched, reports that are sent, what is unusual."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.insights import world

from veche.core.terms import SYSTEM, Role
from veche.insights import jobs
from veche.insights.actions import set_alert
from veche.insights.models import Alert, Annotation, Firing, Report
from veche.insights.showing import letters
from veche.kit.jobs import drain
from veche.kit.mail import Letter
from veche.kit.terms import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return world.build()


@pytest.fixture
def reader(community):
    return make.user(Role.OWNER, community.organisation, language="ru")


@pytest.fixture
def client(reader):
    client = Client()
    client.force_login(reader)
    return client


def address(community, name, *more):
    return reverse(f"insights:{name}", args=[community.slug, *more])


def test_a_note_stands_on_the_chart_of_its_day_and_can_be_taken_away(client, community):
    day = world.today_in(community) - timedelta(days=10)

    client.post(
        address(community, "annotation_add"), {"day": day.isoformat(), "text": "Переехали в новый чат"}
    )

    page = address(community, "measure_page", "messages") + "?period=30&grain=day"
    assert "Переехали в новый чат" in client.get(page).content.decode()
    note = Annotation.objects.get(community=community)
    client.post(address(community, "annotation_remove", note.pk))
    assert "Переехали в новый чат" not in client.get(page).content.decode()
    client.post(address(community, "annotation_restore", note.pk))
    assert "Переехали в новый чат" in client.get(page).content.decode()


def test_a_note_without_words_is_refused_beside_its_field(client, community):
    answer = client.post(address(community, "annotation_add"), {"day": "nonsense", "text": " "})

    assert answer.status_code == 422
    assert not Annotation.objects.exists()


def draw_line(client, community, **given):
    wish = {"measure": "active", "grain": "week", "side": "below", "line": "1000"} | given
    return client.post(address(community, "alert_add"), wish)


def test_a_line_that_is_crossed_is_told_once_in_the_readers_language(client, community, reader):
    draw_line(client, community)

    for _ in range(2):
        jobs.watch_alerts()

    letter = Letter.objects.get(to=reader.email)
    assert community.name in letter.subject
    assert "ниже" in letter.subject
    assert "1 000" in letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert Firing.objects.get().value < 1000
    assert "пока не перейдён" not in client.get(address(community, "watch_list")).content.decode()


def test_a_line_that_is_not_crossed_is_not_told(client, community):
    draw_line(client, community, side="above")

    jobs.watch_alerts()

    assert not Letter.objects.exists()
    assert "пока не перейдён" in client.get(address(community, "watch_list")).content.decode()


def test_a_removed_line_is_not_watched(client, community):
    draw_line(client, community)
    client.post(address(community, "alert_remove", Alert.objects.get().pk))

    jobs.watch_alerts()
    assert not Letter.objects.exists()

    client.post(address(community, "alert_restore", Alert.objects.get().pk))
    jobs.watch_alerts()
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"measure": "retention"}, {"grain": "hour"}, {"side": "?"}, {"line": "nan"}, {"line": ""}]
)
def test_a_line_that_makes_no_sense_is_refused(client, community, wrong):
    assert draw_line(client, community, **wrong).status_code == 422
    assert not Alert.objects.exists()


def ask_for_report(client, community, **given):
    return client.post(address(community, "report_add"), {"board": "community", "rhythm": "weekly", **given})


def test_a_report_comes_with_its_files_once_for_every_week(client, community, reader):
    ask_for_report(client, community, with_pdf="on", with_xlsx="on")
    report = Report.objects.get()

    for _ in range(2):
        jobs.send_report(report=report.pk)

    letter = Letter.objects.get(to=reader.email)
    assert "Активные люди" in letter.body
    assert address(community, "watch_list") in letter.body
    files = {file.name.rpartition(".")[2]: bytes(file.content) for file in letter.enclosures.all()}
    assert files["pdf"].startswith(b"%PDF")
    assert files["xlsx"].startswith(b"PK")


@pytest.mark.parametrize(("hour", "sent"), [(6, 0), (8, 1)])
def test_reports_are_found_by_the_hourly_job_from_the_morning_on(client, community, hour, sent):
    ask_for_report(client, community)
    # Somewhere on earth it is this hour now.
    offset = hour - datetime.now(UTC).hour
    offset = offset + 24 if offset < -12 else offset - 24 if offset > 12 else offset
    community.time_zone = f"Etc/GMT{-offset:+d}"
    community.save()

    jobs.send_reports()
    drain()

    assert Letter.objects.count() == sent


def test_a_report_for_somebody_who_lost_the_role_is_not_sent(client, community, reader):
    ask_for_report(client, community)
    reader.appointments.all().delete()

    jobs.send_report(report=Report.objects.get().pk)

    assert not Letter.objects.exists()


def test_a_report_that_is_ended_is_not_sent_and_asked_for_again_it_is(client, community):
    ask_for_report(client, community)
    report = Report.objects.get()
    client.post(address(community, "report_remove", report.pk))
    assert Report.objects.get().removed_at
    jobs.send_report(report=report.pk)
    assert not Letter.objects.exists()

    client.post(address(community, "report_restore", report.pk))
    jobs.send_report(report=report.pk)
    assert Letter.objects.count() == 1


def test_nobody_ends_the_report_of_somebody_else(client, community):
    ask_for_report(client, community)
    other = Client()
    other.force_login(make.user(Role.OWNER, community.organisation))

    assert other.post(address(community, "report_remove", Report.objects.get().pk)).status_code == 404


def test_the_period_of_a_report_is_the_last_whole_one(client, community):
    ask_for_report(client, community)
    report = Report.objects.get()

    week = letters.period_due(report)
    report.rhythm = Report.MONTHLY
    month = letters.period_due(report)

    assert week.days == 7
    assert 28 <= month.days <= 31


def test_only_a_week_unlike_those_before_it_is_noticed(client, community):
    usual = client.get(address(community, "notice_list")).content.decode()
    world.talk_much(community)

    unusual = client.get(address(community, "notice_list")).content.decode()

    message_page = address(community, "measure_page", "messages")
    assert message_page not in usual
    assert message_page in unusual


def test_who_is_nobody_draws_no_line(community):
    with pytest.raises(Refusal):
        set_alert("active", "week", "below", 1.0, in_=community, by=SYSTEM)
