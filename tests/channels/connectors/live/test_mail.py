"""Mail: a real dovecot to hear from, a real aiosmtpd to send through, and faults in between."""

import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from threading import Timer

import pytest
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.certificates import believing, showing
from tests.channels.connectors.live.dovecot import LOGIN, PASSWORD, Dovecot, dovecot
from tests.channels.connectors.live.posts import Post, post, talking
from tests.channels.connectors.live.scripted import nobody

from veche.channels.connectors.mail import CONNECTOR
from veche.channels.connectors.mail.headers import kept_id
from veche.channels.connectors.mail.live.checking import AT_ONCE
from veche.channels.connectors.mail.live.lines import NO_SENDING, UNSAFE
from veche.channels.connectors.mail.live.sending import AUTOMATIC, NO_RECIPIENT
from veche.channels.connectors.mail.reading import AWAY
from veche.channels.terms.live import Access, Attachment, Doubtful, Known, Message, Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.web.mailboxes import NO_LOGIN
from veche.ledger.terms import Handle, Kind, Mark, Nature

LIVE = CONNECTOR.live
KNOWN = Known({"address": LOGIN, "folders": ["INBOX"]}, "Europe/Moscow", "ru")
ANNA = Handle("email", "anna@example.com", "Анна")


def letter(subject: str = "Вопрос", text: str = "Когда встреча?", **headers: str) -> EmailMessage:
    """Answer a letter to the desk, from Anna unless told otherwise."""
    made = EmailMessage()
    told = {"From": "Анна <anna@example.com>", "To": LOGIN, "Date": "Fri, 28 Nov 2025 10:00:00 +0300",
            "Message_ID": f"<{abs(hash(subject + text))}@example.com>"} | headers  # fmt: skip
    for name, value in told.items():
        made[name.replace("_", "-")] = value
    made["Subject"] = subject
    made.set_content(text)
    return made


RAWS = tuple(
    Raw(f"INBOX/1/{number}", made.as_bytes(), "letter")
    for number, made in enumerate(
        (
            letter(),
            letter(
                "Re: Вопрос",
                "Спасибо!\n\nOn Friday Desk <desk@example.org> wrote:\n> Да\n",
                In_Reply_To="<1@x>",
            ),
            letter("Out of office", "I am away", Auto_Submitted="auto-replied"),
        )
    )
)


def settings(imap: int, smtp: int, **more: str) -> dict[str, str]:
    """Answer a form filled in for two servers on this machine."""
    return {
        "address": LOGIN, "name": "Стол помощи", "password": PASSWORD, "imap_host": "127.0.0.1",
        "imap_port": str(imap), "imap_security": "none", "folder": "INBOX", "smtp_host": "127.0.0.1",
        "smtp_port": str(smtp),
        "smtp_security": "none", "login": "", "sent_folder": "", **more,
    }  # fmt: skip


def access(imap: int, smtp: int = 1, **more: str) -> Access:
    """Answer a way to both servers."""
    return Access(settings(imap, smtp, **more), KNOWN.facts, "", contract.web_to(5))


CASE = contract.Case(
    CONNECTOR, lambda at: settings(int(at.rpartition(":")[2].strip("/x") or 1), 1), KNOWN, RAWS
)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """Answer one dovecot for all tests here; each takes what came since it looked."""
    with dovecot() as running:
        yield running


@pytest.fixture
def taking() -> Iterator[Post]:
    """Answer a server that takes letters."""
    with post(LOGIN, PASSWORD) as running:
        yield running


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_hears_a_letter_at_once(server):
    listening = LIVE.listen(access(server.port), {})
    first = next(listening)
    timer = Timer(0.3, server.deliver, [letter("Сразу", "Слышно?")])
    timer.start()
    begun = time.monotonic()

    heard = next(listening)
    took = time.monotonic() - begun

    listening.close()
    timer.join()
    (record,) = LIVE.read(heard.raws[0], KNOWN)
    assert not first.raws
    assert took < 2
    (seen,) = record.sightings
    assert (seen.words, seen.handle.value, seen.place.form) == (
        "Сразу\n\nСлышно?",
        "anna@example.com",
        "private",
    )


def test_loses_and_doubles_nothing_over_broken_lines(server):
    way = access(server.port, sent_folder="Sent")
    listening = LIVE.listen(way, {})
    cursor = next(listening).cursor
    listening.close()
    server.deliver(*(letter(f"Письмо {number}") for number in range(25)))
    server.deliver(letter("Ответ", From=LOGIN, To="anna@example.com"), folder="Sent")
    keys: list[str] = []

    for _ in range(3):  # each time the line breaks after one heap
        listening = LIVE.listen(way, cursor)
        heard = next(listening)
        listening.close()
        keys += [raw.key for raw in heard.raws]
        cursor = heard.cursor
        server.stop()
        server.start()

    assert len(keys) == len(set(keys)) == 26
    assert cursor["INBOX"]["uid"] == int(keys[-1].rpartition("/")[2])


def test_a_folder_numbered_anew_is_heard_again_from_its_last_days(server):
    server.deliver(letter("Снова"))
    listening = LIVE.listen(access(server.port), {"INBOX": {"validity": 1, "uid": 900, "day": "2200-01-01"}})
    nothing = next(listening)
    listening.close()
    listening = LIVE.listen(access(server.port), {"INBOX": {"validity": 1, "uid": 900, "day": "2001-01-01"}})

    heard = next(listening)

    listening.close()
    assert not nothing.raws
    assert nothing.cursor["INBOX"]["uid"] > 0
    assert heard.raws
    assert heard.cursor["INBOX"]["validity"] == nothing.cursor["INBOX"]["validity"]


def test_a_server_without_idle_is_looked_at():
    with dovecot("IMAP4rev1 LITERAL+") as server:
        listening = LIVE.listen(access(server.port), {})
        next(listening)
        timer = Timer(0.2, server.deliver, [letter("Позже")])
        timer.start()

        heard = next(listening)

        listening.close()
        timer.join()
        assert len(heard.raws) == 1


def test_what_was_before_is_told_the_newest_first(server):
    server.deliver(letter("Старое"), letter("Новое"))

    heard = list(LIVE.backfill(access(server.port), {}))
    again = list(LIVE.backfill(access(server.port), heard[-1].cursor))

    numbers = [int(raw.key.rpartition("/")[2]) for one in heard for raw in one.raws]
    assert numbers == sorted(numbers, reverse=True)
    assert "Новое" in next(LIVE.read(heard[0].raws[0], KNOWN)).sightings[0].words
    assert again == []


def test_a_broken_line_is_a_trouble(server):
    listening = LIVE.listen(access(server.port), {})
    next(listening)
    timer = Timer(0.2, server.stop)
    timer.start()

    with pytest.raises(Trouble):
        next(listening)

    timer.join()
    server.start()
    with pytest.raises(Trouble):
        next(LIVE.listen(access(int(nobody().rpartition(":")[2])), {}))


def test_answers_in_the_thread(server, taking):
    server.deliver(
        letter("Размер", "Какой?", Message_ID="<size@example.com>", References="<root@example.com>")
    )
    message = Message("k-1", "desk.example.org", "**42**, [тут](https://example.org)",
                      reply_to=kept_id("size@example.com"), thread=kept_id("root@example.com"),
                      attachments=(Attachment("таблица.csv", "text/csv", b"a,b\n"),))  # fmt: skip

    sent = LIVE.send(access(server.port, taking.port), message)

    ((sender, to, made),) = taking.letters
    assert (sender, to) == (LOGIN, ["anna@example.com"])
    assert made["In-Reply-To"] == "<size@example.com>"
    assert made["References"] == "<root@example.com> <size@example.com>"
    assert (made["Subject"], made["Auto-Submitted"]) == ("Re: Размер", None)
    assert str(made["From"]) == f"Стол помощи <{LOGIN}>"
    assert "<strong>42</strong>" in made.get_body(("html",)).get_content()
    assert made.get_body(("plain",)).get_content().startswith("**42**")
    assert [(part.get_filename(), part.get_content()) for part in made.iter_attachments()] == [
        ("таблица.csv", "a,b\n")
    ]
    assert (sent.place, sent.thread) == ("desk.example.org", kept_id("root@example.com"))


def test_what_was_sent_is_heard_as_the_same(server, taking):
    LIVE.send(
        access(server.port, taking.port),
        Message("k-2", "desk.example.org", ".\nТочка", to=ANNA, subject="Тема"),
    )
    sent = LIVE.send(access(server.port, taking.port), Message("k-2", "desk.example.org", "Ещё раз", to=ANNA))

    first, second = (made for _, _, made in taking.letters)
    (record,) = LIVE.read(Raw("Sent/1/1", first.as_bytes()), KNOWN)
    (seen,) = record.sightings
    assert first["Message-ID"] == second["Message-ID"]
    assert seen.external_id == sent.external_id
    assert (seen.handle.nature, seen.target.value) == (Nature.PLACE, "anna@example.com")
    assert seen.words == "Тема\n\n.\nТочка"


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"rcpt": "451 later"}, Trouble), ({"rcpt": "550 no such user"}, Refusal),
        ({"mail": "552 no"}, Refusal),
        ({"data": "451 greylisted"}, Trouble), ({"dot": "554 spam"}, Refusal), ({"dot": "451 busy"}, Trouble),
        ({"data": lambda line: None}, Trouble), ({"dot": lambda line: None}, Doubtful),
        ({"hello": lambda line: None}, Trouble), ({"hello": "421 too many"}, Trouble),
    ],
)  # fmt: skip
def test_each_no_is_told_as_what_it_is(answers, kind):
    with talking(answers) as port, pytest.raises(kind):
        LIVE.send(access(1, port), Message("k-3", "desk.example.org", "Привет", to=ANNA))


def test_no_machine_is_answered(server, taking):
    server.deliver(letter("Отчёт", Message_ID="<cron@example.com>", Auto_Submitted="auto-generated"))
    way = access(server.port, taking.port)
    answer = Message("k-4", "desk.example.org", "Да", reply_to=kept_id("cron@example.com"))

    with pytest.raises(Refusal, match=AUTOMATIC):
        LIVE.send(way, answer)
    with pytest.raises(Refusal, match=NO_RECIPIENT):
        LIVE.send(way, answer._replace(reply_to="gone"))

    assert taking.letters == []


@pytest.mark.parametrize(
    "address", ["a@b.c\r\nBcc: x@y.z", "nobody", "а@example.org", "<x>@example.org", "a@"]
)
def test_no_header_is_smuggled_in(address):
    with pytest.raises(Refusal):
        LIVE.send(access(1), Message("k-5", "desk.example.org", "Да", to=Handle("email", address)))


def test_a_subject_is_one_line(taking):
    LIVE.send(
        access(1, taking.port), Message("k", "desk.example.org", "Да", to=ANNA, subject="Да\r\nBcc: x@y.z")
    )

    assert taking.letters[0][2]["Subject"] == "Да Bcc: x@y.z"
    assert taking.letters[0][2]["Bcc"] is None


@pytest.mark.parametrize(("security", "port"), [("tls", "sealed_port"), ("starttls", "port")])
def test_lines_are_encrypted_to_whom_we_believe(server, security, port):
    with post(LOGIN, PASSWORD, showing(server.home)) as taken:
        way = access(getattr(server, port), taken.port, imap_security=security, smtp_security="starttls")
        believing_way = replace(way, web=replace(way.web, trust=believing(server.home)))

        found = LIVE.check(believing_way)
        next(LIVE.listen(believing_way, {}))

        assert found.is_good
        with pytest.raises(Trouble, match="certificate"):
            LIVE.check(way)


def test_check_tells_each_half(server, taking):
    good = LIVE.check(access(server.port, taking.port, sent_folder="Sent"))
    wrong = LIVE.check(access(server.port, taking.port, password="wrong"))
    taking.answers[LOGIN] = "550 not yours"
    strange = LIVE.check(access(server.port, taking.port, folder="Нет такой"))

    assert good.is_good
    assert AT_ONCE in [finding.text for finding in good.findings]
    assert good.facts == {"address": LOGIN, "folders": ["INBOX", "Sent"]}
    assert [finding.text for finding in wrong.findings] == [NO_LOGIN, NO_SENDING]
    assert [finding.is_good for finding in strange.findings] == [False, False]
    for finding in (*wrong.findings, *strange.findings):
        assert PASSWORD not in finding.text.format(**finding.values)


def test_a_password_goes_nowhere_else_unencrypted():
    found = LIVE.check(access(1, imap_host="mail.example.org", smtp_host="mail.example.org"))

    assert [finding.text for finding in found.findings] == [UNSAFE, UNSAFE]


def test_machines_are_refused_with_reason_and_files_are_noted():
    with_file = letter("Фото")
    with_file.add_attachment(b"\x89PNG", "image", "png", filename="me.png")

    away = next(LIVE.read(RAWS[2], KNOWN))
    seen = next(LIVE.read(Raw("k", with_file.as_bytes()), KNOWN)).sightings[0]

    assert away.refused == AWAY
    assert seen.kind is Kind.MESSAGED
    assert seen.marks & Mark.MEDIA
