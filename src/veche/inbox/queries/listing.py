"""The list of conversations: a view of it, filtered, a page at a time at any number of conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from veche.inbox.models import Conversation, Mention, SavedFilter, Tagging
from veche.inbox.terms import SORTS, Priority, State, View, Wish
from veche.kit import sql
from veche.kit.text import number_of
from veche.kit.time import moment, now
from veche.ledger.models import Wording
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community

PAGE, MOST_COUNTED, FEW = 30, 99, 500
_STATES = {View.WAITING: State.WAITING, View.SNOOZED: State.SNOOZED, View.CLOSED: State.CLOSED}


@dataclass(slots=True)
class Row:
    """A conversation of the list with what its line shows."""

    conversation: Conversation
    words: str
    person: int | None
    name: str
    is_overdue: bool = False


@dataclass(slots=True)
class Listed:
    """A page of the list, and where the next one begins; `version` changes with anything in the inbox."""

    rows: list[Row]
    further: str = ""


@dataclass(slots=True)
class Choices:
    """What the list can be filtered by here, and who may get a conversation."""

    channels: list[tuple[int, str]]
    tags: list[tuple[int, str]]
    filters: list[SavedFilter]
    people: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many stand in a view, up to a bound: «99+»."""

    view: View
    count: int

    @property
    def text(self) -> str:
        """The number as it is shown; empty for none."""
        if self.count > MOST_COUNTED:
            return f"{MOST_COUNTED}+"
        return str(self.count) if self.count else ""


def conversations_listed(community: Community, wish: Wish, user: int | None, *, after: str = "") -> Listed:
    """Answer the conversations that are wished for, a page from a place on: one query, two by a tag.

    The page is chosen first, by what an index holds; only what stands on it is told with its words.
    """
    name, is_descending, _ = SORTS[wish.sort]
    found = _from_place(_fitting(community, wish, user), name, is_descending, after)
    order = (f"-{name}", "-id") if is_descending else (name, "id")
    chosen = found.order_by(*order).values("pk")[: PAGE + 1]
    page = list(_told(Conversation.objects.filter(pk__in=chosen)).order_by(*order))
    at = now()
    rows = [_row(one, at) for one in page[:PAGE]]
    return Listed(rows, _place_of(page[PAGE - 1], name) if len(page) > PAGE else "")


def told(community: Community) -> QuerySet[Conversation]:
    """Answer the conversations of a community with channel, person and latest words."""
    return _told(Conversation.objects.filter(community=community))


def row_of(conversation: Conversation) -> Row:
    """Answer a conversation that came by `told` as its line shows it."""
    return _row(conversation, now())


def _told(found: QuerySet[Conversation]) -> QuerySet[Conversation]:
    words = Wording.objects.filter(interaction=OuterRef("last_interaction")).order_by("-said_at", "-pk")
    person = Attachment.objects.filter(identity=OuterRef("identity_id"))
    return found.select_related("channel", "identity", "assigned").annotate(
        words=Subquery(words.values("text")[:1]), person=Subquery(person.values("person_id")),
        person_name=Subquery(person.values("person__name")),
    )  # fmt: skip


def _row(one: Conversation, at: int) -> Row:
    facts: Any = one
    name = facts.person_name or (one.identity and str(one.identity)) or ""
    return Row(one, facts.words or "", facts.person, name, is_overdue=moment(one.due_at) < at)


def _fitting(community: Community, wish: Wish, user: int | None) -> QuerySet[Conversation]:
    """Answer what fits; whatever narrows a view to few is asked by its own index."""
    if wish.view is View.MENTIONED:
        unseen = Mention.objects.filter(user=user or 0, seen_at=None, note__removed_at=None)
        return _among(community, unseen.values("note__conversation"))
    state = _STATES.get(wish.view, State.OPEN)
    found = Conversation.objects.filter(community=community, state=state, merged_into=None)
    if wish.tag:
        found = _bearing(community, state, wish.tag, found)
    if wish.view is View.MINE:
        found = found.filter(assigned=user or 0)
    elif wish.view is View.UNASSIGNED:
        found = found.filter(assigned=None)
    return _narrowed(found, wish)


def _among(community: Community, few: Any) -> QuerySet[Conversation]:
    """Answer those of few: the community is asked for past its indexes, which would lead to all it has."""
    found = Conversation.objects.filter(pk__in=few, merged_into=None)
    return found.extra(where=["coalesce(community_id, 0) = %s"], params=[community.pk])


def _bearing(
    community: Community, state: State, tag: int, found: QuerySet[Conversation]
) -> QuerySet[Conversation]:
    """Answer what bears a tag: by the tag where few do, else in the order of the list."""
    few = list(Tagging.objects.filter(tag=tag).values_list("conversation_id", flat=True)[: FEW + 1])
    if len(few) > FEW:
        return found.filter(Exists(Tagging.objects.filter(tag=tag, conversation=OuterRef("pk"))))
    return _among(community, few).extra(where=["coalesce(state, '') = %s"], params=[state])


def _narrowed(found: QuerySet[Conversation], wish: Wish) -> QuerySet[Conversation]:
    if wish.channel:
        found = found.filter(channel=wish.channel)
    if wish.why:
        found = found.extra(where=["why & %s <> 0"], params=[int(wish.why)])
    if wish.is_urgent:
        found = found.filter(priority=Priority.HIGH)
    if wish.is_unread:
        found = found.filter(is_unread=True)
    if wish.is_overdue and wish.sort == "due":
        return found.filter(due_at__lt=now())
    # In another order the index of what is due would sort all that is overdue.
    return found.extra(where=["coalesce(due_at, 0) < %s"], params=[now()]) if wish.is_overdue else found


def _from_place(
    found: QuerySet[Conversation], name: str, is_descending: bool, after: str
) -> QuerySet[Conversation]:
    told, _, last = after.partition("~")
    value, number = number_of(told), number_of(last)
    if value is None or number is None:
        return found
    side = "lt" if is_descending else "gt"
    beyond = Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"id__{side}": number})
    # The first condition alone lets the index begin at the place.
    return found.filter(**{f"{name}__{side}e": value}).filter(beyond)


def _place_of(one: Conversation, name: str) -> str:
    return f"{moment(getattr(one, name))}~{one.pk}"


def inbox_told(community: Community, user: int | None) -> tuple[list[Counted], str]:
    """Answer how many stand in each view and the version of the inbox: one query, bounded in each part."""
    open_ones = "community_id = %s AND state = 'open' AND merged_into_id IS NULL"
    wishes = {
        View.ALL: (open_ones, [community.pk]),
        View.MINE: ("assigned_id = %s AND community_id = %s AND state = 'open'", [user or 0, community.pk]),
        View.UNASSIGNED: (f"{open_ones} AND assigned_id IS NULL", [community.pk]),
        View.SNOOZED: ("community_id = %s AND state = 'snoozed'", [community.pk]),
        View.MENTIONED: (_MENTIONED, [user or 0, community.pk]),
    }
    pieces = [
        f"(SELECT count(*) FROM (SELECT 1 FROM inbox_conversation WHERE {where} LIMIT {MOST_COUNTED + 1}) q)"
        for where, _ in wishes.values()
    ]
    bound = [value for _, values in wishes.values() for value in values]
    statement = f"SELECT {', '.join(pieces)}, {_VERSION}"
    *counts, version = sql.fetch(statement, (*bound, community.pk))[0]
    return [Counted(view, count) for view, count in zip(wishes, counts, strict=True)], str(version or 0)


_VERSION = "(SELECT max(changed_at) FROM inbox_conversation WHERE community_id = %s)"
_MENTIONED = (
    "id IN (SELECT n.conversation_id FROM inbox_mention m JOIN inbox_note n ON n.id = m.note_id "
    "WHERE m.user_id = %s AND m.seen_at IS NULL AND n.removed_at IS NULL) AND coalesce(community_id, 0) = %s"
)


def version_of_inbox(community: Community) -> str:
    """Answer what changes with anything in the inbox: the end of an index."""
    found = sql.fetch(f"SELECT {_VERSION}", (community.pk,))
    return str(found[0][0] or 0)


def choices_of(community: Community, user: int | None) -> Choices:
    """Answer what the list can be filtered by and who works here: one query."""
    rows = sql.fetch(
        "SELECT 1, id, title, '', 0 FROM ledger_channel WHERE community_id = %s "
        "UNION ALL SELECT 2, id, name, '', 0 FROM inbox_tag WHERE community_id = %s "
        "UNION ALL SELECT 3, id, title, query, user_id FROM inbox_savedfilter "
        "WHERE community_id = %s AND (user_id = %s OR is_shared) "
        "UNION ALL SELECT DISTINCT 4, u.id, CASE WHEN u.name = '' THEN u.email ELSE u.name END, '', 0 "
        "FROM core_user u JOIN core_appointment a ON a.user_id = u.id "
        "WHERE u.is_active AND (a.community_id = %s OR (a.community_id IS NULL AND a.organisation_id = %s)) "
        "ORDER BY 1, 3, 2",
        (community.pk, community.pk, community.pk, user, community.pk, community.organisation_id),
    )
    return Choices(
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 1],
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 2],
        [SavedFilter(pk=pk, title=name, query=query, user_id=whose)
         for kind, pk, name, query, whose in rows if kind == 3],
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 4],
    )  # fmt: skip


def filter_of(community: Community, pk: int) -> SavedFilter | None:
    """Answer a kept view of the community."""
    return SavedFilter.objects.filter(community=community, pk=pk).first()


def conversations_chosen(community: Community, ids: list[int]) -> list[Conversation]:
    """Answer those of the conversations that are of the community."""
    return list(Conversation.objects.filter(community=community, pk__in=ids).order_by("pk"))
