"""Rooms: what the head of an export says of its channel, thread or forum post."""

from typing import Any

from veche.channels.connectors.discord.clocks import Clock
from veche.channels.connectors.discord.people import People
from veche.channels.connectors.discord.values import dict_of, snowflake_of, text_of
from veche.kit.terms import N_, Refusal
from veche.kit.text import clean_name
from veche.ledger.terms import About, Kind, Place

REMEMBERED = 50_000
NO_CHANNEL = N_("The export does not say which channel it is of.")
# Kinds of channels that older versions of the exporter have no names for.
_NUMBERED = {
    "0": "GuildTextChat", "1": "DirectTextChat", "2": "GuildVoiceChat", "3": "DirectGroupTextChat",
    "5": "GuildNews", "10": "GuildNewsThread", "11": "GuildPublicThread", "12": "GuildPrivateThread",
}  # fmt: skip
_DIRECT = {"ru": "Discord: личные сообщения"}
_NO_GUILD = frozenset({"0", "@me"})


class Room:
    """One export on its way through: its place, its thread, what replies answer to.

    Threads and forum posts stand in the channel they belong to, a thread each. Private chats are
    one place, a thread each: their titles are names of people, and a name in a channel's title
    would outlive its owner's erasure.
    """

    def __init__(self, context: dict[str, Any], clock: Clock, language: str) -> None:
        guild, channel = dict_of(context.get("guild")), dict_of(context.get("channel"))
        self.clock = clock
        self.id = snowflake_of(channel.get("id"))
        if not self.id:
            raise Refusal(NO_CHANNEL)
        form = text_of(channel.get("type"))
        self.form = _NUMBERED.get(form, form)
        self.is_direct = self.form.startswith("Direct") or text_of(guild.get("id")) in _NO_GUILD
        self.is_thread = self.form.endswith("Thread")
        self.place = self._place(guild, channel, language)
        self.kind = _KINDS.get(self.form, Kind.MESSAGED)
        self.thread = self.id if self.is_thread or self.is_direct else ""
        self.about = self._about(channel) if self.is_thread else None
        self.people = People(self.place.key)
        self._young: dict[str, str] = {}
        self._old: dict[str, str] = {}

    def _place(self, guild: dict[str, Any], channel: dict[str, Any], language: str) -> Place:
        if self.is_direct:
            title = _DIRECT.get(language, "Discord: direct messages")
            return Place("discord", "private", title, "private")
        parent = snowflake_of(channel.get("categoryId")) if self.is_thread else ""
        name = text_of(channel.get("category" if parent else "name"))
        titles = (clean_name(text_of(guild.get("name")), 100), f"#{clean_name(name, 90)}")
        form = "channel" if self.form.startswith("GuildNews") else "group"
        return Place("discord", parent or self.id, " ".join(filter(None, titles)), form)

    def _about(self, channel: dict[str, Any]) -> About:
        return About("topic", f"discord/{self.id}", clean_name(text_of(channel.get("name"))))

    def thread_of_reply(self, number: str, parent: str) -> str:
        """Answer the thread of a reply: that of the room, or the message its chain of replies began with."""
        if self.thread:
            return self.thread
        root = self._young.get(parent) or self._old.get(parent) or parent
        if len(self._young) >= REMEMBERED:
            self._young, self._old = {}, self._young
        self._young[number] = root
        return root


_KINDS = {"GuildNews": Kind.PUBLISHED, "GuildNewsThread": Kind.COMMENTED}
