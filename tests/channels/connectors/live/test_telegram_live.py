"""Telegram live: a scripted Bot API, as core.telegram.org/bots/api documents it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import CUT, Answer, Asked, Outside
from tests.channels.connectors.test_telegram_updates import UPDATES

from veche.channels.connectors.telegram import CONNECTOR
from veche.channels.connectors.telegram.live import LIVE
from veche.channels.connectors.telegram.live import checking as found
from veche.channels.connectors.telegram.live.listening import ALLOWED
from veche.channels.connectors.telegram.live.places import NO_MESSAGE
from veche.channels.connectors.telegram.live.talking import HOOKED, WRONG_TOKEN
from veche.channels.terms.live import Act, Attachment, Deed, Doubtful, Knock, Known, Message, Raw
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import DAY, Moment, now
from veche.ledger.terms import Handle, Kind

BOT, TOKEN, SECRET = "77", "77:SECRETSECRETSECRETSECRETSECRETSECRE", "hook-secret_1234567890"
START = 1_764_000_000
GROUP = {"id": -1_000_000_000_077, "type": "supergroup", "title": "Болталка"}
BASIC = {"id": -5, "type": "group", "title": "Пятеро"}
ALONE = {"id": 1, "type": "private", "first_name": "Анна"}
CHANNEL = {"id": -1_000_000_000_088, "type": "channel", "title": "Новости"}
ANNA = {"id": 1, "is_bot": False, "first_name": "Анна", "last_name": "Тестова", "username": "anna_test"}
BORIS = {"id": 2, "is_bot": False, "first_name": "Борис"}
LIKE = {"type": "emoji", "emoji": "👍"}
ME = {
    "id": 77, "is_bot": True, "first_name": "Вече", "username": "veche_bot", "can_join_groups": True,
    "can_read_all_group_messages": True,
}  # fmt: skip
ADMIN = {"status": "administrator", "user": ME, "can_delete_messages": True, "can_restrict_members": True}
KNOWN = Known(
    {"bot": BOT, "chats": {"channel77": {"is_forum": True, "type": "supergroup", "is_admin": True}}}
)


def told(number: int, kind: str = "message", **more: Any) -> dict[str, Any]:
    body = {"message_id": number, "date": START + number, "chat": GROUP, "from": ANNA, **more}
    return {"update_id": 500 + number, kind: body}


def raw(update: dict[str, Any]) -> Raw:
    kind = next(key for key in update if key != "update_id")
    return Raw(str(update["update_id"]), json.dumps(update).encode(), kind)


def topic(name: str) -> dict[str, Any]:
    return {"message_id": 90, "date": START, "chat": GROUP, "forum_topic_created": {"name": name}}


NEWS = [
    told(101, text="Всем привет"),
    told(102, text="В теме", message_thread_id=90, is_topic_message=True, reply_to_message=topic("Бег")),
    told(103, "edited_message", message_id=101, text="Всем привет!", edit_date=START + 300),
    told(104, new_chat_members=[BORIS]),
    {"update_id": 605, "chat_member": {
        "chat": GROUP, "from": ANNA, "date": START + 105,
        "old_chat_member": {"status": "left", "user": BORIS},
        "new_chat_member": {"status": "member", "user": BORIS}}},
    told(106, left_chat_member=BORIS, **{"from": BORIS}),
    told(107, "message_reaction", user=BORIS, old_reaction=[], new_reaction=[LIKE]),
    told(108, "message_reaction", user=BORIS, old_reaction=[LIKE], new_reaction=[]),
    told(109, "chat_join_request", user_chat_id=2, **{"from": BORIS}),
    told(110, "channel_post", chat=CHANNEL, sender_chat=CHANNEL, text="Новость", **{"from": None}),
    told(111, sender_chat=CHANNEL, is_automatic_forward=True, text="Новость", **{"from": None}),
    told(112, text="Ого", message_thread_id=111, reply_to_message={
        "message_id": 111, "date": START, "chat": GROUP, "sender_chat": CHANNEL,
        "is_automatic_forward": True}),
    told(113, chat=ALONE, text="/start"),
    told(114, chat=ALONE, text="Вопрос", reply_to_message={"message_id": 113, "date": START, "chat": ALONE}),
    told(115, chat=ALONE, caption="раз", photo=[{"file_id": "x"}], date=START),
    told(116, chat=ALONE, photo=[{"file_id": "y"}], media_group_id="9", date=START),
    told(117, chat=BASIC, text="Мы одни"),
    told(118, "my_chat_member", old_chat_member={"status": "left", "user": ME}, new_chat_member=ADMIN),
]  # fmt: skip
RAWS = tuple(map(raw, NEWS))


def done(result: Any) -> Answer:
    return Answer({"ok": True, "result": result})


def no(code: int, text: str, **more: Any) -> Answer:
    return Answer({"ok": False, "error_code": code, "description": text, **more}, code)


def serve(outside: Outside) -> None:
    outside.on("*/getMe", done(ME))
    outside.on("*/getWebhookInfo", done({"url": "", "pending_update_count": 0}))
    outside.on("*/getChat", done({**GROUP, "is_forum": True}))
    outside.on("*/getChatMember", done(ADMIN))


def accept(outside: Outside) -> None:
    outside.on(f"/bot{TOKEN}/*", lambda asked: done(as_message(asked)))


def as_message(asked: Asked) -> dict[str, Any]:
    thread = asked.value("message_thread_id")
    more = {"message_thread_id": int(thread), "is_topic_message": True} if thread else {}
    number = int(asked.value("chat_id"))
    chat = GROUP if number < 0 else {"id": number, "type": "private", "first_name": "Анна"}
    return {"message_id": 900, "date": START, "chat": chat, "from": ME, "text": asked.value("text"), **more}


def batches(outside: Outside) -> None:
    """The Bot API forgets what comes before the offset it is asked with, and answers the rest."""
    three = NEWS[:3]

    def updates(asked: Asked) -> Answer:
        first = int(asked.value("offset", 0))
        return done([update for update in three if update["update_id"] >= first][:2])

    outside.on("*/getUpdates", updates)


def knock(at: Moment) -> Knock:
    headers = {"x-telegram-bot-api-secret-token": SECRET, "content-type": "application/json"}
    return Knock("POST", headers, {}, json.dumps(NEWS[0]).encode(), at)


def forged(good: Knock):
    yield good._replace(headers={})
    yield good._replace(headers={"x-telegram-bot-api-secret-token": SECRET[:-1]})
    yield good._replace(headers={"x-telegram-bot-api-secret-token": SECRET + "ё"})
    yield good._replace(headers={"x-telegram-bot-api-secret-token": ""})


CASE = contract.Case(
    CONNECTOR,
    lambda address: {"token": TOKEN, "chats": "@boltalka", "hook_secret": SECRET, "api": address},
    KNOWN, RAWS, serve=serve, path=f"/bot{TOKEN}/*", accept=accept,
    message=Message("k1", "channel77", "Привет, **все**", thread="90"), batches=batches,
    heard=tuple(str(update["update_id"]) for update in NEWS[:3]),
    asked_to_wait=lambda outside: max(float(one.value("timeout")) for one in outside.asked("*/getUpdates")),
    knock=knock, forged=forged, hook_secret="hook_secret",
    refused=no(403, "Forbidden: bot was kicked from the group"),
    busy=no(429, "Too Many Requests: retry after 7", parameters={"retry_after": 7}),
    broken=no(502, "Bad Gateway"),
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def read(*updates: dict[str, Any], known: Known = KNOWN):
    return files.sightings(record for update in updates for record in LIVE.read(raw(update), known))


def test_what_a_bot_hears():
    seen = {(one.place.key, one.external_id): one for one in read(*NEWS)}

    assert seen["channel77", "101"].words == "Всем привет!"
    assert seen["channel77", "101"].edited_at == (START + 300) * 1000
    assert (seen["channel77", "102"].thread, seen["channel77", "102"].about.title) == ("90", "Бег")
    assert seen["channel77", "101"].place == read(UPDATES[0])[0].place
    assert seen["channel77", "107/reaction/2/👍"].kind is Kind.REACTED
    assert seen["channel77", f"applied/{START + 109}/2"].kind is Kind.APPLIED
    assert seen["channel88", "110"].kind is Kind.PUBLISHED
    assert (seen["channel77", "112"].kind, seen["channel77", "112"].thread) == (Kind.COMMENTED, "111")
    assert seen["private", "user1/77.114"].reply_to == "user1/77.113"
    assert {"user1/77.115", "user1/77.116"} <= {key for place, key in seen if place == "private"}
    assert seen["chat5", "77.117"].words == "Мы одни"


def test_a_coming_that_is_told_in_two_ways_is_one_fact():
    moves = [one for one in read(*NEWS) if one.kind in (Kind.JOINED, Kind.INVITED)]

    assert len(moves) == 4
    assert len({one.external_id for one in moves}) == 2


@pytest.mark.parametrize("path", files.shared("telegram/botapi-perceval/*.json"))
def test_recorded_updates_are_heard(path):
    updates = json.loads(path.read_bytes())["result"]

    records = [record for update in updates for record in LIVE.read(raw(update), KNOWN)]

    assert len(records) == len(updates)
    files.is_accounted(records)


def test_after_a_week_of_silence_it_asks_from_anywhere(outside):
    batches(outside)

    for cursor in ({"offset": 9_999, "at": now() - 7 * DAY}, {"offset": 9_999, "at": now() - DAY}):
        next(LIVE.listen(CASE.access(outside.address), cursor))

    assert [asked.value("offset") for asked in outside.asked()] == [None, "9999"]
    assert json.loads(outside.asked()[0].value("allowed_updates")) == list(ALLOWED)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (no(409, "Conflict: can't use getUpdates method while webhook is active"), HOOKED),
        (no(401, "Unauthorized"), WRONG_TOKEN),
        (no(409, "Conflict: terminated by other getUpdates request"), None),
        (Answer(b"<html>502</html>", 502), None),
    ],
)
def test_what_listening_is_told(outside, said, kind):
    outside.on("*/getUpdates", said)

    with pytest.raises(Refusal if kind else Trouble) as told:
        next(LIVE.listen(CASE.access(outside.address), {}))

    assert not kind or told.value.reasons[0].text == kind


def texts(checked) -> list[str]:
    return [finding.text for finding in checked.findings if not finding.is_good]


def test_a_bot_that_hears_little_is_told_what_to_do(outside):
    serve(outside)
    outside.on("*/getMe", done({**ME, "can_read_all_group_messages": False}))
    outside.on("*/getChatMember", done({"status": "member", "user": ME}))
    outside.on("*/getWebhookInfo", done({"url": "https://other.example/x", "pending_update_count": 3}))

    checked = LIVE.check(CASE.access(outside.address))

    assert texts(checked) == [found.HEARS_LITTLE, found.ELSEWHERE, found.NO_ADMIN]
    assert all(finding.help for finding in checked.findings if not finding.is_good)
    assert "other.example" not in repr(checked)
    assert checked.facts["chats"]["channel77"]["is_admin"] is False


def test_chats_that_are_gone_or_knocks_that_fail_are_found(outside):
    serve(outside)
    outside.on("*/getChat", no(400, "Bad Request: chat not found"))
    hook = {
        "url": "https://veche.example/hooks/1/x",
        "pending_update_count": 2,
        "allowed_updates": ["message"],
    }
    outside.on("*/getWebhookInfo", done({**hook, "last_error_message": "Connection refused"}))

    checked = LIVE.check(replace(CASE.access(outside.address), facts={}))

    assert texts(checked) == [found.KNOCKS_FAIL, found.DEAF, found.NOT_THERE]


def test_installing_tells_the_address_and_the_secret(outside):
    outside.on("*/setWebhook", done(True))
    outside.on("*/deleteWebhook", done(True))
    access = CASE.access(outside.address)

    LIVE.install(access)
    LIVE.remove(access)

    [asked] = outside.asked("*/setWebhook")
    assert (asked.value("url"), asked.value("secret_token")) == (access.address, SECRET)
    assert len(outside.asked("*/deleteWebhook")) == 1
    with pytest.raises(Refusal):
        LIVE.install(CASE.access(outside.address, hook_secret="with space"))


def test_markdown_becomes_entities(outside):
    accept(outside)
    text = "🔥 **Сбор** в [парке](https://example.org)\n\n- раз\n- `два`\n\n> цитата"

    sent = LIVE.send(
        CASE.access(outside.address), Message("k", "channel77", text, reply_to="101", thread="90")
    )

    [asked] = outside.asked()
    assert asked.value("text") == "🔥 Сбор в парке\n\n• раз\n• два\n\nцитата"
    assert json.loads(asked.value("entities")) == [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 10, "length": 5, "url": "https://example.org"},
        {"type": "code", "offset": 25, "length": 3},
        {"type": "blockquote", "offset": 30, "length": 6},
    ]
    assert json.loads(asked.value("reply_parameters")) == {"message_id": 101}
    assert asked.value("message_thread_id") is None
    assert (sent.external_id, sent.place, sent.at) == ("900", "channel77", START * 1000)


def test_a_topic_and_a_person(outside):
    accept(outside)
    access = CASE.access(outside.address)

    in_topic = LIVE.send(access, Message("k", "channel77", "раз", thread="90"))
    alone = LIVE.send(access, Message("k", "private", "два", thread="user1", reply_to="user1/77.114"))
    to = LIVE.send(access, Message("k", "channel77", "три", to=Handle("telegram", "1")))

    first, second, third = outside.asked()
    assert (first.value("message_thread_id"), in_topic.thread) == ("90", "90")
    assert (second.value("chat_id"), json.loads(second.value("reply_parameters"))) == (
        "1",
        {"message_id": 114},
    )
    assert (alone.external_id, alone.place, alone.thread) == ("user1/77.900", "private", "user1")
    assert (third.value("chat_id"), to.place) == ("1", "private")


@pytest.mark.parametrize("wrong", ["5/joined/0", "78.12", "1700000000.42.1", "user1/78.3", ""])
def test_messages_the_bot_has_not_heard_are_refused(outside, wrong):
    with pytest.raises(Refusal) as told:
        LIVE.act(CASE.access(outside.address), Deed(Act.DELETE, "channel77", wrong))

    assert told.value.reasons[0].text == NO_MESSAGE
    assert not outside.asked()


def test_a_long_text_is_several_messages_and_a_half_said_one_is_doubtful(outside):
    accept(outside)
    access, text = CASE.access(outside.address), "слово и дело " * 700

    LIVE.send(access, Message("k", "channel77", text, reply_to="101"))

    said = outside.asked()
    assert len(said) == 3
    assert all(len(asked.value("text")) <= 4096 for asked in said)
    assert " ".join(asked.value("text") for asked in said) == text.strip()
    assert [asked.value("reply_parameters") is not None for asked in said] == [True, False, False]
    for fault in (no(403, "Forbidden: bot was kicked"), CASE.broken, CUT):
        outside.on("*/sendMessage", lambda asked: done(as_message(asked)), fault)
        with pytest.raises(Doubtful):
            LIVE.send(access, Message("k", "channel77", text))


def test_photos_and_files(outside):
    accept(outside)
    outside.on("*/sendMediaGroup", lambda asked: done([as_message(asked)] * 2))
    access = CASE.access(outside.address)
    photo, file = (
        Attachment("a.jpg", "image/jpeg", b"\xff\xd8"),
        Attachment("б.pdf", "application/pdf", b"%PDF"),
    )

    LIVE.send(access, Message("k", "channel77", "**Вот**", attachments=(photo,)))
    LIVE.send(access, Message("k", "channel77", "", attachments=(photo, file)))
    LIVE.send(access, Message("k", "channel77", "д" * 2000, attachments=(file,)))

    one, two, words, three = outside.asked()
    assert one.path.endswith("/sendPhoto")
    assert (one.value("caption"), b"\xff\xd8" in one.values.values()) == ("Вот", True)
    assert [media["type"] for media in json.loads(two.value("media"))] == ["document", "document"]
    assert (words.path.endswith("/sendMessage"), three.path.endswith("/sendDocument")) == (True, True)


def test_what_a_moderator_does(outside):
    accept(outside)
    access, anna = CASE.access(outside.address), Handle("telegram", "1")
    until = Moment((START + 60) * 1000)

    for deed in (
        Deed(Act.DELETE, "channel77", "101"),
        Deed(Act.MUTE, "channel77", handle=anna, until=until),
        Deed(Act.UNMUTE, "channel77", handle=anna),
        Deed(Act.BAN, "channel77", handle=anna),
        Deed(Act.UNBAN, "channel77", handle=anna),
        Deed(Act.BAN, "channel77", handle=Handle("telegram", "channel88")),
    ):
        LIVE.act(access, deed)

    said = outside.asked()
    assert [asked.path.rpartition("/")[2] for asked in said] == [
        "deleteMessage", "restrictChatMember", "restrictChatMember", "banChatMember", "unbanChatMember",
        "banChatSenderChat",
    ]  # fmt: skip
    assert said[1].value("until_date") == str(START + 60)
    assert json.loads(said[1].value("permissions"))["can_send_messages"] is False
    assert said[5].value("sender_chat_id") == str(CHANNEL["id"])


def test_deleting_what_is_gone_is_done_and_lacking_rights_are_said(outside):
    access, deed = CASE.access(outside.address), Deed(Act.DELETE, "channel77", "101")
    outside.on("*/deleteMessage", no(400, "Bad Request: message to delete not found"))

    LIVE.act(access, deed)

    outside.on("*/deleteMessage", no(400, "Bad Request: not enough rights"))
    with pytest.raises(Refusal, match="lacks the right"):
        LIVE.act(access, deed)
    outside.on("*/deleteMessage", CUT)
    with pytest.raises(Trouble):
        LIVE.act(access, deed)
