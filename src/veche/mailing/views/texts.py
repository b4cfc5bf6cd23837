"""The text check beside a letter: what may be better, and one click that mends it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import is_htmx, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.forms.editing import written_of
from veche.mailing.models import Letter
from veche.mailing.queries.letters import blocks_of
from veche.mailing.queries.texts import WORDS, reading_in, texts_checked
from veche.mailing.rules.writing.mending import mended, mended_block
from veche.mailing.terms import KEEP_NEWSLETTERS, SEE_LETTERS, WRITE_LETTERS
from veche.mailing.terms.desk import Written
from veche.mailing.terms.writing import BLOCK_TITLES
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter
from veche.mailing.views.words import HEAD_TITLES

_LINES = ("subject", "preheader", "plain")


@page(SEE_LETTERS)
def letter_text(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show what may be better in the words of a letter, text by text; beside the editor the first of it."""
    found = found_letter(community, letter)
    checked = texts_checked(found)
    texts = [
        {
            "place": place,
            "view": view,
            "title": BLOCK_TITLES[place.kind] if place.kind else HEAD_TITLES[place.field],
            "is_mendable": place.field != WORDS,
        }
        for place, view in checked
        if view.rows
    ]
    template = "mailing/writing/_text_beside.html" if is_htmx(request) else "mailing/writing/text.html"
    return show(
        request, template, texts=texts, is_empty=not checked, reading=reading_in(found),
        count=sum(len(view.rows) for _, view in checked),
        may_teach=allows(request.actor, KEEP_NEWSLETTERS, community), **frame_of(request, found, "text"),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("POST",))
def letter_mend(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Put a suggestion in the place of what was found; versions bring the old words back."""
    found = found_letter(community, letter)
    actions.save_letter(found, _mended(found, request), version=found.version, by=request.actor)
    return redirect("mailing:letter_text", community.slug, letter)


@page(KEEP_NEWSLETTERS, methods=("POST",))
def letter_learn(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Have the community's text check take a word as known."""
    found_letter(community, letter)
    word = request.POST.get("word", "")
    actions.learn_word(community, word, by=request.actor)
    say(request, gettext("“{word}” is known from now on.").format(word=word[:60]))
    return redirect("mailing:letter_text", community.slug, letter)


def _mended(letter: Letter, request: HttpRequest) -> Written:
    told = request.POST
    start = number_of(told.get("start", ""))
    words = (-1 if start is None else start, told.get("found", ""), told.get("instead", ""))
    written, field, key = written_of(letter), told.get("field", ""), told.get("key", "")
    if key:
        return replace(written, content={"blocks": mended_block(blocks_of(letter), key, field, words)})
    if field in _LINES:
        return replace(written, **{field: mended(getattr(letter, field), *words)})
    source = mended(str(letter.content.get("source", "")), *words)
    return replace(written, content={"source": source})
