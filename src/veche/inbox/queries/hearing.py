"""Hearing: what was said in a batch of facts, with what the opening rule asks about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from veche.inbox.rules.moderating import report_in
from veche.inbox.terms import TALK
from veche.kit import sql
from veche.kit.text import fold
from veche.kit.time import DAY
from veche.ledger.terms import SPOKEN, Nature
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.inbox.rules import linking

# Answers that a colleague sends from here are recorded under this kind of handle.
OUR_HANDLE = "user"
PRIVATE = "private"
# Messages before a batch that are heard again to guess what it answers.
LOOK_BACK = 200
_TALK, _SPOKEN = (", ".join(map(str, sorted(kinds))) for kinds in (TALK, SPOKEN))
_HEARD = f"""
    SELECT i.id, i.channel_id, i.identity_id, i.kind, i.occurred_at, i.external_id, i.thread, i.marks,
           i.target_id, r.parent_id, coalesce((SELECT w.text FROM ledger_wording w
               WHERE w.interaction_id = i.id ORDER BY w.said_at DESC, w.id DESC LIMIT 1), ''),
           d.kind, d.nature, c.form, c.network, c.made_at, coalesce(s.title, ''), m.at
    FROM ledger_interaction i
    JOIN ledger_identity d ON d.id = i.identity_id
    JOIN ledger_channel c ON c.id = i.channel_id
    LEFT JOIN ledger_reply r ON r.child_id = i.id
    LEFT JOIN ledger_subject s ON s.id = i.subject_id
    LEFT JOIN ledger_removal m ON m.interaction_id = i.id AND m.back_at IS NULL
    WHERE {{which}} AND i.community_id = %s AND i.kind IN ({_TALK})"""
# Who they are is known by name and by handles: a nick, a name behind an @.
_CHAT = f"""
    SELECT i.id, i.identity_id, d.name, i.occurred_at, coalesce((SELECT w.text FROM ledger_wording w
               WHERE w.interaction_id = i.id ORDER BY w.said_at DESC, w.id DESC LIMIT 1), ''),
           d.value, (SELECT o.value FROM ledger_alias a JOIN ledger_identity o ON o.id = a.other_id
               WHERE a.identity_id = d.id ORDER BY a.id DESC LIMIT 1), r.parent_id
    FROM ledger_interaction i JOIN ledger_identity d ON d.id = i.identity_id
    LEFT JOIN ledger_reply r ON r.child_id = i.id
    WHERE i.channel_id = %s AND i.occurred_at BETWEEN %s AND %s AND i.thread = '' AND i.kind IN ({_TALK})
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT %s"""
# Nobody said anything here before: neither this handle nor another of the same person.
_FIRST = f"""
    SELECT i.id FROM ledger_interaction i WHERE {{which}} AND NOT EXISTS (
        SELECT 1 FROM ledger_interaction e WHERE e.identity_id = i.identity_id
        AND e.community_id = i.community_id AND e.kind IN ({_SPOKEN})
        AND (e.occurred_at, e.id) < (i.occurred_at, i.id))
    AND NOT EXISTS (
        SELECT 1 FROM people_attachment mine JOIN people_attachment other ON other.person_id = mine.person_id
        JOIN ledger_interaction e ON e.identity_id = other.identity_id
        WHERE mine.identity_id = i.identity_id AND e.community_id = i.community_id
        AND e.kind IN ({_SPOKEN}) AND (e.occurred_at, e.id) < (i.occurred_at, i.id))"""


class Heard(NamedTuple):
    """One thing that was said, where, by whom, and to what."""

    pk: int
    channel: int
    identity: int
    kind: int
    at: int
    external_id: str
    thread: str
    marks: int
    target: int | None
    parent: int | None
    words: str
    handle: str
    nature: int
    form: str
    network: str
    channel_made_at: int
    subject: str
    gone_at: int | None = None  # when it was deleted in its channel

    @property
    def is_private(self) -> bool:
        """Tell whether it was said to the community alone."""
        return self.form == PRIVATE


class Team(NamedTuple):
    """The identities of the team, and the names by which it is called, folded."""

    identities: frozenset[int]
    names: frozenset[str]

    def has(self, identity: int, handle: str, nature: int) -> bool:
        """Tell whether somebody speaks for the community: a colleague, or a channel in its own name."""
        return handle == OUR_HANDLE or nature == Nature.PLACE or identity in self.identities


def heard_in(community: Community, origin: int, span: tuple[int, int], days: int) -> list[Heard]:
    """Answer what was said in a batch and is not older than so many days, and what replies to that."""
    fresh = f"i.occurred_at >= i.recorded_at - {int(days) * DAY}"
    which = f"i.id BETWEEN %s AND %s AND i.origin_id = %s AND {fresh}"
    return _heard(_HEARD.format(which=which), (*span, origin, community.pk))


def heard_by_id(community: Community, ids: Iterable[int]) -> list[Heard]:
    """Answer what was said in the named interactions."""
    return _heard(_HEARD.format(which=sql.any_of("i.id")), (sql.listed(ids), community.pk))


def _heard(statement: str, bound: tuple[Any, ...]) -> list[Heard]:
    """Answer what was said; with which words a member reports another is for moderators alone."""
    rows = (Heard(*row) for row in sql.fetch(statement, bound))
    return [one for one in rows if one.is_private or report_in(one.words) is None]


def chat_until(rows: list[Heard]) -> list[linking.Said]:
    """Answer what was said in the chat of some rows of one channel up to the last, the earliest first.

    As far as a linker looks back: a day before the first, and so many messages.
    """
    from veche.inbox.rules.linking import Said  # with numpy: only where somebody waits in a chat

    first, last = rows[0], rows[-1]
    bound = (first.channel, first.at - DAY, last.at, LOOK_BACK + len(rows))
    return [
        Said(pk, who, name, at, words, called=tuple(filter(None, (handle, other))), replies_to=parent)
        for pk, who, name, at, words, handle, other, parent in reversed(sql.fetch(_CHAT, bound))
    ]


def replies_to(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Answer what replies to the named interactions: the reply and what it replies to."""
    statement = f"SELECT child_id, parent_id FROM ledger_reply WHERE {sql.any_of('parent_id')}"
    return [(child, parent) for child, parent in sql.fetch(statement, (sql.listed(ids),))]


def first_words_among(ids: Iterable[int]) -> set[int]:
    """Answer which of the interactions are the first words of their person in the community."""
    return {pk for (pk,) in sql.fetch(_FIRST.format(which=sql.any_of("i.id")), (sql.listed(ids),))}


def speakers_of(ids: Iterable[int]) -> dict[int, tuple[int, str, int]]:
    """Answer who said the named interactions: identity, kind of handle, nature."""
    statement = (
        "SELECT i.id, d.id, d.kind, d.nature FROM ledger_interaction i "
        f"JOIN ledger_identity d ON d.id = i.identity_id WHERE {sql.any_of('i.id')}"
    )
    return {pk: (identity, kind, nature) for pk, identity, kind, nature in
            sql.fetch(statement, (sql.listed(ids),))}  # fmt: skip


def team_of(community: Community) -> Team:
    """Answer who is of the team here, as people were marked, and what they are called."""
    found = Attachment.objects.filter(person__teammarks__community=community).select_related("identity")
    theirs = [one.identity for one in found]
    names = {fold(one.value) for one in theirs if not one.value.isdecimal() and "@" not in one.value}
    return Team(frozenset(one.pk for one in theirs), frozenset(names))
