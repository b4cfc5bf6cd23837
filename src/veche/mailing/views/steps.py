"""Letters of a sequence: added, moved, taken out, written."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import page, say, show
from veche.mailing import actions
from veche.mailing.forms.sequences import StepForm
from veche.mailing.models import Sequence, Step
from veche.mailing.queries.sequences import step_of
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.views.finding import found_sequence


@page(WRITE_LETTERS, methods=("GET", "POST"))
def step_new(request: HttpRequest, community: Community, sequence: int) -> HttpResponse:
    """Add a letter at the end of a sequence, and go on to write it."""
    found = found_sequence(community, sequence)
    form = StepForm(community, None, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            step = actions.add_step(found, form.values(), by=request.actor)
            return redirect("mailing:letter_edit", community.slug, step.letter_id)
    return _form(request, found, form)


@page(WRITE_LETTERS, methods=("GET", "POST"))
def step_edit(request: HttpRequest, community: Community, sequence: int, step: int) -> HttpResponse:
    """Change when a letter goes, and on which conditions."""
    found, own = _found(community, sequence, step)
    form = StepForm(community, own, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.change_step(own, form.values(), by=request.actor)
        if not form.errors:
            say(request, gettext("Saved."))
            return redirect("mailing:sequence_page", community.slug, sequence)
    return _form(request, found, form, own)


@page(WRITE_LETTERS, methods=("POST",))
def step_write(request: HttpRequest, community: Community, sequence: int, step: int) -> HttpResponse:
    """Go on to write a letter; one that has left is written anew, and stays as people got it."""
    _, own = _found(community, sequence, step)
    letter = actions.rewrite_step(own, by=request.actor)
    return redirect("mailing:letter_edit", community.slug, letter.pk)


@page(WRITE_LETTERS, methods=("POST",))
def step_move(request: HttpRequest, community: Community, sequence: int, step: int) -> HttpResponse:
    """Let a letter go before its neighbour, or after it."""
    _, own = _found(community, sequence, step)
    actions.move_step(own, is_up=request.POST.get("way") == "up", by=request.actor)
    return redirect("mailing:sequence_page", community.slug, sequence)


@page(WRITE_LETTERS, methods=("POST",))
def step_remove(request: HttpRequest, community: Community, sequence: int, step: int) -> HttpResponse:
    """Take a letter out; what is said brings it back."""
    _, own = _found(community, sequence, step)
    actions.remove_step(own, by=request.actor)
    undo = reverse("mailing:step_restore", args=[community.slug, sequence, step])
    say(request, gettext("“{title}” is removed.").format(title=own.letter.title), undo=undo)
    return redirect("mailing:sequence_page", community.slug, sequence)


@page(WRITE_LETTERS, methods=("POST",))
def step_restore(request: HttpRequest, community: Community, sequence: int, step: int) -> HttpResponse:
    """Bring a letter back."""
    _, own = _found(community, sequence, step)
    actions.restore_step(own, by=request.actor)
    say(request, gettext("“{title}” is back.").format(title=own.letter.title))
    return redirect("mailing:sequence_page", community.slug, sequence)


def _found(community: Community, sequence: int, step: int) -> tuple[Sequence, Step]:
    found = found_sequence(community, sequence)
    own = step_of(found, step)
    if own is None:
        raise Http404
    return found, own


def _form(
    request: HttpRequest, sequence: Sequence, form: StepForm, step: Step | None = None
) -> HttpResponse:  # fmt: skip
    status = 422 if form.errors else 200
    return show(
        request, "mailing/sequences/step.html", status=status, form=form, sequence=sequence, step=step
    )
