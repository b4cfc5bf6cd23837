import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract, lines
from tests.channels.connectors.live.scripted import Answer, Asked, Outside

from veche.channels.connectors.slack import CONNECTOR
from veche.channels.connectors.slack.live import LIVE
from veche.channels.connectors.slack.live.events import TAKEN_BACK
from veche.channels.connectors.slack.live.marks import marked
from veche.channels.connectors.slack.notices import REPEATED
from veche.channels.terms.live import Act, Attachment, Deed, Doubtful, Knock, Known, Message, Raw
from veche.kit.terms import Refusal
from veche.kit.time import SECOND, Moment
from veche.ledger.terms import Handle, Kind

ROOM = {"id": "C0GENERAL1", "name": "general", "is_im": False, "is_in": True}
KNOWN = Known({"rooms": [ROOM], "joins": "shown"}, "Europe/Moscow", "ru")
ANNA = {"id": "U0ANNA0001", "team_id": "T0", "name": "anna", "updated": 1_700_000_000,
        "profile": {"real_name": "Анна", "email": "anna@example.org"}}  # fmt: skip


def stamp(number: int) -> str:
    return f"{1_764_300_000 + number}.000100"


def event(number: int, kind: str, **more: Any) -> dict[str, Any]:
    told = {"type": kind, "user": "U0ANNA0001", "event_ts": stamp(number), **more}
    return {"type": "event_callback", "team_id": "T0", "event_id": f"Ev{number}", "event": told}


def said(number: int, text: str, **more: Any) -> dict[str, Any]:
    more = {"channel": "C0GENERAL1", "channel_type": "channel", "ts": stamp(number), **more}
    return event(number, "message", text=text, **more)


def raw(told: dict[str, Any]) -> Raw:
    return Raw(told["event_id"], json.dumps(told).encode(), "event")


ITEM = {"type": "message", "channel": "C0GENERAL1", "ts": stamp(1)}
CHANGED = {"type": "message", "user": "U0ANNA0001", "text": "Привет всем", "ts": stamp(1),
           "edited": {"user": "U0ANNA0001", "ts": stamp(9)}}  # fmt: skip
EVENTS = [
    said(1, "Привет"),
    said(2, "И вам", thread_ts=stamp(1), user="U0BORIS002"),
    said(3, "", subtype="channel_join"),
    said(4, "", subtype="message_changed", message=CHANGED, user=None),
    said(5, "", subtype="message_deleted", deleted_ts=stamp(2)),
    said(6, "Личное", channel="D0ANNA0001", channel_type="im"),
    event(7, "reaction_added", item=ITEM, reaction="tada"),
    event(8, "reaction_removed", item=ITEM, reaction="tada"),
    event(9, "member_joined_channel", channel="C0GENERAL1", channel_type="C"),
    event(10, "team_join", user=ANNA),
    event(11, "pin_added", channel_id="C0GENERAL1", item={**ITEM, "message": {"ts": stamp(1)}}),
]


def settings(address: str) -> dict[str, str]:
    return {
        "token": "xoxb-secret-1", "app_token": "xapp-secret-2", "signing_secret": "secret-3", "api": address,
    }  # fmt: skip


def serve(outside: Outside) -> None:
    scopes = ("channels:history channels:read users:read chat:write groups:history im:history im:write"
              " reactions:read users:read.email files:write")  # fmt: skip
    who = {
        "ok": True,
        "team": "Бегуны",
        "team_id": "T0",
        "user": "veche",
        "user_id": "U0VECHE",
        "bot_id": "B0",
    }
    outside.on("*/auth.test", Answer(who, headers={"x-oauth-scopes": scopes.replace(" ", ",")}))
    rooms = [{"id": "C0GENERAL1", "name": "general", "is_member": True}, {"id": "D0ANNA0001", "is_im": True}]
    outside.on("*/conversations.list", Answer({"ok": True, "channels": rooms}))
    outside.on("*/apps.connections.open", Answer({"ok": True, "url": "wss://x"}))


def accept(outside: Outside) -> None:
    outside.on("*", Answer({"ok": True, "channel": "C0GENERAL1", "ts": stamp(20)}))


def knock(at: Moment) -> Knock:
    body, when = json.dumps(EVENTS[0]).encode(), str(at // SECOND)
    sign = hmac.new(b"secret-3", b"v0:" + when.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {"x-slack-request-timestamp": when, "x-slack-signature": f"v0={sign}"}
    return Knock("POST", headers, {}, body, at)


def forged(good: Knock) -> Iterator[Knock]:
    yield good._replace(headers={})
    for sign in ("v0=" + "0" * 64, "v0=нет", ""):
        yield good._replace(headers={**good.headers, "x-slack-signature": sign})
    yield good._replace(headers={**good.headers, "x-slack-request-timestamp": "soon"})
    yield good._replace(body=good.body.replace(b"Anna", b"Olga") + b" ")


CASE = contract.Case(
    CONNECTOR, settings, KNOWN, tuple(raw(told) for told in EVENTS), serve=serve,
    message=Message("k1", "C0GENERAL1", "**Привет**", thread=stamp(1)), accept=accept,
    knock=knock, forged=forged, is_dated=True, hook_secret="signing_secret",
    refused=Answer({"ok": False, "error": "not_in_channel"}),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def read(*told: dict[str, Any]) -> list[Any]:
    return [record for one in told for record in LIVE.read(raw(one), KNOWN)]


def test_events_are_the_facts_that_an_export_tells():
    records = read(*EVENTS)

    facts = {s.external_id: s for s in files.sightings(records)}
    assert facts[stamp(1)].words == "Привет всем"
    assert facts[stamp(1)].place.title == "general"
    assert (facts[stamp(2)].thread, facts[stamp(2)].reply_to) == (stamp(1), stamp(1))
    assert facts[f"D0ANNA0001/{stamp(6)}"].place.form == "private"
    assert facts[stamp(3)].kind is Kind.JOINED
    reaction = facts[f"{stamp(1)}/reaction/U0ANNA0001/tada"]
    assert (reaction.kind, reaction.extra) == (Kind.REACTED, {"emoji": "🎉"})
    assert facts[f"{stamp(1)}/pinned"].kind is Kind.PINNED
    assert facts["listed/U0ANNA0001/1700000000"].handle.aliases == (Handle("email", "anna@example.org"),)
    assert [record.refused for record in records if record.refused] == [TAKEN_BACK, REPEATED]


def test_what_was_deleted_is_told_also_where_a_thread_holds_its_place():
    grave = {"subtype": "tombstone", "ts": stamp(1), "text": "This message was deleted."}
    told = (
        said(5, "", subtype="message_deleted", deleted_ts=stamp(2)),
        said(6, "", subtype="message_changed", message=grave, user=None),
    )

    gone = [removal for one in told for record in read(one) for removal in record.removals]

    assert [(one.place.key, one.external_id) for one in gone] == [("C0GENERAL1", stamp(n)) for n in (2, 1)]
    assert gone[0].at == read(said(5, "Да"))[0].sightings[0].at


def test_a_mention_of_the_app_is_the_message_it_stands_in():
    mention = event(1, "app_mention", text="Привет", channel="C0GENERAL1", ts=stamp(1))

    assert read(mention)[0].sightings == read(said(1, "Привет"))[0].sightings


def test_who_came_is_told_by_the_event_where_notes_are_switched_off():
    told = event(9, "member_joined_channel", channel="C0GENERAL1", inviter="U0BORIS002")

    (record,) = LIVE.read(raw(told), Known({"joins": "hidden"}))

    assert [s.kind for s in record.sightings] == [Kind.JOINED, Kind.INVITED]


@pytest.mark.parametrize("path", files.shared("webhooks/slack-events/*.json"))
def test_real_samples_are_read_or_say_why_not(path):
    records = list(LIVE.read(Raw("k", path.read_bytes(), "event"), KNOWN))

    files.is_accounted(records)
    assert records
    assert not any("we do not know yet" in record.refused for record in records)


def test_the_address_is_verified_by_its_challenge(outside):
    challenge = {"type": "url_verification", "challenge": "c1"}
    good = knock(contract.AT)
    body, when = json.dumps(challenge).encode(), good.headers["x-slack-request-timestamp"]
    sign = hmac.new(b"secret-3", f"v0:{when}:".encode() + body, hashlib.sha256).hexdigest()

    headers = {**good.headers, "x-slack-signature": f"v0={sign}"}
    opened = LIVE.knock(CASE.access(outside.address), good._replace(body=body, headers=headers))

    assert (opened.reply, opened.raws) == (b"c1", ())


def sockets(*rounds: list[dict[str, Any]]) -> Any:
    async def script(talk: lines.Talk) -> None:
        await talk.say({"type": "hello"})
        for told in rounds[min(talk.number, len(rounds) - 1)]:
            await talk.say({"type": "events_api", "envelope_id": f"e-{told['event_id']}", "payload": told})
        if talk.number < len(rounds) - 1:
            await talk.say({"type": "disconnect", "reason": "refresh_requested"})

    return script


def test_what_was_heard_is_confirmed_after_it_was_kept(outside):
    outside.on("*/users.info", Answer({"ok": True, "user": ANNA}))
    with lines.opened(sockets(EVENTS[:2], EVENTS[6:7])) as slack:
        outside.on("*/apps.connections.open", Answer({"ok": True, "url": slack.address}))
        listening = LIVE.listen(CASE.access(outside.address), {})

        first = next(listening)
        assert [r.key for r in first.raws if r.kind == "event"] == ["Ev1", "Ev2"]
        assert slack.said == []
        second = next(listening)
        third = second if second.raws else next(listening)
        listening.close()

    assert {"envelope_id": "e-Ev1"} in slack.said
    assert [r.key for r in third.raws] == ["Ev7"]
    asked = outside.asked("*/apps.connections.open")[0]
    assert asked.headers["authorization"] == "Bearer xapp-secret-2"
    (record,) = LIVE.read(first.raws[0], KNOWN)
    assert record.sightings[0].handle.name == "Анна"


def test_what_was_missed_is_asked_for_first(outside):
    serve(outside)
    message = {"type": "message", "user": "U0BORIS002", "text": "ночью", "ts": stamp(3)}

    def history(asked: Asked) -> Answer:
        found = [message] if asked.value("oldest") == stamp(2) and asked.value("channel")[0] == "C" else []
        return Answer({"ok": True, "messages": found})

    outside.on("*/conversations.history", Answer({"ok": False}, 429, {"Retry-After": "0"}), history)
    with lines.opened(sockets(EVENTS[6:7])) as slack:
        outside.on("*/apps.connections.open", Answer({"ok": True, "url": slack.address}))
        outside.on("*/users.info", Answer({"ok": False, "error": "user_not_found"}))
        listening = LIVE.listen(CASE.access(outside.address), {"latest": stamp(2)})
        waited, night, _, event = (next(listening) for _ in range(4))
        listening.close()

    assert waited == ((), {"latest": stamp(2)})
    (record,) = LIVE.read(night.raws[0], KNOWN)
    assert record.sightings[0].words == "ночью"
    assert night.cursor == {"latest": stamp(2)}
    assert event.cursor == {"latest": stamp(7)}


def test_the_past_comes_with_its_threads_and_goes_on_where_it_stopped(outside):
    serve(outside)
    root = {"type": "message", "user": "U0ANNA0001", "text": "кто", "ts": stamp(1), "thread_ts": stamp(1),
            "reply_count": 1}  # fmt: skip
    reply = {"type": "message", "user": "U0BORIS002", "text": "я", "ts": stamp(2), "thread_ts": stamp(1)}
    older = {"type": "message", "user": "U0ANNA0001", "text": "раньше", "ts": stamp(0)}
    outside.on("*/users.list", Answer({"ok": True, "members": [ANNA]}))

    def history(asked: Asked) -> Answer:
        if asked.value("channel") != "C0GENERAL1":
            return Answer({"ok": True, "messages": []})
        if asked.value("cursor"):
            return Answer({"ok": True, "messages": [older]})
        return Answer({"ok": True, "messages": [root], "response_metadata": {"next_cursor": "p2"}})

    outside.on("*/conversations.history", history)
    outside.on("*/conversations.replies", Answer({"ok": True, "messages": [root, reply]}))

    cursor, words = {}, []
    for _ in range(10):
        heard = next(LIVE.backfill(CASE.access(outside.address), cursor), None)
        if heard is None:
            break
        cursor = json.loads(json.dumps(heard.cursor))
        for one in heard.raws:
            words += [s.words for r in LIVE.read(one, KNOWN) for s in r.sightings if s.words]

    assert words == ["кто", "кто", "я", "раньше"]
    assert len(outside.asked("*/users.list")) == 1


def test_a_message_is_said_in_slacks_own_marks(outside):
    accept(outside)

    sent = LIVE.send(CASE.access(outside.address), CASE.message)

    asked = outside.asked("*/chat.postMessage")[0]
    assert asked.values == {"channel": "C0GENERAL1", "text": "*Привет*", "thread_ts": stamp(1),
                            "unfurl_links": "false"}  # fmt: skip
    assert (sent.external_id, sent.thread) == (stamp(20), stamp(1))


def test_nothing_in_a_text_calls_anybody():
    text = "**Все** <!channel> & [сюда](https://example.org/?a=1&b=2)\n\n> цитата\n> дальше\n\n- раз"

    assert marked(text) == (
        "*Все* &lt;!channel&gt; &amp; <https://example.org/?a=1&amp;b=2|сюда>\n\n> цитата\n> дальше\n\n• раз"
    )


def test_one_person_is_written_to_in_a_conversation_of_their_own(outside):
    outside.on("*/chat.postMessage", Answer({"ok": True, "ts": stamp(20)}))
    outside.on("*/conversations.open", Answer({"ok": True, "channel": {"id": "D0ANNA0001"}}))
    to = Message("k", "private", "Здравствуйте", to=Handle("slack", "U0ANNA0001"))

    sent = LIVE.send(CASE.access(outside.address), to)

    assert (sent.place, sent.thread) == ("private", "D0ANNA0001")
    assert sent.external_id == f"D0ANNA0001/{stamp(20)}"


def test_files_go_along_and_are_known_by_the_message_they_came_with(outside):
    outside.on("*/files.getUploadURLExternal",
               Answer({"ok": True, "file_id": "F1", "upload_url": f"{outside.address}/up/1"}))  # fmt: skip
    outside.on("*/up/1", Answer(b"OK"))
    outside.on("*/files.completeUploadExternal", Answer({"ok": True, "files": [{"id": "F1"}]}))
    shares = {"public": {"C0GENERAL1": [{"ts": stamp(30)}]}}
    outside.on("*/files.info", Answer({"ok": True, "file": {}}),
               Answer({"ok": True, "file": {"shares": shares}}))  # fmt: skip
    message = CASE.message._replace(attachments=(Attachment("план.txt", "text/plain", b"1"),))

    sent = LIVE.send(CASE.access(outside.address), message)

    assert sent.external_id == stamp(30)
    assert outside.asked("*/up/1")[0].body == b"1"

    outside.on("*/files.info", Answer({"ok": False, "error": "file_not_found"}))
    with pytest.raises(Doubtful):
        LIVE.send(CASE.access(outside.address), message)


def test_a_message_is_deleted_once_and_others_only_by_an_administrator(outside):
    deed = Deed(Act.DELETE, "C0GENERAL1", stamp(1))
    outside.on("*/chat.delete", Answer({"ok": True}), Answer({"ok": False, "error": "message_not_found"}))

    LIVE.act(CASE.access(outside.address), deed)
    LIVE.act(CASE.access(outside.address, user_token="xoxp-admin"), deed)

    tokens = [asked.headers["authorization"] for asked in outside.asked("*/chat.delete")]
    assert tokens == ["Bearer xoxb-secret-1", "Bearer xoxp-admin"]
    outside.on("*/chat.delete", Answer({"ok": False, "error": "cant_delete_message"}))
    with pytest.raises(Refusal, match="administrator"):
        LIVE.act(CASE.access(outside.address), deed)


def test_secrets_go_to_the_service_alone():
    assert LIVE.hosts is not None
    assert LIVE.hosts({}) == {"slack.com", ".slack.com"}
    assert LIVE.hosts({"api": "http://127.0.0.1:1/api"}) == {"127.0.0.1"}
