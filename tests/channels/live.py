"""A Telegram that says what its script says, connected to a community: for tests of live channels."""

import json
from typing import Any

from tests.channels.connectors.live.scripted import Answer, Asked, Outside

from veche.channels.actions import connect_channel
from veche.channels.models import Connection
from veche.core.models import Community
from veche.core.terms import SYSTEM

TOKEN, SECRET = "100:AAsecret-of-the-bot", "knock-knock-1"
CHAT = {"id": -1001234567890, "type": "supergroup", "title": "Город бежит"}
BOT = {
    "id": 100,
    "is_bot": True,
    "first_name": "Бот",
    "username": "gorod_bot",
    "can_read_all_group_messages": True,
}


def update(number: int, text: str = "", *, who: int = 7, name: str = "Аня", **more: Any) -> dict[str, Any]:
    """Write an update as Telegram sends it: https://core.telegram.org/bots/api#update."""
    message = {
        "message_id": number, "date": 1_780_000_000 + number, "chat": CHAT,
        "from": {"id": who, "is_bot": False, "first_name": name}, "text": text or f"Слово {number}",
    }  # fmt: skip
    return {"update_id": 5000 + number, "message": message | more}


def telegram(community: Community, outside: Outside, *, way: str = "listen") -> Connection:
    """Connect a bot of the scripted outside to the community; it answers who it is, and has no news."""
    outside.on("*/getMe", Answer({"ok": True, "result": BOT}))
    outside.on("*/getUpdates", Answer({"ok": True, "result": []}, delay=0.05))
    hook = {"url": "", "pending_update_count": 0, "has_custom_certificate": False}
    outside.on("*/getWebhookInfo", Answer({"ok": True, "result": hook}))
    outside.on("*/setWebhook", Answer({"ok": True, "result": True}))
    outside.on("*/deleteWebhook", Answer({"ok": True, "result": True}))
    filled = {"token": TOKEN, "hook_secret": SECRET, "api": outside.address, "title": "Бот клуба"}
    return connect_channel(community, "telegram", filled, way=way, by=SYSTEM)


def news(outside: Outside, *updates: dict[str, Any]) -> None:
    """Have the outside tell these updates, each until its number was asked to be passed over."""

    def after(asked: Asked) -> Answer:
        offset = int(asked.value("offset") or 0)
        fresh = [one for one in updates if one["update_id"] >= offset][:100]
        return Answer({"ok": True, "result": fresh}, delay=0.0 if fresh else 0.05)

    outside.on("*/getUpdates", after)


def knocks(client: Any, connection: Connection, body: dict[str, Any], secret: str = SECRET) -> Any:
    """Knock at the connection's address as Telegram does."""
    return client.post(
        f"/in/{connection.door}/", json.dumps(body), content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": secret},
    )  # fmt: skip


def said(outside: Outside, number: int = 900) -> None:
    """Have the outside take messages and answer with their numbers."""

    def answer(asked: Asked) -> Answer:
        message = {"message_id": number, "date": 1_780_009_000, "chat": CHAT, "from": BOT, "text": "…"}
        return Answer({"ok": True, "result": message})

    outside.on("*/sendMessage", answer)


def as_bytes(told: dict[str, Any]) -> bytes:
    """Write an update as it goes over the line."""
    return json.dumps(told).encode()
