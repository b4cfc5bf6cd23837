"""A letter on its way to people who subscribed, and ways out to servers of a test."""

import time

from tests.mailing import readers
from tests.mailing.servers import Server

from veche.kit.sealing import seal
from veche.kit.smtp import Patience
from veche.kit.time import now
from veche.mailing.jobs.lanes import Lane
from veche.mailing.jobs.sending import journals, node
from veche.mailing.models import Delivery, Sender
from veche.mailing.terms import LetterState, SenderKind, Stand

QUICK = Patience(5, 5, 5, 1)


def smtp_sender(community, server: Server, **more) -> Sender:
    """A way out to a test's server."""
    place = f'{{"host": "127.0.0.1", "port": "{server.port}", "security": "none"}}'
    return readers.sender(community, kind=SenderKind.SMTP, settings=seal(place), **more)


def letter_to(
    community, *names: str, sender: Sender | None = None, subject: str = "Привет, {first_name|друг}"
):
    """A letter that has begun to leave for these people."""
    news = readers.newsletter(community)
    readers.subscribed(news, *names)
    content = {"source": "# Новости\n\nЗдравствуйте! [Читать](https://example.org/a)\n"}
    letter = readers.letter(
        news, subject, state=LetterState.SENDING, begun_at=now(), form="markdown", content=content
    )
    for name in names:
        email = readers.address_of(name)
        Delivery.objects.create(
            letter=letter, email=email, domain=email.partition("@")[2], due_at=now(), sender=sender
        )
    return letter


def lane(sender: Sender, on: str = "") -> Lane:
    """A lane of a sender on a node."""
    return Lane(sender.pk, node=on or node(), folder=journals(), ending=lambda: False, patience=QUICK)


def run_out(lane: Lane) -> None:
    """Have a lane send until nothing is due, without waiting for anything."""
    try:
        while lane.step() and time.monotonic() >= lane.rest_until:
            pass
    finally:
        lane.close()


def states(letter) -> dict[str, Stand]:
    """Where each stands, by name."""
    return {one.email.partition("@")[0]: Stand(one.state) for one in letter.deliveries.all()}
