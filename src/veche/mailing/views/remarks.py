"""Remarks on a letter, and members' words chosen for it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import or_404, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.actions.writing import new_key
from veche.mailing.forms.editing import written_of
from veche.mailing.models import Remark
from veche.mailing.queries.letters import blocks_of, remark_of
from veche.mailing.queries.quoting import words_found, words_said
from veche.mailing.rules.writing.arranging import added, walked
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter


@page(WRITE_LETTERS, methods=("POST",))
def remark_write(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Remark on a letter or on a block of it."""
    found = found_letter(community, letter)
    actions.write_remark(found, request.POST.get("text", ""), request.POST.get("block", ""), by=request.actor)
    say(request, gettext("The remark is kept."))
    return redirect(_remarks(community, letter))


@page(WRITE_LETTERS, methods=("POST",))
def remark_settle(request: HttpRequest, community: Community, letter: int, remark: int) -> HttpResponse:
    """Say that a remark is dealt with."""
    actions.settle_remark(_remark(community, letter, remark), by=request.actor)
    undo = reverse("mailing:remark_reopen", args=[community.slug, letter, remark])
    say(request, gettext("Settled."), undo=undo)
    return redirect(_remarks(community, letter))


@page(WRITE_LETTERS, methods=("POST",))
def remark_reopen(request: HttpRequest, community: Community, letter: int, remark: int) -> HttpResponse:
    """Say that a remark is not dealt with after all."""
    actions.reopen_remark(_remark(community, letter, remark), by=request.actor)
    return redirect(_remarks(community, letter))


@page(WRITE_LETTERS)
def letter_words(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Search what members said, to quote it: with the name only of who allows it."""
    found = found_letter(community, letter)
    query = request.GET.get("q", "").strip()[:200]
    return show(
        request, "mailing/writing/words.html", query=query, said=words_found(community, query),
        block=request.GET.get("block", "")[:40], **frame_of(request, found, "edit"),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("POST",))
def letter_quote(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Put what somebody said into a block of a letter, or into a new one."""
    found = found_letter(community, letter)
    number = number_of(request.POST.get("interaction", "")) or 0
    said = or_404(words_said(community, [number]).get(number))
    key, blocks = request.POST.get("block", "")[:40], blocks_of(found)
    block = next((one for one in walked(blocks) if one.get("key") == key and one.get("kind") == "said"), None)
    if block is None:
        key = new_key()
        blocks = added(blocks, {"kind": "said", "key": key, "of": str(number), "text": said.text}, "end")
    else:
        block.update(of=str(number), text=said.text)  # type: ignore[attr-defined]
    written = replace(written_of(found), content={"blocks": blocks})
    actions.save_letter(found, written, version=found.version, by=request.actor)
    return redirect(f"{reverse('mailing:letter_edit', args=[community.slug, letter])}#{key}")


def _remark(community: Community, letter: int, pk: int) -> Remark:
    return or_404(remark_of(found_letter(community, letter), pk))


def _remarks(community: Community, letter: int) -> str:
    return f"{reverse('mailing:letter_edit', args=[community.slug, letter])}#remarks"
