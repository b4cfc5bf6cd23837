"""Sending: messages into chats, comments under posts, answers in discussions, posts on the wall."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import orjson

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.errors import meaning_of
from veche.channels.connectors.vk.live.places import (
    NO_MESSAGE,
    NO_PLACE,
    Item,
    Told,
    is_conversation,
    item_in,
    peer_in,
    place_in,
    told_in,
    user_in,
)
from veche.channels.connectors.vk.live.talking import CUT_OFF, Line, line_to
from veche.channels.connectors.vk.live.uploading import attached
from veche.channels.connectors.vk.values import dict_of, dicts_of, first_number, number_of
from veche.channels.rules.spans import Spoken, cut, plain
from veche.channels.terms.live import Access, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal, Trouble
from veche.kit.time import SECOND, Moment

LONGEST = 4096
NOTHING = N_("There is nothing to send.")
NO_FILES = N_("VK lets a community send files into chats only, not with comments and posts.")
NO_TOPIC = N_("Say which discussion it goes to: answer something that was written there.")
# Says one piece under a key of its own.
Say = Callable[[Line, str, str], Sent]


def send(access: Access, message: Message) -> Sent:
    """Say something in a conversation, under a post, in a discussion or on the wall.

    A longer text becomes several messages, each with its own number against repeating (VK looks
    for it among the latest of the place, within an hour). Answers the first of them; once it
    stands, what fails is doubtful.
    """
    pieces = [piece.text for piece in cut(Spoken(plain(message.text)), LONGEST)]
    if not pieces and not message.attachments:
        raise Refusal(NOTHING)
    say = _in_conversation(message) if message.to or is_conversation(message.place) else _in_public(message)
    with line_to(access) as line:
        first = say(line, (pieces or [""])[0], message.key)
        for number, piece in enumerate(pieces[1:], 1):
            try:
                say(line, piece, f"{message.key}/{number}")
            except (Trouble, Refusal) as error:
                raise Doubtful(CUT_OFF) from error
    return first


def random_id_of(key: str) -> int:
    """Answer the number by which VK knows a message that was said before: never 0, within 31 bits."""
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    return (int.from_bytes(digest, "big") & 0x7FFFFFFF) or 1


def _in_conversation(message: Message) -> Say:
    peer = user_in(message.to) if message.to else peer_in(message.place, message.thread)
    answered: list[Told] = [told_in(message.reply_to)] if message.reply_to and not message.to else []
    if message.to and message.reply_to.startswith(f"{peer}/"):
        answered = [told_in(message.reply_to)]
    place, thread = (message.place, "") if peer > FIRST_CHAT else ("private", str(peer))
    files = list(message.attachments)

    def say(line: Line, text: str, key: str) -> Sent:
        forward = _answering(line, peer, answered.pop()) if answered else None
        attachment = attached(line, peer, files) or None
        said = line.ask(
            "messages.send", is_deed=True, peer_ids=peer, message=text or None, forward=forward,
            random_id=random_id_of(key), attachment=attachment,
        )  # fmt: skip
        files.clear()
        one = next(iter(dicts_of(said)), {})
        if error := dict_of(one.get("error")):
            raise meaning_of(error)
        number = first_number(one, "conversation_message_id", "cmid")
        if not number:
            raise Doubtful(CUT_OFF)
        second = _second_of(line, peer, number)
        start = f"{thread}/" if thread else ""
        return Sent(f"{start}{number}.{second}", Moment(second * SECOND), place, thread)

    return say


def found_message(line: Line, peer: int, number: int) -> dict[str, Any]:
    """Answer a message of a conversation as VK has it now, or nothing."""
    said = line.ask(
        "messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=number
    )  # fmt: skip
    return next(iter(dicts_of(dict_of(said).get("items"))), {})


def _answering(line: Line, peer: int, told: Told) -> str:
    """Answer how a message is answered; refuses one that has this number only in somebody else's export."""
    try:
        found = found_message(line, peer, told.number)
    except Refusal:  # in chats where the community is no administrator VK tells of no single message
        found = {}
    if found and number_of(found.get("date")) != told.date:
        raise Refusal(NO_MESSAGE)
    answered = {"peer_id": peer, "conversation_message_ids": [told.number], "is_reply": True}
    return orjson.dumps(answered).decode()


def _second_of(line: Line, peer: int, number: int) -> int:
    """Answer the second at which a message of ours stands; where VK does not tell, that of its clock."""
    told = line.second
    try:
        return number_of(found_message(line, peer, number).get("date")) or told
    except (Refusal, Trouble):
        return told


def _in_public(message: Message) -> Say:
    if message.attachments:
        raise Refusal(NO_FILES)
    kind, owner = place_in(message.place)
    if kind not in ("wall", "board"):
        raise Refusal(NO_PLACE)
    thread = item_in(message.thread) if message.thread else Item()
    answered = item_in(message.reply_to) if message.reply_to else Item()
    if kind == "board":
        return _in_discussion(message, -owner, thread.topic or answered.topic)
    post = thread.post or answered.post
    if answered.comment and not post:
        raise Refusal(NO_MESSAGE)
    return _on_wall(message, owner, post, answered.comment)


def _on_wall(message: Message, owner: int, post: int, answered: int) -> Say:
    """Say it under a post; without one it is a new post, and what does not fit goes under it."""
    under, parents = [post] if post else [], [answered] if answered else []

    def say(line: Line, text: str, key: str) -> Sent:
        facts: dict[str, Any] = {"owner_id": owner, "message": text, "guid": key}
        if not under:
            said = line.ask("wall.post", is_deed=True, as_person=True, from_group=int(owner < 0), **facts)
            under.append(_number_in(said, "post_id"))
            return Sent(f"post/{under[0]}", Moment(line.second * SECOND), message.place)
        said = line.ask(
            "wall.createComment", is_deed=True, post_id=under[0], from_group=max(-owner, 0) or None,
            reply_to_comment=parents.pop() if parents else None, **facts,
        )  # fmt: skip
        number = _number_in(said, "comment_id")
        at = Moment(line.second * SECOND)
        return Sent(f"comment/{number}", at, message.place, f"post/{under[0]}")

    return say


def _in_discussion(message: Message, group: int, topic: int) -> Say:
    if not topic:
        raise Refusal(NO_TOPIC)

    def say(line: Line, text: str, key: str) -> Sent:
        number = line.ask(
            "board.createComment", is_deed=True, as_person=True, group_id=group, topic_id=topic, message=text,
            from_group=1, guid=key,
        )  # fmt: skip
        if not number_of(number):
            raise Doubtful(CUT_OFF)
        at = Moment(line.second * SECOND)
        return Sent(f"topic/{topic}/{number_of(number)}", at, message.place, f"topic/{topic}")

    return say


def _number_in(said: Any, key: str) -> int:
    number = number_of(dict_of(said).get(key))
    if not number:
        raise Doubtful(CUT_OFF)
    return number
