"""Speakers: the board of how far their talks are, one speaker, and their talks on a person's page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions
from veche.events.forms.programme import SpeakerForm, SpeakingForm
from veche.events.models import Event, Session, Speaking
from veche.events.queries.programme import speakers as queries
from veche.events.queries.programme.asking import askings_of
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.asking import ANSWER_TITLES
from veche.events.terms.programme import STEP_TITLES, STEPS, Step
from veche.events.views.finding import found_event
from veche.events.views.programme.sessions import found_session
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.text import number_of
from veche.people.queries import person_of


@page(SEE_EVENTS, methods=("GET", "POST"))
def speaker_board(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show who speaks, was asked or is thought of, a column for each step; who plans, adds somebody."""
    if request.method == "POST":
        require(request.actor, PLAN_EVENTS, in_=community)
    found = found_event(community, event)
    form = SpeakingForm(found, request.POST or None, asks_title=True)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            title = form.cleaned_data["title"] or gettext("A talk yet to be named")
            _add(form, found, None, title, request)
        if not form.errors:
            return redirect("events:speaker_board", community.slug, event)
    return _board(request, found, form)


def _board(request: HttpRequest, event: Event, form: SpeakingForm | None = None) -> HttpResponse:
    template = "events/speakers/_board.html" if is_htmx(request) else "events/speakers/board.html"
    status = 422 if form is not None and form.errors else 200
    steps = [None, *STEPS, None]
    columns = [
        (column, steps[place], steps[place + 2]) for place, column in enumerate(queries.board_of(event))
    ]
    return show(
        request, template, status=status, event=event, columns=columns, form=form,
        askings=[(one, ANSWER_TITLES[one.answer]) for one in askings_of(event)],
        may_plan=allows(request.actor, PLAN_EVENTS, event.community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def speaking_add(request: HttpRequest, community: Community, event: int, session: int) -> HttpResponse:
    """Have somebody speak in a session."""
    found = found_event(community, event)
    one = found_session(found, session)
    form = SpeakingForm(found, request.POST, asks_title=False)
    if form.is_valid():
        with form.showing_refusals():
            _add(form, found, one, "", request)
    if not form.errors:
        return redirect("events:session_edit", community.slug, event, session)
    return show(request, "events/speakers/add.html", status=422, event=found, session=one, form=form)


@page(PLAN_EVENTS, methods=("POST",))
def speaking_move(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Bring a talk to another step; what was said takes it back: it names talk and step in the address."""
    found = found_event(community, event)
    told = request.GET if "speaking" in request.GET else request.POST
    one = _speaking(found, told.get("speaking", ""))
    before = one.step
    moved = actions.move_speaking(one, told.get("step", ""), by=request.actor)
    if told is request.POST and moved.step != before:
        address = reverse("events:speaking_move", args=[community.slug, event])
        undo = f"{address}?{urlencode({'speaking': one.pk, 'step': before})}"
        step = gettext(STEP_TITLES[Step(moved.step)])
        say(request, gettext("{name}: {step}.").format(name=one.speaker.name, step=step), undo=undo)
    if is_htmx(request):
        return _board(request, found)
    return redirect("events:speaker_board", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def speaking_drop(request: HttpRequest, community: Community, event: int, speaking: int) -> HttpResponse:
    """Take a speaker out of a session."""
    one = _speaking(found_event(community, event), str(speaking))
    actions.drop_speaking(one, by=request.actor)
    undo = reverse("events:speaking_restore", args=[community.slug, event, speaking])
    text = gettext("{name} does not speak in “{title}”.").format(name=one.speaker, title=one.session)
    say(request, text, undo=undo)
    return back_to(request, "events:session_edit", community.slug, event, one.session_id)


@page(PLAN_EVENTS, methods=("POST",))
def speaking_restore(request: HttpRequest, community: Community, event: int, speaking: int) -> HttpResponse:
    """Undo taking a speaker out of a session."""
    one = _speaking(found_event(community, event), str(speaking))
    actions.add_speaking(one.session, one.speaker, by=request.actor)
    return back_to(request, "events:session_edit", community.slug, event, one.session_id)


@page(PLAN_EVENTS, methods=("GET", "POST"))
def speaker_edit(request: HttpRequest, community: Community, event: int, speaker: int) -> HttpResponse:
    """Show a speaker with all their talks, and change what is known of them."""
    found, one = found_event(community, event), queries.speaker_of(community, speaker)
    if one is None:
        raise Http404
    told = {name: getattr(one, name) for name in ("name", "bio", "email", "contact")}
    form = SpeakerForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.save_speaker(community, one, **form.cleaned_data, by=request.actor)
        if not form.errors:
            say(request, gettext("The speaker is kept."))
            return redirect("events:speaker_board", community.slug, event)
    return show(
        request, "events/speakers/edit.html", status=422 if form.errors else 200, event=found, speaker=one,
        form=form, changes=queries.changes_of(one),
    )  # fmt: skip


@page(SEE_EVENTS)
def person_talks(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show what somebody spoke about, as a part of their page."""
    found = or_404(person_of(community, person))
    template = (
        "events/speakers/_person_talks.html" if is_htmx(request) else "events/speakers/person_talks.html"
    )
    talks = [(one, STEP_TITLES[Step(one.step)]) for one in queries.talks_of_person(community, found)]
    return show(request, template, person=found, talks=talks)


def _add(form: SpeakingForm, event: Event, session: Session | None, title: str, request: HttpRequest) -> None:
    """Have the speaker of a form speak: in a session, or in a new one of this title."""
    told, by = form.cleaned_data, request.actor
    facts = {name: told[name] for name in ("name", "bio", "email", "contact")}
    speaker = told["known"] or actions.save_speaker(event.community, **facts, by=by)
    place = session or actions.save_session(event, title=title, by=by)
    actions.add_speaking(place, speaker, Step(told["step"]), by=by)


def _speaking(event: Event, told: str) -> Speaking:
    return or_404(queries.speaking_of(event, number_of(told) or 0))
