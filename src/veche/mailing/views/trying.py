"""What of a letter is tried first: set up before it leaves, looked at and decided afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import page, say, show
from veche.kit.time import as_datetime
from veche.mailing import actions
from veche.mailing.forms.trying import TrialForm, chosen_variant
from veche.mailing.models import Letter
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.queries.trying import drafts_of, resting, scores_of, trial_end
from veche.mailing.rules.trying import chances_of, read_trial
from veche.mailing.terms import SEE_LETTERS, SEND_LETTERS, WRITABLE, WRITE_LETTERS, Following
from veche.mailing.terms.trying import WINS_TITLES, Chance, WinsBy
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter


@page(SEE_LETTERS)
def trial_page(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show what is tried, how each variant does, and what was decided."""
    found = found_letter(community, letter)
    return _page(request, found, TrialForm(found))


@page(WRITE_LETTERS, methods=("POST",))
def trial_set(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Keep variants to be tried."""
    found = found_letter(community, letter)
    form = TrialForm(found, request.POST)
    if form.is_valid():
        with form.showing_refusals():
            share, before = form.cleaned_data["share"], {one.pk for one in drafts_of(found)}
            actions.set_trial(found, form.variants(), share=share, trial=form.trial(), by=request.actor)
            say(request, gettext("The variants are kept. Look at each before the letter leaves."))
            new = [one for one in drafts_of(found) if one.pk not in before]
            if new:
                return redirect("mailing:letter_edit", community.slug, new[0].pk)
            return redirect("mailing:trial_page", community.slug, letter)
    return _page(request, found, form)


@page(WRITE_LETTERS, methods=("POST",))
def trial_drop(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Try nothing."""
    actions.drop_trial(found_letter(community, letter), by=request.actor)
    say(request, gettext("Nothing is tried: all get the letter itself."))
    return redirect("mailing:trial_page", community.slug, letter)


@page(SEND_LETTERS, methods=("POST",))
def trial_choose(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Let the rest get one variant."""
    found = found_letter(community, letter)
    if actions.choose_variant(found, chosen_variant(request.POST.get("variant", "")), by=request.actor):
        say(request, gettext("The rest gets this variant."))
    return redirect("mailing:trial_page", community.slug, letter)


def _page(request: HttpRequest, letter: Letter, form: TrialForm) -> HttpResponse:
    trial, is_begun = read_trial(letter.trial), letter.begun_at is not None and bool(letter.trial_share)
    chances = chances_of(scores_of(letter, trial.wins_by)) if is_begun else ()
    rules, end = letter_rules_of(letter.community), trial_end(letter)
    rule = rules.clicks if trial.wins_by is WinsBy.CLICKS else rules.opens
    return show(
        request, "mailing/trying/page.html", status=422 if form.errors else 200, form=form, trial=trial,
        is_begun=is_begun, lines=_lines(letter, chances), end=as_datetime(end) if end else None,
        wins_title=WINS_TITLES[trial.wins_by], resting=resting(letter).count() if is_begun else 0,
        is_decided="winner" in letter.trial, is_asked="asked_at" in letter.trial,
        by=letter.trial.get("by", ""), is_sure=bool(letter.trial.get("sure")),
        is_unnamed=trial.wins_by is not WinsBy.REPLIES and rule != Following.PERSONAL,
        is_nothing=rule == Following.NOTHING, may_set=letter.state in WRITABLE,
        drafts=drafts_of(letter),
        **frame_of(request, letter, "trial"),
    )  # fmt: skip


def _lines(letter: Letter, chances: tuple[Chance, ...]) -> list[dict[str, object]]:
    others = {one.number: one for one in letter.variants.all()}
    winner = letter.trial.get("winner")
    return [
        {
            "number": one.variant + 1, "variant": one.variant, "is_winner": one.variant == winner,
            "subject": (others[one.variant].subject if one.variant in others else "") or letter.subject,
            "preheader": others[one.variant].preheader if one.variant in others else "",
            "has_content": one.variant in others and bool(others[one.variant].content), "hits": one.hits,
            "whole": one.whole, "rate": 100 * one.rate, "low": 100 * one.low, "high": 100 * one.high,
            "best": 100 * one.best,
        }
        for one in chances
    ]  # fmt: skip
