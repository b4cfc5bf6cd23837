"""Acts of moderation on their way to a scripted Bot API: asked once, done, refused, taken back."""

import pytest
from tests import make
from tests.channels.connectors.live.scripted import CUT, Answer, outside
from tests.inbox.moderation.told import CHAT, connected, hear, said

from veche.channels import actions
from veche.channels.jobs import acting
from veche.channels.jobs.listening import Listening
from veche.channels.models import Connection, Intervention
from veche.channels.queries.connections import connection_now
from veche.channels.queries.interventions import connections_to_act
from veche.channels.terms import Act
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import Job
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, MINUTE, Moment, now
from veche.ledger.models import Channel, Interaction, Removal

OK = Answer({"ok": True, "result": True})


def no(text, code=400, **more):
    return Answer({"ok": False, "error_code": code, "description": text, **more}, code)


@pytest.fixture
def world(settings):
    with outside() as found:
        settings.MAY_REACH = (f"127.0.0.1:{found.port}",)
        yield found


@pytest.fixture
def connection(db, world):
    community = make.community()
    hear(community, said(10, "спам"))
    return connected(community, world.address)


def ask(connection, act=Act.DELETE, *, key="1", by=SYSTEM, **more):
    fact = Interaction.objects.select_related("channel", "identity").get(external_id="10")
    return actions.intervene(
        connection.community, act, channel=fact.channel, key=key, interaction=fact, by=by, **more
    )


def do(connection):
    """Do what is due, as a thread of the listening process does."""
    claimed = actions.claim_intervention(connection, claim="one", by=SYSTEM)
    assert claimed is not None
    return acting.act(connection_now(connection.pk), claimed)


def state_of(asked):
    asked.refresh_from_db()
    return asked.state


def test_an_act_is_asked_for_once_and_done(connection, world):
    world.on("*/restrictChatMember", OK)
    until = Moment(now() + DAY)
    asked = ask(connection, Act.MUTE, until=until, reason="Спам")

    assert ask(connection, Act.MUTE, key="2") != asked  # for ever is longer than a day
    assert ask(connection, Act.MUTE, key="3", until=Moment(now() + HOUR)) in Intervention.objects.all()
    assert Intervention.objects.count() == 2
    assert do(connection)

    assert state_of(asked) == "done"
    said_to = world.asked("*/restrictChatMember")[0]
    assert (int(said_to.value("user_id")), int(said_to.value("until_date"))) == (666, until // 1000)


def test_what_breaks_is_done_again_and_what_is_refused_is_not(connection, world):
    world.on("*/deleteMessage", CUT, no("Too Many Requests", 429, parameters={"retry_after": 7}), OK)
    world.on("*/banChatMember", no("Bad Request: not enough rights"))
    deleted = ask(connection)

    for _ in range(2):
        assert not do(connection)
        assert state_of(deleted) == "waiting"
        Intervention.objects.update(due_at=0)
    assert do(connection)
    banned = ask(connection, Act.BAN, key="2")
    assert do(connection)

    assert (state_of(deleted), deleted.attempts, state_of(banned)) == ("done", 2, "failed")
    assert Removal.objects.get().interaction.external_id == "10"  # no bot is told of what it deleted
    assert not connection_now(connection.pk).is_failing
    actions.retry_intervention(banned, by=SYSTEM)
    assert state_of(banned) == "waiting"
    with pytest.raises(Refusal):
        actions.retry_intervention(banned, by=SYSTEM)


def test_an_act_is_taken_back_before_and_after_it_was_done(connection, world):
    world.on("*", OK)
    waiting = ask(connection)
    actions.undo_intervention(waiting, by=SYSTEM)
    assert state_of(waiting) == "undone"
    banned = ask(connection, Act.BAN, key="2")
    do(connection)
    banned.refresh_from_db()

    for _ in range(2):
        actions.undo_intervention(banned, by=SYSTEM)
    do(connection)

    assert state_of(banned) == "undone"
    assert [one.path.rpartition("/")[2] for one in world.asked("*ChatMember")] == [
        "banChatMember", "unbanChatMember",
    ]  # fmt: skip
    assert ask(connection, Act.BAN, key="3").pk != banned.pk
    deleted = ask(connection, key="4")
    Intervention.objects.filter(pk=deleted.pk).update(state="done")
    deleted.refresh_from_db()
    with pytest.raises(Refusal):
        actions.undo_intervention(deleted, by=SYSTEM)


def test_a_lost_claim_is_done_again_and_nobody_writes_over_another(connection, world):
    asked = ask(connection)
    Connection.objects.update(claim="mine")
    first = actions.claim_intervention(connection, claim="mine", by=SYSTEM)
    assert actions.claim_intervention(connection, claim="other", by=SYSTEM) is None
    assert connections_to_act("mine", now()) == set()
    Intervention.objects.update(claimed_at=now() - 3 * MINUTE)
    assert connections_to_act("mine", now()) == {connection.pk}

    assert actions.free_lost_interventions(connection, by=SYSTEM) == 1
    second = actions.claim_intervention(connection, claim="second", by=SYSTEM)
    actions.finish_intervention(first, by=SYSTEM)

    assert state_of(asked) == "claimed"
    for _ in range(12):
        second.attempts += 1
    actions.put_intervention_back(second, "?", by=SYSTEM)
    assert state_of(asked) == "failed"


def test_what_a_channel_cannot_do_is_refused(connection):
    with pytest.raises(Refusal):
        ask(connection, Act.HIDE)
    Connection.objects.update(is_on=False)
    with pytest.raises(Refusal):
        ask(connection)
    place = Channel.objects.get(key=CHAT.key)
    Connection.objects.update(is_on=True)
    with pytest.raises(Refusal):
        actions.intervene(connection.community, Act.BAN, channel=place, key="2", by=SYSTEM)


def test_only_those_who_moderate_may(connection):
    by = make.actor(Role.EDITOR, connection.community)
    asked = ask(connection)
    for attempt in (
        lambda: ask(connection, by=by), lambda: actions.undo_intervention(asked, by=by),
        lambda: actions.retry_intervention(asked, by=by),
        lambda: actions.claim_intervention(connection, claim="x", by=by),
        lambda: actions.finish_intervention(asked, by=by),
        lambda: actions.fail_intervention(asked, "", by=by),
        lambda: actions.put_intervention_back(asked, "", by=by),
        lambda: actions.free_lost_interventions(connection, by=by),
        lambda: actions.forget_interventions(connection.community.organisation, [], by=by),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            attempt()
    assert ask(connection, key="9", by=make.actor(Role.MODERATOR, connection.community)) == asked


@pytest.mark.django_db(transaction=True)
def test_the_listening_process_acts_beside_what_it_says(world):
    community = make.community()
    hear(community, said(10, "спам"))
    world.on("*", OK)
    world.on("*/getUpdates", Answer({"ok": True, "result": []}, delay=0.2))
    connection = connected(community, world.address)
    Job.objects.all().delete()
    asked = ask(connection)
    end = now() + 20_000

    Listening().run(lambda: state_of(asked) == "done" or now() > end)

    assert state_of(asked) == "done"
    assert len(world.asked("*/deleteMessage")) == 1
