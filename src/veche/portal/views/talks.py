"""An event's call for talks for anybody: the form, and the page where its proposer changes a proposal."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from veche.core.terms import ANYONE
from veche.events.actions import change_proposal, propose_talk, withdraw_proposal
from veche.events.models import Event, Proposal
from veche.events.queries import call_of, is_calling, proposal_at
from veche.events.terms import PROPOSAL_TITLES, ProposalState
from veche.kit.forms import say_reason
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import Refusal, TooOften
from veche.kit.time import as_datetime, moment
from veche.portal.forms import TalkForm
from veche.portal.views.programme import frame_of, public_event_at
from veche.portal.views.visiting import language_of, visitor_of

UNFIT, TOO_MANY = 422, 429
FIELDS = ("title", "kind", "minutes", "talk_language", "abstract", "needs", "name", "email", "contact", "bio")


@page(ANYONE, methods=("GET", "POST"))
def talk_new(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Show the form while talks are taken, and keep what is proposed; sent twice, it is one proposal."""
    found = public_event_at(community, event)
    call = call_of(found)
    is_open = is_calling(found, call)
    language = language_of(request, found.language)
    closes = call and call.closes_at and as_datetime(moment(call.closes_at), found.time_zone)
    with translation.override(language):
        consent = (call.consent if call else "") or gettext(
            "If the talk is accepted, its text, my name and what I wrote about myself are shown publicly."
        )
        form = TalkForm(
            request.POST if request.method == "POST" else None,
            initial={"key": secrets.token_hex(16)},
            consent=consent,
        )
        status = 200
        if request.method == "POST":
            answer = _propose(request, found, form, consent, language)
            if isinstance(answer, HttpResponse):
                return answer
            status = answer
        return show(
            request, "portal/talk_new.html", status=status, form=form, call=call,
            closes=closes.replace(tzinfo=None) if closes else None, is_open=is_open or bool(form.errors),
            **frame_of(request, found),
        )  # fmt: skip


def _propose(
    request: HttpRequest, event: Event, form: TalkForm, consent: str, language: str
) -> HttpResponse | int:
    """Keep a proposal and lead to its own page; or answer the status of what is wrong with it."""
    form.full_clean()
    told = {name: request.POST.get(name, "") for name in FIELDS} | {"language": language}
    told["minutes"] = form.cleaned_data.get("minutes") or 0
    agreed = consent if form.cleaned_data.get("consent") else ""
    try:
        _, secret = propose_talk(
            event, told, key=request.POST.get("key", ""), consent=agreed, by=visitor_of(request)
        )
    except Refusal as refusal:
        return _add(form, refusal)
    return redirect(_own(event, secret))


@page(ANYONE, methods=("GET", "POST"))
def talk_own(request: HttpRequest, community: str, event: str, secret: str) -> HttpResponse:
    """Show a proposal to whoever has its link, who may change it until it is decided."""
    found = public_event_at(community, event)
    proposal = _proposal(found, secret)
    with translation.override(language_of(request, found.language)):
        initial = {name: getattr(proposal, name) for name in FIELDS}
        form = TalkForm(request.POST if request.method == "POST" else None, initial=initial, consent="")
        status = 200
        if request.method == "POST":
            form.full_clean()
            told: dict[str, Any] = {name: request.POST.get(name, "") for name in FIELDS}
            told["minutes"] = form.cleaned_data.get("minutes") or 0
            try:
                change_proposal(proposal, told, by=visitor_of(request))
                say(request, gettext("It is changed."))
                return redirect(_own(found, secret))
            except Refusal as refusal:
                status = _add(form, refusal)
        state = ProposalState(proposal.state)
        return show(
            request, "portal/talk_own.html", status=status, form=form, proposal=proposal, secret=secret,
            state_title=PROPOSAL_TITLES[state], is_fixed=state in {ProposalState.ACCEPTED,
            ProposalState.DECLINED},
            **frame_of(request, found),
        )  # fmt: skip


@page(ANYONE, methods=("POST",))
def talk_withdraw(request: HttpRequest, community: str, event: str, secret: str) -> HttpResponse:
    """Take a proposal back, or propose it again."""
    found = public_event_at(community, event)
    proposal = _proposal(found, secret)
    withdraw_proposal(proposal, is_back=request.POST.get("back") == "yes", by=visitor_of(request))
    return redirect(_own(found, secret))


def _proposal(event: Event, secret: str) -> Proposal:
    found = or_404(proposal_at(event, secret))
    found.event = event
    return found


def _add(form: TalkForm, refusal: Refusal) -> int:
    """Show the reasons of a refusal beside their fields; what the form itself found stays once."""
    for reason in refusal.reasons:
        field = reason.field if reason.field in form.fields else None
        if field is None or field not in form.errors:
            form.add_error(field, say_reason(reason))
    return TOO_MANY if isinstance(refusal, TooOften) else UNFIT


def _own(event: Event, secret: str) -> str:
    return reverse("portal:talk_own", args=[event.community.slug, event.slug, secret])
