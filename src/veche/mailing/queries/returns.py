"""What came back, as the desk shows it: in numbers, one by one, and whom nothing is sent to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet

from veche.core.models import Community
from veche.kit.time import DAY, Moment, day_of, now, start_of
from veche.mailing.models import Return, Returning, Suppression
from veche.mailing.terms.returning import CAUSE_TITLES, Cause, ReturningState, What

if TYPE_CHECKING:
    from datetime import date

DAYS = 30
MOST_DOMAINS = 15
LONGEST_EXCERPT = 20_000
# What is worth a column: the rest says that all is well.
SHOWN = (What.HARD, What.SOFT, What.BLOCKED, What.COMPLAINT, What.UNSUBSCRIBED)


class Line(NamedTuple):
    """A day, a domain or a reason with its numbers, in the order of `SHOWN`."""

    title: str
    counts: tuple[int, ...]
    total: int
    day: date | None = None


class Numbers(NamedTuple):
    """What came back in the last weeks."""

    days: list[Line]
    domains: list[Line]
    causes: list[Line]
    totals: Line
    waiting: int
    parked: int
    doubtful: int


def return_numbers(community: Community, at: Moment | None = None) -> Numbers:
    """Answer what came back within thirty days: by day, by receiving domain and by reason; four queries."""
    at = at or now()
    since = start_of(day_of(at, community.time_zone) - timedelta(days=DAYS - 1), community.time_zone)
    found = Return.objects.filter(community=community, at__gte=since, what__in=SHOWN)
    by_cause = _lines(found, "cause")
    states = Returning.objects.filter(community=community).aggregate(
        waiting=Count("pk", filter=Q(state=ReturningState.WAITING)),
        parked=Count("pk", filter=Q(state=ReturningState.PARKED)),
        doubtful=Count("pk", filter=Q(state=ReturningState.DOUBTFUL)),
    )
    sums = tuple(sum(line.counts[place] for line in by_cause) for place in range(len(SHOWN)))
    return Numbers(
        _by_day(found, community), _lines(found.exclude(domain=""), "domain")[:MOST_DOMAINS],
        [line._replace(title=str(CAUSE_TITLES.get(Cause(line.title), line.title)) if line.title in set(Cause)
                       else line.title) for line in by_cause],
        Line("", sums, sum(sums)), **states,
    )  # fmt: skip


def _lines(found: QuerySet[Return], column: str) -> list[Line]:
    counts: dict[str, dict[str, int]] = {}
    for title, what, count in found.values_list(column, "what").annotate(n=Count("pk")).order_by():
        counts.setdefault(title, {})[what] = count
    lines = [_line(title, told) for title, told in counts.items()]
    return sorted(lines, key=lambda line: (-line.total, line.title))


def _line(title: str, told: dict[str, int], day: date | None = None) -> Line:
    numbers = tuple(told.get(what, 0) for what in SHOWN)
    return Line(title, numbers, sum(numbers), day)


def _by_day(found: QuerySet[Return], community: Community) -> list[Line]:
    """Days of the community's own clock; a day in which nothing came back has no line."""
    zone = community.time_zone
    counts: dict[date, dict[str, int]] = {}
    for moment, what in found.values_list("at", "what").iterator(chunk_size=5_000):
        told = counts.setdefault(day_of(int(moment.timestamp() * 1000), zone), {})
        told[what] = told.get(what, 0) + 1
    return [_line("", counts[day], day) for day in sorted(counts, reverse=True)]


def returns_of(community: Community, *, what: str = "", query: str = "") -> QuerySet[Return]:
    """Answer what came back, the latest first; of one kind, or of addresses with these letters in them."""
    found = (
        Return.objects.filter(community=community)
        .select_related("letter", "returning")
        .defer("returning__payload")
    )
    if what in set(What):
        found = found.filter(what=what)
    if query.strip():
        found = found.filter(email__contains=query.strip().lower())
    return found.order_by("-at", "-pk")


def returnings_of(community: Community, state: str) -> QuerySet[Returning]:
    """Answer what came in and stands like this, the latest first, without its raw bytes."""
    return Returning.objects.filter(community=community, state=state).defer("payload").order_by("-pk")


def returning_at(community: Community, pk: int) -> Returning | None:
    """Answer one that came in, with its raw bytes, or nothing."""
    return Returning.objects.filter(community=community, pk=pk).first()


def excerpt_of(returning: Returning) -> str:
    """Answer the beginning of what came in as text, for a page that escapes it."""
    text = bytes(returning.payload)[:LONGEST_EXCERPT].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "·" for letter in text)


def suppressions_of(community: Community, *, query: str = "", why: str = "") -> QuerySet[Suppression]:
    """Answer whom nothing is sent to, the latest first."""
    found = Suppression.objects.filter(community=community, ended_at=None)
    if query.strip():
        found = found.filter(email__contains=query.strip().lower())
    if why:
        found = found.filter(why=why)
    return found.order_by("-at", "-pk")


def suppression_at(community: Community, pk: int) -> Suppression | None:
    """Answer one address of the list, lifted or not, or nothing."""
    return (
        Suppression.objects.filter(community=community, pk=pk)
        .select_related("community__organisation")
        .first()
    )


def rows_of_returns(found: QuerySet[Return]) -> Iterator[tuple[object, ...]]:
    """Answer what came back as rows of a file; addresses and words of outsiders are escaped by its writer."""
    for one in found.iterator(chunk_size=1_000):
        yield (one.at.isoformat(), one.email, one.what, one.cause, one.status, one.code or "", one.diagnostic,
               one.letter.title if one.letter else "", "yes" if one.counts else "")  # fmt: skip


def communities_with_returns() -> list[Community]:
    """Answer the open communities that something came back to within two months."""
    since = Moment(now() - 60 * DAY)
    found = Community.objects.filter(closed_at=None).select_related("organisation")
    recent = Returning.objects.filter(received_at__gte=since).values("community")
    return list(found.filter(pk__in=recent).order_by("pk"))
