"""The queue of reports, the log, reports by hand, and those who just joined."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.channels import actions as channel_actions
from veche.channels import queries as channels
from veche.channels.terms import MODERATE
from veche.core.models import Community
from veche.inbox import actions
from veche.inbox.forms.moderation import DecisionForm, ReportForm, log_wish_in, numbers_in
from veche.inbox.queries import moderation as queries
from veche.inbox.terms.moderation import (
    SPANS,
    USUAL_SPAN,
    VERDICT_BUTTONS,
    VERDICT_TITLES,
    Decision,
    Remedy,
)
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.terms import N_, Refusal
from veche.ledger.models import Interaction
from veche.ledger.queries import channels_of, lines_around
from veche.people.queries import person_of

FEW = 20
JOIN_SPANS = (5, 15, 60, 24 * 60)
_BUTTON = N_("Choose what to do.")


@page(MODERATE)
def report_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what waits for a decision, the oldest first."""
    shown = Paginator(queries.open_reports(community), FEW).get_page(request.GET.get("page"))
    lines = queries.report_lines(community, list(shown))
    possible = [(remedy, title) for remedy, title in _buttons() if any(one.can(remedy) for one in lines)]
    return show(request, "inbox/moderation/report_list.html", lines=lines, page_obj=shown, here="reports",
                possible=possible, **_choices())  # fmt: skip


@page(MODERATE, methods=("POST",))
def report_decide(request: HttpRequest, community: Community) -> HttpResponse:
    """Do what the pressed button says about the chosen reports."""
    reports = queries.reports_among(community, numbers_in(request.POST, "report"))
    done = actions.decide_reports(reports, _decision_in(request), in_=community, by=request.actor)
    text = ngettext("{n} report is decided.", "{n} reports are decided.", len(done)).format(n=len(done))
    undo = reverse("inbox:report_undo", args=[community.slug, done[0].pk]) if len(done) == 1 else ""
    say(request, text, undo=undo)
    return back_to(request, "inbox:report_list", community.slug)


@page(MODERATE, methods=("POST",))
def report_undo(request: HttpRequest, community: Community, report: int) -> HttpResponse:
    """Take a decision back."""
    found = queries.reports_among(community, [report])
    if not found:
        raise Http404
    actions.undo_decision(found[0], by=request.actor)
    say(request, gettext("The decision is taken back."))
    return back_to(request, "inbox:report_log", community.slug)


@page(MODERATE)
def report_log(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what was decided, by whom, what came of it outside, and take it back from here."""
    wish = log_wish_in(request.GET)
    shown = Paginator(queries.decided_reports(community, wish), FEW).get_page(request.GET.get("page"))
    return show(
        request, "inbox/moderation/report_log.html", lines=queries.report_lines(community, list(shown)),
        page_obj=shown, wish=wish, here="log", remedies=VERDICT_TITLES.items(),
        rules=queries.rules_of(community), channels=channels_of(community).exclude(form="private"),
        deciders=queries.deciders_of(community),
    )  # fmt: skip


@page(MODERATE, methods=("POST",))
def act_retry(request: HttpRequest, community: Community, act: int) -> HttpResponse:
    """Try an act once more that the outside refused."""
    found = channels.interventions_of(community).select_related("community__organisation").filter(pk=act)
    if (failed := found.first()) is None:
        raise Http404
    channel_actions.retry_intervention(failed, by=request.actor)
    say(request, gettext("It is tried again."))
    return back_to(request, "inbox:report_log", community.slug)


@page(MODERATE, methods=("GET", "POST"))
def report_new(request: HttpRequest, community: Community, interaction: int) -> HttpResponse:
    """Put something that was said before the moderators, with what was said around it."""
    found = _interaction(community, interaction)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.report_interaction(community, found, note=form.cleaned_data["note"], by=request.actor)
        if not form.errors:
            say(request, gettext("It stands before the moderators."))
            return back_to(request, "inbox:report_list", community.slug)
    around = lines_around(community, found, count=3)
    return show(request, "inbox/moderation/report_new.html", form=form, found=found, around=around)


@page(MODERATE)
def person_reports(request: HttpRequest, community: Community, person: int) -> HttpResponse:
    """Show how often something of a person had to be acted upon, and what they said last, to be reported."""
    found = or_404(person_of(community, person))
    template = "_person_strikes.html" if is_htmx(request) else "person_reports.html"
    return show(
        request, f"inbox/moderation/{template}", person=found,
        lines=queries.latest_words_of(community, found),
        strikes=queries.strikes_of(community, [found.pk]).get(found.pk, 0),
    )  # fmt: skip


@page(MODERATE)
def join_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show who joined in the last minutes, to mute or ban the lot of a raid at once."""
    asked = request.GET.get("minutes", "")
    minutes = int(asked) if asked in set(map(str, JOIN_SPANS)) else JOIN_SPANS[1]
    lines = queries.late_joins(community, minutes)
    return show(
        request, "inbox/moderation/join_list.html", lines=lines, minutes=minutes, spans=JOIN_SPANS,
        people=queries.people_behind(line.interaction.identity_id for line in lines), here="joins",
        **_choices(),
    )  # fmt: skip


@page(MODERATE, methods=("POST",))
def join_decide(request: HttpRequest, community: Community) -> HttpResponse:
    """Mute or ban everybody who was chosen."""
    chosen = numbers_in(request.POST, "join", queries.MOST_JOINS)
    found = Interaction.objects.filter(community=community, pk__in=chosen).select_related(
        "channel", "identity"
    )
    done = actions.report_joins(community, list(found), _decision_in(request), by=request.actor)
    say(request, ngettext("{n} person acted upon.", "{n} people acted upon.", len(done)).format(n=len(done)))
    return back_to(request, "inbox:join_list", community.slug)


def _decision_in(request: HttpRequest) -> Decision:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Refusal(_BUTTON)
    return form.decision()


def _interaction(community: Community, pk: int) -> Interaction:
    return or_404(queries.interaction_of(community, pk))


def _choices() -> dict[str, Any]:
    return {"spans_of_acts": SPANS.items(), "usual_span": USUAL_SPAN, "buttons": _buttons()}


def _buttons() -> list[tuple[Remedy, str]]:
    return list(VERDICT_BUTTONS.items())
