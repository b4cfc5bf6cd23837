"""Timelines: interactions with their words, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from veche.kit.money import Money
from veche.kit.time import Moment
from veche.ledger.models import Interaction, Removal, Reply, Wording
from veche.ledger.terms import KINDS, Kind, Mark

if TYPE_CHECKING:
    from veche.core.models import Community


SHOWN_WITH = ("identity", "channel", "subject", "target", "removal")
# Nobody has as many handles; what a statement joins is bounded by the databases.
MOST_AT_ONCE = 200


@dataclass(slots=True)
class Line:
    """One interaction ready to be shown, with its latest words and what it replies to."""

    interaction: Interaction
    words: str = ""
    is_edited: bool = False
    parent: Line | None = None

    @property
    def kind(self) -> Kind:
        """What was done."""
        return KINDS[self.interaction.kind]

    @property
    def marks(self) -> Mark:
        """What is seen in it at a glance."""
        return Mark(self.interaction.marks)

    @property
    def at(self) -> datetime:
        """When it happened, in UTC."""
        return self.interaction.occurred_at

    @property
    def is_gone(self) -> bool:
        """Whether it was deleted in its channel."""
        removal: Removal | None = getattr(self.interaction, "removal", None)
        return removal is not None and removal.is_gone

    @property
    def money(self) -> Money | None:
        """The amount, where money is in it."""
        item = self.interaction
        return Money(item.amount, item.currency) if item.amount is not None else None


def lines_of(
    community: Community,
    identities: Iterable[int],
    *,
    kinds: Sequence[int] = (),
    channels: Sequence[int] = (),
    after: Moment | None = None,
    before: Moment | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> list[Line]:
    """Answer what the identities did in the community, newest first.

    `after` bounds the past, its own moment included. `before` pages on: what is earlier, and of
    the same moment what has a smaller id than `before_id`.
    """
    wanted, values = ["community_id = %s"], [community.pk]
    if kinds:
        wanted.append(f"kind IN ({', '.join(map(str, map(int, kinds)))})")
    if channels:
        wanted.append(f"channel_id IN ({', '.join(map(str, map(int, channels)))})")
    if after is not None:
        wanted.append("occurred_at >= %s")
        values.append(after)
    if before is not None:
        wanted.append("(occurred_at, id) < (%s, %s)")
        values += [before, before_id or 0]
    ids = _latest_of(list(identities), " AND ".join(wanted), values, limit)
    if ids is None:
        return []
    found = _lines(Interaction.objects.filter(community=community, pk__in=ids))
    return sorted(found, key=lambda line: (line.at, line.interaction.pk), reverse=True)


def _latest_of(identities: list[int], wanted: str, values: Sequence[int], limit: int) -> RawSQL | None:
    """Write the query of the latest of each identity, then of all: the end of an index of each."""
    if not identities:
        return None
    pieces, bound = [], []
    for identity in identities[:MOST_AT_ONCE]:
        pieces.append(
            f"SELECT * FROM (SELECT id, occurred_at FROM ledger_interaction WHERE identity_id = %s "
            f"AND {wanted} ORDER BY occurred_at DESC, id DESC LIMIT %s) AS one"
        )
        bound += [identity, *values, limit]
    union = " UNION ALL ".join(pieces)
    statement = f"SELECT id FROM ({union}) AS each_one ORDER BY occurred_at DESC, id DESC LIMIT %s"
    return RawSQL(statement, (*bound, limit))  # noqa: S611 - our own text, values are bound


def lines_with(community: Community, ids: Sequence[int]) -> list[Line]:
    """Answer the named interactions of the community in the order of their ids given."""
    lines = {
        line.interaction.pk: line
        for line in _lines(Interaction.objects.filter(community=community, pk__in=ids))
    }
    return [lines[pk] for pk in ids if pk in lines]


def words_of(community: Community, ids: Sequence[int]) -> dict[int, Wording]:
    """Answer the latest words of the named interactions, each with its interaction and channel: one query."""
    found = Wording.objects.filter(interaction__community=community, interaction__in=ids)
    latest = found.select_related("interaction__channel").order_by("said_at", "pk")
    return {wording.interaction_id: wording for wording in latest}


def lines_around(community: Community, interaction: Interaction, *, count: int = 5) -> list[Line]:
    """Answer what was said in the same channel just before and after, oldest first."""
    same = Interaction.objects.filter(community=community, channel=interaction.channel_id)
    at, pk = interaction.occurred_at, interaction.pk
    earlier = same.filter(Q(occurred_at__lt=at) | Q(occurred_at=at, pk__lt=pk)).order_by(
        "-occurred_at", "-pk"
    )[:count]
    later = same.filter(Q(occurred_at__gt=at) | Q(occurred_at=at, pk__gte=pk)).order_by("occurred_at", "pk")
    ids = [found.pk for found in [*reversed(earlier), *later[: count + 1]]]
    return lines_with(community, ids)


def _lines(found: QuerySet[Interaction]) -> list[Line]:
    lines = {item.pk: Line(item) for item in found.select_related(*SHOWN_WITH)}
    parents = _parents_of(lines)
    _put_words(
        {
            **lines,
            **{line.interaction.pk: line for line in parents.values() if line.interaction.pk not in lines},
        }
    )
    for child, parent in parents.items():
        lines[child].parent = lines.get(parent.interaction.pk, parent)
    return list(lines.values())


def _parents_of(lines: dict[int, Line]) -> dict[int, Line]:
    links = Reply.objects.filter(child__in=lines, parent__isnull=False).select_related("parent__identity")
    shared: dict[int, Line] = {}
    return {
        link.child_id: shared.setdefault(link.parent.pk, Line(link.parent)) for link in links if link.parent
    }


def _put_words(lines: dict[int, Line]) -> None:
    for wording in Wording.objects.filter(interaction__in=lines).order_by("said_at", "pk"):
        line = lines[wording.interaction_id]
        line.is_edited = bool(line.words)
        line.words = wording.text
