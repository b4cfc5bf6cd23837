"""Reading a conversation: what was said, written and done in it, in order, and who looks at it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from veche.inbox.models import Answer, Change, Conversation, FollowUp, Item, LinkCard, Note, Tag
from veche.inbox.queries.listing import Row, row_of, told
from veche.inbox.terms import Side
from veche.inbox.terms.rating import FACES
from veche.kit import sql
from veche.kit.time import as_datetime, moment, now
from veche.ledger.models import Interaction
from veche.people.models import Person, Tagging
from veche.people.queries import source_link

if TYPE_CHECKING:
    from veche.core.models import Community

# The latest things said come first; what was said earlier by pages.
SHOWN = 60
_WORDS = (
    "(SELECT w.text FROM ledger_wording w WHERE w.interaction_id = {} "
    "ORDER BY w.said_at DESC, w.id DESC LIMIT 1)"
)
# kind, id, at, side, name, words, author id, channel title, network, channel key, external id, quoted
_ENTRIES = f"""
    SELECT 'said' AS kind, x.interaction_id AS id, x.at AS at, x.side, x.name,
           {_WORDS.format("x.interaction_id")}, x.identity_id, x.title, x.network, x.key, x.external_id,
           {_WORDS.format("x.parent_id")}, x.parent_id, x.marks, x.person_id, x.person_name, x.guess,
           CASE WHEN x.gone_at IS NULL THEN 0 ELSE 1 END
    FROM (SELECT i.interaction_id, i.at, i.side, i.guess, i.gone_at, i.identity_id, d.name, c.title,
                 c.network, c.key, l.external_id, l.marks, r.parent_id, p.id AS person_id,
                 p.name AS person_name
          FROM inbox_item i JOIN ledger_interaction l ON l.id = i.interaction_id
          JOIN ledger_identity d ON d.id = i.identity_id JOIN ledger_channel c ON c.id = l.channel_id
          LEFT JOIN ledger_reply r ON r.child_id = l.id
          LEFT JOIN people_attachment a ON a.identity_id = d.id
          LEFT JOIN people_person p ON p.id = a.person_id
          WHERE i.conversation_id = %s AND i.at < %s ORDER BY i.at DESC, i.id DESC LIMIT {SHOWN + 1}) x
    UNION ALL SELECT 'note', id, made_at, 0, author, text, user_id, '', '', '', '', '', NULL, 0, NULL, '',
        '', 0 FROM inbox_note WHERE conversation_id = %s AND removed_at IS NULL AND made_at < %s
    UNION ALL SELECT 'done', c.id, c.made_at, 0, c.author, c.what, c.user_id, c.act, '', '', '', '', NULL,
        CASE WHEN c.undone_at IS NULL THEN 0 ELSE 1 END, NULL, '', '', 0
    FROM inbox_changeline l JOIN inbox_change c ON c.id = l.change_id
    WHERE l.conversation_id = %s AND c.made_at < %s
    UNION ALL SELECT 'watch', w.user_id, w.until, CASE WHEN w.answers_until > %s THEN 1 ELSE 0 END, u.name,
        '', w.user_id, '', '', '', '', '', NULL, 0, NULL, '', '', 0
    FROM inbox_watch w JOIN core_user u ON u.id = w.user_id
    WHERE w.conversation_id = %s AND w.until > %s AND w.user_id <> %s
    UNION ALL SELECT 'tag', t.id, 0, 0, t.name, '', 0, '', '', '', '', '', NULL, 0, NULL, '', '', 0
    FROM inbox_tagging g JOIN inbox_tag t ON t.id = g.tag_id WHERE g.conversation_id = %s
    UNION ALL SELECT 'task', id, 0, 0, text, '', user_id, '', '', '', '', '', NULL, 0, NULL, '', '', 0
    FROM inbox_followup WHERE conversation_id = %s AND done_at IS NULL
    UNION ALL SELECT 'sent', id, made_at, 0, author, key, user_id, '', '', '', '', '', NULL, 0, NULL, '',
        '', 0 FROM inbox_answer WHERE conversation_id = %s AND withdrawn_at IS NULL AND made_at > %s
    UNION ALL SELECT 'rated', conversation_id, coalesce(rated_at, asked_at), 0, '', words, NULL, '', '', '',
        '', '', NULL, coalesce(score, 0), NULL, '', '', 0 FROM inbox_rating WHERE conversation_id = %s
    ORDER BY 3, 2"""
# An answer is told by what the channel says of it; after so long it stands among what was said.
_SENT_SPAN = 7 * 24 * 3600 * 1000


@dataclass(slots=True)
class Entry:
    """Something said, written for colleagues, or done in a conversation."""

    kind: str
    pk: int
    at: datetime
    side: Side
    name: str
    words: str
    user: int | None
    channel: str
    source: str
    quoted: str
    parent: int | None
    marks: int
    person: int | None
    # Why it is guessed to belong here.
    guess: str = ""
    # What the page of its first link said of itself.
    card: LinkCard | None = None
    # It was deleted in its channel.
    is_gone: bool = False

    @property
    def is_ours(self) -> bool:
        """Tell whether the team said it."""
        return self.side is Side.TEAM

    @property
    def face(self) -> tuple[str, str]:
        """The face they chose of how they were answered, and its words; empty until they did."""
        return FACES.get(self.marks, ("", ""))

    @property
    def is_they(self) -> bool:
        """Tell whether who waits for an answer said it."""
        return self.side is Side.THEY


@dataclass(slots=True)
class Shown:
    """A conversation with all that its page shows."""

    row: Row
    entries: list[Entry]
    watchers: list[tuple[str, bool]]
    tags: list[tuple[int, str]]
    tasks: list[tuple[int, str]]
    sent: list[tuple[int, str]]
    earlier: int = 0

    @property
    def conversation(self) -> Conversation:
        """The conversation."""
        return self.row.conversation

    @property
    def answer(self) -> int | None:
        """The latest message that is an answer, for an article to begin with."""
        ours = (one.pk for one in reversed(self.entries) if one.kind == "said" and one.side != Side.THEY)
        return next(ours, None)

    @property
    def version(self) -> str:
        """What changes with anything in it, or with who looks at it."""
        seen = ",".join(f"{name}{int(answers)}" for name, answers in self.watchers)
        return f"{moment(self.conversation.changed_at)}.{seen}"


def conversation_shown(community: Community, pk: int, user: int | None, *, before: int = 0) -> Shown | None:
    """Answer a conversation with its latest messages, notes and what was done: two queries.

    `before` pages back: the moment of the first one shown so far.
    """
    found = told(community).filter(pk=pk).first()
    if found is None:
        return None
    at, end = now(), before or now() + 10**12
    rows = sql.fetch(
        _ENTRIES, (pk, end, pk, end, pk, end, at, pk, at, user or 0, pk, pk, pk, at - _SENT_SPAN, pk)
    )
    return _shown(row_of(found), [list(row) for row in rows])


def row_shown(community: Community, pk: int) -> Row | None:
    """Answer a conversation as its line in the list shows it: one query."""
    found = told(community).filter(pk=pk).first()
    return row_of(found) if found else None


def tags_of_person(community: Community, person: Person) -> list[str]:
    """Answer the tags that hang on a person here: one query."""
    found = Tagging.objects.filter(tag__community=community, person=person)
    return sorted(set(found.values_list("tag__name", flat=True)))


def _shown(row: Row, rows: list[list[Any]]) -> Shown:
    said = [one for one in rows if one[0] == "said"]
    more = len(said) > SHOWN
    if more:
        first = said[1][2]
        rows = [one for one in rows if one[0] not in {"said", "note", "done"} or one[2] >= first]
    told_ones = [_entry(one) for one in rows if one[0] in {"said", "note", "done", "rated"}]
    return Shown(
        row, told_ones,
        watchers=[(one[4], bool(one[3])) for one in rows if one[0] == "watch"],
        tags=[(one[1], one[4]) for one in rows if one[0] == "tag"],
        tasks=[(one[1], one[4]) for one in rows if one[0] == "task"],
        sent=[(one[1], one[5]) for one in rows if one[0] == "sent"],
        earlier=said[1][2] if more else 0,
    )  # fmt: skip


def _entry(row: list[Any]) -> Entry:
    (kind, pk, at, side, name, words, user, channel, network, key, external, quoted, parent, marks, person,
     person_name, guess, is_gone) = row  # fmt: skip
    source = source_link(network, key, external) if kind == "said" else ""
    return Entry(
        kind, pk, as_datetime(at), Side(side), person_name or name or "", words or "", user, channel or "",
        source, quoted or "", parent, marks or 0, person, guess,
        is_gone=bool(is_gone),
    )  # fmt: skip


def version_of(community: Community, pk: int, user: int | None) -> str | None:
    """Answer the version of a conversation as `Shown.version` has it; nothing for strangers: one query."""
    at = now()
    rows = sql.fetch(
        "SELECT c.changed_at, u.name, CASE WHEN w.answers_until > %s THEN 1 ELSE 0 END "
        "FROM inbox_conversation c "
        "LEFT JOIN inbox_watch w ON w.conversation_id = c.id AND w.until > %s AND w.user_id <> %s "
        "LEFT JOIN core_user u ON u.id = w.user_id WHERE c.id = %s AND c.community_id = %s "
        "ORDER BY w.until, w.user_id",
        (at, at, user or 0, pk, community.pk),
    )
    if not rows:
        return None
    seen = ",".join(f"{name}{answers}" for _, name, answers in rows if name is not None)
    return f"{rows[0][0]}.{seen}"


def conversation_of(community: Community, pk: int) -> Conversation | None:
    """Answer one conversation of the community."""
    found = Conversation.objects.select_related("channel", "identity")
    return found.filter(community=community, pk=pk).first()


def others_of(community: Community, conversation: Conversation, identities: list[int]) -> list[Row]:
    """Answer other conversations of the same person, the latest first."""
    theirs = told(community).filter(identity__in=identities, merged_into=None).exclude(pk=conversation.pk)
    return [row_of(one) for one in theirs.order_by("-last_at", "-pk")[:8]]


def interaction_in(community: Community, pk: int) -> Interaction | None:
    """Answer something said in the community."""
    found = Interaction.objects.select_related("channel", "identity")
    return found.filter(community=community, pk=pk).first()


def items_among(community: Community, ids: list[int]) -> dict[int, int]:
    """Answer in which conversations interactions are, by interaction."""
    # Whose they are is looked at here: asked of the database it would begin with every conversation.
    found = Item.objects.filter(interaction_id__in=ids)
    rows = found.values_list("interaction_id", "conversation_id", "conversation__community")
    return {pk: conversation for pk, conversation, home in rows if home == community.pk}


def note_in(community: Community, pk: int) -> Note | None:
    """Answer a note of the community."""
    return (
        Note.objects.select_related("conversation").filter(conversation__community=community, pk=pk).first()
    )


def tag_in(community: Community, pk: int) -> Tag | None:
    """Answer a tag of the community."""
    return Tag.objects.filter(community=community, pk=pk).first()


def change_in(community: Community, pk: int) -> Change | None:
    """Answer a change of the community."""
    return Change.objects.filter(community=community, pk=pk).first()


def answer_in(community: Community, pk: int) -> Answer | None:
    """Answer an answer sent from here."""
    found = Answer.objects.select_related("conversation")
    return found.filter(conversation__community=community, pk=pk).first()


def follow_up_in(community: Community, pk: int) -> FollowUp | None:
    """Answer a follow-up of the community."""
    return FollowUp.objects.select_related("conversation").filter(community=community, pk=pk).first()


def follow_ups_of(community: Community, user: int | None = None) -> list[FollowUp]:
    """Answer what is planned, the earliest first; of one colleague where they are named."""
    found = FollowUp.objects.filter(community=community, done_at=None)
    if user is not None:
        found = found.filter(user=user)
    return list(found.select_related("user", "conversation__identity").order_by("due_on", "pk")[:200])
