"""Sending: a message of ours as the Bot API wants it (core.telegram.org/bots/api#sendmessage)."""

import time
from typing import Any

from veche.channels.connectors.telegram.live.places import (
    chat_in,
    message_in,
    root_in,
    sent_as,
    user_in,
)
from veche.channels.connectors.telegram.live.talking import CUT_OFF, Line, line_to
from veche.channels.rules.spans import Form, Spoken, cut, spoken, units
from veche.channels.terms.live import Access, Attachment, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal, Trouble

LONGEST, LONGEST_CAPTION = 4096, 1024
MOST_FILES, LARGEST_PHOTO, LARGEST_FILE = 10, 10 * 1000**2, 50 * 1000**2
LONGEST_WAIT = 10.0
NOTHING = N_("There is nothing to send.")
TOO_MANY = N_("Telegram takes ten files with one message.")
TOO_LARGE = N_("Telegram takes files of up to 50 megabytes.")
_PHOTOS = frozenset({"image/jpeg", "image/png", "image/webp"})
_ENTITIES = {
    Form.BOLD: "bold", Form.ITALIC: "italic", Form.STRUCK: "strikethrough", Form.CODE: "code",
    Form.BLOCK: "pre", Form.LINK: "text_link", Form.QUOTE: "blockquote",
}  # fmt: skip


def send(access: Access, message: Message) -> Sent:
    """Say something in a chat or to one person; a longer text becomes several messages.

    Answers the first of them. Once one stands, what fails is doubtful: it is not all to be said again.
    """
    letters, files = spoken(message.text), message.attachments
    _check(letters, files)
    where = _where(access, message)
    is_caption = bool(files) and units(letters.text) <= LONGEST_CAPTION
    pieces = [] if is_caption else cut(letters, LONGEST, units)
    steps: list[tuple[str, dict[str, Any]]] = [("SendMessage", _worded(piece, "text")) for piece in pieces]
    if files:
        steps.append(_with_files(files, letters if is_caption else Spoken("")))
    with line_to(access) as line:
        first = _say(line, steps[0], where)
        for step in steps[1:]:
            _say_on(line, step, {key: where[key] for key in where if key != "reply_parameters"})
    return sent_as(access, first)


def _check(letters: Spoken, files: tuple[Attachment, ...]) -> None:
    if not letters.text and not files:
        raise Refusal(NOTHING)
    if len(files) > MOST_FILES:
        raise Refusal(TOO_MANY)
    if any(len(file.content) > LARGEST_FILE for file in files):
        raise Refusal(TOO_LARGE)


def _where(access: Access, message: Message) -> dict[str, Any]:
    """Answer the chat, the topic and the message that is answered, as parameters."""
    where: dict[str, Any] = {"chat_id": user_in(message.to) if message.to else 0}
    if message.to and not message.reply_to.startswith(f"user{where['chat_id']}/"):
        return where
    where["chat_id"] = where["chat_id"] or chat_in(message.place, message.thread)
    root = root_in(message.thread)
    if message.reply_to:
        where["reply_parameters"] = {"message_id": message_in(access, message.reply_to)}
    elif root and _is_forum(access, message.place):
        where["message_thread_id"] = root
    elif root:
        where["reply_parameters"] = {"message_id": root}
    return where


def _is_forum(access: Access, place: str) -> bool:
    """Tell whether threads of a chat are topics; elsewhere a thread is what replies to one message."""
    return bool(access.facts.get("chats", {}).get(place, {}).get("is_forum"))


def _worded(said: Spoken, key: str) -> dict[str, Any]:
    if not said.text:
        return {}
    return {key: said.text, "entities" if key == "text" else f"{key}_entities": _entities(said)}


def _entities(said: Spoken) -> list[dict[str, Any]]:
    found = []
    for span in said.spans:
        entity: dict[str, Any] = {
            "type": _ENTITIES[span.form], "offset": units(said.text[: span.start]),
            "length": units(said.text[span.start : span.end]),
        }  # fmt: skip
        if span.form is Form.LINK:
            entity["url"] = span.value
        elif span.form is Form.BLOCK and span.value:
            entity["language"] = span.value
        found.append(entity)
    return found


def _with_files(files: tuple[Attachment, ...], caption: Spoken) -> tuple[str, dict[str, Any]]:
    """Answer how files are sent: photos as photos where all of them are, else as documents."""
    from aiogram.types import BufferedInputFile

    kind = "photo" if all(map(_is_photo, files)) else "document"
    held = [BufferedInputFile(file.content, file.name) for file in files]
    words = _worded(caption, "caption")
    if len(files) == 1:
        return f"Send{kind.title()}", {kind: held[0], **words}
    media: list[dict[str, Any]] = [{"type": kind, "media": file} for file in held]
    # The caption of an album stands at its first photo, that of several documents under the last.
    media[0 if kind == "photo" else -1].update(words)
    return "SendMediaGroup", {"media": media}


def _is_photo(file: Attachment) -> bool:
    return file.media_type in _PHOTOS and len(file.content) <= LARGEST_PHOTO


def _say(line: Line, step: tuple[str, dict[str, Any]], where: dict[str, Any]) -> dict[str, Any]:
    method, values = step
    said = line.ask(method, is_deed=True, **where, **values)
    first: dict[str, Any] = said[0] if type(said) is list else said
    return first


def _say_on(line: Line, step: tuple[str, dict[str, Any]], where: dict[str, Any]) -> None:
    """Say what follows; waits once where Telegram asks for a short while."""
    try:
        try:
            _say(line, step, where)
        except Trouble as trouble:
            if not trouble.retry_after or trouble.retry_after > LONGEST_WAIT:
                raise
            time.sleep(trouble.retry_after)
            _say(line, step, where)
    except (Trouble, Refusal) as error:
        raise Doubtful(CUT_OFF) from error
