"""Messages: written, claimed, said once, confirmed; what may have gone is asked of a person."""

import json

import pytest
from tests import make
from tests.channels import live
from tests.channels.connectors.live.scripted import CUT, Answer

from veche.channels import actions
from veche.channels.jobs.listening import say
from veche.channels.models import Connection, Outgoing
from veche.channels.terms.live import Attachment, Heard, Raw
from veche.core.queries import actor_of
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import SECOND, Moment, now
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Kind
from veche.people.models import TeamMark

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(outside, settings):
    """A bot in a chat where Anya asked something."""
    settings.MAY_REACH = ["127.0.0.1"]
    found = live.telegram(make.community(), outside)
    drain()
    found = Connection.objects.get(pk=found.pk)
    asked = live.update(1, "Кто бежит?")
    actions.keep_heard(found, Heard((Raw("1", json.dumps(asked).encode()),), {}), by=SYSTEM)
    drain()
    live.said(outside)
    return Connection.objects.get(pk=found.pk)


def written(connection, key="k1", by=None, **more):
    channel = Channel.objects.get()
    facts = {"channel": channel, "text": "Мы **все** бежим", "reply_to": Interaction.objects.get(), **more}
    return actions.send_message(
        connection.community, key=key, by=by or make.actor(in_=connection.community), **facts
    )


def go(connection):
    """Say the next due message as the listening process does; answers where it stands then."""
    outgoing = actions.claim_message(connection, claim="here:1", by=SYSTEM)
    if outgoing is None:
        return None
    say(connection, outgoing.pk)
    return Outgoing.objects.get(pk=outgoing.pk)


def test_an_answer_goes_out_as_a_reply_and_is_a_fact_of_who_wrote_it(connection, outside):
    user = make.user(Role.COMMUNITY_MANAGER, in_=connection.community, name="Ольга")
    written(connection, by=actor_of(user))

    outgoing = go(connection)

    assert outgoing.state == "sent"
    told = outside.asked("*/sendMessage")[0]
    assert "1" in str(told.value("reply_parameters"))
    answer = Interaction.objects.get(kind=Kind.ANSWERED.number)
    assert answer.parent_link.parent.wordings.get().text == "Кто бежит?"
    assert answer.wordings.get().text == "Мы все бежим"
    assert (answer.identity.kind, answer.identity.value) == ("user", str(user.pk))
    drain()
    assert TeamMark.objects.filter(community=connection.community).count() == 1


def test_the_echo_of_what_was_said_is_no_second_fact(connection):
    written(connection)
    sent = go(connection)
    number = int(sent.external_id.rpartition("/")[2] or sent.external_id)
    echo = live.update(number, "Мы все бежим", who=100, name="Бот")

    actions.keep_heard(connection, Heard((Raw("echo", json.dumps(echo).encode()),), {}), by=SYSTEM)
    drain()

    assert Interaction.objects.filter(external_id=sent.external_id).count() == 1


def test_asked_for_twice_it_is_one_message(connection, outside):
    assert written(connection) == written(connection)

    go(connection)

    assert go(connection) is None
    assert len(outside.asked("*/sendMessage")) == 1


def test_it_can_be_taken_back_until_it_goes(connection, outside):
    owner = make.actor(in_=connection.community)
    outgoing = written(connection, at=Moment(now() + 10 * SECOND))
    assert go(connection) is None

    actions.withdraw_message(outgoing, by=owner)

    assert Outgoing.objects.get().state == "withdrawn"
    with pytest.raises(Refusal):
        actions.withdraw_message(outgoing, by=owner)
    assert not outside.asked("*/sendMessage")


def test_told_to_wait_it_waits_and_goes_later(connection, outside):
    outside.on("*/sendMessage", Answer({"ok": False, "error_code": 429, "description": "Too Many Requests",
                                        "parameters": {"retry_after": 7}}, 429))  # fmt: skip
    written(connection)

    outgoing = go(connection)

    assert outgoing.state == "waiting"
    assert outgoing.due_at.timestamp() * 1000 > now() + 5 * SECOND
    assert Connection.objects.get(pk=connection.pk).is_failing
    live.said(outside)
    Outgoing.objects.update(due_at=now())
    assert go(connection).state == "sent"
    assert not Connection.objects.get(pk=connection.pk).is_failing


def test_what_is_refused_waits_for_a_person_with_the_reason(connection, outside):
    outside.on("*/sendMessage", Answer({"ok": False, "error_code": 403,
                                        "description": "Forbidden: bot was kicked"}, 403))  # fmt: skip
    written(connection)

    outgoing = go(connection)

    assert outgoing.state == "failed"
    assert outgoing.error
    live.said(outside)
    actions.retry_message(outgoing, by=make.actor(in_=connection.community))
    assert go(connection).state == "sent"


def test_cut_off_after_we_spoke_nobody_says_it_again_by_themselves(connection, outside):
    outside.on("*/sendMessage", CUT)
    written(connection)

    outgoing = go(connection)

    assert outgoing.state == "doubtful"
    assert go(connection) is None
    owner = make.actor(in_=connection.community)
    actions.settle_message(outgoing, was_sent=True, by=owner)
    assert Outgoing.objects.get().state == "sent"
    with pytest.raises(Refusal):
        actions.settle_message(outgoing, was_sent=False, by=owner)


def test_what_a_dead_process_had_claimed_is_doubtful(connection):
    written(connection)
    actions.claim_message(connection, claim="gone:1", by=SYSTEM)
    assert actions.settle_lost_claims(connection, by=SYSTEM) == 0

    Outgoing.objects.update(claimed_at=now() - 600 * SECOND)

    assert actions.settle_lost_claims(connection, by=SYSTEM) == 1
    assert Outgoing.objects.get().state == "doubtful"


def test_of_two_processes_one_claims(connection):
    written(connection)

    claims = [actions.claim_message(connection, claim=f"p:{n}", by=SYSTEM) for n in range(2)]

    assert [bool(claim) for claim in claims] == [True, False]


def test_all_that_is_wrong_is_refused_at_once(connection):
    large = (Attachment("a.bin", "application/octet-stream", b"x" * (21 * 1024**2)),)

    with pytest.raises(Refusal) as refusal:
        written(connection, text="я" * 20_001, attachments=large)

    assert len(refusal.value.reasons) == 2
    assert not Outgoing.objects.exists()


def test_a_channel_without_a_line_says_so(connection):
    actions.switch_connection(connection, is_on=False, by=SYSTEM)

    with pytest.raises(Refusal, match="not connected"):
        written(connection)


def test_who_may_not_write_does_not(connection):
    with pytest.raises(NotAllowed):
        written(connection, by=make.actor(Role.ANALYST, in_=connection.community))
