"""A letter before it leaves: who gets it, who approves it, when it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.forms import say_reason
from veche.kit.pages import framing, page, say, show
from veche.kit.terms import Refusal
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.forms.letters import LeavingForm
from veche.mailing.models import Letter
from veche.mailing.queries.approving import approval_above, approvals_of, writers_of
from veche.mailing.queries.audience import audience_of
from veche.mailing.queries.checking import findings_in, ways_out
from veche.mailing.queries.sending import seconds_to_leave
from veche.mailing.queries.values import preheader_shown, subject_shown
from veche.mailing.terms import APPROVE_LETTERS, SEE_LETTERS, SEND_LETTERS, WRITE_LETTERS, LetterState
from veche.mailing.terms.audience import Audience
from veche.mailing.views.checking import shown_finding
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter

BEFORE = (LetterState.DRAFT, LetterState.REVIEW, LetterState.READY)


@page(SEE_LETTERS)
def letter_page(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show a letter before it leaves: its audience, what must be mended, who approves, when it goes."""
    found = found_letter(community, letter)
    return _page(request, found, LeavingForm(community.time_zone, initial={"when": "now"}))


@page(SEE_LETTERS)
def letter_part(request: HttpRequest, community: Community, letter: int, part: str) -> HttpResponse:
    """Answer a part of the page that takes longer: whom the letter reaches, or what must be mended."""
    found = found_letter(community, letter)
    facts = _counted(found) if part == "audience" else _judged(found)
    template = "mailing/letters/_audience.html" if part == "audience" else "mailing/letters/_ready.html"
    return show(request, template, letter=found, is_whole=True, **facts)


@page(SEND_LETTERS, methods=("POST",))
def letter_schedule(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Let a letter go; what is said takes it back."""
    found = found_letter(community, letter)
    form = LeavingForm(community.time_zone, request.POST)
    if form.is_valid():
        when, at = form.told()
        with form.showing_refusals():
            actions.schedule_letter(found, when=when, leaves_at=at, by=request.actor)
            undo = reverse("mailing:letter_unschedule", args=[community.slug, letter])
            text = gettext("The letter leaves at its time.") if at else gettext("The letter is on its way.")
            say(request, text, undo=undo)
            return redirect("mailing:letter_page", community.slug, letter)
    return _page(request, found, form)


@page(SEND_LETTERS, methods=("POST",))
def letter_unschedule(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Take a letter back that has not begun to leave."""
    return _act(
        request, found_letter(community, letter), actions.unschedule_letter, gettext("It stays here.")
    )


@page(SEND_LETTERS, methods=("POST",))
def letter_cancel(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Give a letter up; what is said takes it up again."""
    undo = reverse("mailing:letter_reopen", args=[community.slug, letter])
    return _act(
        request,
        found_letter(community, letter),
        actions.cancel_letter,
        gettext("The letter is given up."),
        undo,
    )


@page(SEND_LETTERS, methods=("POST",))
def letter_reopen(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Take a letter up again that was given up."""
    return _act(
        request,
        found_letter(community, letter),
        actions.reopen_letter,
        gettext("The letter is a draft again."),
    )


@page(WRITE_LETTERS, methods=("POST",))
def approval_ask(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Ask a second person to read the letter."""
    undo = reverse("mailing:approval_back", args=[community.slug, letter])
    text = gettext("A second person is asked to read it.")
    return _act(request, found_letter(community, letter), actions.ask_approval, text, undo)


@page(APPROVE_LETTERS, methods=("POST",))
def approval_give(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Let a letter go as it stands on the page; what is said takes that back."""
    found = found_letter(community, letter)
    version = number_of(request.POST.get("version", "")) or 0
    actions.approve_letter(found, version=version, by=request.actor)
    undo = reverse("mailing:approval_withdraw", args=[community.slug, letter])
    say(request, gettext("The letter is approved as it stands."), undo=undo)
    return redirect("mailing:letter_page", community.slug, letter)


@page(APPROVE_LETTERS, methods=("POST",))
def approval_withdraw(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Take one's approval back."""
    return _act(
        request,
        found_letter(community, letter),
        actions.withdraw_approval,
        gettext("Your approval is taken back."),
    )


@page(WRITE_LETTERS, methods=("POST",))
def approval_back(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Make a letter that waits for approval a draft again."""
    return _act(
        request, found_letter(community, letter), actions.send_back, gettext("The letter is a draft again.")
    )


def _act(
    request: HttpRequest, letter: Letter, act: Callable[..., Any], text: str, undo: str = ""
) -> HttpResponse:  # fmt: skip
    act(letter, by=request.actor)
    say(request, text, undo=undo)
    return redirect("mailing:letter_page", letter.community.slug, letter.pk)


def _page(request: HttpRequest, letter: Letter, form: LeavingForm) -> HttpResponse:
    is_before, is_whole = letter.state in BEFORE, request.GET.get("whole") == "1"
    return framing(show(
        request, "mailing/letters/page.html", status=422 if form.errors else 200, form=form,
        is_before=is_before, is_whole=is_whole, subject=subject_shown(letter),
        preheader=preheader_shown(letter),
        above=approval_above(letter.community), approvals=approvals_of(letter) if is_before else [],
        is_mine=letter.state == LetterState.REVIEW and request.actor.user_id in writers_of(letter),
        went=None if is_before else _went(letter),
        **(_counted(letter) | _judged(letter) if is_whole and is_before else {}),
        **frame_of(request, letter, "page"),
    ))  # fmt: skip


def _went(letter: Letter) -> Audience:
    return Audience(letter.audience.get("reached", 0), letter.audience.get("left", {}))


def _counted(letter: Letter) -> dict[str, Any]:
    try:
        audience = audience_of(letter)
        seconds = seconds_to_leave(letter, audience.reached)
        days, hours = -(-seconds // 86400), -(-seconds // 3600)
        return {
            "audience": audience, "takes_days": days if days > 1 else 0,
            "takes_hours": hours if hours > 1 else 0,
        }  # fmt: skip
    except Refusal as refusal:
        return {"audience_fault": " ".join(say_reason(one) for one in refusal.reasons)}


def _judged(letter: Letter) -> dict[str, Any]:
    findings = [shown_finding(one) for one in findings_in(letter)]
    unwell = sum(not is_good for _, found in ways_out(letter) for _, is_good in found)
    return {"faults": [one for one in findings if one["is_fault"]], "warnings": len(findings) + unwell}
