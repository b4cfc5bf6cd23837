"""Introductions for the team: rounds, a new one, what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from veche.core.models import Community
from veche.events import actions, queries
from veche.events.forms.pairing import RoundForm
from veche.events.models import Event, Round
from veche.events.queries.pairing import Member, ShownIntroduction
from veche.events.terms import INTRODUCE_PEOPLE
from veche.events.terms.pairing import LIKENESS_TITLES, PACES, REPLY_TITLES, Likeness, Reply
from veche.kit.pages import back_to, give_csv, or_404, page, say, show
from veche.kit.text import number_of


@page(INTRODUCE_PEOPLE)
def round_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the rounds of the community, or those of one event."""
    event = _event(request, community)
    lines = [(one, gettext(PACES.get(one.every_days, ""))) for one in queries.rounds_of(community, event)]
    return show(request, "events/pairing/round_list.html", lines=lines, event=event)


@page(INTRODUCE_PEOPLE, methods=("GET", "POST"))
def round_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Put people together: nobody hears of it before they are asked."""
    event = _event(request, community)
    title = gettext("Tables of “{title}”").format(title=event) if event else gettext("Random coffee")
    form = RoundForm(request.POST or None, community=community, event=event, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            who = form.cleaned_data["who"]
            made = actions.draw_round(
                community, form.cleaned_data["title"], form.wishes(), fields=form.traits(),
                event=event if event and who == f"event-{event.pk}" else None, segment=form.segments.get(who),
                every_days=form.cleaned_data["every_days"], by=request.actor,
            )  # fmt: skip
            return redirect("events:round_page", community.slug, made.pk)
    return show(
        request, "events/pairing/round_new.html", status=422 if form.errors else 200, form=form, event=event
    )


@page(INTRODUCE_PEOPLE)
def round_page(request: HttpRequest, community: Community, draw: int) -> HttpResponse:
    """Show who is with whom, why, and what they answered."""
    found = _round(community, draw)
    tables = queries.introductions_told(found)
    return show(
        request, "events/pairing/round_page.html", round=found, tables=tables, event=found.event,
        reply_titles={key.value: text for key, text in REPLY_TITLES.items()},
        by=LIKENESS_TITLES[Likeness(found.wishes["by"])], pace=PACES.get(found.every_days, ""),
        counted=_counted(tables), unreachable=sum(not one.email for one in _people(tables)),
    )  # fmt: skip


@page(INTRODUCE_PEOPLE, methods=("POST",))
def round_redraw(request: HttpRequest, community: Community, draw: int) -> HttpResponse:
    """Put the same people together in another way."""
    actions.redraw_round(_round(community, draw), by=request.actor)
    say(request, gettext("Put together anew."))
    return redirect("events:round_page", community.slug, draw)


@page(INTRODUCE_PEOPLE, methods=("POST",))
def round_ask(request: HttpRequest, community: Community, draw: int) -> HttpResponse:
    """Write to everybody who was not asked yet."""
    asked, unreachable = actions.ask_round(_round(community, draw), by=request.actor)
    say(request, ngettext("{count} letter is on its way.", "{count} letters are on their way.", asked)
        .format(count=asked))  # fmt: skip
    if unreachable:
        text = ngettext("{count} person has no address: tell them yourself.",
                        "{count} people have no address: tell them yourself.", unreachable)  # fmt: skip
        say(request, text.format(count=unreachable))
    return redirect("events:round_page", community.slug, draw)


@page(INTRODUCE_PEOPLE)
def round_export(_request: HttpRequest, community: Community, draw: int) -> HttpResponseBase:
    """Answer who is with whom as a CSV file."""
    found = _round(community, draw)
    rows = [
        [table.introduction.number, member.name, ", ".join(table.shared)]
        for table in queries.introductions_told(found) for member in table.members
    ]  # fmt: skip
    columns = [gettext("Table"), pgettext("person", "Name"), gettext("In common")]
    return give_csv(f"tables-{found.pk}", columns, rows)


@page(INTRODUCE_PEOPLE, methods=("POST",))
def round_remove(request: HttpRequest, community: Community, draw: int) -> HttpResponse:
    """Take a round away, with a button that brings it back."""
    found = _round(community, draw)
    actions.remove_round(found, by=request.actor)
    undo = reverse("events:round_restore", args=[community.slug, draw])
    say(
        request,
        gettext("“{title}” is gone, and its links lead nowhere.").format(title=found.title),
        undo=undo,
    )
    return redirect("events:round_list", community.slug)


@page(INTRODUCE_PEOPLE, methods=("POST",))
def round_restore(request: HttpRequest, community: Community, draw: int) -> HttpResponse:
    """Undo taking a round away."""
    found = _round(community, draw)
    actions.restore_round(found, by=request.actor)
    say(request, pgettext("event", "“{title}” is back.").format(title=found.title))
    return back_to(request, "events:round_list", community.slug)


def _people(tables: list[ShownIntroduction]) -> list[Member]:
    return [member for table in tables for member in table.members]


def _counted(tables: list[ShownIntroduction]) -> list[tuple[str, int]]:
    """Answer how far a round has come, from people to those who met."""
    people = [member.introduced for member in _people(tables)]
    return [
        (gettext("people"), len(people)),
        (gettext("asked"), sum(one.asked_at is not None for one in people)),
        (gettext("want to"), sum(one.answer == Reply.YES for one in people)),
        (gettext("introduced"), sum(table.introduction.agreed_at is not None for table in tables)),
        (gettext("met"), sum(one.met is True for one in people)),
    ]


def _round(community: Community, pk: int) -> Round:
    return or_404(queries.round_of(community, pk))


def _event(request: HttpRequest, community: Community) -> Event | None:
    wish = request.GET.get("event", "")
    number = number_of(wish)
    return None if number is None else queries.event_of(community, number)
