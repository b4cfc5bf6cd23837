"""Facts: what happened behind a number, a page at a time, and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.insights.queries import PAGE, measure_of
from veche.insights.rules.asking import days_behind
from veche.insights.rules.periods import day_date
from veche.insights.showing.asking import Wanted
from veche.insights.showing.leading import behind_url
from veche.insights.showing.naming import person_name, person_url
from veche.insights.showing.wording import period_text
from veche.insights.terms import EXPORT_FIGURES, SEE_FIGURES, Behind, Deed, Measure
from veche.insights.views.behind import page_number, place_text, read_behind, unreadable
from veche.insights.views.troubles import bearing_troubles
from veche.kit.money import Money
from veche.kit.pages import give_csv, page, show
from veche.kit.time import as_datetime, zone_of
from veche.ledger.models import Interaction
from veche.ledger.queries import words_of
from veche.ledger.terms import KINDS, Kind
from veche.people.queries import people_named

# Lines that a file has at the most, and how many are read at once.
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, as a line shows it."""

    pk: int
    at: datetime
    kind: Kind
    channel: str
    name: str = ""
    person_url: str = ""
    words: str = ""
    money: Money | None = None


@page(SEE_FIGURES)
@bearing_troubles
def measure_facts(request: HttpRequest, community: Community, measure: str) -> HttpResponse:
    """Show what happened behind a number of a measure; people's words are for those who may read them."""
    if refusal := unreadable(request, community):
        return refusal
    found = _found(measure)
    wanted = Wanted(request.GET, community, request.actor)
    behind, number = read_behind(request.GET, found, wanted.asked, facts=True), page_number(request.GET)
    listed = wanted.figures.facts(found, wanted.asked, behind, number)
    leaves: Page[int] = Paginator(range(listed.whole), PAGE).get_page(number)
    return show(
        request, "insights/behind/facts.html", wanted=wanted, measure=found, whole=listed.whole,
        facts=facts_of(community, listed.shown), page_obj=leaves if listed.shown else None,
        part=found.parts[behind.part], place=place_text(wanted, found, behind),
        period=period_text(days_behind(found, wanted.asked, behind)),
        people_url=people_url(wanted, found, behind), query=request.GET.urlencode(),
        may_export=allows(request.actor, EXPORT_FIGURES, community),
    )  # fmt: skip


@page(EXPORT_FIGURES)
@bearing_troubles
def facts_export(request: HttpRequest, community: Community, measure: str) -> HttpResponseBase:
    """Answer what happened behind a number as a CSV file, the latest five thousand at the most."""
    if refusal := unreadable(request, community):
        return refusal
    found = _found(measure)
    wanted = Wanted(request.GET, community, request.actor)
    behind = read_behind(request.GET, found, wanted.asked, facts=True)
    head = [
        gettext("Time"), gettext("Kind"), gettext("Channel"), gettext("Person"), gettext("Words"),
        gettext("Amount"), gettext("Currency"),
    ]  # fmt: skip
    first, last = (day_date(day).isoformat() for day in days_behind(found, wanted.asked, behind))
    return give_csv(f"{community.slug}-{found.key}-facts-{first}-{last}", head, _rows(wanted, found, behind))


def _found(key: str) -> Measure:
    found = measure_of(key)
    if found is None or not found.facts:
        raise Http404
    return found


def people_url(wanted: Wanted, measure: Measure, behind: Behind) -> str:
    """Answer where the people behind the same number stand, where that is known."""
    if not (measure.people and measure.parts[behind.part].who):
        return ""
    return behind_url(wanted.community.slug, measure, wanted.address, behind)


def _rows(wanted: Wanted, measure: Measure, behind: Behind) -> Iterator[list[Any]]:
    for number in range(1, MOST_LINES // PAGE + 1):
        listed = wanted.figures.facts(measure, wanted.asked, behind, number)
        for one in facts_of(wanted.community, listed.shown):
            amount = (one.money.as_decimal(), one.money.currency) if one.money else ("", "")
            when = one.at.isoformat(sep=" ", timespec="seconds")
            yield [when, gettext(one.kind.title), one.channel, one.name, one.words, *amount]
        if number * PAGE >= listed.whole:
            return


def facts_of(community: Community, deeds: Sequence[Deed]) -> list[Fact]:
    """Answer what happened as lines show it, in its order; what was taken back meanwhile is left out."""
    ids = [one.interaction for one in deeds]
    there = Interaction.objects.filter(community=community, pk__in=ids).select_related("channel")
    interactions = {one.pk: one for one in there}
    words = words_of(community, ids)
    people = people_named(community.organisation, {one.person for one in deeds})
    found = []
    for deed in deeds:
        if (fact := interactions.get(deed.interaction)) is None:
            continue
        person = deed.person in people
        found.append(
            Fact(
                fact.pk, as_datetime(deed.at).astimezone(zone_of(community.time_zone)), KINDS[fact.kind],
                fact.channel.title,
                name=person_name(people, deed.person) if deed.person else "",
                person_url=person_url(community.slug, deed.person) if person else "",
                words=words[fact.pk].text if fact.pk in words else "",
                money=Money(fact.amount, fact.currency) if fact.amount is not None else None,
            )
        )  # fmt: skip
    return found
