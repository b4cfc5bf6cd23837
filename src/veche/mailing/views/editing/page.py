"""The editor: one form, saved by itself, by its buttons and without scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import framing, is_htmx, page, say, show
from veche.kit.terms import Refusal
from veche.mailing import actions
from veche.mailing.forms.editing import Posted, head_of_written, read_posted, written_of
from veche.mailing.models import Letter
from veche.mailing.rules.writing import arranging
from veche.mailing.rules.writing.meeting import marks_of
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.terms.desk import Late, Written
from veche.mailing.views.editing.doing import done, is_kept
from veche.mailing.views.editing.meeting import late_answer, settled
from veche.mailing.views.editing.shown import (
    cases_to_insert,
    editor_of,
    event_to_insert,
    frame_of,
    places_to_insert,
)
from veche.mailing.views.finding import found_letter


@page(WRITE_LETTERS, methods=("GET", "POST"))
def letter_edit(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show the editor, and save what is written in it: by itself, or when a button asks for something."""
    found = found_letter(community, letter)
    if request.method != "POST":
        return _page(request, found, written_of(found))
    posted = read_posted(request.POST, found)
    if posted.act == "theirs":
        return _to_editor(request, found)
    try:
        wanted, version = settled(found, posted)
        changed = done(request, found, wanted, posted)
        kept = actions.save_letter(found, changed, version=version, is_kept=is_kept(posted), by=request.actor)
    except Late:
        return late_answer(request, found, posted)
    except Refusal as refusal:
        return _refused(request, found, posted, refusal)
    return _saved(request, found, kept, posted)


@page(WRITE_LETTERS, methods=("POST",))
def letter_block_back(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Put a block back that was removed: the address says which, and of which version."""
    found = found_letter(community, letter)
    key, number = request.GET.get("block", ""), request.GET.get("version", "")
    version = found.versions.filter(
        number=int(number) if number.isdecimal() and len(number) < 10 else 0
    ).first()
    old = list(version.content.get("blocks", [])) if version else []
    block, spot = arranging.block_of(old, key), arranging.found_at(old, key)
    blocks = list(found.content.get("blocks", []))
    if block and spot and arranging.found_at(blocks, key) is None:
        content = {"blocks": arranging.put(blocks, block, spot)}
        written = replace(written_of(found), content=content)
        actions.save_letter(found, written, version=found.version, by=request.actor)
        say(request, gettext("The block is back."))
    return redirect(f"{reverse('mailing:letter_edit', args=[community.slug, letter])}#{key}")


def _saved(request: HttpRequest, found: Letter, kept: Letter, posted: Posted) -> HttpResponse:
    """Answer after a saving: the next page, the blocks anew, or only that it is saved."""
    slug = found.community.slug
    if posted.act == "words":
        return _go(request, f"{reverse('mailing:letter_words', args=[slug, kept.pk])}?block={posted.rest}")
    if posted.act == "remove":
        undo = reverse("mailing:letter_block_back", args=[slug, kept.pk])
        say(
            request,
            gettext("The block is removed."),
            undo=f"{undo}?block={posted.rest}&version={found.version}",
        )
    if not is_htmx(request):
        if not posted.act:
            say(request, gettext("Saved."))
        return _to_editor(request, kept)
    if posted.act:
        return _fragment(request, kept)
    response = show(request, "mailing/writing/_saving.html", letter=kept, **_marked(kept))
    response["HX-Retarget"], response["HX-Reswap"] = "#saving", "outerHTML"
    response["HX-Trigger"] = "veche:saved"
    return response


def _fragment(request: HttpRequest, letter: Letter) -> HttpResponse:
    data = editor_of(letter, written_of(letter))
    response = show(request, "mailing/writing/_blocks.html", **frame_of(request, letter, "edit"), **data)
    aside = {"letter": letter, "is_oob": True, **_marked(letter)}
    response.write(render_to_string("mailing/writing/_saving.html", aside, request=request))
    response["HX-Trigger"] = "veche:saved"
    return response


def _refused(request: HttpRequest, letter: Letter, posted: Posted, refusal: Refusal) -> HttpResponse:
    if not is_htmx(request):
        return _page(request, letter, posted.written, refusal)
    data = editor_of(letter, posted.written, refusal.reasons)
    facts = {"letter": letter, "version": posted.version, "marks": posted.marks, "errors": data["errors"]}
    response = show(request, "mailing/writing/_saving.html", **facts)
    response["HX-Retarget"], response["HX-Reswap"] = "#saving", "outerHTML"
    return response


def _page(
    request: HttpRequest, letter: Letter, written: Written, refusal: Refusal | None = None
) -> HttpResponse:  # fmt: skip
    frame = frame_of(request, letter, "edit")
    if not frame["is_writable"]:
        return redirect("mailing:letter_page", letter.community.slug, letter.pk)
    data = editor_of(letter, written, refusal.reasons if refusal else ())
    response = show(
        request, "mailing/writing/edit.html", status=422 if refusal else 200, **frame, **data,
        places=places_to_insert(letter), cases=cases_to_insert(letter), of_event=event_to_insert(letter),
    )  # fmt: skip
    return framing(response)


def _marked(letter: Letter) -> dict[str, Any]:
    written = written_of(letter)
    blocks = written.content.get("blocks", [])
    return {"version": letter.version, "marks": marks_of(head_of_written(written), blocks)}


def _to_editor(request: HttpRequest, letter: Letter) -> HttpResponse:
    return _go(request, reverse("mailing:letter_edit", args=[letter.community.slug, letter.pk]))


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
