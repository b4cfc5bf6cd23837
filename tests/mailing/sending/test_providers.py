"""Providers: one question a letter, carried by the door; what they answer becomes its fate."""

import pytest
from tests import make
from tests.channels.connectors.live import scripted
from tests.channels.connectors.live.scripted import Answer
from tests.mailing import readers
from tests.mailing.sending.world import lane, letter_to, run_out, states

from veche.kit.sealing import seal
from veche.mailing.models import Sender
from veche.mailing.queries import link_key
from veche.mailing.rules.tokens import token_of
from veche.mailing.terms import SenderKind, SenderState, Stand

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    settings.MAY_REACH = ["127.0.0.1", "localhost"]
    with scripted.outside() as outside:
        yield outside


def sender_of(community, outside, provider: str) -> Sender:
    told = f'{{"token": "key", "address": "{outside.address}/"}}'
    return readers.sender(community, kind=SenderKind.PROVIDER, provider=provider, settings=seal(told))


# As godocs.unisender.ru and postmarkapp.com/developer tell them.
GOOD = {
    "unisender_go": ("*/email/send.json",
                     {"status": "success", "job_id": "1Z", "emails": ["anna@example.org"]}),
    "postmark": ("*/email", {"To": "anna@example.org", "SubmittedAt": "2026-11-28T10:00:00Z",
                             "MessageID": "0a129aee", "ErrorCode": 0, "Message": "OK"}),
}  # fmt: skip


@pytest.mark.parametrize("name", list(GOOD))
def test_a_letter_goes_by_a_provider_and_its_name_there_is_kept(provider, name):
    place, answer = GOOD[name]
    provider.on(place, Answer(answer))
    community = make.community()
    letter = letter_to(community, "Anna", sender=sender_of(community, provider, name))

    run_out(lane(letter.deliveries.get().sender))

    found = letter.deliveries.get()
    assert states(letter) == {"anna": Stand.SENT}
    assert found.foreign_id
    asked = str(provider.asked("*")[-1].body)
    assert "One-Click" in asked or "List-Unsubscribe" in asked
    assert f'"/l/{token_of(link_key(), found.pk)}/"' in asked


def test_a_provider_that_asks_for_patience_is_left_alone_for_a_while_and_stays_open(provider):
    provider.on("*/email/send.json", Answer({"status": "error", "message": "too many"}, status=429))
    community = make.community()
    sender = sender_of(community, provider, "unisender_go")
    letter = letter_to(community, *(f"N{number}" for number in range(12)), sender=sender)
    way = lane(sender)

    run_out(way)

    sender.refresh_from_db()
    assert (sender.state, way.rest_until > 0) == (SenderState.OPEN, True)
    assert "too many" in sender.trouble
    assert set(states(letter).values()) == {Stand.WAITING}
    assert letter.deliveries.filter(attempts=0).count() == 7


@pytest.mark.parametrize(("status", "said"), [(401, "bad key"), (400, "this sender is not confirmed")])
def test_a_provider_that_does_not_let_us_in_stops_the_sender_and_costs_nobody_a_letter(
    provider, status, said
):
    provider.on("*/email/send.json", Answer({"status": "error", "message": said, "code": 102}, status=status))
    community = make.community()
    sender = sender_of(community, provider, "unisender_go")
    letter = letter_to(community, *(f"N{number}" for number in range(6)), sender=sender)

    run_out(lane(sender))

    sender.refresh_from_db()
    assert sender.state == SenderState.BROKEN
    assert set(states(letter).values()) == {Stand.WAITING}
