"""Who may be one, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from veche.people.models import Duplicate, Merge, Person, Split, Standing
from veche.people.queries.profiles import handles_of_many, photo_url
from veche.people.terms import CLUE_TEXTS, Clue

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from veche.core.models import Community

PAGE, MOST_DECIDED = 20, 10


class Reasoned(NamedTuple):
    """A piece of evidence in the reader's words, and what it counts."""

    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of a pair: the person, their handles, where they stand, their photo."""

    person: Person
    handles: list[str]
    standing: Standing | None
    photo_url: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons that may be one, with the evidence."""

    duplicate: Duplicate
    sides: tuple[Side, Side]
    reasons: list[Reasoned]


def duplicates_of(community: Community) -> tuple[list[Pair], int]:
    """Answer the open pairs of which both are of the community, the surest first, and their number."""
    found = _open(community)
    rows = list(found.select_related("one", "other").order_by("-score", "pk")[:PAGE])
    ids = {pk for row in rows for pk in (row.one_id, row.other_id)}
    handles = handles_of_many(ids)
    here = Standing.objects.filter(community=community, person__in=ids)
    standings = {one.person_id: one for one in here}

    def side(person: Person) -> Side:
        person.organisation = community.organisation
        known = handles.get(person.pk, [])[:6]
        return Side(person, known, standings.get(person.pk), photo_url(community, person))

    pairs = [Pair(row, (side(row.one), side(row.other)), _reasons(row)) for row in rows]
    return pairs, found.count() if len(rows) == PAGE else len(rows)


def _open(community: Community) -> QuerySet[Duplicate]:
    here = Standing.objects.filter(community=community)
    one, other = Exists(here.filter(person=OuterRef("one"))), Exists(here.filter(person=OuterRef("other")))
    found = Duplicate.objects.filter(organisation=community.organisation_id, state=Duplicate.OPEN)
    return found.filter(one, other)


def _reasons(duplicate: Duplicate) -> list[Reasoned]:
    told = sorted(duplicate.clues, key=lambda clue: -clue[1])
    return [
        Reasoned(gettext(CLUE_TEXTS[Clue(clue)]).format(**values), points) for clue, points, values in told
    ]


def duplicate_of(community: Community, pk: int) -> Duplicate | None:
    """Answer a pair of which both are of the community, decided or not."""
    found = Duplicate.objects.select_related("one", "other")
    row = found.filter(pk=pk, organisation=community.organisation_id).first()
    if row is None:
        return None
    seen = Standing.objects.filter(community=community, person__in=[row.one_id, row.other_id])
    return row if seen.count() == 2 else None


def decisions_of(community: Community) -> list[Merge]:
    """Answer the latest merges made in the community that stand."""
    found = Merge.objects.filter(community_id=community.pk, undone_at=None).select_related("keep", "lose")
    return list(found.order_by("-made_at", "-pk")[:MOST_DECIDED])


def decisions_about(person: Person) -> tuple[list[Merge], list[Split]]:
    """Answer the merges and splits of a person that stand."""
    merges = Merge.objects.filter(Q(keep=person) | Q(lose=person), undone_at=None)
    splits = Split.objects.filter(Q(person=person) | Q(into=person), undone_at=None)
    return (
        list(merges.select_related("keep", "lose").order_by("-made_at")),
        list(splits.select_related("person", "into").order_by("-made_at")),
    )


def merge_of(community: Community, pk: int) -> Merge | None:
    """Answer a merge made in the community, or of somebody seen there."""
    found = Merge.objects.select_related("keep", "lose").filter(organisation=community.organisation_id)
    is_here = Q(community_id=community.pk) | _stands("keep", community) | _stands("lose", community)
    return found.filter(is_here, pk=pk).first()


def split_of(community: Community, pk: int) -> Split | None:
    """Answer a split made in the community, or of somebody seen there."""
    found = Split.objects.select_related("person").filter(organisation=community.organisation_id)
    is_here = Q(community_id=community.pk) | _stands("person", community) | _stands("into", community)
    return found.filter(is_here, pk=pk).first()


def _stands(side: str, community: Community) -> Q:
    return Q(Exists(Standing.objects.filter(community=community, person=OuterRef(side))))
