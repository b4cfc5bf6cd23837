"""Matrix: the contract over a scripted homeserver; a real one is asked in test_synapse.py."""

import json

import pytest
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer

from veche.channels.connectors.matrix import CONNECTOR
from veche.channels.connectors.matrix.reading import ENCRYPTED, NOT_THEIRS, ONLY_PROFILE, UNREACTED
from veche.channels.terms.live import Act, Deed, Known, Message, Raw
from veche.kit.terms import Refusal, Trouble
from veche.ledger.terms import Handle, Kind, Mark, Nature, Removal

LIVE = CONNECTOR.live
ROOM, BOT, ANNA = "!room:example.org", "@bot:example.org", "@anna:example.org"
KNOWN = Known({"user": BOT})
AT = 1_764_300_000_000


def event(number, content, kind="m.room.message", sender=ANNA, **more):
    """Answer an event of the room."""
    return {"event_id": f"${number}", "type": kind, "sender": sender, "content": content,
            "origin_server_ts": AT + number, **more}  # fmt: skip


def raw(told, **more):
    """Answer the envelope of an event."""
    kept = {"room": ROOM, "title": "Бегуны", "is_direct": False, "event": told, "name": "Анна Рэй", **more}
    return Raw(told["event_id"], json.dumps(kept).encode(), told["type"])


def text(body, **relates):
    """Answer the content of a message."""
    return {"msgtype": "m.text", "body": body} | ({"m.relates_to": relates} if relates else {})


def of(number, kind="m.room.message", sender=ANNA):
    """Answer what the homeserver says of an earlier event."""
    return {"target":
            {"event_id": f"${number}", "type": kind, "sender": sender, "origin_server_ts": AT + number},
            "target_name": "Анна Рэй"}  # fmt: skip


EDIT = text("* Где?", rel_type="m.replace", event_id="$1") | {"m.new_content": text("Где?")}
RAWS = (
    raw(event(1, text("Когда?"))),
    raw(event(2, EDIT), **of(1)),
    raw(event(3, text("> <@anna:example.org> Когда?\n\nВ шесть", **{"m.in_reply_to": {"event_id": "$1"}}))),
    raw(event(4, text("В нити", rel_type="m.thread", event_id="$1", is_falling_back=True,
                      **{"m.in_reply_to": {"event_id": "$3"}}))),
    raw(event(5, {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}},
              "m.reaction")),
    raw(event(6, {"membership": "join", "displayname": "Анна Рэй"}, "m.room.member", state_key=ANNA)),
    raw(event(7, {"membership": "leave"}, "m.room.member", sender=BOT, state_key=ANNA,
              unsigned={"prev_content": {"membership": "join"}})),
    raw(event(8, {"algorithm": "m.megolm.v1.aes-sha2"}, "m.room.encrypted")),
    raw(event(9, {"msgtype": "m.image", "body": "photo.jpg", "url": "mxc://x/y"})),
    raw(event(10, {"redacts": "$1"}, "m.room.redaction", sender=BOT), **of(1)),
    raw(event(11, {"redacts": "$5"}, "m.room.redaction"), **of(5, "m.reaction")),
    raw(event(12, {"membership": "join", "displayname": "А"}, "m.room.member", state_key=ANNA,
              unsigned={"prev_content": {"membership": "join"}})),
    raw(event(13, EDIT, sender="@eve:example.org"), **of(1)),
)  # fmt: skip


def serve(outside):
    """Script a homeserver with one room."""
    outside.on("*/state/*", Answer({"errcode": "M_NOT_FOUND", "error": "none"}, 404))
    outside.on("*/state/m.room.name", Answer({"name": "Бегуны"}))
    outside.on("*/account/whoami", Answer({"user_id": BOT}))
    outside.on("*/joined_rooms", Answer({"joined_rooms": [ROOM]}))


def batches(outside):
    """Script three messages, one in each piece of news."""
    serve(outside)

    def sync(asked):
        since = int(asked.query.get("since", "s0")[1:])
        news = {"join": {ROOM: {"timeline": {"events": [event(since, text("Да"))]}}}} if 0 < since < 4 else {}
        return Answer({"next_batch": f"s{min(since + 1, 4)}", "rooms": news})

    outside.on("*/sync", sync)


def waited(outside):
    """Answer the longest that the homeserver was asked to wait."""
    return max(int(asked.query["timeout"]) / 1000 for asked in outside.asked("*/sync"))


CASE = contract.Case(
    CONNECTOR, lambda at: {"homeserver": at, "token": "syt_secret_token", "invites": "own"}, KNOWN, RAWS,
    serve=serve,
    message=Message("k", ROOM, "**Да**", reply_to="$1"), batches=batches, heard=("$1", "$2", "$3"),
    asked_to_wait=waited,
    accept=lambda outside: outside.on("*/send/*", Answer({"event_id": "$9"})), cut=Trouble,
    refused=Answer({"errcode": "M_FORBIDDEN", "error": "no"}, 403),
    busy=Answer({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 7000}, 429),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def test_events_become_what_people_did():
    records = [next(LIVE.read(one, KNOWN)) for one in RAWS]
    seen = {
        one.key: record.sightings[0] for one, record in zip(RAWS, records, strict=True) if record.sightings
    }

    assert (seen["$2"].external_id, seen["$2"].words, seen["$2"].edited_at) == ("$1", "Где?", AT + 2)
    assert (seen["$3"].reply_to, seen["$3"].words) == ("$1", "В шесть")
    assert (seen["$4"].thread, seen["$4"].reply_to) == ("$1", "$1")
    assert (seen["$5"].kind, seen["$5"].extra) == (Kind.REACTED, {"emoji": "👍"})
    assert [seen[key].kind for key in ("$6", "$7")] == [Kind.JOINED, Kind.LEFT]
    assert (seen["$7"].handle.value, seen["$7"].extra) == (ANNA, {"removed": True})
    assert (seen["$9"].marks, seen["$9"].words) == (int(Mark.MEDIA), "")
    assert (seen["$10"].external_id, seen["$10"].words, seen["$10"].edited_at) == ("$1", "", AT + 10)
    assert [r for one in records for r in one.removals] == [Removal(seen["$1"].place, "$1", AT + 10)]
    assert seen["$1"].handle == Handle("matrix", ANNA, "Анна Рэй")
    refused = {one.key: record.refused for one, record in zip(RAWS, records, strict=True) if record.refused}
    assert refused == {"$8": ENCRYPTED, "$11": UNREACTED, "$12": ONLY_PROFILE, "$13": NOT_THEIRS}


def test_our_own_words_are_a_bots():
    (record,) = LIVE.read(raw(event(1, text("Да"), sender=BOT)), KNOWN)

    assert record.sightings[0].handle.nature is Nature.BOT


def test_what_did_not_fit_into_the_news_is_asked_for(outside):
    serve(outside)
    timeline = {"limited": True, "prev_batch": "p3", "events": [event(3, text("3"))]}
    outside.on("*/sync", Answer({"next_batch": "s9", "rooms": {"join": {ROOM: {"timeline": timeline}}}}))
    outside.on("*/messages", Answer({"chunk": [event(2, text("2"))], "end": "p2"}),
               Answer({"chunk": [event(1, text("1"))]}))  # fmt: skip

    heard = next(LIVE.listen(CASE.access(outside.address), {"since": "s1"}))

    assert [one.key for one in heard.raws] == ["$1", "$2", "$3"]
    assert [asked.query["to"] for asked in outside.asked("*/messages")] == ["s1", "s1"]


@pytest.mark.parametrize(
    ("deed", "what"),
    [
        (Deed(Act.DELETE, ROOM, "$1"), "PUT */redact/*"),
        (Deed(Act.BAN, ROOM, handle=Handle("matrix", ANNA)), "POST */ban"),
        (Deed(Act.UNBAN, ROOM, handle=Handle("matrix", ANNA)), "POST */unban"),
        (Deed(Act.MUTE, ROOM, handle=Handle("matrix", ANNA)), "PUT */state/m.room.power_levels"),
    ],
)  # fmt: skip
def test_moderates(deed, what, outside):
    outside.on("*", Answer({"users": {BOT: 100}}))

    LIVE.act(CASE.access(outside.address), deed)

    (asked,) = outside.asked(what)
    if deed.act is Act.MUTE:
        assert json.loads(asked.body)["users"] == {BOT: 100, ANNA: -1}


def test_what_it_cannot_do_is_refused(outside):
    way = CASE.access(outside.address)

    for deed in (Deed(Act.HIDE, ROOM, "$1"), Deed(Act.DELETE, ROOM), Deed(Act.BAN, ROOM),
                 Deed(Act.BAN, ROOM, handle=Handle("matrix", ANNA), until=AT)):  # fmt: skip
        with pytest.raises(Refusal):
            LIVE.act(way, deed)

    assert not outside.asked()
