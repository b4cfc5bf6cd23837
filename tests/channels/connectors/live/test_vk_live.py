"""VK live: a scripted API and long poll server, as dev.vk.com documents them."""

import json
from typing import Any

import pytest
from tests.channels.connectors import contract as files
from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import CUT, Answer, Asked, Outside
from tests.channels.connectors.test_vk import comment, post

from veche.channels.connectors.vk import CONNECTOR
from veche.channels.connectors.vk.live import LIVE
from veche.channels.connectors.vk.live import checking as found
from veche.channels.connectors.vk.live.listening import KINDS, raw_of
from veche.channels.connectors.vk.live.reading import NOT_LIKED, TAKEN_BACK
from veche.channels.connectors.vk.live.talking import ADMIN_ONLY
from veche.channels.terms.live import Access, Act, Deed, Doubtful, Knock, Known, Message
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind

GROUP, NOON, AT = 7001, 1_714_564_800, contract.AT
TOKEN, ADMIN, SECRET = "vk1.a.SECRETSECRETSECRET", "vk1.a.ADMINADMINADMIN", "hooksecret12345"
KNOWN = Known({"group": GROUP, "name": "Бегуны", "chats": {"2000000005": "Старт"}}, language="ru")
VERA = {"id": 101, "first_name": "Вера", "last_name": "Бегова", "screen_name": "vera_runs"}
CHAT, ALONE = 2_000_000_005, 101


def event(number: int, kind: str, told: dict[str, Any]) -> dict[str, Any]:
    return {"group_id": GROUP, "type": kind, "event_id": f"e{number}", "v": "5.199", "object": told}


def message(number: int, peer: int = ALONE, **more: Any) -> dict[str, Any]:
    return {
        "id": 0, "date": NOON + number, "peer_id": peer, "from_id": 101, "conversation_message_id": number,
        "text": f"Письмо {number}", "attachments": [], "fwd_messages": [], **more,
    }  # fmt: skip


def like(number: int, what: str = "post", **more: Any) -> dict[str, Any]:
    told = {"liker_id": 101, "object_type": what, "object_owner_id": -GROUP, "object_id": number}
    return {**told, "thread_reply_id": 0, "post_id": 0, **more}


REPLY = comment(11, thread={"count": 0}) | {"post_owner_id": -GROUP}
EVENTS = [
    event(1, "wall_post_new", post(1)),
    event(2, "wall_reply_new", REPLY),
    event(3, "wall_reply_edit", {**REPLY, "text": "Иначе"}),
    event(4, "like_add", like(1)),
    event(5, "like_add", like(11, "comment", post_id=1)),
    event(6, "like_add", like(3, "photo")),
    event(7, "like_remove", like(1)),
    event(8, "wall_repost", {
        "id": 44, "owner_id": 101, "from_id": 101, "date": NOON + 8, "text": "Смотрите", "post_type": "post",
        "copy_history": [{"id": 1, "owner_id": -GROUP, "from_id": -GROUP, "text": "Пост 1"}]}),
    event(9, "group_join", {"user_id": 101, "join_type": "join"}),
    event(10, "group_join", {"user_id": 102, "join_type": "request"}),
    event(11, "group_leave", {"user_id": 102, "self": 1}),
    event(12, "message_new", {"message": message(12), "client_info": {}}),
    event(13, "message_new", {"message": message(13, CHAT, reply_message=message(5, CHAT))}),
    event(14, "message_edit", message(12, text="Правка", update_time=NOON + 60)),
    event(15, "message_reply", message(15, from_id=-GROUP, out=1)),
    event(16, "board_post_new", {
        "id": 3, "from_id": 101, "date": NOON, "text": "Кто?", "topic_id": 8, "topic_owner_id": -GROUP}),
    event(17, "wall_reply_delete", {"id": 11, "owner_id": -GROUP, "deleter_id": 101, "post_id": 1}),
    event(18, "message_typing_state", {"state": "typing", "from_id": 101, "to_id": -GROUP}),
    event(19, "teleport", {}),
]  # fmt: skip
RAWS = tuple(raw_of(one, Moment(AT), [VERA]) for one in EVENTS)


def done(response: Any) -> Answer:
    return Answer({"response": response})


def no(code: int, text: str = "no") -> Answer:
    return Answer({"error": {"error_code": code, "error_msg": text, "request_params": []}})


def serve(outside: Outside) -> None:
    on = {
        "groups.getById": {"groups": [{"id": GROUP, "name": "Бегуны", "screen_name": "runners_club"}]},
        "groups.getTokenPermissions": {"permissions": [{"name": name} for name in found.NEEDED]},
        "groups.getCallbackServers": {"count": 0, "items": []},
        "groups.getLongPollSettings": {"is_enabled": True, "events": dict.fromkeys(KINDS, 1)},
        "groups.getCallbackConfirmationCode": {"code": "c0de"},
        "messages.getConversations": {"items": [{"conversation": {
            "peer": {"id": CHAT, "type": "chat"}, "chat_settings": {"title": "Старт"}}}]},
    }  # fmt: skip
    for method, response in on.items():
        outside.on(f"/method/{method}", done(response))


def said_in_chat(asked: Asked) -> Answer:
    peer = int(asked.value("peer_ids"))
    return done([{"peer_id": peer, "message_id": 1, "conversation_message_id": 80}])


def accept(outside: Outside) -> None:
    outside.on("/method/*", no(100))
    outside.on("/method/wall.createComment", done({"comment_id": 77, "parents_stack": []}))
    outside.on("/method/wall.post", done({"post_id": 78}))
    outside.on("/method/board.createComment", done(79))
    outside.on("/method/messages.send", said_in_chat)
    outside.on("/method/messages.getByConversationMessageId", done({"items": [{"date": NOON}]}))


def batches(outside: Outside) -> None:
    """A long poll server counts what it has told; asked from a number, it tells what came after."""

    def updates(asked: Asked) -> Answer:
        ts = int(asked.value("ts"))
        upto = min(ts + 2, 3)
        return Answer({"ts": str(upto), "updates": EVENTS[ts:upto]})

    outside.on("/method/users.get", done([VERA]))
    outside.on(
        "/method/groups.getLongPollServer", done({"key": "k", "server": f"{outside.address}/lp", "ts": "0"})
    )
    outside.on("/lp", updates)


def knock(at: Moment) -> Knock:
    body = json.dumps({**EVENTS[0], "secret": SECRET}).encode()
    return Knock("POST", {"content-type": "application/json"}, {}, body, at)


def forged(good: Knock):
    for more in ({}, {"secret": ""}, {"secret": SECRET[:-1]}, {"secret": None}, {"secret": "ё"}):
        yield good._replace(body=json.dumps({**EVENTS[0], **more}).encode())
    yield good._replace(body=json.dumps({**EVENTS[0], "secret": SECRET, "group_id": 5}).encode())


CASE = contract.Case(
    CONNECTOR,
    lambda address: {
        "group": f"vk.com/club{GROUP}", "token": TOKEN, "admin_token": ADMIN, "hook_secret": SECRET,
        "api": address,
    },
    KNOWN, RAWS, serve=serve, accept=accept, message=Message("k1", f"wall-{GROUP}", "Да", thread="post/1"),
    batches=batches, heard=("e1", "e2", "e3"), knock=knock, forged=forged, hook_secret="hook_secret",
    asked_to_wait=lambda outside: max(float(one.value("wait")) for one in outside.asked("/lp")),
    refused=no(7, "Permission to perform this action is denied"), busy=no(6, "Too many requests"),
    retry_after=1,
)  # fmt: skip


@pytest.mark.parametrize("promise", contract.promises(CASE), ids=contract.name)
def test_keeps_the_contract(promise, outside):
    promise(CASE, outside)


def records():
    return [record for raw in RAWS for record in LIVE.read(raw, KNOWN)]


def test_what_a_community_hears():
    seen = {(one.place.key, one.external_id): one for one in files.sightings(records())}
    wall, members = f"wall-{GROUP}", f"members-{GROUP}"

    assert seen[wall, "post/1"].kind is Kind.PUBLISHED
    assert (seen[wall, "comment/11"].words, seen[wall, "comment/11"].edited_at) == ("Иначе", AT)
    assert seen[wall, "comment/11"].handle.name == "Вера Бегова"
    assert seen[wall, "comment/11"].thread == seen[wall, "comment/11/like/101"].thread == "post/1"
    assert (seen[wall, "post/1/like/101"].kind, seen[wall, "post/1/like/101"].at) == (Kind.REACTED, AT)
    assert seen[wall, "post/1/repost/101_44"].reply_to == "post/1"
    assert seen[members, "joined/101/e9"].kind is Kind.JOINED
    assert seen[members, "applied/102/e10"].kind is Kind.APPLIED
    assert seen[members, "left/102/e11"].kind is Kind.LEFT
    assert seen["private", f"101/12.{NOON + 12}"].words == "Правка"
    assert seen["private", f"101/15.{NOON + 15}"].handle.value == f"club{GROUP}"
    assert seen["chat5", f"13.{NOON + 13}"].place.title == "Старт"
    assert seen["chat5", f"13.{NOON + 13}"].reply_to == f"5.{NOON + 5}"
    assert seen[f"board-{GROUP}", "topic/8/3"].thread == "topic/8"
    assert {TAKEN_BACK, NOT_LIKED} <= files.counted(records()).keys()


def test_live_and_imported_are_one_fact(tmp_path):
    file = files.file(tmp_path, {"response": {"items": [post(1), comment(11)], "profiles": [VERA]}})
    imported = files.sightings(files.read(CONNECTOR, file))
    live = files.sightings(LIVE.read(RAWS[0], KNOWN)) + files.sightings(LIVE.read(RAWS[1], KNOWN))

    for one, other in zip(imported, live, strict=True):
        assert (one.place.key, one.external_id, one.words) == (
            other.place.key,
            other.external_id,
            other.words,
        )
        assert (one.handle.value, one.thread, one.reply_to) == (
            other.handle.value,
            other.thread,
            other.reply_to,
        )


def test_a_key_that_is_too_old_is_made_anew_and_lost_news_is_passed_over(outside):
    batches(outside)
    outside.on(
        "/lp", Answer({"failed": 1, "ts": "5"}), Answer({"failed": 2}), Answer({"failed": 3}),
        Answer({"ts": "1", "updates": EVENTS[:1]}),
    )  # fmt: skip
    listening = LIVE.listen(CASE.access(outside.address), {"ts": "1"})

    heard = [next(listening) for _ in range(4)]

    assert [one.cursor["ts"] for one in heard] == ["5", "5", "0", "1"]
    assert [asked.value("ts") for asked in outside.asked("/lp")] == ["1", "5", "5", "0"]
    assert len(outside.asked("*getLongPollServer")) == 3


def test_names_are_a_help_and_no_need(outside):
    batches(outside)
    outside.on("/method/users.get", no(5))

    raw = next(LIVE.listen(CASE.access(outside.address), {"ts": "1"})).raws[0]

    assert files.sightings(LIVE.read(raw, KNOWN))[0].handle == Handle("vk", "101")


def test_a_question_for_the_confirmation_string_is_answered():
    asking = {"type": "confirmation", "group_id": GROUP}
    settings = dict(CASE.settings("http://x"))

    def opened(told: dict[str, Any], **facts: str):
        came = Knock("POST", {}, {}, json.dumps(told).encode(), Moment(AT))
        return LIVE.knock(Access(settings, facts), came)

    assert opened(asking, confirmation="c0de").reply == b"c0de"
    assert opened({**asking, "secret": SECRET}, confirmation="c0de").raws == ()
    for told, facts in ((asking, {}), ({**asking, "group_id": 1}, {"confirmation": "c"}),
                        ({**asking, "secret": "no"}, {"confirmation": "c"})):  # fmt: skip
        with pytest.raises(Refusal):
            opened(told, **facts)
    assert LIVE.knock(Access(settings), knock(Moment(AT))).reply == b"ok"
    assert SECRET.encode() not in LIVE.knock(Access(settings), knock(Moment(AT))).raws[0].payload


def test_check_says_what_is_missing_and_where_to_tick_it(outside):
    serve(outside)
    outside.on("/method/groups.getTokenPermissions", done({"permissions": [{"name": "wall"}]}))
    events = {"is_enabled": True, "events": {**dict.fromkeys(KINDS, 1), "like_add": 0}}
    outside.on("/method/groups.getLongPollSettings", done(events), done({"is_enabled": False}))

    first, second = (LIVE.check(CASE.access(outside.address)) for _ in range(2))

    bad = [finding for finding in first.findings if not finding.is_good]
    assert [(one.text, one.help) for one in bad] == [
        (found.NEEDED["manage"], found.NEW_KEY), (found.NEEDED["messages"], found.NEW_KEY),
        (found.HEARS_PART, found.TICK),
    ]  # fmt: skip
    assert bad[2].values == {"kinds": "like_add"}
    assert found.DEAF in [finding.text for finding in second.findings]
    assert first.facts["chats"] == {str(CHAT): "Старт"}


def test_installing_twice_is_one_server(outside):
    access = CASE.access(outside.address)
    ours = {"id": 4, "url": access.address, "status": "failed"}
    outside.on("/method/groups.*", done({"server_id": 4}))
    outside.on("/method/groups.getCallbackServers", done({"items": []}), done({"items": [ours]}))

    LIVE.install(access)
    LIVE.install(access)
    LIVE.remove(access)

    assert [asked.path.rpartition(".")[2] for asked in outside.asked()] == [
        "getCallbackServers", "addCallbackServer", "setCallbackSettings", "getCallbackServers",
        "editCallbackServer", "setCallbackSettings", "getCallbackServers", "deleteCallbackServer",
    ]  # fmt: skip
    assert outside.asked("*addCallbackServer")[0].value("secret_key") == SECRET


def test_where_what_is_said_stands(outside):
    accept(outside)
    access, wall = CASE.access(outside.address), f"wall-{GROUP}"

    under = LIVE.send(access, Message("a", wall, "**Да** [сюда](https://e.org)", "comment/11", "post/1"))
    alone = LIVE.send(access, Message("b", "private", "Да", f"101/12.{NOON}", "101"))
    chat = LIVE.send(access, Message("c", "chat5", "Да"))
    topic = LIVE.send(access, Message("d", f"board-{GROUP}", "Да", thread="topic/8"))
    new = LIVE.send(access, Message("e", wall, "Пост"))

    assert [one.external_id for one in (under, alone, chat, topic, new)] == [
        "comment/77", f"101/80.{NOON}", f"80.{NOON}", "topic/8/79", "post/78",
    ]  # fmt: skip
    [first] = outside.asked("*wall.createComment")
    assert first.value("message") == "Да сюда (https://e.org)"
    assert (first.value("reply_to_comment"), first.value("guid")) == ("11", "a")
    one, two = outside.asked("*messages.send")
    assert json.loads(one.value("forward"))["conversation_message_ids"] == [12]
    assert (two.value("peer_ids"), two.value("random_id") != one.value("random_id")) == (str(CHAT), True)
    assert {asked.value("access_token") for asked in outside.asked("*wall.post")} == {ADMIN}


def test_said_again_after_a_cut_it_is_the_same(outside):
    accept(outside)
    outside.on("/method/messages.send", CUT, done([{"peer_id": 101, "conversation_message_id": 80}]))

    sent = LIVE.send(CASE.access(outside.address), Message("k", "private", "Да", thread="101"))

    one, two = outside.asked("*messages.send")
    assert one.value("random_id") == two.value("random_id")
    assert sent.external_id == f"101/80.{NOON}"


@pytest.mark.parametrize(
    ("code", "kind"),
    [(6, Trouble), (9, Trouble), (29, Trouble), (10, Trouble), (14, Trouble), (7, Refusal), (15, Refusal),
     (27, Refusal), (901, Refusal), (902, Refusal), (12345, Refusal)],
)  # fmt: skip
def test_errors_mean(outside, code, kind):
    access, said = CASE.access(outside.address), Message("k", "private", "Да", thread="101")
    error = [{"peer_id": 101, "error": {"code": code, "description": "no"}}]
    outside.on("/method/messages.send", no(code), done(error))

    for _ in range(2):
        with pytest.raises(kind):
            LIVE.send(access, said)


def test_an_answer_that_says_nothing_is_doubtful(outside):
    outside.on("/method/*", done({}))

    with pytest.raises(Doubtful):
        LIVE.send(CASE.access(outside.address), Message("k", f"wall-{GROUP}", "Да"))


def test_what_a_moderator_does(outside):
    outside.on("/method/*", done(1))
    access, vera = CASE.access(outside.address), Handle("vk", "101")
    wall = f"wall-{GROUP}"

    for deed in (
        Deed(Act.DELETE, wall, "comment/11"), Deed(Act.DELETE, "chat5", f"13.{NOON}"),
        Deed(Act.DELETE, f"board-{GROUP}", "topic/8/3"), Deed(Act.BAN, wall, handle=vera, until=Moment(AT)),
        Deed(Act.UNBAN, wall, handle=vera),
    ):  # fmt: skip
        LIVE.act(access, deed)

    said = outside.asked()
    assert [asked.path.rpartition("/")[2] for asked in said] == [
        "wall.deleteComment", "messages.delete", "board.deleteComment", "groups.ban", "groups.unban",
    ]  # fmt: skip
    assert [asked.value("access_token") == ADMIN for asked in said] == [True, False, True, True, True]
    assert (said[1].value("peer_id"), said[1].value("cmids")) == (str(CHAT), "13")
    outside.on("/method/*", no(27))
    with pytest.raises(Refusal) as told:
        LIVE.act(access, Deed(Act.UNBAN, wall, handle=vera))
    assert told.value.reasons[0].text == ADMIN_ONLY


def test_what_stood_on_the_wall_before(outside):
    def posts(asked: Asked) -> Answer:
        wall = [post(2, comments={"count": 2}), post(1, comments={"count": 0})]
        return done({"items": wall[int(asked.value("offset")) :], "profiles": [VERA]})

    def comments(asked: Asked) -> Answer:
        root = comment(11, post_id=2, thread={"count": 2, "items": []})
        known = [comment(12, post_id=2)] if asked.value("comment_id") else [root]
        return done({"items": known[int(asked.value("offset")) :], "profiles": [VERA]})

    outside.on("/method/wall.get", posts)
    outside.on("/method/wall.getComments", comments)
    access = CASE.access(outside.address)

    heard = list(LIVE.backfill(access, {}))
    rest = list(LIVE.backfill(access, {"offset": 1}))

    raws = [raw for one in heard for raw in one.raws]
    assert [raw.key for raw in raws] == [
        "before/post/2",
        "before/comment/11",
        "before/comment/12",
        "before/post/1",
    ]
    seen = files.sightings(record for raw in raws for record in LIVE.read(raw, KNOWN))
    assert [one.external_id for one in seen] == ["post/2", "comment/11", "comment/12", "post/1"]
    assert heard[-1].cursor == {"offset": 2}
    assert [raw.key for one in rest for raw in one.raws] == ["before/post/1"]
