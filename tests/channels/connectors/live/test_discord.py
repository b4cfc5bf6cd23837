import json
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract, lines
from tests.channels.connectors.live.scripted import CUT, Answer, Asked, Outside

from veche.channels.connectors.discord import CONNECTOR
from veche.channels.connectors.discord.live import LIVE
from veche.channels.connectors.discord.live.events import TOLD_BY_MESSAGE
from veche.channels.terms.live import Act, Attachment, Deed, Doubtful, Known, Message, Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import DAY, Moment, now
from veche.ledger.terms import Handle, Kind, Mark, Nature

GUILD = {"id": "1000", "name": "Бегуны"}
ROOM = {"id": "2000", "type": 0, "name": "general", "parent_id": "", "guild_id": "1000"}
THREAD = {"id": "3000", "type": 11, "name": "Маршрут", "parent_id": "2000", "guild_id": "1000",
          "parent": {"id": "2000", "name": "general", "type": 0}}  # fmt: skip
DIRECT = {"id": "4000", "type": 1, "name": "", "parent_id": "", "guild_id": ""}
KNOWN = Known({"guilds": [{**GUILD, "greets": "2000"}], "channels": {"2000": "general"}}, "UTC", "ru")
ANNA = {"id": "51", "username": "anna", "global_name": "Анна", "discriminator": "0"}
BORIS = {"id": "52", "username": "boris", "discriminator": "0"}


def number(n: int) -> str:
    return str(1_440_000_000_000_000_000 + (n << 22))


def said(n: int, text: str = "Привет", **more: Any) -> dict[str, Any]:
    message = {"id": number(n), "type": 0, "channel_id": "2000", "guild_id": "1000", "author": ANNA,
               "content": text, "timestamp": "2025-11-17T20:00:00+00:00"}  # fmt: skip
    return {**message, **more}


def raw(kind: str, event: dict[str, Any], channel: Any = ROOM, guild: Any = GUILD, key: str = "") -> Raw:
    told = {"t": kind, "d": event, "at": 1_764_300_000_000, "channel": channel, "guild": guild}
    return Raw(key or f"{kind}/{event.get('id') or event.get('message_id')}", json.dumps(told).encode())


REACTION = {"user_id": "52", "message_id": number(1), "channel_id": "2000", "guild_id": "1000",
            "member": {"user": BORIS, "nick": "Боря"}, "emoji": {"id": None, "name": "🎉"}}  # fmt: skip
RAWS = (
    raw("MESSAGE_CREATE", said(1, "Кто бежит в <#2000>, <@52>?", mentions=[
        {**BORIS, "member": {"nick": "Боря"}}])),
    raw("MESSAGE_CREATE", said(2, "Я", type=19, author=BORIS, message_reference={
        "message_id": number(1), "channel_id": "2000"}, referenced_message=said(1))),
    raw("MESSAGE_CREATE", said(3, channel_id="3000"), THREAD),
    raw("MESSAGE_CREATE", said(4, channel_id="4000", guild_id=None), DIRECT, {}),
    raw("MESSAGE_CREATE", said(5, "", type=7)),
    raw("MESSAGE_UPDATE", said(1, "Кто бежит?", edited_timestamp="2025-11-17T20:05:00+00:00")),
    raw("MESSAGE_DELETE", {"id": number(2), "channel_id": "2000"}),
    raw("MESSAGE_DELETE_BULK", {"ids": [number(3), "x", number(4)], "channel_id": "2000"}),
    raw("MESSAGE_REACTION_ADD", REACTION),
    raw("GUILD_MEMBER_ADD", {"user": BORIS, "joined_at": "2025-11-17T20:00:00+00:00", "guild_id": "1000"}),
    raw("GUILD_MEMBER_REMOVE", {"user": BORIS, "guild_id": "1000"}),
    raw("MESSAGE_CREATE", said(6, "", attachments=[{"filename": "a.png"}], message_reference={
        "type": 1, "message_id": "9", "channel_id": "8"}, message_snapshots=[
            {"message": {"content": "издалека"}}])),
)  # fmt: skip


def settings(address: str) -> dict[str, str]:
    return {"token": "bot-secret", "api": address}


def serve(outside: Outside) -> None:
    outside.on("*/users/@me", Answer({"id": "50", "username": "veche"}))
    outside.on("*/applications/@me", Answer({"flags": 1 << 15 | 1 << 19}))
    rights = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 13 | 1 << 40 | 1 << 2
    outside.on("*/users/@me/guilds", Answer([{**GUILD, "permissions": str(rights)}]))
    outside.on("*/guilds/1000", Answer({**GUILD, "system_channel_id": "2000", "system_channel_flags": 0}))
    outside.on("*/guilds/1000/channels", Answer([{**ROOM, "last_message_id": number(9)}]))
    outside.on("*/guilds/1000/threads/active", Answer({"threads": []}))
    outside.on("*/threads/archived/public", Answer({"threads": [], "has_more": False}))
    outside.on("*/channels/2000", Answer(ROOM))


def accept(outside: Outside) -> None:
    outside.on("*", Answer({"id": number(20), "timestamp": "2025-11-17T20:00:00+00:00"}))


CASE = contract.Case(
    CONNECTOR, settings, KNOWN, RAWS, serve=serve, accept=accept,
    message=Message("k1", "2000", "**Привет**", reply_to=number(1)),
    refused=Answer({"code": 50013, "message": "Missing Permissions"}, 403),
    busy=Answer({"retry_after": 7, "message": "slow"}, 429),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_events_are_the_facts_that_an_export_tells():
    records = [record for one in RAWS for record in LIVE.read(one, KNOWN)]

    facts = {s.external_id: s for s in files.sightings(records)}
    first = facts[number(1)]
    assert (first.place.key, first.place.title) == ("2000", "Бегуны #general")
    assert (first.words, first.edited_at is not None) == ("Кто бежит?", True)
    assert files.sightings(records)[0].words == "Кто бежит в #general, @Боря?"
    assert (facts[number(2)].reply_to, facts[number(2)].thread) == (number(1), number(1))
    assert (facts[number(3)].place.key, facts[number(3)].thread) == ("2000", "3000")
    assert (facts[number(4)].place.key, facts[number(4)].thread) == ("private", "4000")
    assert facts[number(5)].kind is Kind.JOINED
    assert facts[number(6)].words == "издалека"
    assert facts[number(6)].marks & Mark.FORWARDED
    assert facts[f"{number(1)}/reaction/52/🎉"].handle == Handle(
        "discord", "52", "Боря", Nature.PERSON, (Handle("discord_name", "boris"),)
    )
    left = next(s for s in facts.values() if s.kind is Kind.LEFT)
    assert (left.place.key, left.handle.value) == ("2000", "52")
    assert [r.refused for r in records if r.refused] == [TOLD_BY_MESSAGE]
    gone = [removal for record in records for removal in record.removals]
    assert [(one.place.key, one.external_id) for one in gone] == [("2000", number(n)) for n in (2, 3, 4)]


def test_who_comes_is_told_by_the_event_where_nobody_is_greeted():
    known = Known({"guilds": [{**GUILD, "greets": ""}], "channels": {}})

    (record,) = LIVE.read(RAWS[9], known)

    assert (record.sightings[0].kind, record.sightings[0].place.key) == (Kind.JOINED, "guild/1000")


def dispatch(s: int, kind: str, event: dict[str, Any]) -> dict[str, Any]:
    return {"op": 0, "s": s, "t": kind, "d": event}


async def greet(talk: lines.Talk, beat: int = 45_000) -> Any:
    await talk.say({"op": 10, "d": {"heartbeat_interval": beat}})
    told = await talk.hear()
    while told is not None and told["op"] == 1:
        told = await talk.hear()
    return told


async def begin(talk: lines.Talk) -> None:
    ready = {"session_id": "s1", "resume_gateway_url": f"ws://127.0.0.1:{talk.port}/r"}
    await talk.say(dispatch(1, "READY", ready))
    await talk.say(dispatch(2, "GUILD_CREATE", {**GUILD, "channels": [ROOM], "threads": []}))


def hear(outside: Outside, script: lines.Script, cursor: dict[str, Any], count: int) -> tuple[Any, list[Any]]:
    with lines.opened(script) as gateway:
        outside.on("*/gateway/bot", Answer({"url": gateway.address}))
        hearing = LIVE.listen(CASE.access(outside.address), cursor)
        heard = []
        try:
            while sum(len(one.raws) for one in heard) < count:
                heard.append(next(hearing))
        finally:
            hearing.close()
    return heard, gateway.said


def test_a_session_is_taken_up_again_where_it_was_kept(outside):
    async def script(talk: lines.Talk) -> None:
        told = await greet(talk)
        if told["op"] == 2:
            await begin(talk)
            await talk.say(dispatch(3, "MESSAGE_CREATE", said(1)))
        else:
            assert told["d"] == {"token": "bot-secret", "session_id": "s1", "seq": 3}
            await talk.say(dispatch(4, "MESSAGE_CREATE", said(2)), dispatch(5, "RESUMED", {}))
            await talk.say({"op": 7, "d": None})

    outside.on("*/channels/2000", Answer(ROOM))
    outside.on("*/guilds/1000", Answer(GUILD))
    first, asked = hear(outside, script, {}, 1)
    cursor = json.loads(json.dumps(first[-1].cursor))
    again, _ = hear(outside, script, {**cursor, "address": ""}, 1)

    (identify,) = [one for one in asked if one["op"] != 1]
    assert (identify["op"], identify["d"]["intents"] & 1 << 15) == (2, 1 << 15)
    assert (cursor["session"], cursor["seq"]) == ("s1", 3)
    (heard,) = [one for one in again if one.raws]
    assert heard.raws[0].key == f"message/{number(2)}"
    assert heard.cursor["seq"] == 5
    (record,) = LIVE.read(heard.raws[0], KNOWN)
    assert record.sightings[0].place.title == "Бегуны #general"


def test_what_was_missed_is_asked_for_where_the_session_is_gone(outside):
    async def script(talk: lines.Talk) -> None:
        told = await greet(talk)
        if told["op"] == 6:
            await talk.say({"op": 9, "d": False})
        else:
            await begin(talk)
            await talk.say(dispatch(3, "MESSAGE_REACTION_ADD", REACTION))

    serve(outside)

    def newer(asked: Asked) -> Answer:
        return Answer([said(5, "ночью")] if asked.value("after") == number(4) else [])

    outside.on("*/channels/2000/messages", Answer({"retry_after": 0}, 429), newer)
    cursor = {"session": "old", "seq": 7, "latest": number(4)}
    heard, _ = hear(outside, script, cursor, 2)

    night, reaction = [one for one in heard if one.raws]
    (record,) = LIVE.read(night.raws[0], KNOWN)
    assert record.sightings[0].words == "ночью"
    assert night.cursor == {"latest": number(4)}
    assert (reaction.raws[0].key, reaction.cursor["session"]) == ("s1/3", "s1")


def test_the_heart_beats_and_a_silent_line_is_left(outside):
    async def script(talk: lines.Talk) -> None:
        await greet(talk, beat=60)
        await begin(talk)
        told = await talk.hear()
        await talk.say({"op": 11})
        assert told["op"] == 1
        await talk.say(dispatch(3, "MESSAGE_CREATE", said(1)))

    _, asked = hear(outside, script, {}, 1)
    assert [one for one in asked if one["op"] == 1]
    with pytest.raises(Trouble, match="answer any more"):
        hear(outside, script, {}, 9)


@pytest.mark.parametrize(("code", "kind"), [(4004, Refusal), (4014, Refusal), (4000, Trouble)])
def test_what_discord_says_when_it_hangs_up(outside, code, kind):
    async def script(talk: lines.Talk) -> None:
        await greet(talk)
        await talk.hang_up(code)

    with pytest.raises(kind):
        hear(outside, script, {}, 1)


def test_the_past_comes_page_by_page_and_goes_on_where_it_stopped(outside):
    serve(outside)

    def older(asked: Asked) -> Answer:
        pages = {None: [said(3, "три")], number(3): [said(2, "два")]}
        return Answer(pages.get(asked.value("before"), []))

    outside.on("*/channels/2000/messages", older)
    cursor, words = {}, []
    for _ in range(10):
        heard = next(LIVE.backfill(CASE.access(outside.address), cursor), None)
        if heard is None:
            break
        cursor = json.loads(json.dumps(heard.cursor))
        words += [s.words for one in heard.raws for r in LIVE.read(one, KNOWN) for s in r.sightings]

    assert words == ["три", "два"]
    assert cursor == {"done": ["2000"]}


def test_a_message_calls_nobody_and_is_said_once(outside):
    outside.on("POST */messages", CUT, Answer({"id": number(20)}))

    sent = LIVE.send(CASE.access(outside.address), CASE.message)

    first, second = outside.asked("POST */messages")
    assert first.values == second.values
    assert first.value("enforce_nonce") is True
    assert first.value("allowed_mentions") == {"parse": [], "replied_user": False}
    assert first.value("message_reference")["message_id"] == number(1)
    assert sent.external_id == number(20)
    outside.on("POST */messages", CUT, Answer({"retry_after": 3}, 429))
    with pytest.raises(Doubtful):
        LIVE.send(CASE.access(outside.address), CASE.message)


def test_threads_and_persons_are_written_to_where_they_are(outside):
    outside.on("*/channels/3000", Answer(THREAD))
    outside.on("*/channels/7", Answer({"code": 10003, "message": "Unknown Channel"}, 404))
    outside.on("*/users/@me/channels", Answer({"id": "4000"}))
    outside.on("POST */messages", Answer({"id": number(20)}))
    access, plain = CASE.access(outside.address), Message("k", "2000", "Привет")

    LIVE.send(access, plain._replace(thread="3000"))
    LIVE.send(access, plain._replace(thread="7"))
    sent = LIVE.send(access, plain._replace(to=Handle("discord", "52")))
    LIVE.send(access, plain._replace(attachments=(Attachment("a.txt", "text/plain", b"1"),)))

    paths = [asked.path for asked in outside.asked("POST */messages")]
    assert [path.split("/")[2] for path in paths] == ["3000", "2000", "4000", "2000"]
    assert (sent.place, sent.thread) == ("private", "4000")
    assert outside.asked("POST */messages")[-1].value("files[0]") == b"1"


def test_messages_are_deleted_wherever_they_stand(outside):
    serve(outside)
    unknown = Answer({"code": 10008, "message": "Unknown Message"}, 404)
    outside.on("DELETE *", unknown)
    outside.on("*/guilds/1000/threads/active", Answer({"threads": [THREAD]}))
    outside.on("DELETE */channels/3000/messages/*", Answer(b"", 204))

    LIVE.act(CASE.access(outside.address), Deed(Act.DELETE, "2000", number(1)))

    assert outside.asked("DELETE *")[-1].path.startswith("/channels/3000/")
    outside.on("DELETE */channels/2000/messages/*", CASE.refused)
    with pytest.raises(Refusal, match="role"):
        LIVE.act(CASE.access(outside.address), Deed(Act.DELETE, "2000", number(1)))


def test_members_are_muted_and_banned_on_their_server(outside):
    serve(outside)
    outside.on("PATCH *", Answer({}))
    outside.on("PUT *", Answer(b"", 204))
    outside.on("DELETE *", Answer({"code": 10026, "message": "Unknown Ban"}, 404))
    access, who = CASE.access(outside.address), Handle("discord", "52")

    for one in (Act.MUTE, Act.UNMUTE, Act.BAN, Act.UNBAN):
        LIVE.act(access, Deed(one, "2000", handle=who))

    mute, unmute = outside.asked("PATCH /guilds/1000/members/52")
    assert mute.value("communication_disabled_until") > "2026"
    assert unmute.value("communication_disabled_until") is None
    assert outside.asked("PUT /guilds/1000/bans/52")
    with pytest.raises(Refusal, match="28 days"):
        LIVE.act(access, Deed(Act.MUTE, "2000", handle=who, until=Moment(now() + 30 * DAY)))


def test_secrets_go_to_the_service_alone():
    assert LIVE.hosts is not None
    assert LIVE.hosts({}) == {"discord.com", ".discord.gg"}
    assert LIVE.hosts({"api": "http://127.0.0.1:1/api"}) == {"127.0.0.1"}
