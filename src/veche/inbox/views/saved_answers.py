"""Saved answers: the list, writing one with a preview for a sample person, taking one away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.inbox import actions, queries
from veche.inbox.forms.saved_answers import SavedAnswerForm, places_told
from veche.inbox.models import SavedAnswer
from veche.inbox.rules.placeholders import check_text, fill_text
from veche.inbox.terms.knowledge import READ_KNOWLEDGE, TEXT_LANGUAGES, WRITE_KNOWLEDGE
from veche.kit.pages import back_to, or_404, page, say, show

# Somebody with a name and somebody without, in each language.
SAMPLES = {"ru": ("Анна Крылова", ""), "en": ("Anna Smith", "")}


@page(READ_KNOWLEDGE)
def saved_answer_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the saved answers by name."""
    return show(
        request, "inbox/saved_answer_list.html", answers=queries.saved_answers_of(community),
        may_write=allows(request.actor, WRITE_KNOWLEDGE, community),
    )  # fmt: skip


@page(WRITE_KNOWLEDGE, methods=("GET", "POST"))
def saved_answer_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Write a saved answer."""
    return _editor(request, community, None)


@page(WRITE_KNOWLEDGE, methods=("GET", "POST"))
def saved_answer_edit(request: HttpRequest, community: Community, answer: int) -> HttpResponse:
    """Change a saved answer."""
    return _editor(request, community, _answer(community, answer))


@page(WRITE_KNOWLEDGE, methods=("POST",))
def saved_answer_preview(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what is being written as people will get it: nothing is kept."""
    previews = _previews(request, community, request.POST)
    return show(request, "inbox/_saved_answer_preview.html", previews=previews)


@page(WRITE_KNOWLEDGE, methods=("POST",))
def saved_answer_remove(request: HttpRequest, community: Community, answer: int) -> HttpResponse:
    """Take a saved answer away, with a button that brings it back."""
    found = _answer(community, answer)
    actions.remove_saved_answer(found, in_=community, by=request.actor)
    undo = reverse("inbox:saved_answer_restore", args=[community.slug, answer])
    say(request, gettext("The saved answer “{key}” is gone.").format(key=found.key), undo=undo)
    return redirect("inbox:saved_answer_list", community.slug)


@page(WRITE_KNOWLEDGE, methods=("POST",))
def saved_answer_restore(request: HttpRequest, community: Community, answer: int) -> HttpResponse:
    """Undo taking a saved answer away."""
    found = _answer(community, answer, removed=True)
    actions.restore_saved_answer(found, in_=community, by=request.actor)
    say(request, gettext("The saved answer “{key}” is back.").format(key=found.key))
    return back_to(request, "inbox:saved_answer_list", community.slug)


def _editor(request: HttpRequest, community: Community, answer: SavedAnswer | None) -> HttpResponse:
    initial = {"key": answer.key} if answer else {}
    initial |= {f"text_{language}": text for language, text in (answer.texts if answer else {}).items()}
    form = SavedAnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            kept = actions.save_answer(
                form.cleaned_data["key"], form.texts(), in_=community, by=request.actor, answer=answer
            )
            say(request, gettext("The saved answer “{key}” is kept.").format(key=kept.key))
            return redirect("inbox:saved_answer_list", community.slug)
    return show(
        request, "inbox/saved_answer_edit.html", status=422 if form.errors else 200, form=form,
        answer=answer, places=places_told(),
        previews=_previews(request, community, request.POST or initial),
    )  # fmt: skip


def _previews(request: HttpRequest, community: Community, given: Any) -> list[dict[str, Any]]:
    """Answer how each text reads to somebody with a name and to somebody without."""
    previews = []
    for language, title in TEXT_LANGUAGES:
        text = (given.get(f"text_{language}") or "")[:10_000]
        if text.strip():
            samples = [
                (name, fill_text(text, _values(request, community, name))) for name in SAMPLES[language]
            ]
            previews.append({"title": title, "samples": samples, "faults": check_text(text)})
    return previews


def _values(request: HttpRequest, community: Community, name: str) -> dict[str, str]:
    own = queries.values_for(community, person=None, by=request.actor)
    return own | {"name": name, "first_name": name.partition(" ")[0]}


def _answer(community: Community, pk: int, *, removed: bool = False) -> SavedAnswer:
    return or_404(queries.saved_answer_of(community, pk, removed=removed))
