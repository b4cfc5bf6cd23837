"""The page of somebody who is asked whether they want to be introduced: whoever has its link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.terms import ANYONE, Actor
from veche.events import actions, queries
from veche.events.models import Introduced
from veche.events.terms.pairing import Reply
from veche.kit.pages import or_404, page, say, show

WORDS = 50


@page(ANYONE)
def introduction_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show whom somebody would meet and what they have in common; addresses only once all agreed."""
    found = _introduced(secret)
    (table,) = queries.introductions_told(found.round, only=found.introduction_id)
    others = [one for one in table.members if one.introduced.pk != found.pk]
    is_agreed = table.introduction.agreed_at is not None and found.answer == Reply.YES
    return show(
        request, "events/pairing/introduction_page.html", community=found.round.community, secret=secret,
        introduced=found, others=others, shared=table.shared[:WORDS], helped=table.helped[:WORDS],
        is_agreed=is_agreed, willing=[one for one in others if one.introduced.answer == Reply.YES],
    )  # fmt: skip


@page(ANYONE, methods=("POST",))
def introduction_reply(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep what somebody answers."""
    found = _introduced(secret)
    wish = request.POST.get("reply", "")
    reply = Reply(wish) if wish in set(Reply) else Reply.NONE
    agreed = actions.reply_to_introduction(found, reply, by=_visitor(request))
    told = gettext("You all said yes: the letter with addresses is on its way.")
    say(request, told if agreed else gettext("Thank you! We have noted it."))
    return redirect("events:introduction_page", secret)


@page(ANYONE, methods=("POST",))
def introduction_met(request: HttpRequest, secret: str) -> HttpResponse:
    """Keep whether they met."""
    found = _introduced(secret)
    actions.tell_met(found, request.POST.get("met") == "yes", by=_visitor(request))
    say(request, gettext("Thank you! We have noted it."))
    return redirect("events:introduction_page", secret)


def _introduced(secret: str) -> Introduced:
    return or_404(queries.introduced_by(secret))


def _visitor(request: HttpRequest) -> Actor:
    return Actor(name=gettext("a visitor"), address=request.actor.address, is_machine=True)
