"""Saying: messages, files and deleting.

Methods: `chat.postMessage`, `files.getUploadURLExternal` with `files.completeUploadExternal`,
`conversations.open`, `chat.delete`.
"""

import time
from typing import Any

from veche.channels.connectors.slack.live.calling import Slack
from veche.channels.connectors.slack.live.marks import marked
from veche.channels.connectors.slack.stamps import moment_of, stamp_of
from veche.channels.terms.live import Access, Act, Attachment, Deed, Doubtful, Message, Sent
from veche.kit.terms import N_, Refusal, Trouble

LONGEST = 12_000
NOT_A_ROOM = N_("It is a list of members: nobody can write there.")
NO_PERSON = N_("Only a Slack account can be written to here.")
CANNOT = N_("Slack knows no such act.")
NOT_THERE = "Slack took the files and has not said as which message yet"
_TRIES, _PAUSE = 6, 0.4


def send(access: Access, message: Message) -> Sent:
    """Say something in a channel, a thread or to one person."""
    slack = Slack(access)
    room, is_direct = _room_for(slack, message)
    root = "" if is_direct else stamp_of(message.thread or message.reply_to)
    if message.attachments:
        stamp = _with_files(slack, room, root, message)
    else:
        answer = slack.say(
            "chat.postMessage", channel=room, text=marked(message.text), thread_ts=root or None,
            unfurl_links=False,
        )  # fmt: skip
        stamp = stamp_of(answer.get("ts"))
    at = moment_of(stamp)
    if at is None:
        raise Doubtful("Slack does not say when it was said")
    if is_direct:
        return Sent(f"{room}/{stamp}", at, "private", room)
    return Sent(stamp, at, room, root)


def act(access: Access, deed: Deed) -> None:
    """Delete a message: the app's own, or anybody's by an administrator's token."""
    if deed.act is not Act.DELETE or not deed.external_id:
        raise Refusal(CANNOT)
    slack = Slack(access, "user_token" if access.settings.get("user_token") else "token")
    room, _, stamp = deed.external_id.rpartition("/")
    try:
        slack.ask("chat.delete", channel=room or deed.place, ts=stamp)
    except Refusal as refusal:
        if not any(r.values.get("error") == "message_not_found" for r in refusal.reasons):
            raise


def _room_for(slack: Slack, message: Message) -> tuple[str, bool]:
    """Answer the conversation to write into, and whether it is one of those that share the private place."""
    if message.to is not None:
        if message.to.kind != "slack":
            raise Refusal(NO_PERSON)
        opened = slack.ask("conversations.open", users=message.to.value).get("channel")
        return str((opened or {}).get("id") or ""), True
    if message.place == "private":
        return message.thread or message.reply_to.partition("/")[0], True
    if "/" in message.place:
        raise Refusal(NOT_A_ROOM)
    return message.place, False


def _with_files(slack: Slack, room: str, root: str, message: Message) -> str:
    """Share files with a message; Slack says as which one only after a while."""
    files = [{"id": _handed_over(slack, file), "title": file.name} for file in message.attachments]
    slack.say(
        "files.completeUploadExternal", files=files, channel_id=room, thread_ts=root or None,
        initial_comment=marked(message.text) or None,
    )  # fmt: skip
    for _ in range(_TRIES):
        try:
            shares = slack.ask("files.info", file=files[0]["id"])["file"].get("shares")
        except (Refusal, Trouble, KeyError):
            break
        if stamp := _stamp_in(shares, room):
            return stamp
        time.sleep(_PAUSE)
    raise Doubtful(NOT_THERE)


def _handed_over(slack: Slack, file: Attachment) -> str:
    told = slack.ask("files.getUploadURLExternal", filename=file.name, length=len(file.content))
    slack.put(str(told.get("upload_url") or ""), file.content)
    return str(told.get("file_id") or "")


def _stamp_in(shares: Any, room: str) -> str:
    for form in ("public", "private"):
        found = (shares or {}).get(form, {}).get(room) or []
        if found:
            return stamp_of(found[0].get("ts"))
    return ""
