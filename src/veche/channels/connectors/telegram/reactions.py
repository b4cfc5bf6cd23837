"""Reactions: those whose authors the export names, and the number of all others."""

from typing import Any

from veche.channels.connectors.telegram.chats import Chat
from veche.channels.connectors.telegram.media import emoji_of, tallies_of
from veche.kit.time import Moment
from veche.ledger.terms import Kind, Sighting


def reactions_to(chat: Chat, message: dict[str, Any], said: Sighting) -> tuple[Sighting, ...]:
    """Answer the message with the number of unnamed reactions, then a sighting of each named one."""
    named: dict[str, Sighting] = {}
    total = 0
    for reaction in _dicts(message.get("reactions")):
        recent = _dicts(reaction.get("recent"))
        count = reaction.get("count")
        total += max(count if type(count) is int and count < 1 << 40 else 0, len(recent))
        for one in recent:
            seen = _reaction(chat, message, said, reaction, one)
            if seen:
                named.setdefault(seen.external_id, seen)
    tallies = said.tallies + tallies_of([("reactions", total - len(named))])
    return (said._replace(tallies=tallies), *named.values())


def _reaction(
    chat: Chat, message: dict[str, Any], said: Sighting, reaction: dict[str, Any], one: dict[str, Any]
) -> Sighting | None:
    found = chat.peers.find(one.get("from_id"), one.get("from"))
    if found is None or found[0].kind == "named":
        return None
    handle, emoji = found[0], emoji_of(reaction)
    at: Moment = chat.clock.beside(one.get("date"), message, said.at)
    return Sighting(
        said.place, handle, Kind.REACTED, at, f"{said.external_id}/reaction/{handle.value}/{emoji}",
        thread=said.thread, reply_to=said.external_id, extra={"emoji": emoji},
    )  # fmt: skip


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if type(item) is dict] if type(value) is list else []
