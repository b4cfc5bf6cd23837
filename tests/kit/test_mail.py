"""Letters of Veche's own: kept with the change they tell of, sent once, by a real mail server."""

import email.policy
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import send_mail
from django.db import transaction

from veche.kit.jobs import Job, drain
from veche.kit.mail import File, Letter, send_letter, write_letter

pytestmark = pytest.mark.django_db(transaction=True)


class Postbox:
    """Keeps what a mail server gets; answers with `refusal` if there is one."""

    def __init__(self):
        self.letters, self.refusal = [], ""

    async def handle_DATA(self, server, session, envelope):
        if self.refusal:
            return self.refusal
        self.letters.append(message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def postbox(settings):
    found = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    yield found
    controller.stop()


def test_without_a_mail_server_a_letter_waits_to_be_read():
    letter = write_letter("anna@example.org", "Привет", "Текст")

    assert letter.state == Letter.CAUGHT
    assert not Job.objects.exists()


def test_a_letter_arrives_as_it_was_written(postbox):
    write_letter("anna@example.org", "Привет,\nАнна", "Ссылка: https://example.org/\n")
    drain()

    (got,) = postbox.letters
    assert (got["To"], got["Subject"]) == ("anna@example.org", "Привет, Анна")
    assert got.get_content().strip() == "Ссылка: https://example.org/"
    assert got["Auto-Submitted"] == "auto-generated"
    assert Letter.objects.get().state == Letter.SENT


def test_an_invitation_stands_beside_the_text_and_is_a_file_too(postbox):
    """What mail programs ask of a letter that does something in a calendar (RFC 6047)."""
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Бег\r\nEND:VCALENDAR\r\n".encode()
    files = [
        File("invite.ics", "text/calendar; method=REQUEST", calendar),
        File("code.png", "image/png", b"\x89PNG"),
    ]
    write_letter("anna@example.org", "Приходите", "В субботу", html="<p>В субботу</p>", files=files)
    drain()

    (got,) = postbox.letters
    beside, *attached = got.iter_parts()
    assert beside.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in beside.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    asked = list(beside.iter_parts())[-1]
    assert asked.get_param("method") == "REQUEST"
    assert asked.get_content_charset() == "utf-8"
    assert asked.get_payload(decode=True) == calendar
    assert [one.get_content_type() for one in attached] == ["application/ics", "image/png"]
    assert attached[0].get_payload(decode=True) == calendar


def test_a_letter_is_sent_once_however_often_its_job_runs(postbox):
    letter = write_letter("anna@example.org", "Раз", "Текст")
    drain()
    send_letter.run(letter=letter.pk)

    assert len(postbox.letters) == 1


def test_a_letter_of_a_change_that_did_not_happen_is_not_sent(postbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write_letter("anna@example.org", "Раз", "Текст")
        1 / 0  # noqa: B018
    drain()

    assert postbox.letters == []


def test_a_server_that_refuses_is_asked_again_and_its_reason_is_kept(postbox):
    postbox.refusal = "451 come back later"
    write_letter("anna@example.org", "Раз", "Текст")
    drain()

    letter, job = Letter.objects.get(), Job.objects.get()
    assert "come back later" in letter.error
    assert job.state == Job.WAITING

    postbox.refusal = ""
    Job.objects.update(due_at=0)
    drain()
    assert Letter.objects.get().state == Letter.SENT


def test_what_other_code_sends_goes_the_same_way(postbox, settings):
    settings.EMAIL_BACKEND = "veche.kit.mail.CatchingBackend"
    send_mail("Тема", "Текст", None, ["anna@example.org", "ivan@example.org"])
    drain()

    assert {letter["To"] for letter in postbox.letters} == {"anna@example.org", "ivan@example.org"}
    assert len({letter["Message-ID"] for letter in postbox.letters}) == 2
