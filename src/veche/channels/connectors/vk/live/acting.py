"""Acting: what a moderator does. Each deed may be repeated."""

from typing import Any

from veche.channels.connectors.vk.desk import FIRST_CHAT
from veche.channels.connectors.vk.live.errors import GONE, is_gone, meaning_of
from veche.channels.connectors.vk.live.places import (
    NO_MESSAGE,
    is_conversation,
    item_in,
    peer_in,
    place_in,
    told_in,
    user_in,
)
from veche.channels.connectors.vk.live.sending import found_message
from veche.channels.connectors.vk.live.talking import Line, line_to
from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of
from veche.channels.terms.live import Access, Act, Deed
from veche.kit.terms import N_, Refusal
from veche.kit.time import SECOND, now

CANNOT = N_("VK knows no such thing.")
NOT_MUTED = N_("VK did not do it: administrators of a chat cannot be muted.")
NO_WAY_BACK = N_("VK lets nobody bring a person back into a chat: send them the chat's link.")


def act(access: Access, deed: Deed) -> None:
    """Delete what was written; mute whoever wrote it, shut them out, or take either back."""
    with line_to(access) as line:
        try:
            if deed.act is Act.DELETE:
                _delete(line, deed)
            elif deed.act in (Act.BAN, Act.UNBAN):
                _ban(line, access, deed)
            elif deed.act in (Act.MUTE, Act.UNMUTE) and deed.place.startswith("chat"):
                _mute(line, deed)
            else:
                raise Refusal(CANNOT)
        except Refusal as refusal:
            if not is_gone(refusal):
                raise


def _delete(line: Line, deed: Deed) -> None:
    if is_conversation(deed.place):
        _delete_message(line, deed)
        return
    kind, owner = place_in(deed.place)
    item = item_in(deed.external_id)
    if kind == "wall" and item.comment:
        line.ask("wall.deleteComment", as_person=True, owner_id=owner, comment_id=item.comment)
    elif kind == "wall" and item.post:
        line.ask("wall.delete", as_person=True, owner_id=owner, post_id=item.post)
    elif kind == "board" and item.comment:
        told: dict[str, Any] = {"group_id": -owner, "topic_id": item.topic, "comment_id": item.comment}
        line.ask("board.deleteComment", as_person=True, **told)
    else:
        raise Refusal(NO_MESSAGE)


def _delete_message(line: Line, deed: Deed) -> None:
    """Delete a message once it is certain that its number is that of the community's own count."""
    told, peer = told_in(deed.external_id), peer_in(deed.place, deed.external_id.partition("/")[0])
    found = found_message(line, peer, told.number)
    if not found:
        raise Refusal(GONE)
    if number_of(found.get("date")) != told.date:
        raise Refusal(NO_MESSAGE)
    said = line.ask("messages.delete", peer_id=peer, cmids=told.number, delete_for_all=1)
    if error := next((one["error"] for one in dicts_of(said) if dict_of(one.get("error"))), None):
        raise meaning_of(error)


def _mute(line: Line, deed: Deed) -> None:
    """Let a member of a chat read only, for so many seconds or for ever, or let them write again."""
    who = user_in(deed.handle)
    facts: dict[str, Any] = {"peer_id": peer_in(deed.place), "member_ids": who, "action": "rw"}
    if deed.act is Act.MUTE:
        facts["action"] = "ro"
        if deed.until is not None:
            facts["for"] = max(1, (deed.until - now()) // SECOND)
    told = dict_of(line.ask("messages.changeConversationMemberRestrictions", **facts))
    failed = told.get("failed_member_ids")
    if type(failed) is list and who in failed:
        raise Refusal(NOT_MUTED)


def _ban(line: Line, access: Access, deed: Deed) -> None:
    who = user_in(deed.handle)
    if deed.place.startswith("chat"):
        if deed.act is Act.UNBAN:
            raise Refusal(NO_WAY_BACK)
        line.ask("messages.removeChatUser", chat_id=peer_in(deed.place) - FIRST_CHAT, member_id=who)
        return
    facts: dict[str, Any] = {"group_id": line.group(access.facts), "owner_id": who}
    if deed.act is Act.UNBAN:
        line.ask("groups.unban", as_person=True, **facts)
        return
    until = None if deed.until is None else deed.until // 1000
    line.ask("groups.ban", as_person=True, end_date=until, **facts)
