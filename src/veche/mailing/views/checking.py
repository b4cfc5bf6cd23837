"""Checks before sending: what is found in the letter, what the outside answers, and the text itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from veche.core.models import Community
from veche.kit.forms import say_reason
from veche.kit.pages import is_htmx, page, show
from veche.kit.terms import Reason
from veche.mailing import actions
from veche.mailing.models import Letter
from veche.mailing.queries.checking import findings_in, looked_at, ways_out
from veche.mailing.terms import SEE_LETTERS, WRITE_LETTERS
from veche.mailing.terms.checking import SEVERITY_TITLES, Finding, Severity
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter

COLOURS = {Severity.FAULT: "danger", Severity.WARNING: "warning", Severity.NOTE: "secondary"}


@page(SEE_LETTERS)
def letter_checks(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show what checks find; the part that asks others is drawn anew while it goes on."""
    found = found_letter(community, letter)
    frame = frame_of(request, found, "checks")
    if is_htmx(request):
        return show(request, "mailing/writing/_looked.html", **looked_of(found), **frame)
    findings = [shown_finding(one) for one in findings_in(found)]
    return show(
        request,
        "mailing/writing/checks.html",
        findings=findings,
        ways=ways_out(found),
        **looked_of(found),
        **frame,
    )


@page(WRITE_LETTERS, methods=("POST",))
def letter_look_over(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Have links, pictures and the audience's values looked at."""
    found = found_letter(community, letter)
    actions.ask_checks(found, by=request.actor)
    return redirect("mailing:letter_checks", community.slug, letter)


def looked_of(letter: Letter) -> dict[str, Any]:
    """Answer what pages show of the asking of the outside."""
    looked = looked_at(letter)
    findings = [shown_finding(one) for one in looked.findings] if looked else []
    return {
        "looked": looked,
        "looked_findings": findings,
        "is_old": looked and looked.version != letter.version,
    }


def shown_finding(finding: Finding) -> dict[str, Any]:
    """Answer a finding in the reader's language."""
    return {
        "text": say_reason(Reason(finding.text, values=finding.values)), "place": finding.place,
        "title": SEVERITY_TITLES[finding.severity], "colour": COLOURS[finding.severity],
        "is_fault": finding.severity is Severity.FAULT,
    }  # fmt: skip
