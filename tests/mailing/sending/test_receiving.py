"""Another's server of mail at the other end: it takes our letters, and our signature holds."""

import asyncio
import email
from email.policy import default

import dkim
import pytest
from aiosmtpd.controller import Controller
from tests import make
from tests.crash.running import free_port
from tests.mailing.sending.world import lane, letter_to, run_out, smtp_sender, states
from tests.mailing.servers import Server

from veche.core.terms import SYSTEM
from veche.kit.dkim import record_of
from veche.kit.sealing import unseal
from veche.mailing.actions import make_dkim_key
from veche.mailing.terms import Stand

pytestmark = pytest.mark.django_db


class Mailbox:
    """Keeps what came."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(envelope.original_content)
        await asyncio.sleep(0)
        return "250 2.0.0 taken"


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_a_letter_comes_signed_and_whole(settings, kind):
    settings.MAY_REACH = ["127.0.0.1"]
    community, mailbox = make.community(), Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), data_size_limit=10**6)
    controller.start()
    try:
        port = controller.port
        sender = smtp_sender(community, Server(port=port), return_domain="back.club.example")
        make_dkim_key(sender, selector="veche", kind=kind, in_=community, by=SYSTEM)
        letter = letter_to(community, "Anna", sender=sender)
        run_out(lane(sender))
    finally:
        controller.stop()

    record = record_of(unseal(sender.dkim_key)).encode()
    (data,) = mailbox.letters
    found = email.message_from_bytes(data, policy=default)
    assert states(letter) == {"anna": Stand.SENT}
    assert dkim.verify(data, dnsfunc=lambda *_, **__: record)
    assert "list-unsubscribe-post" in str(found["DKIM-Signature"])
    assert found["Subject"] == "Привет, друг"
    assert "Здравствуйте" in found.get_body(("plain",)).get_content()
