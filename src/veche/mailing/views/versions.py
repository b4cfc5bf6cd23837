"""Versions of a letter: the list, what is different in one, and bringing one back."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from veche.core.models import Community
from veche.kit.pages import or_404, page, say, show
from veche.mailing import actions
from veche.mailing.models import Letter, Version
from veche.mailing.queries.letters import blocks_of, head_of, version_of, versions_of
from veche.mailing.rules.writing.differing import Change, changes_between
from veche.mailing.terms import SEE_LETTERS, WRITE_LETTERS
from veche.mailing.terms.writing import BLOCK_TITLES
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter
from veche.mailing.views.words import HEAD_TITLES, HOW_TITLES


@page(SEE_LETTERS)
def version_list(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show the versions of a letter with what each changed, and one against what stands now."""
    found = found_letter(community, letter)
    versions = versions_of(found)
    chosen = request.GET.get("version", "")
    one = next((version for version in versions if str(version.number) == chosen), None)
    before = _before(versions, one)
    return show(
        request, "mailing/writing/versions.html", versions=versions, chosen=one, before=before,
        changes=shown_changes(changes_between(_parts(before), _parts(one))) if one else [],
        **frame_of(request, found, "versions"),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("POST",))
def version_restore(request: HttpRequest, community: Community, letter: int, version: int) -> HttpResponse:
    """Write a letter as it was at a version."""
    found = found_letter(community, letter)
    one = or_404(version_of(found, version))
    actions.restore_version(found, one, by=request.actor)
    say(request, gettext("The letter is as it was at version {number}.").format(number=version))
    return redirect("mailing:letter_edit", community.slug, letter)


def shown_changes(changes: Iterable[Change]) -> list[dict[str, object]]:
    """Answer differences with the titles that people read."""
    return [
        {
            "title": HEAD_TITLES.get(one.part) if not one.kind else BLOCK_TITLES.get(one.kind, one.kind),
            "how": HOW_TITLES[one.how], "pieces": one.pieces, "kind": one.how,
        }
        for one in changes
    ]  # fmt: skip


def _before(versions: list[Version], one: Version | None) -> Version | None:
    if one is None:
        return None
    return next((version for version in versions if version.number < one.number), None)


def _parts(thing: Letter | Version | None) -> tuple[dict[str, str], list[dict[str, object]]]:
    return (head_of(thing), blocks_of(thing)) if thing else ({}, [])
