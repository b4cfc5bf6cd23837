"""A scripted VK, as dev.vk.com documents its API, its Long Poll servers and its Callback API."""

import json
from typing import Any

from tests.channels.connectors.live import contract
from tests.channels.connectors.live.scripted import Answer, Asked, Outside
from tests.channels.connectors.test_vk import NOON, OWNER, RUNNERS, VERA, comment, post
from tests.channels.connectors.test_vk_chats import PEER, message

from veche.channels.connectors.vk import CONNECTOR
from veche.channels.connectors.vk.live.events import EVENTS
from veche.channels.terms.live import Knock, Known, Message, Raw
from veche.kit.time import Moment

GROUP, TOKEN, PERSON, SECRET = -OWNER, "vk1.a.COMMUNITYCOMMUNITY", "vk1.a.PERSONPERSON", "aaQ13axAPQEcczQa"
HEARD = (NOON + 50_000) * 1000
CHAT = "Бегуны: беседа"
KNOWN = Known(
    {"group": GROUP, "name": "Бегуны", "screen_name": "runners_club", "confirmation": "dd3d5a0b",
     "chats": {str(PEER): CHAT}}, language="ru",
)  # fmt: skip


def event(number: int, kind: str, **item: Any) -> dict[str, Any]:
    return {"type": kind, "event_id": f"{number:040x}", "v": "5.199", "object": item, "group_id": GROUP}


def liked(number: int, what: str, item: int, **more: Any) -> dict[str, Any]:
    facts = {"liker_id": 103, "object_type": what, "object_owner_id": OWNER, "object_id": item, "post_id": 0}
    return event(number, "like_add", **{**facts, **more})


DIRECT = message(13, 105, peer_id=105, text="Лично")
NEWS = [
    event(1, "wall_post_new", **post(1)),
    event(2, "wall_reply_new", **comment(11), post_owner_id=OWNER),
    event(3, "message_new", message=message(4, text="Когда бежим?"), client_info={"lang_id": 0}),
    event(4, "wall_reply_edit", **comment(11, text="Слово иначе"), post_owner_id=OWNER),
    liked(5, "post", 1),
    liked(6, "comment", 11, post_id=1),
    liked(7, "photo", 4),
    event(8, "wall_repost", **post(
        31, owner_id=103, from_id=103, copy_history=[{"id": 1, "owner_id": OWNER, "from_id": OWNER,
                                                     "text": "Пост 1"}])),
    event(9, "group_join", user_id=104, join_type="join"),
    event(10, "group_join", user_id=106, join_type="request"),
    event(11, "group_leave", user_id=104, self=1),
    event(12, "group_leave", user_id=106, self=0),
    event(13, "message_new", message=DIRECT, client_info={}),
    event(14, "message_reply", **message(14, OWNER, peer_id=105, text="И мы рады")),
    event(15, "message_edit", **message(14, OWNER, peer_id=105, text="Рады!", update_time=NOON + 900)),
    event(16, "message_new", **message(12, text="", action={"type": "chat_kick_user", "member_id": 103})),
    event(17, "message_allow", user_id=105, key="x"),
    event(18, "message_deny", user_id=105),
    event(19, "board_post_new", id=3, from_id=101, date=NOON, text="Кто бежит?", topic_id=70,
          topic_owner_id=OWNER),
    event(20, "wall_reply_delete", owner_id=OWNER, id=11, deleter_id=101, post_id=1),
    event(21, "poll_vote_new", owner_id=OWNER, poll_id=1, option_id=2, user_id=101),
    event(22, "group_join", user_id=107, join_type="unsure"),
]  # fmt: skip


def raw(told: dict[str, Any], **more: Any) -> Raw:
    kept = json.dumps({**told, "heard_at": HEARD, "profiles": [VERA], **more})
    return Raw(told["event_id"], kept.encode(), told["type"])


RAWS = tuple(map(raw, NEWS))


def said(response: Any) -> Answer:
    return Answer({"response": response})


def no(code: int, text: str = "no") -> Answer:
    return Answer({"error": {"error_code": code, "error_msg": text, "request_params": []}})


def items(*found: Any, **more: Any) -> Answer:
    return said({"count": len(found), "items": list(found), **more})


def serve(outside: Outside) -> None:
    """A community whose every setting is as it should be."""
    names = ("manage", "messages", "wall", "photos")
    outside.on("*/groups.getById", said({"groups": [RUNNERS], "profiles": []}))
    permissions = [{"name": name, "setting": 1} for name in names]
    outside.on("*/groups.getTokenPermissions", said({"mask": 1, "permissions": permissions}))
    outside.on("*/groups.getCallbackServers", items())
    outside.on("*/groups.getCallbackConfirmationCode", said({"code": "dd3d5a0b"}))
    settings = {"api_version": "5.199", "is_enabled": True, "events": dict.fromkeys(EVENTS, 1)}
    outside.on("*/groups.getLongPollSettings", said(settings))
    told = {"peer": {"id": PEER, "type": "chat"}, "chat_settings": {"title": CHAT}}
    alone = {"peer": {"id": 105, "type": "user"}}
    outside.on("*/messages.getConversations", items({"conversation": told}, {"conversation": alone}))
    outside.on("*/wall.get", items(post(1)))


def accept(outside: Outside) -> None:
    """Messages, comments and posts are taken; VK's messages carry a number of the conversation."""
    outside.on(
        "*/messages.send",
        lambda asked: said(
            [{"peer_id": int(asked.value("peer_ids")), "message_id": 1, "conversation_message_id": 900}]
        ),
    )
    outside.on(
        "*/messages.getByConversationMessageId",
        lambda asked: items(
            message(int(asked.value("conversation_message_ids")), peer_id=int(asked.value("peer_id")))
        ),
    )
    outside.on("*/wall.createComment", said({"comment_id": 55, "parents_stack": []}))
    outside.on("*/wall.post", said({"post_id": 77}))
    outside.on("*/board.createComment", said(66))  # fmt: skip


def batches(outside: Outside) -> None:
    """A Long Poll server that tells two events at once from `ts` on, and says nothing after the third."""
    outside.on("*/groups.getLongPollServer", said(
        {"server": f"{outside.address}/whp/{GROUP}", "key": "keykey", "ts": "100"}))  # fmt: skip

    def updates(asked: Asked) -> Answer:
        first = int(asked.value("ts")) - 100
        told = NEWS[:3][first : first + 2]
        return Answer({"ts": str(100 + first + len(told)), "updates": told})

    outside.on("*/whp/*", updates)
    outside.on("*/users.get", said([VERA]))
    outside.on("*/messages.getConversationsById", no(917))


def knock(at: Moment) -> Knock:
    body = json.dumps({**NEWS[1], "secret": SECRET}).encode()
    return Knock("POST", {"content-type": "application/json"}, {}, body, at)


def forged(good: Knock):
    for secret in ({}, {"secret": ""}, {"secret": SECRET[:-1]}, {"secret": SECRET + "ё"}, {"secret": 7}):
        yield good._replace(body=json.dumps({**NEWS[1], **secret}).encode())
    confirming = {"type": "confirmation", "group_id": GROUP, "secret": "another"}
    yield good._replace(body=json.dumps(confirming).encode())
    yield good._replace(body=json.dumps({**NEWS[1], "group_id": 5, "secret": SECRET}).encode())


CASE = contract.Case(
    CONNECTOR,
    lambda address: {"token": TOKEN, "user_token": PERSON, "hook_secret": SECRET, "api": address},
    KNOWN, RAWS, serve=serve, accept=accept, batches=batches,
    message=Message("k1", f"chat{PEER - 2_000_000_000}", "Привет, **все**"),
    heard=tuple(one["event_id"] for one in NEWS[:3]),
    asked_to_wait=lambda outside: max(float(one.value("wait")) for one in outside.asked("*/whp/*")),
    knock=knock, forged=forged, hook_secret="hook_secret", refused=no(917), busy=no(6), retry_after=1,
)  # fmt: skip
