"""Sequences: the list, one with its letters and numbers, what will happen to somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.forms import say_reason
from veche.kit.pages import back_to, page, say, show
from veche.kit.terms import Refusal
from veche.kit.text import number_of
from veche.kit.time import now
from veche.kit.zones import ZONES
from veche.mailing import actions
from veche.mailing.forms.sequences import NewSequenceForm, SequenceForm
from veche.mailing.models import Sequence, Walk
from veche.mailing.queries.happening import events_named
from veche.mailing.queries.newsletters import letter_rules_of, senders_of
from veche.mailing.queries.sequences import (
    numbers_of,
    sequences_shown,
    steps_of,
    walk_of,
    walks_of,
    way_of,
    would_enter,
)
from veche.mailing.terms import (
    KEEP_ADDRESSES,
    SEE_LETTERS,
    SEND_LETTERS,
    WRITE_LETTERS,
    Following,
    SenderState,
    Stand,
)
from veche.mailing.terms.delivering import LEFT_OUT_TITLES, STAND_TITLES
from veche.mailing.terms.sequencing import (
    CONDITION_TITLES,
    ENDING_TITLES,
    OF_SEGMENTS,
    READY_TITLES,
    SEQUENCE_TITLES,
    START_TITLES,
    WHY_TITLES,
    Condition,
    Ending,
    SequenceState,
    Start,
)
from veche.mailing.views.desk import tabs_of
from veche.mailing.views.finding import found_sequence
from veche.people.queries import find_people, people_named, person_of

A_PAGE, NAMED = 30, 10
COLOURS = {
    SequenceState.DRAFT: "secondary", SequenceState.RUNNING: "green", SequenceState.PAUSED: "yellow",
    SequenceState.STOPPED: "secondary",
}  # fmt: skip
REASONS: dict[str, str] = {**LEFT_OUT_TITLES, **WHY_TITLES}


@page(SEE_LETTERS)
def sequence_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the sequences with how they stand."""
    removed = request.GET.get("removed") == "1"
    lines = [(one, *_stand(one), START_TITLES[Start(one.start)])
             for one in sequences_shown(community, removed=removed)]  # fmt: skip
    return show(
        request, "mailing/sequences/list.html", lines=lines, removed=removed, ready=READY_TITLES.items(),
        may_write=allows(request.actor, WRITE_LETTERS, community), **tabs_of(request, community),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("GET", "POST"))
def sequence_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a sequence: a ready one, or empty."""
    chosen = request.GET.get("ready", "welcome")
    form = NewSequenceForm(community, request.POST or None, initial={"ready": chosen})
    if request.method == "POST" and form.is_valid():
        told, newsletter = form.cleaned_data, form.known[form.cleaned_data["newsletter"]]
        with form.showing_refusals():
            if told["ready"]:
                kept = actions.begin_ready(community, newsletter, told["ready"], by=request.actor)
            else:
                given = {"title": told["title"], "newsletter": newsletter}
                kept = actions.save_sequence(community, given, by=request.actor)
            return redirect("mailing:sequence_page", community.slug, kept.pk)
    return show(
        request, "mailing/sequences/new.html", status=422 if form.errors else 200, form=form,
        ready=[(key, *words) for key, words in READY_TITLES.items()], chosen=form["ready"].value(),
    )  # fmt: skip


@page(SEE_LETTERS)
def sequence_page(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Show a sequence: its letters with what came of them, who would come in, who walks."""
    found = found_sequence(community, sequence)
    state, colour = _stand(found)
    steps, numbers = steps_of(found), numbers_of(found)
    walks = Paginator(walks_of(found, request.GET.get("state", "")), A_PAGE).get_page(request.GET.get("page"))
    named = people_named(community.organisation, [walk.person_id for walk in walks])
    events, rules = events_named(found, list(walks)), letter_rules_of(community)
    return show(
        request, "mailing/sequences/page.html", sequence=found, state=state, colour=colour,
        start=START_TITLES[Start(found.start)], page_obj=walks,
        steps=[(step, CONDITION_TITLES[Condition(step.condition)], numbers.get(step.pk),
                _reasons(numbers[step.pk].left_out) if step.pk in numbers else []) for step in steps],
        walks=[(walk, named.get(walk.person_id), REASONS.get(walk.why, ""), events.get(walk.pk, ""))
               for walk in walks],
        endings=[ENDING_TITLES[Ending(one)] for one in found.endings],
        is_unseen=rules.opens != Following.PERSONAL or rules.clicks != Following.PERSONAL,
        has_conditions=any(step.condition != Condition.ALWAYS for step in steps),
        lacks_segment=found.segment is None and Start(found.start) in OF_SEGMENTS,
        has_sender=any(one.state == SenderState.OPEN for one in senders_of(community)),
        may_write=allows(request.actor, WRITE_LETTERS, community),
        may_send=allows(request.actor, SEND_LETTERS, community), **_coming(found),
        **tabs_of(request, community),
    )  # fmt: skip


@page(SEE_LETTERS)
def sequence_way(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Show what a sequence was and will be for somebody who is chosen."""
    found = found_sequence(community, sequence)
    query = request.GET.get("q", "").strip()[:100]
    person = person_of(community, number_of(request.GET.get("person", "")) or 0)
    way = way_of(found, person.pk) if person else None
    lines = [
        (line, "" if line.state is None else STAND_TITLES[Stand(line.state)],
         REASONS.get(line.why, ""), CONDITION_TITLES[Condition(line.step.condition)])
        for line in (way.lines if way else ())
    ]  # fmt: skip
    people = [(one.person_id, one.person.name) for one in find_people(community, query)] if query else []
    return show(
        request, "mailing/sequences/way.html", sequence=found, query=query, person=person, way=way,
        may_see=allows(request.actor, KEEP_ADDRESSES, community), lines=lines,
        why=REASONS.get(way.why, "") if way else "", people=people,
        zone=ZONES.get(way.zone, way.zone) if way else "",
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("GET", "POST"))
def sequence_edit(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Change what brings people in, and what lets them out."""
    found = found_sequence(community, sequence)
    form = SequenceForm(community, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.save_sequence(community, form.values(), found, by=request.actor)
        if not form.errors:
            say(request, gettext("Saved."))
            return redirect("mailing:sequence_page", community.slug, sequence)
    status = 422 if form.errors else 200
    return show(request, "mailing/sequences/edit.html", status=status, form=form, sequence=found)


@page(SEND_LETTERS, methods=("POST",))
def sequence_start(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Let a sequence run; what is said pauses it."""
    return _turn(request, community, sequence, actions.start_sequence, gettext("It runs."), undo="pause")


@page(SEND_LETTERS, methods=("POST",))
def sequence_pause(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Hold its letters back; what is said lets it go on."""
    return _turn(request, community, sequence, actions.pause_sequence, gettext("It is paused."), undo="start")


@page(SEND_LETTERS, methods=("POST",))
def sequence_stop(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Stop a sequence; what is said starts it again."""
    return _turn(request, community, sequence, actions.stop_sequence, gettext("It is stopped."), undo="start")


@page(WRITE_LETTERS, methods=("POST",))
def sequence_remove(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Take a sequence off the list; what is said brings it back."""
    return _turn(
        request, community, sequence, actions.remove_sequence, gettext("It is removed."), undo="restore"
    )


@page(WRITE_LETTERS, methods=("POST",))
def sequence_restore(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Bring a sequence back."""
    return _turn(request, community, sequence, actions.restore_sequence, gettext("It is back."))


@page(WRITE_LETTERS, methods=("POST",))
def walk_remove(request: HttpRequest, community: Community, sequence: int, walk: int) -> HttpResponse:
    """Take somebody out of a sequence; what is said lets them go on."""
    actions.remove_walk(_walk(community, sequence, walk), by=request.actor)
    undo = reverse("mailing:walk_restore", args=[community.slug, sequence, walk])
    say(request, gettext("They get no more letters of it."), undo=undo)
    return back_to(request, "mailing:sequence_page", community.slug, sequence)


@page(WRITE_LETTERS, methods=("POST",))
def walk_restore(request: HttpRequest, community: Community, sequence: int, walk: int) -> HttpResponse:
    """Let somebody go on who was taken out."""
    actions.restore_walk(_walk(community, sequence, walk), by=request.actor)
    say(request, gettext("They go on."))
    return back_to(request, "mailing:sequence_page", community.slug, sequence)


def _walk(community: Community, sequence: int, walk: int) -> Walk:
    found = walk_of(found_sequence(community, sequence), walk)
    if found is None:
        raise Http404
    return found


def _turn(
    request: HttpRequest, community: Community, pk: int, act: Callable[..., Any], text: str, *, undo: str = ""
) -> HttpResponse:  # fmt: skip
    act(found_sequence(community, pk), by=request.actor)
    back = reverse(f"mailing:sequence_{undo}", args=[community.slug, pk]) if undo else ""
    say(request, text, undo=back)
    return redirect("mailing:sequence_page", community.slug, pk)


def _stand(sequence: Sequence) -> tuple[str, str]:
    state = SequenceState(sequence.state)
    return SEQUENCE_TITLES[state], COLOURS[state]


def _reasons(left_out: tuple[tuple[str, int], ...]) -> list[tuple[str, int]]:
    return [(REASONS.get(why, why), count) for why, count in left_out]


def _coming(sequence: Sequence) -> dict[str, Any]:
    """Answer who would come in today, or why that cannot be told."""
    try:
        persons = would_enter(sequence, now())
    except Refusal as refusal:
        return {"coming_fault": " ".join(say_reason(one) for one in refusal.reasons)}
    named = people_named(sequence.community.organisation, persons[:NAMED])
    return {"coming": len(persons), "coming_people": list(named.values())}
