"""Placing: decides for all that was heard which conversation it belongs to, or whether it opens one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from veche.inbox.actions.guessing import GOING_ON, Guessing
from veche.inbox.models import ChangeLine, ChannelRule, Conversation, Item, Note
from veche.inbox.queries import hearing
from veche.inbox.queries.hearing import Heard
from veche.inbox.rules.belonging import BURST, Link, answers_to, key_of
from veche.inbox.rules.standing import is_answer
from veche.inbox.rules.wanting import language_of, why_of
from veche.inbox.terms import ANY_REASON, Said, Side, Why
from veche.kit.time import as_datetime, moment, now
from veche.ledger.terms import Nature

if TYPE_CHECKING:
    from veche.core.models import Community

_ASKING = Why.QUESTION | Why.COMPLAINT | Why.MENTION


class Placing:
    """A batch on its way into conversations: what was opened, what was put where. Writes nothing."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.team = hearing.team_of(community)
        self.opened: list[Conversation] = []
        self.items: list[Item] = []
        # Conversations of the database that turned out to be parts of others.
        self.absorbed: list[tuple[Conversation, Conversation]] = []
        self.words: dict[int, str] = {}
        self.seen: set[int] = set()
        self._of: dict[int, Conversation] = {}
        self._by_key: dict[tuple[int, str], Conversation] = {}
        self._by_speaker: dict[tuple[int, int], list[Conversation]] = {}
        self._whole: dict[int, Conversation] = {}  # by id(): a conversation that became part of another
        self._masks: dict[int, int] = {}

    def place(self, heard: Iterable[Heard]) -> set[int]:
        """Decide about what was heard, the earliest first; answers what is in a conversation now."""
        rows = sorted(heard, key=lambda one: (one.at, one.pk))
        self._look_up(rows)
        placed = set()
        for one in rows:
            self.seen.add(one.pk)
            known = self._of.get(one.pk)
            found = self._follow(one, known) if known else self._put(one)
            if found:
                placed.add(one.pk)
        return placed

    def whole(self, conversation: Conversation) -> Conversation:
        """Answer the conversation that one is a part of by now, or itself."""
        while id(conversation) in self._whole:
            conversation = self._whole[id(conversation)]
        return conversation

    def _look_up(self, rows: list[Heard]) -> None:
        """Load in a few queries what is known around the rows."""
        parents = {one.parent for one in rows if one.parent}
        items = Item.objects.filter(interaction_id__in=[*{one.pk for one in rows} | parents])
        for item in items.select_related("conversation__merged_into"):
            self._of.setdefault(item.interaction_id, self._same(item.conversation))
        self._speakers = hearing.speakers_of(parents)
        channels = {one.channel for one in rows}
        self._masks |= dict(ChannelRule.objects.filter(channel__in=channels).values_list("pk", "reasons"))
        keys = {self._key(one) for one in rows}
        found = Conversation.objects.filter(channel__in=channels, key__in=keys)
        self._remember(found.select_related("merged_into"))
        self._look_for_speakers(rows, channels)
        self._guessing = Guessing(rows, {one.channel for one in rows if one.pk not in self._of})
        new = [one for one in rows if not one.is_private and one.channel_made_at < one.at]
        self._first = hearing.first_words_among(one.pk for one in new if one.pk not in self._of)

    def _look_for_speakers(self, rows: list[Heard], channels: set[int]) -> None:
        first, last = rows[0].at - BURST, rows[-1].at + BURST
        near = Conversation.objects.filter(
            channel__in=channels, identity__in={one.identity for one in rows}, merged_into=None,
            last_at__gte=first, opened_at__lte=last,
        )  # fmt: skip
        self._remember(near)

    def _remember(self, found: Iterable[Conversation]) -> None:
        for one in found:
            kept = self._same(one)
            self._by_key.setdefault((one.channel_id, one.key), kept)
            near = self._by_speaker.setdefault((kept.channel_id, kept.identity_id or 0), [])
            if kept not in near:
                near.append(kept)

    def _same(self, conversation: Conversation) -> Conversation:
        """Answer one object for each conversation of the database, and for merged ones where they went."""
        conversation = conversation.merged_into or conversation
        for near in self._by_speaker.get((conversation.channel_id, conversation.identity_id or 0), ()):
            if near.pk == conversation.pk:
                return near
        self._by_speaker.setdefault(
            (conversation.channel_id, conversation.identity_id or 0), []
        ).append(conversation)  # fmt: skip
        return conversation

    def _key(self, one: Heard) -> str:
        return key_of(is_private=one.is_private, network=one.network, thread=one.thread,
                      identity=one.identity, external_id=one.external_id)  # fmt: skip

    def _put(self, one: Heard) -> bool:
        """Put something into its conversation, opening one where it wants an answer."""
        why = self._why(one)
        is_ours = self.team.has(one.identity, one.handle, one.nature)
        link = answers_to([Link(one.parent)] if one.parent else self._guesses(one, why, is_ours))
        found = self._known(one, link)
        if found is None:
            mask = self._masks.get(one.channel, int(ANY_REASON))
            # What was deleted before anybody could answer opens nothing.
            if is_ours or one.nature == Nature.BOT or one.gone_at or not why & mask:
                return False
            found = self._open(one, Why(why & mask))
        side = self._side(one, found, is_ours)
        asks = bool(why) if side is Side.THEY else side is Side.MEMBER and bool(why & _ASKING)
        is_linked = link is not None or found.key.startswith("t:")
        answers = is_answer(side, is_question=bool(why & Why.QUESTION), is_linked=is_linked,
                            is_private=one.is_private)  # fmt: skip
        shown = Why(why & self._masks.get(one.channel, int(ANY_REASON))) or why
        self._add(one, found, side, shown, asks=asks, answers=answers and not asks)
        self.items[-1].guess = link.reason[:60] if link and link.to in self._of else ""
        return True

    def _guesses(self, one: Heard, why: Why, is_ours: bool) -> list[Link]:
        """Answer guessed links to conversations that go on; what asks for itself is no answer to others."""
        asks = bool(why & self._masks.get(one.channel, int(ANY_REASON))) and not is_ours
        return [link for link in self._guessed(one) if self._fits(one, self._of.get(link.to), asks)]

    def _fits(self, one: Heard, home: Conversation | None, asks: bool) -> bool:
        if home is None:
            return False
        home = self.whole(home)
        return home.state in GOING_ON and (not asks or home.identity_id == one.identity)

    def _guessed(self, one: Heard) -> list[Link]:
        """Answer what is guessed, with the conversations that the guesses lead to at hand."""
        is_new = not self._guessing.is_ready(one.channel)
        links = self._guessing.of(one)
        if is_new and (targets := set(self._guessing.targets(one.channel)) - set(self._of)):
            items = Item.objects.filter(interaction_id__in=targets)
            for item in items.select_related("conversation__merged_into"):
                self._of.setdefault(item.interaction_id, self._same(item.conversation))
        return links

    def _why(self, one: Heard) -> Why:
        speaker = self._speakers.get(one.parent or 0)
        is_to_team = bool(speaker and self.team.has(*speaker)) or one.target in self.team.identities
        said = Said(one.words, one.marks, one.kind, one.is_private, one.pk in self._first, is_to_team)
        return why_of(said, self.team.names)

    def _known(self, one: Heard, link: Link | None) -> Conversation | None:
        """Answer the conversation something belongs to whatever it says, if there is one."""
        if not one.is_private and link and link.to in self._of:
            return self.whole(self._of[link.to])
        found = self._by_key.get((one.channel, self._key(one)))
        if found is None and not one.is_private:
            found = self._burst(one)
        return self.whole(found) if found else None

    def _burst(self, one: Heard) -> Conversation | None:
        """Answer the conversation in which the same person says something at nearly the same time."""
        for near in self._by_speaker.get((one.channel, one.identity), ()):
            if moment(near.opened_at) - BURST <= one.at <= moment(near.last_at) + BURST:
                return near
        return None

    def _open(self, one: Heard, why: Why) -> Conversation:
        at = as_datetime(one.at)
        found = Conversation(
            community=self.community, channel_id=one.channel, key=self._key(one), identity_id=one.identity,
            subject=one.subject[:250], language=language_of(one.words), why=int(why), opened_by=one.pk,
            last_interaction=one.pk, opened_at=at, last_at=at, changed_at=as_datetime(now()),
        )  # fmt: skip
        self.opened.append(found)
        self._guessing.opened_in(one.channel)
        self.words[one.pk] = one.words
        self._by_key[one.channel, found.key] = found
        self._by_speaker.setdefault((one.channel, one.identity), []).append(found)
        return found

    def _side(self, one: Heard, found: Conversation, is_ours: bool) -> Side:
        if is_ours:
            return Side.TEAM
        if one.nature == Nature.BOT:
            return Side.BOT
        return Side.THEY if one.is_private or one.identity == found.identity_id else Side.MEMBER

    def _add(
        self, one: Heard, found: Conversation, side: Side, why: Why, *, asks: bool, answers: bool
    ) -> None:
        self._of[one.pk] = found
        self.items.append(
            Item(conversation=found, interaction_id=one.pk, identity_id=one.identity, at=as_datetime(one.at),
                 side=side, why=int(why), asks=asks, answers=answers)
        )  # fmt: skip
        if side is Side.THEY:
            found.last_at = max(found.last_at, as_datetime(one.at))
            found.opened_at = min(found.opened_at, as_datetime(one.at))

    def _follow(self, one: Heard, known: Conversation) -> bool:
        """Move a conversation that something opened to that of what it replies to, which came later."""
        home = self._of.get(one.parent or 0)
        if home is None or one.is_private:
            return False
        home, known = self.whole(home), self.whole(known)
        if home is known or known.opened_by != one.pk or _was_touched(known):
            return False
        self._whole[id(known)] = home
        self.absorbed.append((known, home))
        return True


def _was_touched(conversation: Conversation) -> bool:
    """Tell whether a colleague did anything with it, which is kept where they left it."""
    if conversation.pk is None:
        return True
    lines = ChangeLine.objects.filter(conversation=conversation)
    return lines.exists() or Note.objects.filter(conversation=conversation).exists()
