"""The return mailbox: a real dovecot, read over the guarded door, each letter once."""

import pytest
from django.test import override_settings
from tests import make
from tests.channels.connectors.live.dovecot import LOGIN, PASSWORD, dovecot
from tests.mailing.returned import answer, delivery, mark_of, report, world

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import Refusal
from veche.mailing import actions, jobs
from veche.mailing.models import Returning, Sender, Suppression
from veche.mailing.terms.returning import ReturningState

pytestmark = pytest.mark.django_db


def box(port: int, **more) -> dict[str, str]:
    """A form filled in for a mailbox on this machine."""
    return {"host": "127.0.0.1", "port": str(port), "security": "none", "login": LOGIN, "password": PASSWORD,
            "folder": "INBOX", "done_folder": ""} | more  # fmt: skip


def test_what_lies_in_the_mailbox_is_kept_once_marked_as_read_and_settled():
    home, way, sent = world()
    one, owner = delivery(sent), make.actor(Role.OWNER, home)

    with dovecot() as server, override_settings(MAY_REACH=[f"127.0.0.1:{server.port}"]):
        actions.set_return_box(way, box(server.port, done_folder="Sent"), by=owner)
        with server.opened() as opened:
            for raw in (report(one.email, mark=mark_of(one)), b"Subject: \xff\n\n" + b"x" * 3_000_000):
                opened.append("INBOX", "", "", raw)
        jobs.read_return_boxes.run()
        jobs.read_return_box.run(pk=way.pk)
        jobs.read_return_box.run(pk=way.pk)
        jobs.read_returns.run(pk=home.pk)
        with server.opened() as opened:
            assert opened.select("INBOX")[1] == [b"0"]
            assert opened.select("Sent")[1] == [b"2"]
        way.refresh_from_db()
        actions.set_return_box(way, box(server.port, folder="Nowhere"), by=owner)
        jobs.read_return_box.run(pk=way.pk)

    way.refresh_from_db()
    assert Suppression.objects.get(community=home).email == one.email
    assert list(Returning.objects.order_by("pk").values_list("state", flat=True)) == ["taken", "letter"]
    assert max(len(bytes(raw.payload)) for raw in Returning.objects.all()) <= 1024**2
    assert "Nowhere" in way.return_trouble


def test_a_letter_kept_but_not_marked_is_known_when_it_is_met_again():
    home, way, sent = world()
    one = delivery(sent)

    with dovecot() as server, override_settings(MAY_REACH=[f"127.0.0.1:{server.port}"]):
        actions.set_return_box(way, box(server.port), by=make.actor(Role.OWNER, home))
        with server.opened() as opened:
            opened.append("INBOX", "", "", answer(mark_of(one)))
        first = actions.collect_returns(way, by=SYSTEM)
        with server.opened() as opened:
            opened.select("INBOX")
            opened.store("1", "-FLAGS", "(\\Seen)")
        again = actions.collect_returns(way, by=SYSTEM)

    assert (first, again) == (1, 0)
    assert Returning.objects.get().state == ReturningState.WAITING


def test_a_mailbox_is_set_whole_and_its_password_goes_to_no_other_server():
    home, way, _ = world()
    owner = make.actor(Role.OWNER, home)

    with pytest.raises(Refusal) as refused:
        actions.set_return_box(way, {"host": "x y", "port": "0", "security": "none"}, by=owner)
    actions.set_return_box(way, box(993, host="imap.example.org", security="tls"), by=owner)
    with pytest.raises(Refusal) as moved:
        told = box(993, host="imap.example.com", security="tls", password="")
        actions.set_return_box(way, told, by=owner)
    actions.set_return_box(
        way, box(993, host="imap.example.org", security="tls", password="", folder="B"), by=owner
    )

    fields = {reason.field for reason in refused.value.reasons}
    assert fields == {"host", "port", "security", "login", "password"}
    assert [reason.field for reason in moved.value.reasons] == ["password"]
    assert PASSWORD not in Sender.objects.get(pk=way.pk).return_box
