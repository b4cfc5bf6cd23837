"""What an event's registration form offers and asks: tickets, pools, codes, questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.selling import (
    CodeForm,
    OfEvent,
    PoolForm,
    QuestionForm,
    TicketForm,
    question_known,
    ticket_known,
)
from veche.events.models import Event, Question
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.guests import QUESTION_TITLES, QuestionKind
from veche.events.views.finding import found_event
from veche.kit.money import Money
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.terms import N_

BOTH = ("GET", "POST")


@page(SEE_EVENTS)
def form_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show everything the registration form offers and asks."""
    found = _event(community, event)
    sold = queries.offered_by(found)
    return show(
        request, "events/selling/form_page.html", event=found, pools=sold.pools,
        codes=[(one, Money(one.amount_off, community.currency)) for one in sold.codes],
        tickets=[(one, Money(one.amount, community.currency)) for one in sold.tickets],
        questions=[
            (one, QUESTION_TITLES[QuestionKind(one.kind)], _hung_on(one)) for one in sold.questions
        ],
        public=queries.page_of(found, community), home=queries.home_of(community),
        embedding=_frame(community), may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def ticket_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a type of ticket."""
    found = _event(community, event)
    form = TicketForm(request.POST or None, event=found)
    return _edit(request, found, form, N_("New type of ticket"), lambda: actions.keep_ticket_type(
        found, form.facts(), in_=community, by=request.actor))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def ticket_change(request: HttpRequest, community: Community, event: int, ticket: int) -> HttpResponse:
    """Change a type of ticket."""
    found = _event(community, event)
    kept = _offer(found, "ticket", ticket)
    form = TicketForm(request.POST or None, event=found, initial=ticket_known(kept, found))
    return _edit(request, found, form, N_("Change a type of ticket"), lambda: actions.keep_ticket_type(
        found, form.facts(), ticket=kept, in_=community, by=request.actor))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def pool_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add seats that several types share."""
    found = _event(community, event)
    form = PoolForm(request.POST or None, event=found)
    return _edit(request, found, form, N_("Seats that types of tickets share"), lambda: actions.keep_pool(
        found, in_=community, by=request.actor, **form.facts()))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def pool_change(request: HttpRequest, community: Community, event: int, pool: int) -> HttpResponse:
    """Change seats that several types share; whoever waits is offered what comes free by that."""
    found = _event(community, event)
    kept = or_404(queries.pool_of(found, pool))
    form = PoolForm(request.POST or None, event=found,
                    initial={"title": kept.title, "capacity": kept.capacity})  # fmt: skip
    return _edit(request, found, form, N_("Seats that types of tickets share"), lambda: actions.keep_pool(
        found, pool=kept, in_=community, by=request.actor, **form.facts()))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def code_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Add a code."""
    found = _event(community, event)
    form = CodeForm(request.POST or None, event=found)
    return _edit(request, found, form, N_("New code"), lambda: actions.add_code(
        found, form.facts(), in_=community, by=request.actor))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def question_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Ask another question."""
    found = _event(community, event)
    form = QuestionForm(request.POST or None, event=found)
    return _edit(request, found, form, N_("New question"), lambda: actions.keep_question(
        found, form.facts(), in_=community, by=request.actor))  # fmt: skip


@page(PLAN_EVENTS, methods=BOTH)
def question_change(request: HttpRequest, community: Community, event: int, question: int) -> HttpResponse:
    """Change a question; a consent with another text is a new version."""
    found = _event(community, event)
    kept = _offer(found, "question", question)
    form = QuestionForm(request.POST or None, event=found, question=kept, initial=question_known(kept))
    return _edit(request, found, form, N_("Change a question"), lambda: actions.keep_question(
        found, form.facts(), question=kept, in_=community, by=request.actor))  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def offer_remove(
    request: HttpRequest, community: Community, event: int, kind: str, offer: int
) -> HttpResponse:
    """Take something off the form, with a button that puts it back."""
    found = _event(community, event)
    actions.withdraw_offer(_offer(found, kind, offer), in_=community, by=request.actor)
    undo = reverse("events:offer_restore", args=[community.slug, found.pk, kind, offer])
    say(request, gettext("It is off the form."), undo=undo)
    return redirect("events:form_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def offer_restore(
    request: HttpRequest, community: Community, event: int, kind: str, offer: int
) -> HttpResponse:
    """Put back what was taken off the form."""
    found = _event(community, event)
    actions.restore_offer(_offer(found, kind, offer), in_=community, by=request.actor)
    say(request, gettext("It is on the form again."))
    return back_to(request, "events:form_page", community.slug, found.pk)


def _edit(
    request: HttpRequest, event: Event, form: OfEvent, title: str, act: Callable[[], Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            act()
            say(request, gettext("The registration form is changed."))
            return back_to(request, "events:form_page", event.community.slug, event.pk)
    status = 422 if form.errors else 200
    return show(request, "events/selling/offer_edit.html", status=status, event=event, form=form, title=title)


def _hung_on(question: Question) -> str:
    """Answer the answer a question hangs on, in words."""
    said = {"yes": gettext("yes"), "no": gettext("no")}
    other = question.shown_if
    is_yes_or_no = other is not None and other.kind in {QuestionKind.YES_NO, QuestionKind.CONSENT}
    return said.get(question.shown_answer, "") if is_yes_or_no else question.shown_answer


def _frame(community: Community) -> str:
    """Answer what another site shows the list with."""
    place, title = queries.home_of(community), escape(community.name)
    return f'<iframe src="{place}embed/" title="{title}" width="100%" height="480" loading="lazy"></iframe>'


def _event(community: Community, pk: int) -> Event:
    found = found_event(community, pk)
    found.community = community
    return found


def _offer(event: Event, kind: str, pk: int) -> Any:
    return or_404(queries.offer_of(event, kind, pk))
