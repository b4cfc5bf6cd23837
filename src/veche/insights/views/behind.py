"""Behind: the people behind a number, a page at a time at any number of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.insights.queries import PAGE, measure_of
from veche.insights.rules.asking import days_behind, grain_for
from veche.insights.rules.periods import bucket_of, bucket_start, buckets_of
from veche.insights.rules.shaping import HOURS, MOST_AGES, WEEKDAYS
from veche.insights.showing.asking import Wanted
from veche.insights.showing.leading import behind_url
from veche.insights.showing.naming import Names, person_name, person_url
from veche.insights.showing.tabling import place_title, weekday
from veche.insights.showing.wording import bucket_text, day_text, period_text
from veche.insights.terms import (
    EVERY,
    LISTS,
    SEE_FIGURES,
    Answered,
    Asked,
    Behind,
    Form,
    Grain,
    Measure,
    Unit,
)
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import page, refused, show
from veche.kit.terms import N_, NotAllowed, Reason
from veche.kit.text import number_of
from veche.people.queries import photo_url, standings_of
from veche.people.terms import READ_PEOPLE, Stage

# Pages somebody may ask for: ten million people.
MOST_PAGES = 200_000
LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person behind a number, and how near they are; who is gone since has no page."""

    pk: int
    name: str
    url: str = ""
    photo: str = ""
    stage: Stage | None = None
    seen: datetime | None = None


@page(SEE_FIGURES)
@bearing_troubles
def measure_people(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Show who is behind a number of a measure; people are for those who may read them."""
    if refusal := unreadable(request, community):
        return refusal
    found = measure_of(measure)
    if found is None or not found.people:
        raise Http404
    wanted = Wanted(request.GET, community, request.actor)
    behind = read_behind(request.GET, found, wanted.asked)
    number = page_number(request.GET)
    listed = wanted.figures.people(found, wanted.asked, behind, number)
    leaves: Page[int] = Paginator(range(listed.whole), PAGE).get_page(number)
    return show(
        request, "insights/measure_people.html", wanted=wanted, measure=found, whole=listed.whole,
        people=somebodies(community, listed.shown), page_obj=leaves if len(listed.shown) else None,
        part=found.parts[behind.part], place=place_text(wanted, found, behind),
        period=period_text(days_behind(found, wanted.asked, behind)),
        facts_url=facts_url(wanted, found, behind),
    )  # fmt: skip


def unreadable(request: HttpRequest, community: Community) -> HttpResponse | None:
    """Answer the page of a refusal for those who may not read about people, else nothing."""
    if allows(request.actor, READ_PEOPLE, community):
        return None
    text = N_("Your role does not allow this: {what}.")
    return refused(request, NotAllowed(Reason(text, values={"what": READ_PEOPLE.title})))


def facts_url(wanted: Wanted, measure: Measure, behind: Behind) -> str:
    """Answer where that stands which happened behind the same number, where it can be told."""
    part = measure.parts[behind.part]
    if not (measure.facts and (part.what or part.who)):
        return ""
    return behind_url(wanted.community.slug, measure, wanted.address, behind, route="measure_facts")


def read_behind(query: QueryDict, measure: Measure, asked: Asked, *, facts: bool = False) -> Behind:
    """Read from an address which number is meant; what makes no sense is as if not said."""
    parts = [n for n, part in enumerate(measure.parts) if part.who or (facts and part.what)]
    part = _whole(query.get("part", ""), parts[0])
    row, column = (_whole(query.get(name, ""), EVERY) for name in ("row", "column"))
    rows, columns = _places(measure, asked)
    return Behind(
        part if part in parts else parts[0],
        row if row in rows else EVERY,
        column if column in columns else EVERY,
    )


def _places(measure: Measure, asked: Asked) -> tuple[range, range]:
    """Answer which rows and columns the table of a measure can have."""
    if measure.form is Form.SERIES:
        return buckets_of(asked.period, grain_for(measure, asked.grain)), range(0)
    if measure.form is Form.GRID and measure.headline.unit is not Unit.PERCENT:
        return range(WEEKDAYS), range(HOURS)
    if measure.form is Form.GRID:
        step = measure.step
        return range(bucket_of(asked.period.last, step) + 1), range(MOST_AGES[step] + 1)
    return range(LARGEST), range(len(Stage) + 1)


def place_text(wanted: Wanted, measure: Measure, behind: Behind) -> str:
    """Answer in words which place of the table a number has; nothing where it is the headline."""
    row, column = behind.row, behind.column
    if row == EVERY and (column == EVERY or measure.form is not Form.GRID):
        return ""
    if measure.form is Form.SERIES:
        return bucket_text(row, grain_for(measure, wanted.asked.grain), wanted.today)
    if measure.form is Form.GRID:
        return (
            _cohort_text(row, column, measure.step)
            if measure.headline.unit is Unit.PERCENT
            else _clock_text(row, column)
        )
    if measure.form in LISTS:
        return Names(wanted.figures, [_listing(measure, wanted.asked, row)]).name(measure.form, row)
    places = [place_title(measure.form, place) for place in (row, column) if place != EVERY]
    return " → ".join(places)


def _listing(measure: Measure, asked: Asked, row: int) -> Answered:
    return Answered(measure, asked, rows=((row,),))


def _cohort_text(born: int, age: int, step: Grain) -> str:
    came, later = {
        Grain.DAY: (gettext("came on {day}"), gettext("active on day {n} after")),
        Grain.WEEK: (gettext("came in the week of {day}"), gettext("active in week {n} after")),
        Grain.MONTH: (gettext("came in the month from {day}"), gettext("active in month {n} after")),
    }[step]
    texts = [came.format(day=day_text(bucket_start(born, step)))] if born != EVERY else []
    return ", ".join(texts + ([later.format(n=age)] if age != EVERY else []))


def _clock_text(day: int, hour: int) -> str:
    hours = [f"{hour}:00–{hour}:59"] if hour != EVERY else []
    return ", ".join(([weekday(day)] if day != EVERY else []) + hours)


def somebodies(community: Community, ids: Sequence[int]) -> list[Somebody]:
    """Answer persons as the page shows them, in their order."""
    standings = standings_of(community, ids)
    found = []
    for pk in ids:
        standing = standings.get(pk)
        if standing is None:
            found.append(Somebody(pk, person_name({}, pk)))
            continue
        person = standing.person
        name, url = person_name({pk: person}, pk), person_url(community.slug, pk)
        photo = photo_url(community, person)
        found.append(Somebody(pk, name, url, photo, standing.what, standing.last_seen_at))
    return found


def page_number(query: QueryDict) -> int:
    """Read from an address which page of people is meant."""
    return max(1, min(_whole(query.get("page", ""), 1), MOST_PAGES))


def _whole(text: str, otherwise: int) -> int:
    """Read a number that is not below 0 and has at most 18 digits."""
    number = number_of(text)
    return otherwise if number is None else number
