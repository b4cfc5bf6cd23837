"""The call for talks: its words, what was proposed, what colleagues think of it, and the decision."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions
from veche.events.forms.programme import CallForm, DecideForm, ReviewForm
from veche.events.models import Event, Proposal
from veche.events.queries.programme import proposals as queries
from veche.events.terms import PLAN_EVENTS, REVIEW_TALKS
from veche.events.terms.programme import PROPOSAL_TITLES, SESSION_TITLES, ProposalState, SessionKind
from veche.events.views.finding import found_event
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import N_, Refusal
from veche.kit.time import as_datetime, moment

_UNKNOWN = N_("There is no such button.")


@page(REVIEW_TALKS)
def proposal_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what was proposed; what others think of it, after one's own review alone."""
    found = found_event(community, event)
    call = queries.call_of(found)
    return show(
        request, "events/talks/list.html", event=found, call=call, is_calling=queries.is_calling(found, call),
        reads=[
            (read, PROPOSAL_TITLES[ProposalState(read.proposal.state)])
            for read in queries.proposals_of(found, request.actor.user_id)
        ],
        may_plan=allows(request.actor, PLAN_EVENTS, community),
        public_url=reverse(settings.TALKS_ROUTE, args=[community.slug, found.slug]),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("GET", "POST"))
def call_edit(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Open, close and describe the call."""
    found = found_event(community, event)
    call = queries.call_of(found)
    initial = {}
    if call is not None:
        closes = call.closes_at and as_datetime(moment(call.closes_at), found.time_zone).replace(tzinfo=None)
        initial = {"about": call.about, "consent": call.consent, "is_open": call.is_open, "closes_at": closes}
    form = CallForm(found, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.save_call(
            found, about=told["about"], consent=told["consent"], is_open=told["is_open"],
            closes=form.closes(),
            by=request.actor,
        )  # fmt: skip
        say(request, gettext("The call is kept."))
        return redirect("events:proposal_list", community.slug, event)
    status = 422 if form.errors else 200
    return show(request, "events/talks/call.html", status=status, event=found, form=form)


@page(REVIEW_TALKS, methods=("GET", "POST"))
def proposal_page(request: HttpRequest, community: Community, event: int, proposal: int) -> HttpResponse:
    """Show a proposal, and take a colleague's review of it."""
    found = found_event(community, event)
    one = _proposal(found, proposal)
    read = queries.reviews_of(one, request.actor.user_id)
    initial = {"score": read.mine.score, "words": read.mine.words} if read.mine else {}
    form = ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.review_proposal(one, **form.cleaned_data, by=request.actor)
        if not form.errors:
            say(request, gettext("Your review is kept."))
            return redirect("events:proposal_page", community.slug, event, proposal)
    states = (ProposalState.ACCEPTED, ProposalState.DECLINED)
    return show(
        request, "events/talks/proposal.html", status=422 if form.errors else 200, event=found, proposal=one,
        read=read, form=form, may_plan=allows(request.actor, PLAN_EVENTS, community),
        state_title=PROPOSAL_TITLES[ProposalState(one.state)],
        kind_title=SESSION_TITLES[SessionKind(one.kind)],
        deciding=[
            (state.value, DecideForm(initial={"letter": queries.letter_for(one, state)},
            auto_id=f"{state}-%s"))
            for state in states
        ],
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def proposal_decide(request: HttpRequest, community: Community, event: int, proposal: int) -> HttpResponse:
    """Accept or decline; what was said takes it back before the letter goes."""
    one = _proposal(found_event(community, event), proposal)
    wish, form = request.POST.get("state", ""), DecideForm(request.POST)
    if wish not in {ProposalState.ACCEPTED, ProposalState.DECLINED} or not form.is_valid():
        raise Refusal(_UNKNOWN)
    state = ProposalState(wish)
    actions.decide_proposal(one, state, form.cleaned_data["letter"], by=request.actor)
    undo = reverse("events:decision_undo", args=[community.slug, event, proposal])
    text = (
        gettext("“{title}” is accepted: it waits for its place in the programme.")
        if state is ProposalState.ACCEPTED
        else gettext("“{title}” is declined.")
    )
    say(request, text.format(title=one.title), undo=undo)
    return redirect("events:proposal_list", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def decision_undo(request: HttpRequest, community: Community, event: int, proposal: int) -> HttpResponse:
    """Take a decision back."""
    actions.undo_decision(_proposal(found_event(community, event), proposal), by=request.actor)
    say(request, gettext("Taken back: it waits for an answer again."))
    return redirect("events:proposal_page", community.slug, event, proposal)


def _proposal(event: Event, pk: int) -> Proposal:
    return or_404(queries.proposal_of(event, pk))
