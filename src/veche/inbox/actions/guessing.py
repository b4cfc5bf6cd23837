"""Guessing: which open question of a chat something answers, where the channel does not tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from veche.inbox.models import Conversation
from veche.inbox.queries import hearing
from veche.inbox.queries.hearing import Heard
from veche.inbox.rules.belonging import Link
from veche.inbox.terms import State
from veche.kit.time import DAY, as_datetime
from veche.ledger.terms import Nature

# A chat in which people speak to all; threads and direct chats are told by their channel.
CHAT = "chat"
# In these states a conversation goes on: what answers it belongs to it.
GOING_ON = (State.OPEN, State.WAITING)


class Guessing:
    """Guessed links of a batch: asks for the chat around it once a channel, where a question stands open."""

    def __init__(self, rows: list[Heard], channels: Iterable[int]) -> None:
        self.rows = rows
        self.channels = _with_questions(rows[0].at, channels) if rows else set()
        self._links: dict[int, dict[int, Link]] = {}

    def opened_in(self, channel: int) -> None:
        """Note that a question stands open in a channel from now on."""
        self.channels.add(channel)

    def of(self, one: Heard) -> list[Link]:
        """Answer what something may answer; nothing where the channel tells or nobody waits."""
        if not is_guessed(one) or one.channel not in self.channels:
            return []
        if one.channel not in self._links:
            mine = [row for row in self.rows if row.channel == one.channel]
            self._links[one.channel] = _links_of(mine) if mine else {}
        link = self._links[one.channel].get(one.pk)
        return [link] if link else []

    def targets(self, channel: int) -> Collection[int]:
        """Answer what the guessed links of a channel lead to, as far as they were asked for."""
        return {link.to for link in self._links.get(channel, {}).values()}

    def is_ready(self, channel: int) -> bool:
        """Tell whether the chat of a channel was asked for already."""
        return channel in self._links


def is_guessed(one: Heard) -> bool:
    """Tell whether something stands where only a guess tells what it answers."""
    return one.form == CHAT and not one.thread and one.parent is None and one.nature != Nature.BOT


def _with_questions(first: int, channels: Iterable[int]) -> set[int]:
    found = Conversation.objects.filter(
        channel__in=list(channels),
        state__in=GOING_ON,
        merged_into=None,
        last_at__gte=as_datetime(first - DAY),
    )
    return set(found.order_by().values_list("channel", flat=True).distinct())


def _links_of(rows: list[Heard]) -> dict[int, Link]:
    """Let a model hear the chat up to the last row, and answer its guesses of the rows."""
    from veche.inbox.rules.linking import Linker  # with numpy: only where somebody waits in a chat

    linker, wanted = Linker(), {row.pk for row in rows}
    found = {}
    for said in hearing.chat_until(rows):
        link = linker.hear(said)
        if said.number in wanted and link.answers is not None:
            found[said.number] = Link(link.answers, link.probability, link.reason)
    return found
