"""Sending and acting: messages, comments and posts of the community, and what its moderators do.

VK knows our key of a message (`random_id`, `guid`), so that one said again stands once.
"""

import hashlib
import re
from typing import Any

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.talking import CUT_OFF, Line, line_to, refusal_of
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, text_of
from veche.channels.rules.spans import plain
from veche.channels.terms.live import Access, Act, Deed, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.time import SECOND, Moment, now
from veche.ledger.terms import Handle

LONGEST = 4096
NOTHING = N_("There is nothing to send.")
TOO_LONG = N_("VK takes 4096 characters in one message.")
NO_FILES = N_("Files are not sent to VK from here: put a link to them into the text.")
NO_PLACE = N_("This is no place that the community can write to.")
NO_PERSON = N_("This person has no VK account that is known.")
NO_MESSAGE = N_("This message cannot be answered or deleted: VK has no number of it that we know.")
CANNOT = N_("VK knows no such thing.")
_PLACE = re.compile(r"(wall|board|chat)(-?\d{1,15})")
_ON_WALL = re.compile(r"(post|comment)/(\d{1,15})")
_IN_CHAT = re.compile(r"(?:(\d{1,15})/)?(\d{1,15})\.\d{1,15}")
_IN_TOPIC = re.compile(r"topic/(\d{1,15})/(\d{1,15})")


def send(access: Access, message: Message) -> Sent:
    """Write a message, a comment or a post in the name of the community; safe to repeat with its key."""
    text = plain(message.text)
    if message.attachments:
        raise Refusal(NO_FILES)
    if not text or len(text) > LONGEST:
        raise Refusal(TOO_LONG if text else NOTHING)
    found = _PLACE.fullmatch(message.place)
    with line_to(access) as line:
        if message.to is not None or message.place == "private":
            peer = _user(message.to) if message.to else number_of(message.thread)
            return _in_chat(line, message, text, peer)
        if not found:
            raise Refusal(NO_PLACE)
        number = int(found[2])
        if found[1] == "chat":
            return _in_chat(line, message, text, FIRST_CHAT + number)
        return _on_wall(line, message, text, number) if found[1] == "wall" else _in_topic(line, message, text)


def _in_chat(line: Line, message: Message, text: str, peer: int) -> Sent:
    if not peer:
        raise Refusal(NO_PLACE)
    forward = None
    if message.reply_to:
        number = _cmid(message.reply_to)
        forward = f'{{"peer_id":{peer},"conversation_message_ids":[{number}],"is_reply":1}}'
    told = _twice(
        line, "messages.send", peer_ids=peer, message=text, random_id=_random(message.key), forward=forward
    )
    said = next(iter(dicts_of(told)), {})
    if error := dict_of(said.get("error")):
        raise refusal_of(number_of(error.get("code")), text_of(error.get("description")))
    cmid = number_of(said.get("conversation_message_id"))
    at, is_private = _said_at(line, peer, cmid), peer < FIRST_CHAT
    place = "private" if is_private else f"chat{peer - FIRST_CHAT}"
    return Sent(
        f"{f'{peer}/' if is_private else ''}{cmid}.{at // SECOND}", at, place, str(peer) if is_private else ""
    )


def _said_at(line: Line, peer: int, cmid: int) -> Moment:
    """Answer when VK says that it was said: the second is part of the message's id."""
    try:
        told = line.ask("messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=cmid)
        date = number_of(next(iter(dicts_of(dict_of(told).get("items"))), {}).get("date"))
    except (Trouble, Refusal):
        date = 0
    return Moment(date * SECOND) if date else Moment(now() // SECOND * SECOND)


def _on_wall(line: Line, message: Message, text: str, owner: int) -> Sent:
    parent = _ON_WALL.fullmatch(message.reply_to)
    thread = _ON_WALL.fullmatch(message.thread)
    post = parent[2] if parent and parent[1] == "post" else thread[2] if thread else ""
    if post:
        comment = parent[2] if parent and parent[1] == "comment" else None
        told = _twice(
            line, "wall.createComment", owner_id=owner, post_id=post, from_group=line.group, message=text,
            reply_to_comment=comment, guid=message.key,
        )  # fmt: skip
        return Sent(f"comment/{_number(told, 'comment_id')}", now(), message.place, f"post/{post}")
    if message.reply_to or message.thread:
        raise Refusal(NO_MESSAGE)
    told = _twice(
        line, "wall.post", as_admin=True, owner_id=owner, from_group=1, message=text, guid=message.key
    )
    return Sent(f"post/{_number(told, 'post_id')}", now(), message.place)


def _in_topic(line: Line, message: Message, text: str) -> Sent:
    topic = re.fullmatch(r"topic/(\d{1,15})", message.thread)
    if not topic:
        raise Refusal(NO_PLACE)
    told = _twice(
        line, "board.createComment", as_admin=True, group_id=line.group, topic_id=topic[1], message=text,
        from_group=1, guid=message.key,
    )  # fmt: skip
    number = number_of(told)
    if not number:
        raise Doubtful(CUT_OFF)
    return Sent(f"topic/{topic[1]}/{number}", now(), message.place, f"topic/{topic[1]}")


def _twice(line: Line, method: str, *, as_admin: bool = False, **values: Any) -> Any:
    """Say it; where the line broke say it once more with the same key, under which VK keeps one of it."""
    try:
        return line.ask(method, is_deed=True, as_admin=as_admin, **values)
    except Doubtful:
        try:
            return line.ask(method, is_deed=True, as_admin=as_admin, **values)
        except (Trouble, Refusal):
            raise Doubtful(CUT_OFF) from None


def _number(told: Any, key: str) -> int:
    number = number_of(dict_of(told).get(key))
    if not number:
        raise Doubtful(CUT_OFF)
    return number


def _random(key: str) -> int:
    """Answer a number of 31 bits that is the same for the same key, and never 0."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest()) % (2**31 - 2) + 1


def _cmid(external_id: str) -> int:
    found = _IN_CHAT.fullmatch(external_id)
    if not found:
        raise Refusal(NO_MESSAGE)
    return int(found[2])


def _user(handle: Handle | None) -> int:
    number = number_of(handle.value) if handle and handle.kind == "vk" else 0
    if number <= 0:
        raise Refusal(NO_PERSON)
    return number


def act(access: Access, deed: Deed) -> None:
    """Delete a comment or message, ban whoever wrote it from the community, or take that back."""
    with line_to(access) as line:
        method, is_admin, values = _asked(line, deed)
        line.ask(method, as_admin=is_admin, **values)


def _asked(line: Line, deed: Deed) -> tuple[str, bool, dict[str, Any]]:
    if deed.act is Act.DELETE:
        return _deleted(line, deed)
    who = {"group_id": line.group, "owner_id": _user(deed.handle)}
    if deed.act is Act.BAN:
        until = None if deed.until is None else deed.until // SECOND
        return "groups.ban", True, {**who, "end_date": until}
    if deed.act is Act.UNBAN:
        return "groups.unban", True, who
    raise Refusal(CANNOT)


def _deleted(line: Line, deed: Deed) -> tuple[str, bool, dict[str, Any]]:
    found = _PLACE.fullmatch(deed.place)
    if deed.place == "private" or (found and found[1] == "chat"):
        chat = _IN_CHAT.fullmatch(deed.external_id)
        peer = FIRST_CHAT + int(found[2]) if found else number_of(chat[1] if chat else None)
        return "messages.delete", False, {
            "peer_id": peer, "cmids": _cmid(deed.external_id), "delete_for_all": 1,
        }  # fmt: skip
    on_wall, in_topic = _ON_WALL.fullmatch(deed.external_id), _IN_TOPIC.fullmatch(deed.external_id)
    if found and on_wall:
        what = {"comment": ("wall.deleteComment", "comment_id"), "post": ("wall.delete", "post_id")}
        method, key = what[on_wall[1]]
        return method, True, {"owner_id": found[2], key: on_wall[2]}
    if found and in_topic:
        told = {"group_id": line.group, "topic_id": in_topic[1], "comment_id": in_topic[2]}
        return "board.deleteComment", True, told
    raise Refusal(NO_MESSAGE)
