"""The list of a community's people: filtered, sorted, a page at a time at any number of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from veche.kit import sql
from veche.kit.text import fold
from veche.kit.time import DAY, moment, now
from veche.people.models import Person, Presence, SavedView, Standing, Tagging, Trait
from veche.people.queries.describing import FieldLine, fields_of, shown_value
from veche.people.queries.finding import people_fitting
from veche.people.queries.profiles import handles_of_many
from veche.people.queries.segments import segment_of, segment_people
from veche.people.terms import ACTIVITY_SPANS, LEAST_DEEDS, Wish

if TYPE_CHECKING:
    from veche.core.models import Community

PAGE, MOST_COUNTED, STEP = 50, 10_000, 500
# The column an order goes by, and whether the largest come first.
ORDERS: dict[str, tuple[str, bool]] = {
    "last_seen": ("last_seen_at", True), "name": ("sort_name", False), "first_seen": ("first_seen_at", True),
    "last_own": ("last_own_at", True), "activity": ("own_count", True), "since": ("since", True),
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """A person of the list with what its columns show."""

    standing: Standing
    tags: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    traits: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Listed:
    """A page of the list: its rows, how many there are in all, and where the next page begins."""

    rows: list[Row]
    count: int
    further: str
    is_counted: bool = True


@dataclass(slots=True)
class Choices:
    """What the list can be filtered by here."""

    tags: list[tuple[int, str]]
    channels: list[tuple[int, str]]
    fields: list[FieldLine]
    views: list[SavedView]
    segments: list[tuple[int, str]]


def people_listed(
    community: Community, wish: Wish, *, after: str = "", fields: list[FieldLine] | None = None
) -> Listed:  # fmt: skip
    """Answer the people that are wished for, a page from a place on; columns cost a query each.

    `fields` are those of the organisation where somebody has asked for them already.
    """
    found = _fitting(community, wish)
    name, is_descending = ORDERS[wish.sort]
    page = _from_place(found, name, is_descending, after).select_related("person")
    order = f"-{name}" if is_descending else name
    standings = list(page.order_by(order, "-id" if is_descending else "id")[: PAGE + 1])
    further = _place_of(standings[PAGE - 1], name) if len(standings) > PAGE else ""
    count = found.values("pk")[: MOST_COUNTED + 1].count()
    rows = _filled(community, wish, standings[:PAGE], fields)
    return Listed(rows, min(count, MOST_COUNTED), further, is_counted=count <= MOST_COUNTED)


def people_all(community: Community, wish: Wish, *, only: set[int] | None = None) -> Iterator[Row]:
    """Answer everybody who is wished for, or only some of them, with all columns, in steps."""
    found, after = _fitting(community, wish), ""
    if only is not None:
        found = found.filter(person__in=only)
    fields = fields_of(community)
    name, is_descending = ORDERS[wish.sort]
    order = (f"-{name}", "-id") if is_descending else (name, "id")
    while True:
        page = _from_place(found, name, is_descending, after).select_related("person").order_by(*order)
        standings = list(page[:STEP])
        yield from _filled(community, wish, standings, fields)
        if len(standings) < STEP:
            return
        after = _place_of(standings[-1], name)


def persons_chosen(community: Community, ids: list[int]) -> list[Person]:
    """Answer those of the persons that are of the community and shown."""
    here = Standing.objects.filter(community=community, person__in=ids, person__merged_into=None)
    return [one.person for one in here.select_related("person")]


def standings_of(community: Community, ids: Iterable[int]) -> dict[int, Standing]:
    """Answer where persons stand in the community, by their ids; who is not seen there is left out."""
    here = Standing.objects.filter(community=community, person__in=set(ids), person__merged_into=None)
    return {one.person_id: one for one in here.select_related("person")}


def choices_of(community: Community, user: int | None, fields: list[FieldLine]) -> Choices:
    """Answer what the list of a community can be filtered by, and the views somebody kept: one query."""
    rows = sql.fetch(
        "SELECT 1, id, name, '', 0 FROM people_tag WHERE community_id = %s "
        "UNION ALL SELECT 2, id, title, '', 0 FROM ledger_channel WHERE community_id = %s "
        "UNION ALL SELECT 3, id, title, query, user_id FROM people_savedview "
        "WHERE community_id = %s AND (user_id = %s OR is_shared) "
        "UNION ALL SELECT 4, id, title, '', 0 FROM people_segment "
        "WHERE community_id = %s AND removed_at IS NULL ORDER BY 1, 3, 2",
        (community.pk, community.pk, community.pk, user, community.pk),
    )
    return Choices(
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 1],
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 2],
        [line for line in fields if not line.purpose],
        [SavedView(pk=pk, title=name, query=query, user_id=whose)
         for kind, pk, name, query, whose in rows if kind == 3],
        [(pk, name) for kind, pk, name, _, _ in rows if kind == 4],
    )  # fmt: skip


def view_of(community: Community, pk: int) -> SavedView | None:
    """Answer a kept view of the community."""
    return SavedView.objects.filter(community=community, pk=pk).first()


def _fitting(community: Community, wish: Wish) -> QuerySet[Standing]:
    found = Standing.objects.filter(community=community)
    if wish.query:
        found = found.filter(person__in=people_fitting(community, wish.query))
    if wish.stages:
        found = found.filter(stage__in=wish.stages)
    if wish.team in {"yes", "no"}:
        found = found.filter(is_team=wish.team == "yes")
    if wish.seen in ACTIVITY_SPANS:
        days = ACTIVITY_SPANS[wish.seen][0]
        since = now() - days * DAY
        found = (
            found.filter(last_own_at__lt=since)
            if wish.seen[0] == "-"
            else found.filter(last_own_at__gte=since)
        )
    if wish.deeds in LEAST_DEEDS:
        least = LEAST_DEEDS[wish.deeds][0]
        found = found.filter(own_count__gte=least) if least else found.filter(own_count=0)
    if wish.segment:
        found = found.extra(where=[sql.any_of("person_id")], params=[_listed_in(community, wish.segment)])  # noqa: S610 - our own text
    return _with_belongings(found, wish)


def _listed_in(community: Community, pk: int) -> Any:
    """Answer the people of a segment, bound as one value; nobody where there is no such segment."""
    segment = segment_of(community, pk)
    return sql.listed(segment_people(segment) if segment else [])


def _with_belongings(found: QuerySet[Standing], wish: Wish) -> QuerySet[Standing]:
    theirs: dict[str, Any] = {"person": OuterRef("person")}
    if wish.channel:
        found = found.filter(Exists(Presence.objects.filter(channel=wish.channel, **theirs)))
    if wish.tag:
        found = found.filter(Exists(Tagging.objects.filter(tag=wish.tag, **theirs)))
    if wish.trait:
        traits = Trait.objects.filter(field__key=wish.trait, field__purpose="", is_current=True, **theirs)
        if wish.value:
            traits = traits.filter(folded__startswith=fold(wish.value)[:200])
        found = found.filter(Exists(traits))
    return found


def _from_place(
    found: QuerySet[Standing], name: str, is_descending: bool, after: str
) -> QuerySet[Standing]:  # fmt: skip
    """Go on after a row: by its value and its number, so that people who move meanwhile are no matter."""
    value, _, number = after.rpartition("~")
    if not number.isdecimal():
        return found
    kept: Any = value
    if name != "sort_name":
        if not value.lstrip("-").isdecimal():
            return found
        kept = int(value)
    side = "lt" if is_descending else "gt"
    beyond = Q(**{f"{name}__{side}": kept}) | Q(**{name: kept, f"id__{side}": int(number)})
    return found.filter(beyond)


def _place_of(standing: Standing, name: str) -> str:
    value: Any = getattr(standing, name)
    if hasattr(value, "tzinfo"):
        value = moment(value)
    return f"{value}~{standing.pk}"


def _filled(
    community: Community, wish: Wish, standings: list[Standing], fields: list[FieldLine] | None
) -> list[Row]:  # fmt: skip
    rows = {one.person_id: Row(one) for one in standings}
    if {"tags", "channels"} & set(wish.columns):
        _fill_tags_and_channels(community, rows)
    if "handles" in wish.columns:
        for person, handles in handles_of_many(rows).items():
            rows[person].handles = handles
    if any(column.startswith("trait:") for column in wish.columns):
        _fill_traits(wish, rows, fields_of(community) if fields is None else fields)
    return list(rows.values())


def _fill_tags_and_channels(community: Community, rows: dict[int, Row]) -> None:
    """Fill both with one query: tags by name, channels by how much was done there."""
    found = sql.fetch(
        "SELECT DISTINCT 1, person_id, 0 AS weight, name FROM people_tagging "
        "JOIN people_tag ON people_tag.id = tag_id "
        f"WHERE community_id = %s AND {sql.any_of('person_id')} "
        "UNION ALL SELECT 2, person_id, -count, title FROM people_presence "
        "JOIN ledger_channel ON ledger_channel.id = channel_id "
        f"WHERE people_presence.community_id = %s AND {sql.any_of('person_id')} ORDER BY 1, 2, 3, 4",
        (community.pk, sql.listed(rows), community.pk, sql.listed(rows)),
    )
    for kind, person, _, title in found:
        (rows[person].tags if kind == 1 else rows[person].channels).append(title)


def _fill_traits(wish: Wish, rows: dict[int, Row], fields: list[FieldLine]) -> None:
    wanted = {column.removeprefix("trait:") for column in wish.columns if column.startswith("trait:")}
    lines = {line.key: line for line in fields if line.key in wanted and not line.purpose}
    found = Trait.objects.filter(person__in=rows, field__key__in=lines, is_current=True, removed_at=None)
    for trait in found.select_related("field", "other").order_by("pk"):
        line = lines[trait.field.key]
        held, text = rows[trait.person_id].traits, shown_value(line, trait)
        held[line.key] = f"{held[line.key]}, {text}" if line.key in held else text
