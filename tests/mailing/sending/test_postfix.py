"""Letters to a real postfix: taken over STARTTLS, found genuine by another's opendkim, and sent back."""

import email
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

import pytest
from django.conf import settings
from tests import make
from tests.channels.connectors.live.dovecot import LOGIN, PASSWORD
from tests.mailing import readers
from tests.mailing.postfix import EXCHANGE, postfix
from tests.mailing.returned import delivery, mark_of
from tests.mailing.sending.world import QUICK, lane, letter_to, run_out, states

from veche.core.terms import SYSTEM, Role
from veche.kit.dkim import record_of
from veche.kit.sealing import seal, unseal
from veche.kit.smtp import Fate, Journal, Parcel, address_of
from veche.kit.web.door import trusted
from veche.mailing import actions, jobs
from veche.mailing.jobs.ways import open_way
from veche.mailing.models import Letter, Suppression
from veche.mailing.queries.tokens import delivery_returned_to
from veche.mailing.terms import SenderKind, Stand

pytestmark = [pytest.mark.django_db, pytest.mark.told_once]
RETURNS = "returns.club.example"
LONG = "Очень длинная строка о том, как мы бежали. " * 60
BODY = f"# Новости\n\nЗдравствуйте! [Читать](https://example.org/a)\n\n{LONG}\n\n.точка в начале\n"


@pytest.fixture(scope="module")
def server():
    """A postfix with some readers."""
    many = (f"reader{number}@example.org" for number in range(40))
    named = ("anna@example.org", "boris@example.org", "анна@example.org", *many)
    with postfix(*named, return_domain=RETURNS) as running:
        yield running


@pytest.fixture
def believed(server, monkeypatch, settings):
    """The server's certificate is one of those this machine believes, and it may be reached."""
    settings.MAY_REACH = ["127.0.0.1"]
    monkeypatch.setenv("SSL_CERT_FILE", str(server.returns.home / "certificate.pem"))
    trusted.cache_clear()
    yield server
    trusted.cache_clear()


def way_out(home, server, *, address="news@club.example", straight=False):
    """A sender that signs in at postfix, or goes straight to the readers' server."""
    place = (
        f'{{"host": "127.0.0.1", "port": "{server.exchange_port}", "security": "none"}}' if straight
        else f'{{"host": "127.0.0.1", "port": "{server.port}", "security": "starttls", '
             f'"login": "{LOGIN}", "password": "{PASSWORD}"}}'
    )  # fmt: skip
    return readers.sender(
        home, kind=SenderKind.SMTP, settings=seal(place), address=address, return_domain=RETURNS
    )


def signing(sender, kind):
    """The sender's new key, as the DNS has it."""
    actions.make_dkim_key(sender, selector="veche", kind=kind, in_=sender.community, by=SYSTEM)
    sender.refresh_from_db()
    return {f"veche._domainkey.{sender.address.rpartition('@')[2]}": record_of(unseal(sender.dkim_key))}


def sent(sender, *names):
    """A letter that has left to these people."""
    letter = letter_to(sender.community, *names, sender=sender)
    Letter.objects.filter(pk=letter.pk).update(content={"source": BODY})
    run_out(lane(sender))
    return letter


def read(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=SMTPUTF8)


def test_letters_come_whole_and_another_server_finds_their_signatures_good(believed):
    old, new, unknown = (
        way_out(make.community(), believed, address=f"news@{name}.example")
        for name in ("rsa", "ed25519", "nowhere")
    )
    records = signing(old, "rsa") | signing(new, "ed25519")
    signing(unknown, "rsa")
    believed.publish(records)

    letters = [sent(old, "Anna", "Boris"), sent(new, "Anna"), sent(unknown, "Anna")]
    raws = believed.letters("boris@example.org") + believed.letters("anna@example.org", 3)

    assert [set(states(one).values()) for one in letters] == [{Stand.SENT}] * 3
    assert max(len(line) for raw in raws for line in raw.splitlines()) <= 998
    found = {(one["Delivered-To"], one["From"].addresses[0].domain): one for one in map(read, raws)}
    assert len(found) == 4
    for (reader, domain), one in found.items():
        verdict = one["Authentication-Results"] or ""
        is_good = verdict.startswith(f"{EXCHANGE};") and "dkim=pass" in verdict
        assert is_good is (domain != "nowhere.example"), verdict
        assert {"list-unsubscribe", "list-unsubscribe-post", "from", "subject"} <= signed_in(one)
        assert "=One-Click" in one["List-Unsubscribe-Post"]
        assert any("with ESMTPSA" in line for line in one.get_all("Received"))
        assert delivery_returned_to(mark_in(one["Return-Path"])).email == reader
        assert one["Subject"] == "Привет, друг"
        text = one.get_body(("plain",)).get_content()
        assert "Здравствуйте!" in text
        assert LONG.strip() in " ".join(text.split())
        assert "\n.точка" in text


def test_who_has_no_mailbox_is_refused_at_once_or_reported_later_and_gets_nothing_more(believed):
    home, other = make.community(), make.community()
    way = way_out(home, believed)
    believed.publish({})

    at_once = sent(way_out(other, believed, straight=True), "Petr")
    later = sent(way, "Vera")
    foreign = delivery(later, "никто@example.org")
    carried(way, foreign)
    before = states(later)
    believed.letters(LOGIN, 2)
    place = {"host": "127.0.0.1", "port": str(believed.returns.port), "security": "none", "folder": "INBOX",
             "login": LOGIN, "password": PASSWORD, "done_folder": ""}  # fmt: skip
    actions.set_return_box(way, place, by=make.actor(Role.OWNER, home))
    jobs.read_return_box.run(pk=way.pk)
    jobs.read_returns.run(pk=home.pk)

    assert states(at_once) == {"petr": Stand.FAILED}
    assert before["vera"] == Stand.SENT
    assert states(later) == {"vera": Stand.BOUNCED, "никто": Stand.BOUNCED}
    kept = set(Suppression.objects.values_list("community", "email"))
    assert kept == {
        (other.pk, "petr@example.org"), (home.pk, "vera@example.org"), (home.pk, "никто@example.org"),
    }  # fmt: skip


def test_a_server_that_hangs_up_over_unknown_readers_gets_the_rest_all_the_same(believed):
    sender = way_out(make.community(), believed, straight=True)
    believed.publish({})
    names = [f"{'Stranger' if 12 <= number < 28 else 'Reader'}{number}" for number in range(40)]

    letter = letter_to(sender.community, *names, sender=sender)
    for _ in range(3):  # where nobody of a batch got it a lane rests first
        run_out(lane(sender))

    boxes = {name.lower(): believed.letters(readers.address_of(name)) for name in names if name[0] == "R"}
    assert {name: len(letters) for name, letters in boxes.items()} == dict.fromkeys(boxes, 1)
    found = states(letter)
    assert {found[name] for name in boxes} == {Stand.SENT}
    # Whoever was being named when it hung up is named again later.
    again = [name for name, stand in found.items() if stand == Stand.WAITING]
    assert len(again) == believed.log().count("too many errors") == 1
    assert {found[name] for name in found.keys() - boxes.keys() - set(again)} == {Stand.FAILED}


def test_an_address_in_other_letters_goes_over_the_line_as_it_is(believed):
    home = make.community()
    one = delivery(readers.letter(home), "анна@example.org")
    believed.publish({})

    carried(way_out(home, believed), one)
    (found,) = map(read, believed.letters("анна@example.org"))

    assert any("with UTF8SMTPSA" in line for line in found.get_all("Received"))
    assert found["To"] == "анна@example.org"


def carried(sender, one):
    """A delivery handed over by hand: letters of the desk do not go to other letters before the @ yet."""
    back = f"b-{mark_of(one)}@{RETURNS}".encode()
    data = f"To: {one.email}\r\nSubject: Привет\r\n\r\nЗдравствуйте!\r\n".encode()
    way = open_way(sender, QUICK)
    with Journal(Path(settings.SPOOL) / "by hand") as notes:
        (outcome,) = way.carry([Parcel(one.pk, back, address_of(one.email), data)], notes)
    way.close()
    assert outcome.fate is Fate.SENT


def signed_in(one):
    """The headers that a signature covers."""
    return set("".join(one["DKIM-Signature"].split()).partition("h=")[2].partition(";")[0].split(":"))


def mark_in(path):
    return path.strip("<>").removeprefix("b-").partition("@")[0]
