"""Asking a speaker by a letter with a link of their own, and what they said by it."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.events import actions
from veche.events.forms.programme import AskForm
from veche.events.models import Asking, Event, Speaking
from veche.events.queries.programme import asking as queries
from veche.events.queries.programme.speakers import speaking_of
from veche.events.terms import DIETS, PLAN_EVENTS, SEE_EVENTS
from veche.events.terms.asking import ANSWER_TITLES, NEEDS, USUAL_PATIENCE, AskBy
from veche.events.terms.programme import STEP_TITLES, Step
from veche.events.views.finding import found_event
from veche.kit.pages import give_file, or_404, page, say, show
from veche.kit.time import MINUTE, moment, now

ASKABLE = frozenset({Step.IDEA, Step.ASKED})


@page(PLAN_EVENTS, methods=("GET", "POST"))
def speaker_ask(request: HttpRequest, community: Community, event: int, speaking: int) -> HttpResponse:
    """Show how somebody was asked and what they answered; write them the letter, which goes in a minute."""
    one = _speaking(found_event(community, event), speaking)
    reach = queries.reach_of(one.speaker, community)
    form = AskForm(request.POST or None, ways=_ways(reach), initial=_ready(one, reach))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.ask_speaker(one, form.ask(), key=form.cleaned_data["key"], by=request.actor)
        if not form.errors:
            undo = reverse("events:asking_withdraw", args=[community.slug, event, speaking])
            text = gettext("The letter to {name} goes in a minute.")
            say(request, text.format(name=one.speaker.name), undo=undo)
            return redirect("events:speaker_board", community.slug, event)
    asking = queries.asking_of(one)
    return show(
        request, "events/speakers/ask.html", status=422 if form.errors else 200, event=one.session.event,
        speaking=one, speaker=one.speaker, session=one.session, asking=asking, reach=reach, form=form,
        slot=queries.slot_of(one), step_title=STEP_TITLES[Step(one.step)],
        may_ask=one.step in ASKABLE and bool(reach.ways), **(_said(asking) if asking else {}),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def asking_withdraw(request: HttpRequest, community: Community, event: int, speaking: int) -> HttpResponse:
    """Take back that somebody was asked, with a button that asks them after all."""
    asking = _asking(found_event(community, event), speaking)
    actions.withdraw_asking(asking, by=request.actor)
    undo = reverse("events:asking_restore", args=[community.slug, event, speaking])
    text = gettext("Taken back: the link of {name} leads nowhere.")
    say(request, text.format(name=asking.speaking.speaker.name), undo=undo)
    return redirect("events:speaker_board", community.slug, event)


@page(PLAN_EVENTS, methods=("POST",))
def asking_restore(request: HttpRequest, community: Community, event: int, speaking: int) -> HttpResponse:
    """Undo taking it back."""
    actions.restore_asking(_asking(found_event(community, event), speaking), by=request.actor)
    return redirect("events:speaker_ask", community.slug, event, speaking)


@page(SEE_EVENTS)
def slides_save(
    request: HttpRequest,  # noqa: ARG001 - every view's first
    community: Community,
    event: int,
    speaking: int,
    slides: int,
) -> HttpResponseBase:
    """Answer slides only to be saved, since they may hold anything."""
    found = queries.slides_in(_asking(found_event(community, event), speaking), slides)
    path = queries.slides_path(found) if found else None
    if found is None or path is None:
        raise Http404
    return give_file(path, found.name)


def _ways(reach: queries.Reach) -> list[tuple[str, str]]:
    mail = gettext("By mail to {address}").format(address=reach.email)
    told = {AskBy.MAIL: mail, AskBy.CHAT: gettext("In the chat in which they wrote to us")}
    return [(str(way), text) for way, text in told.items() if way in reach.ways]


def _ready(speaking: Speaking, reach: queries.Reach) -> dict[str, Any]:
    letter = queries.ready_ask(speaking)
    return {
        "way": AskBy.MAIL if reach.email else AskBy.CHAT, "subject": letter.subject, "text": letter.body,
        "remind_days": USUAL_PATIENCE, "key": token_hex(16),
    }  # fmt: skip


def _said(asking: Asking) -> dict[str, Any]:
    """Answer what somebody said by their link, in words."""
    return {
        "answer_title": ANSWER_TITLES[asking.answer],
        "needs": [title for need, title in NEEDS.items() if need in asking.needs],
        "diets": [title for diet, title in DIETS.items() if diet in asking.diets],
        "slides": queries.slides_of(asking),
        "is_on_its_way": asking.told_at is None and moment(asking.asked_at) > now() - MINUTE,
    }  # fmt: skip


def _speaking(event: Event, pk: int) -> Speaking:
    return or_404(speaking_of(event, pk))


def _asking(event: Event, pk: int) -> Asking:
    return or_404(queries.asking_of(_speaking(event, pk)))
