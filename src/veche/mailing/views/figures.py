"""What came of a letter: its numbers, the people behind each, its links on the letter itself."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import formats
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import LETTER_POLICY, framing, give_csv, or_404, page, show
from veche.kit.text import number_of
from veche.kit.time import as_datetime, moment
from veche.mailing.models import Letter
from veche.mailing.queries import figures as asking
from veche.mailing.queries.figures import Person
from veche.mailing.rules.following import share_of
from veche.mailing.terms import KEEP_ADDRESSES, SEE_LETTERS
from veche.mailing.terms.delivering import STAND_TITLES, Stand
from veche.mailing.terms.figures import (
    AFTERWARDS,
    REPLIES_WITHIN,
    SPANS,
    WHAT_MEANS,
    WHAT_TITLES,
    Figures,
    LinkLine,
    What,
)
from veche.mailing.terms.following import AGENT_TITLES, Agent
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter
from veche.people.queries import people_named

A_PAGE, MOST_LISTED = 50, 20_000
_SHOWN = (
    What.DELIVERED, What.OPENED, What.CLICKED, What.HIDDEN, What.UNSUBSCRIBED, What.BOUNCED, What.COMPLAINED,
    What.FAILED, What.DOUBTFUL,
)  # fmt: skip
_NAMED = (What.OPENED, What.HIDDEN, What.CLICKED)


class Number(NamedTuple):
    """A number of a letter as a page shows it."""

    key: str
    title: str
    means: str
    count: int | None
    share: float | None


@page(SEE_LETTERS)
def figure_page(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show the numbers of a letter, when it was read, its links on the letter, and where it was received."""
    found = found_letter(community, letter)
    told = asking.figures_of(found)
    return framing(show(
        request, "mailing/figures/page.html", told=told, numbers=_numbers(told), chart=_chart(found, told),
        steps=_steps(found, told),
        agents=[(AGENT_TITLES[one], told.opens[one], told.clicks[one]) for one in Agent],
        variants=sorted({line.variant for line in told.links}), **frame_of(request, found, "figures"),
    ))  # fmt: skip


@page(SEE_LETTERS)
def figure_after(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Answer what takes longer: replies, and what people did afterwards."""
    found = found_letter(community, letter)
    lines = asking.after_letter(found)
    rows = [
        (title, [line for line in lines if line.key == key]) for key, (_, title) in AFTERWARDS.items()
    ]  # fmt: skip
    return show(
        request, "mailing/figures/_after.html", letter=found, rows=rows if lines else [], spans=SPANS,
        replied=len(asking.replied_to(found)), replies_within=REPLIES_WITHIN,
    )  # fmt: skip


@page(SEE_LETTERS)
@xframe_options_exempt
def figure_map(_: HttpRequest, community: Community, letter: int, variant: int) -> HttpResponse:
    """Answer the letter alone as it left, with the clicks beside its links, for a frame that runs nothing."""
    found = found_letter(community, letter)
    if variant and not found.variants.filter(number=variant).exists():
        raise Http404
    response = HttpResponse(asking.link_map(found, variant, asking.figures_of(found).links))
    response["Content-Security-Policy"] = LETTER_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@page(SEE_LETTERS)
def figure_people(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show who is behind a number of a letter."""
    found = found_letter(community, letter)
    title, people = _behind(found, request)
    listed = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    may_see = allows(request.actor, KEEP_ADDRESSES, community)
    lines = [(one, one.email if may_see else hidden(one.email), _state(one)) for one in listed]
    return show(
        request, "mailing/figures/people.html", page_obj=listed, lines=lines, title=title,
        **frame_of(request, found, "figures"),
    )  # fmt: skip


@page(SEE_LETTERS)
def figure_file(request: HttpRequest, community: Community, letter: int) -> HttpResponseBase:
    """Answer the people behind a number as a CSV file, or without one the numbers and links of the letter."""
    found = found_letter(community, letter)
    if "what" in request.GET or "link" in request.GET or "after" in request.GET:
        may_see = allows(request.actor, KEEP_ADDRESSES, community)
        _, people = _behind(found, request)
        columns = [gettext("Name"), gettext("E-mail"), gettext("State")]
        rows: Any = ((one.name, one.email if may_see else hidden(one.email), _state(one)) for one in people)
        return give_csv(f"letter-{letter}-people", columns, rows)
    told = asking.figures_of(found)
    return give_csv(f"letter-{letter}", *_file(told))


def hidden(email: str) -> str:
    """Answer an address so that only who knows it knows it again."""
    local, _, domain = email.partition("@")
    return f"{local[:1]}…@{domain}" if domain else ""


def _numbers(told: Figures) -> list[Number]:
    delivered = told.people[What.DELIVERED]
    numbers = []
    for what in _SHOWN:
        count: int | None = told.people[what]
        if not count and what in (What.FAILED, What.DOUBTFUL, What.COMPLAINED, What.HIDDEN):
            continue
        if what in _NAMED and not told.is_named:
            count = None
        base = told.people[What.SENT] if what in (What.DELIVERED, What.BOUNCED) else delivered
        is_part = count is not None and what not in (What.FAILED, What.DOUBTFUL)
        numbers.append(Number(
            what, WHAT_TITLES[what], gettext(WHAT_MEANS[what]), count,
            share_of(count or 0, base) if is_part else None,
        ))  # fmt: skip
    return numbers


def _behind(letter: Letter, request: HttpRequest) -> tuple[str, list[Person]]:
    """Answer what is asked for in words, and who is behind it."""
    link, after = request.GET.get("link", ""), request.GET.get("after", "")
    if link:
        variant, _, number = link.partition("-")
        place = (number_of(variant) or 0, number_of(number) or 0)
        known = or_404(letter.links.filter(variant=place[0], number=place[1]).first())
        title = gettext("Followed the link {link}").format(link=known.title or known.address)
        return title, asking.people_behind(letter, What.CLICKED, link=place, limit=MOST_LISTED)
    if after:
        days = number_of(request.GET.get("days", ""))
        if after not in AFTERWARDS or days not in SPANS:
            raise Http404
        wanted = asking.persons_after(letter, after, days)[:MOST_LISTED]
        named = people_named(letter.community.organisation, wanted)
        people = [Person(pk, one.name, "", Stand.SENT, "") for pk, one in named.items()]
        return gettext("{what} within {days} days").format(
            what=gettext(AFTERWARDS[after][1]), days=days
        ), people
    what = request.GET.get("what", "")
    if what not in set(What):
        raise Http404
    return gettext(WHAT_TITLES[What(what)]), asking.people_behind(letter, What(what), limit=MOST_LISTED)


def _state(one: Person) -> str:
    return " · ".join(filter(None, (gettext(STAND_TITLES[Stand(one.state)]), one.answer)))


def _steps(letter: Letter, told: Figures) -> list[tuple[str, int, int]]:
    """Answer when it was opened and clicked, in the community's time."""
    if letter.begun_at is None:
        return []
    begun, zone = moment(letter.begun_at), letter.community.time_zone
    form = "SHORT_DATETIME_FORMAT" if told.hours_a_step == 1 else "SHORT_DATE_FORMAT"
    return [
        (formats.date_format(as_datetime(begun + after, zone), form), opens, clicks)
        for after, opens, clicks in told.steps
    ]


def _chart(letter: Letter, told: Figures) -> dict[str, Any] | None:
    steps = _steps(letter, told)
    if len(steps) < 2:
        return None
    wish = {
        "kind": "bar", "labels": [label for label, _, _ in steps],
        "series": [
            {"name": gettext("Opens"), "values": [opens for _, opens, _ in steps]},
            {"name": gettext("Clicks"), "values": [clicks for _, _, clicks in steps]},
        ],
    }  # fmt: skip
    return {"title": gettext("Opens and clicks since it began to leave"), "wish": wish, "height": "low"}


def _file(told: Figures) -> tuple[list[str], list[list[object]]]:
    columns = [gettext("What"), gettext("People"), gettext("Times"), gettext("Machines"), gettext("Address")]
    times = {
        What.OPENED: (told.opens[Agent.HUMAN], told.opens[Agent.MACHINE]),
        What.CLICKED: (told.clicks[Agent.HUMAN], told.clicks[Agent.MACHINE]),
        What.HIDDEN: (told.opens[Agent.PROXY], ""),
    }  # fmt: skip
    rows: list[list[object]] = [
        [gettext(one.title), "" if one.count is None else one.count, *times.get(What(one.key), ("", "")), ""]
        for one in _numbers(told)
    ]
    return columns, rows + [_link_row(line) for line in told.links]


def _link_row(line: LinkLine) -> list[object]:
    return [f"{line.number}. {line.title}", line.people, line.clicks, line.machines, line.address]
