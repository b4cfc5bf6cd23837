"""A letter on its way: how far it is, what was refused, and what nobody knows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import is_htmx, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.queries.sending import doubtful_of, failures_of, left_out_of, progress_of
from veche.mailing.terms import KEEP_SENDERS, SEE_LETTERS, SEND_LETTERS, LetterState
from veche.mailing.terms.delivering import STAND_TITLES, Stand
from veche.mailing.views.finding import found_letter

MOST_DOUBTFUL = 200


@page(SEE_LETTERS)
def letter_progress(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show how far a letter is, with its rate and the time left."""
    found = found_letter(community, letter)
    progress = progress_of(found)
    counts = [(stand, STAND_TITLES[stand], progress.counts[stand]) for stand in sorted(progress.counts)]
    template = "mailing/sending/_progress.html" if is_htmx(request) else "mailing/sending/page.html"
    return show(
        request, template, letter=found, progress=progress, counts=counts, failures=failures_of(found),
        left_out=left_out_of(found) if progress.counts.get(Stand.LEFT_OUT) else (),
        doubtful=doubtful_of(found)[:MOST_DOUBTFUL] if progress.doubtful else (),
        may_send=allows(request.actor, SEND_LETTERS, community),
        may_keep=allows(request.actor, KEEP_SENDERS, community),
        is_moving=found.state in (LetterState.SENDING, LetterState.PREPARING),
    )  # fmt: skip


@page(SEND_LETTERS, methods=("POST",))
def letter_pause(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Stop a letter on its way."""
    actions.pause_letter(found_letter(community, letter), in_=community, by=request.actor)
    return redirect("mailing:letter_progress", community.slug, letter)


@page(SEND_LETTERS, methods=("POST",))
def letter_resume(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Let a paused letter go on."""
    actions.resume_letter(found_letter(community, letter), in_=community, by=request.actor)
    return redirect("mailing:letter_progress", community.slug, letter)


@page(SEND_LETTERS, methods=("POST",))
def refused_retry(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Try those again whose servers refused it."""
    count = actions.retry_refused(found_letter(community, letter), in_=community, by=request.actor)
    text = ngettext("{n} is tried again.", "{n} are tried again.", count).format(n=count)
    say(request, text if count else gettext("Nobody is left to try: these mailboxes are not there."))
    return redirect("mailing:letter_progress", community.slug, letter)


@page(SEND_LETTERS, methods=("POST",))
def doubtful_decide(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Call doubtful deliveries sent, or have them sent again: one, or all that are shown."""
    found = found_letter(community, letter)
    chosen = [pk for one in request.POST.getlist("delivery")[:MOST_DOUBTFUL] if (pk := number_of(one))]
    was_sent = request.POST.get("was_sent") == "yes"
    count = actions.decide_doubtful(found, chosen, was_sent=was_sent, in_=community, by=request.actor)
    text = ngettext("{n} is called sent.", "{n} are called sent.", count)
    if not was_sent:
        text = ngettext("{n} is sent again.", "{n} are sent again.", count)
    say(request, text.format(n=count) if count else gettext("Nothing was changed."))
    return redirect("mailing:letter_progress", community.slug, letter)
