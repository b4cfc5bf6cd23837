"""Acting: what a moderator does, done by the bot. Each deed may be repeated."""

from typing import Any

from veche.channels.connectors.telegram.live.places import chat_in, message_in, user_in
from veche.channels.connectors.telegram.live.talking import line_to
from veche.channels.terms.live import Access, Act, Deed
from veche.kit.terms import N_, Reason, Refusal

CANNOT = N_("Telegram knows no such thing.")
_GONE = "message to delete not found"
_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_invite_users",
)  # fmt: skip


def act(access: Access, deed: Deed) -> None:
    """Delete a message, mute or ban whoever wrote it, or take that back."""
    method, values = _asked(access, deed)
    with line_to(access) as line:
        try:
            line.ask(method, **values)
        except Refusal as refusal:
            if deed.act is not Act.DELETE or not any(_is_gone(reason) for reason in refusal.reasons):
                raise


def _is_gone(reason: Reason) -> bool:
    return _GONE in str(reason.values.get("said", "")).lower()


def _asked(access: Access, deed: Deed) -> tuple[str, dict[str, Any]]:
    until = None if deed.until is None else deed.until // 1000
    if deed.act is Act.DELETE:
        thread = deed.external_id.partition("/")[0] if deed.place == "private" else ""
        chat = chat_in(deed.place, thread)
        return "DeleteMessage", {"chat_id": chat, "message_id": message_in(access, deed.external_id)}
    whole: dict[str, Any] = {"chat_id": chat_in(deed.place)}
    if deed.act in (Act.MUTE, Act.UNMUTE):
        rights = dict.fromkeys(_RIGHTS, deed.act is Act.UNMUTE)
        who = {"user_id": user_in(deed.handle)}
        return "RestrictChatMember", {**whole, **who, "permissions": rights, "until_date": until}
    if deed.act in (Act.BAN, Act.UNBAN):
        return _banned(deed, whole, until)
    raise Refusal(CANNOT)


def _banned(deed: Deed, whole: dict[str, Any], until: int | None) -> tuple[str, dict[str, Any]]:
    """People are banned by their number; a channel that speaks in a chat has methods of its own."""
    is_ban, value = deed.act is Act.BAN, deed.handle.value if deed.handle else ""
    if value.startswith(("channel", "chat")):
        return ("BanChatSenderChat" if is_ban else "UnbanChatSenderChat"), {
            **whole, "sender_chat_id": chat_in(value),
        }  # fmt: skip
    who = {**whole, "user_id": user_in(deed.handle)}
    if is_ban:
        return "BanChatMember", {**who, "until_date": until}
    return "UnbanChatMember", {**who, "only_if_banned": True}
