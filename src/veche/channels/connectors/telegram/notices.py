"""Notices: what Telegram itself writes into a chat: who came, went, invited, pinned, called."""

from collections.abc import Callable, Iterator
from typing import Any

from veche.channels.connectors.telegram.chats import Chat
from veche.channels.connectors.telegram.messages import NOBODY
from veche.channels.terms import Record
from veche.kit.terms import N_
from veche.kit.text import clean_name
from veche.kit.time import Moment
from veche.ledger.terms import Handle, Kind, Sighting

CHANGED = N_("It says how the chat was changed: nothing that a person did to another.")
MONEY = N_("It is about payments, gifts and prizes of Telegram itself.")
PLAYED = N_("It is about a game, a web application or a bot's permission.")
CONTACT = N_("It is about an account, not about the community.")
CALL = N_("It invites to a voice chat or plans one; the voice chat itself is counted.")
CLEARED = N_("It says that history was cleared.")
UNKNOWN = N_("It is a service message of a kind we do not know yet.")
MOST_MEMBERS = 1_000
_SKIPPED = {
    CHANGED: (
        "edit_group_title", "edit_group_photo", "delete_group_photo", "create_channel", "topic_edit",
        "migrate_to_supergroup", "migrate_from_group", "edit_chat_theme", "set_chat_wallpaper",
        "set_same_chat_wallpaper", "set_messages_ttl", "suggest_profile_photo", "no_forwards_toggle",
        "no_forwards_request", "paid_messages_price_change", "change_creator", "new_creator_pending",
    ),
    MONEY: (
        "send_payment", "refunded_payment", "send_premium_gift", "gift_code_prize", "giveaway_launch",
        "giveaway_results", "boost_apply", "send_stars_gift", "stars_prize", "send_star_gift", "gift_ton",
        "paid_messages_refund", "suggested_post_approval", "suggested_post_success", "suggested_post_refund",
        "star_gift_purchase_offer", "star_gift_purchase_offer_declined",
    ),
    PLAYED: (
        "score_in_game", "send_webview_data", "allow_sending_messages", "attach_menu_bot_allowed",
        "web_app_bot_allowed", "requested_peer", "todo_completions", "todo_append_tasks",
        "poll_append_answer", "poll_delete_answer",
    ),
    CONTACT: (
        "joined_telegram", "requested_phone_number", "send_passport_values", "take_screenshot",
        "proximity_reached", "suggest_birthday",
    ),
    CALL: ("invite_to_group_call", "group_call_scheduled"),
    CLEARED: ("clear_history",),
}  # fmt: skip
_REASONS = {action: reason for reason, actions in _SKIPPED.items() for action in actions}


def read_notice(chat: Chat, message: dict[str, Any], number: int, where: str) -> Record:
    """Answer what a service message says, or the reason why nothing is kept of it."""
    action = message.get("action")
    translate = _ACTIONS.get(action) if type(action) is str else None
    if translate is None:
        return _skipped(action, where)
    at = chat.clock.read(message)
    found = chat.peers.find(message.get("actor_id"), message.get("actor"))
    if found is None and chat.is_channel:
        found = chat.peers.find(chat.key, chat.place.title)
    actor = found[0] if found else None
    external_id = chat.id_of(number, at, actor.value if actor else "")
    seen = tuple(translate(_Notice(chat, message, at, external_id, actor)))
    return Record(where, seen) if seen else Record(where, (), NOBODY)


def _skipped(action: Any, where: str) -> Record:
    if type(action) is not str or not action:
        return Record(where, (), UNKNOWN)
    reason = _REASONS.get(action, UNKNOWN)
    return Record(f"{where} {clean_name(action, 40)}".strip() if reason is UNKNOWN else where, (), reason)


class _Notice:
    """One service message that says what somebody did."""

    def __init__(
        self, chat: Chat, message: dict[str, Any], at: Moment, external_id: str, actor: Handle | None
    ) -> None:
        self.chat, self.message, self.at, self.id, self.actor = chat, message, at, external_id, actor

    def did(self, kind: Kind, who: Handle | None, part: str = "", **facts: Any) -> Iterator[Sighting]:
        """Answer that somebody did something, if it is said who."""
        if who is not None:
            facts.setdefault("thread", self.chat.thread)
            yield Sighting(self.chat.place, who, kind, self.at, self.id + part, **facts)

    def members(self) -> list[Any]:
        """Answer the names in the message, as many as one honest message holds."""
        members = self.message.get("members")
        return members[:MOST_MEMBERS] if type(members) is list else []

    def is_actor(self, name: Any) -> bool:
        """Tell whether a name is that of who did it: people «invite» themselves into open groups."""
        name = clean_name(name) if type(name) is str else ""
        return self.actor is not None and name == self.actor.name


def _invited(notice: _Notice) -> Iterator[Sighting]:
    members = notice.members()
    if not members or any(map(notice.is_actor, members)):
        yield from notice.did(Kind.JOINED, notice.actor)
    for number, name in enumerate(members):
        if not notice.is_actor(name):
            member = notice.chat.peers.named(name)
            yield from notice.did(Kind.INVITED, notice.actor, f"/invited/{number}", target=member)
            yield from notice.did(Kind.JOINED, member, f"/joined/{number}")


def _founded(notice: _Notice) -> Iterator[Sighting]:
    if not any(map(notice.is_actor, notice.members())):
        yield from notice.did(Kind.JOINED, notice.actor)
    if notice.members():
        yield from _invited(notice)


def _joined(notice: _Notice) -> Iterator[Sighting]:
    inviter = notice.chat.peers.named(notice.message.get("inviter"))
    yield from notice.did(Kind.JOINED, notice.actor, target=inviter)


def _removed(notice: _Notice) -> Iterator[Sighting]:
    members = notice.members()
    if any(map(notice.is_actor, members)):
        yield from notice.did(Kind.LEFT, notice.actor)
    for number, name in enumerate(members):
        if not notice.is_actor(name):
            by = {"removed_by": notice.actor.value} if notice.actor else None
            member = notice.chat.peers.named(name)
            yield from notice.did(Kind.LEFT, member, f"/left/{number}", extra=by)


def _pinned(notice: _Notice) -> Iterator[Sighting]:
    number = notice.message.get("message_id")
    pinned = notice.chat.id_of_parent(number) if type(number) is int and abs(number) < 1 << 63 else ""
    yield from notice.did(Kind.PINNED, notice.actor, reply_to=pinned)


def _began_topic(notice: _Notice) -> Iterator[Sighting]:
    title = notice.message.get("title")
    about = notice.chat.name_topic(notice.message["id"], title if type(title) is str else "")
    yield from notice.did(Kind.MESSAGED, notice.actor, words=about.title, about=about, thread=notice.id)


def _called(notice: _Notice) -> Iterator[Sighting]:
    seconds = notice.message.get("duration_seconds", notice.message.get("duration"))
    reason = notice.message.get("discard_reason")
    extra: dict[str, Any] = {}
    if type(seconds) is int and 0 < seconds < 1 << 40:
        extra["seconds"] = seconds
    if reason in ("busy", "missed"):
        extra["missed"] = True
    yield from notice.did(Kind.CALLED, notice.actor, extra=extra or None)


_ACTIONS: dict[str, Callable[[_Notice], Iterator[Sighting]]] = {
    "invite_members": _invited,
    "create_group": _founded,
    "join_group_by_link": _joined,
    "join_group_by_request": _joined,
    "remove_members": _removed,
    "pin_message": _pinned,
    "topic_created": _began_topic,
    "phone_call": _called,
    "group_call": _called,
    "conference_call": _called,
}
