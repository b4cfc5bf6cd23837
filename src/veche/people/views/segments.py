"""Segments: the list, one with its people, and the page where conditions are put together."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, give_csv, is_htmx, or_404, page, say, show
from veche.kit.terms import Reason, Refusal
from veche.kit.text import number_of
from veche.people import actions, queries
from veche.people.models import Segment
from veche.people.rules.conditions import check_conditions
from veche.people.rules.drafting import Drafts, drafts_of, raw_of
from veche.people.terms import READ_PEOPLE, SAVE_SEGMENTS
from veche.people.terms.conditions import CLAUSES, JOINT_TITLES
from veche.people.terms.starting import STARTERS
from veche.people.views.editing import edited, lines_of

LONGEST, LEAST_DRAWN = 20_000, 2
EPOCH = date(1970, 1, 1).toordinal()


@page(READ_PEOPLE)
def segment_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the community's segments in words, with their sizes, and what others begin with."""
    return show(
        request, "people/segment_list.html", lines=queries.segments_told(community),
        starters=[(gettext(one.title), one.icon, json.dumps(one.conditions)) for one in STARTERS],
        may_save=allows(request.actor, SAVE_SEGMENTS, community),
    )  # fmt: skip


@page(READ_PEOPLE)
def segment_page(request: HttpRequest, community: Community, segment: int) -> HttpResponse:
    """Show a segment: in words, how many, how it grew, who entered and who left, who is in it."""
    found = _segment(community, segment)
    told = queries.segment_told(found)
    days = [(formats.date_format(date.fromordinal(day + EPOCH), "j E Y"), size) for day, size in told.sizes]
    return show(
        request, "people/segment_page.html", told=told, segment=found, days=days[::-1],
        chart=_chart(told, found.title), may_save=allows(request.actor, SAVE_SEGMENTS, community),
    )  # fmt: skip


@page(READ_PEOPLE)
def segment_export(_request: HttpRequest, community: Community, segment: int) -> HttpResponseBase:
    """Answer a segment's size of each day as a CSV file."""
    found = _segment(community, segment)
    told = queries.segment_told(found)
    rows = [[date.fromordinal(day + EPOCH).isoformat(), size] for day, size in told.sizes]
    return give_csv(f"{community.slug}-segment-{found.pk}", [gettext("Day"), gettext("People")], rows)


@page(SAVE_SEGMENTS, methods=("GET", "POST"))
def segment_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Put a segment together; an address may bring conditions to begin with."""
    if request.method == "POST":
        return _saved(request, community, None)
    return _editor(request, community, _drafts_in_address(request), None, title=request.GET.get("title", ""))


@page(SAVE_SEGMENTS, methods=("GET", "POST"))
def segment_edit(request: HttpRequest, community: Community, segment: int) -> HttpResponse:
    """Change a segment's name and conditions."""
    found = _segment(community, segment)
    if request.method == "POST":
        return _saved(request, community, found)
    return _editor(request, community, drafts_of(found.conditions), found, title=found.title)


@page(SAVE_SEGMENTS, methods=("POST",))
def segment_draft(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the conditions as they are being written, and whom they find: nothing is kept."""
    pk = number_of(request.POST.get("segment", ""))
    segment = None if pk is None else queries.segment_of(community, pk)
    title = request.POST.get("title", "")[:200]
    return _editor(request, community, edited(request.POST), segment, title=title)


@page(SAVE_SEGMENTS, methods=("POST",))
def segment_remove(request: HttpRequest, community: Community, segment: int) -> HttpResponse:
    """Take a segment away, with a button that brings it back."""
    found = _segment(community, segment)
    actions.remove_segment(found, in_=community, by=request.actor)
    undo = reverse("people:segment_restore", args=[community.slug, found.pk])
    say(request, gettext("The segment “{title}” is gone.").format(title=found.title), undo=undo)
    return redirect("people:segment_list", community.slug)


@page(SAVE_SEGMENTS, methods=("POST",))
def segment_restore(request: HttpRequest, community: Community, segment: int) -> HttpResponse:
    """Undo taking a segment away."""
    found = or_404(queries.segment_of(community, segment, removed=True))
    actions.restore_segment(found, in_=community, by=request.actor)
    say(request, gettext("The segment “{title}” is back.").format(title=found.title))
    return back_to(request, "people:segment_list", community.slug)


def _chart(told: queries.SegmentTold, title: str) -> dict[str, Any] | None:
    """Answer the picture of a segment's size over time; nothing where there is no line yet."""
    if len(told.sizes) < LEAST_DRAWN:
        return None
    labels = [formats.date_format(date.fromordinal(day + EPOCH), "j E") for day, _ in told.sizes]
    series = [{"name": gettext("People"), "values": [size for _, size in told.sizes]}]
    return {"title": title, "wish": {"kind": "area", "labels": labels, "series": series}}


def _segment(community: Community, pk: int) -> Segment:
    return or_404(queries.segment_of(community, pk))


def _drafts_in_address(request: HttpRequest) -> Drafts:
    try:
        return drafts_of(json.loads(request.GET.get("conditions", "")[:LONGEST] or "null"))
    except (ValueError, RecursionError):
        return Drafts()


def _saved(request: HttpRequest, community: Community, segment: Segment | None) -> HttpResponse:
    drafts, title = edited(request.POST), request.POST.get("title", "")
    try:
        kept = actions.save_segment(title, drafts, in_=community, by=request.actor, segment=segment)
    except Refusal as refusal:
        return _editor(request, community, drafts, segment, title=title, refused=refusal.reasons)
    say(request, gettext("The segment “{title}” is kept.").format(title=kept.title))
    return redirect("people:segment_page", community.slug, kept.pk)


def _editor(
    request: HttpRequest, community: Community, drafts: Drafts, segment: Segment | None, *, title: str,
    refused: tuple[Reason, ...] = (),
) -> HttpResponse:  # fmt: skip
    but = segment.pk if segment else 0
    known = queries.known_to(community, [drafts], but=but)
    group, faults = check_conditions(drafts, known)
    tried: dict[str, Any] = {"sentence": "", "found": None, "people": []}
    try:
        if not faults:
            tried["sentence"] = queries.sentence_of(group, known)
            question = queries.question_of(community, group, known, but=but)
            tried["found"], tried["people"] = queries.found_told(community, question)
    except Refusal as refusal:
        faults = list(refusal.reasons)
    asked = bool(refused) or request.method == "POST"
    shown = [fault for fault in faults if asked]
    named = {(fault.text, fault.place, fault.field) for fault in faults}
    loose = [one for one in refused if (one.text, one.place, one.field) not in named]
    data: dict[str, Any] = {
        "editor": lines_of(drafts, known, shown, community), "segment": segment, "title": title,
        "refused": loose, "faults": [one for one in shown if not one.place], "clauses": _clauses(),
        "joints": [(key, gettext(text)) for key, text in JOINT_TITLES.items()],
        "conditions": json.dumps(raw_of(drafts)), **tried,
    }  # fmt: skip
    if is_htmx(request):
        return show(request, "people/segment/_editor.html", **data)
    return show(request, "people/segment_edit.html", status=422 if refused else 200, **data)


def _clauses() -> list[tuple[str, str]]:
    return [(clause.key, gettext(clause.title)) for clause in CLAUSES.values()]
