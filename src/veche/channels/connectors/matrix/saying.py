"""Saying: messages under numbers of transactions, by which the server knows a repeated one; moderation."""

from typing import Any

from veche.channels.connectors.matrix.calling import Matrix, number_of, part
from veche.channels.rules.marking import html_of
from veche.channels.rules.spans import plain
from veche.channels.terms.live import Access, Act, Deed, Message, Sent
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name
from veche.kit.time import now

NOT_ALONE = N_("Matrix knows rooms only: write into a room that the person is in.")
NO_END = N_("Matrix knows no end of a ban: lift it yourself when it is time.")
NO_MESSAGE = N_("Say which message it is.")
NO_PERSON = N_("Say whom it is about.")
CANNOT = N_("That cannot be done in Matrix.")
_FILES = {"image": "m.image", "video": "m.video", "audio": "m.audio"}
MUTED = -1


def send(access: Access, message: Message) -> Sent:
    """Say something in a room; said again under the same key it is said once."""
    if message.to is not None:
        raise Refusal(NOT_ALONE)
    matrix, at = Matrix(access), now()
    contents: list[dict[str, Any]] = []
    if message.text.strip():
        contents.append({
            "msgtype": "m.text", "body": plain(message.text), "format": "org.matrix.custom.html",
            "formatted_body": html_of(message.text),
        })  # fmt: skip
    for file in message.attachments:
        kind = _FILES.get(file.media_type.partition("/")[0], "m.file")
        name = clean_name(file.name) or "file"
        contents.append({
            "msgtype": kind, "body": name, "filename": name,
            "url": matrix.upload(name, file.media_type, file.content),
            "info": {"mimetype": file.media_type, "size": len(file.content)},
        })  # fmt: skip
    numbers = []
    for index, content in enumerate(contents):
        path = f"/rooms/{part(message.place)}/send/m.room.message/{number_of(f'{message.key}/{index}')}"
        told = matrix.ask("PUT", path, content | _relation(message))
        numbers.append(str(told.get("event_id", "")))
    if not numbers or not numbers[0]:
        raise Refusal(CANNOT)
    return Sent(numbers[0], at, message.place, message.thread)


def _relation(message: Message) -> dict[str, Any]:
    if message.thread:
        parent = message.reply_to or message.thread
        told = {"rel_type": "m.thread", "event_id": message.thread, "m.in_reply_to": {"event_id": parent},
                "is_falling_back": parent == message.thread}  # fmt: skip
        return {"m.relates_to": told}
    return {"m.relates_to": {"m.in_reply_to": {"event_id": message.reply_to}}} if message.reply_to else {}


def act(access: Access, deed: Deed) -> None:
    """Moderate; doing it again changes nothing."""
    matrix, room = Matrix(access), f"/rooms/{part(deed.place)}"
    if deed.act is Act.DELETE:
        if not deed.external_id:
            raise Refusal(NO_MESSAGE)
        number = number_of(f"delete/{deed.external_id}")
        matrix.ask("PUT", f"{room}/redact/{part(deed.external_id)}/{number}", {})
        return
    if deed.act not in (Act.BAN, Act.UNBAN, Act.MUTE, Act.UNMUTE):
        raise Refusal(CANNOT)
    if deed.handle is None or deed.handle.kind != "matrix":
        raise Refusal(NO_PERSON)
    if deed.until is not None:
        raise Refusal(NO_END)
    if deed.act in (Act.BAN, Act.UNBAN):
        matrix.ask("POST", f"{room}/{deed.act.value}", {"user_id": deed.handle.value})
    else:
        _mute(matrix, f"{room}/state/m.room.power_levels", deed.handle.value, is_muted=deed.act is Act.MUTE)


def _mute(matrix: Matrix, path: str, user: str, *, is_muted: bool) -> None:
    """Put somebody below the level that speaking needs, or back to where everybody is."""
    levels = matrix.ask("GET", path)
    users = levels.get("users")
    users = dict(users) if type(users) is dict else {}
    if is_muted:
        users[user] = MUTED
    elif users.pop(user, None) is None:
        return
    matrix.ask("PUT", path, levels | {"users": users})
