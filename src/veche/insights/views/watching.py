"""Watching: notes about days, lines for measures, reports by mail and public addresses, on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.insights import actions, queries
from veche.insights.forms import AlertForm, AnnotationForm, ReportForm
from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Annotation, Link, Report
from veche.insights.rules.periods import day_date
from veche.insights.showing.wording import bucket_text, day_text, value_text
from veche.insights.terms import GRAIN_TITLES, SAVE_BOARDS, SHARE_BOARDS, Grain
from veche.kit.pages import or_404, page, say, show
from veche.kit.time import now, number_of_day

FEW = 5


@page(SAVE_BOARDS)
def watch_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what is noted, watched, sent and shown of this community's figures."""
    return _watched(request, community)


def _watched(request: HttpRequest, community: Community, status: int = 200, **forms: Any) -> HttpResponse:
    boards = queries.boards_of(community)
    titles = {one.key: one.title for one in boards}
    wanted = request.GET.get("board", "")
    first = {"board": wanted} if wanted in titles else None
    today = number_of_day(now(), community.time_zone)
    data: dict[str, Any] = {
        "note_form": AnnotationForm(initial={"day": day_date(today)}), "alert_form": AlertForm(),
        "report_form": ReportForm(boards=boards, initial=first), "boards": boards, "chosen": wanted,
        "notes": [(note, day_text(note.day)) for note in queries.annotations_of(community)[:200]],
        "alerts": [_alert_line(alert, today) for alert in queries.alerts_of(community)],
        "reports": [
            (report, titles.get(report.board, "?"), report.rhythm == Report.MONTHLY)
            for report in queries.reports_of(community, request.actor.user_id or 0)
        ],
        "links": [
            (link, titles.get(link.board, "?"), request.build_absolute_uri(link_url(link)))
            for link in queries.links_of(community)
        ],
        "may_share": allows(request.actor, SHARE_BOARDS, community),
    } | forms  # fmt: skip
    return show(request, "insights/watch_list.html", status=status, **data)


def link_url(link: Link) -> str:
    """Answer where a public address leads."""
    return reverse("insights:public_board", args=[link.secret])


def _alert_line(alert: Alert, today: int) -> dict[str, Any]:
    """Answer an alert in words, with when it was crossed last."""
    measure = MEASURES.get(alert.measure)
    if measure is None:
        return {"alert": alert, "title": alert.measure}
    unit, grain = measure.headline.unit, Grain(alert.grain)
    fired = sorted(alert.firings.all(), key=lambda one: -one.bucket)[:FEW]
    return {
        "alert": alert, "title": gettext(measure.title), "line": value_text(alert.line, unit),
        "is_above": alert.side == Alert.ABOVE, "grain": gettext(GRAIN_TITLES[grain]),
        "who": alert.user.name or alert.user.email,
        "firings": [(bucket_text(one.bucket, grain, today), value_text(one.value, unit)) for one in fired],
    }  # fmt: skip


@page(SAVE_BOARDS, methods=("POST",))
def annotation_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Note what happened on a day."""
    form = AnnotationForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_annotation(
                form.cleaned_data["text"], form.cleaned_data["day"], in_=community, by=request.actor
            )
            say(request, gettext("Noted. It stands on every chart of that time."))
            return redirect("insights:watch_list", community.slug)
    return _watched(request, community, 422, note_form=form)


@page(SAVE_BOARDS, methods=("POST",))
def annotation_remove(request: HttpRequest, community: Community, annotation: int) -> HttpResponse:
    """Take a note away, with a button that brings it back."""
    found = or_404(Annotation.objects.filter(community=community, pk=annotation).first())
    actions.remove_annotation(found, in_=community, by=request.actor)
    return _gone(request, community, gettext("The note is gone."), "annotation_restore", found.pk)


@page(SAVE_BOARDS, methods=("POST",))
def annotation_restore(request: HttpRequest, community: Community, annotation: int) -> HttpResponse:
    """Undo taking a note away."""
    found = or_404(Annotation.objects.filter(community=community, pk=annotation).first())
    actions.restore_annotation(found, in_=community, by=request.actor)
    return redirect("insights:watch_list", community.slug)


@page(SAVE_BOARDS, methods=("POST",))
def alert_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Draw a line for a measure."""
    form = AlertForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        with form.showing_refusals():
            actions.set_alert(
                given["measure"],
                given["grain"],
                given["side"],
                given["line"],
                in_=community,
                by=request.actor,
            )
            say(request, gettext("From now on you get a letter when the line is crossed."))
            return redirect("insights:watch_list", community.slug)
    return _watched(request, community, 422, alert_form=form)


@page(SAVE_BOARDS, methods=("POST",))
def alert_remove(request: HttpRequest, community: Community, alert: int) -> HttpResponse:
    """Watch a line no longer, with a button that brings it back."""
    found = or_404(Alert.objects.filter(community=community, pk=alert).first())
    actions.remove_alert(found, in_=community, by=request.actor)
    return _gone(request, community, gettext("The line is watched no longer."), "alert_restore", found.pk)


@page(SAVE_BOARDS, methods=("POST",))
def alert_restore(request: HttpRequest, community: Community, alert: int) -> HttpResponse:
    """Undo removing a line."""
    found = or_404(Alert.objects.filter(community=community, pk=alert).first())
    actions.restore_alert(found, in_=community, by=request.actor)
    return redirect("insights:watch_list", community.slug)


def _gone(request: HttpRequest, community: Community, text: str, route: str, pk: int) -> HttpResponse:
    say(request, text, undo=reverse(f"insights:{route}", args=[community.slug, pk]))
    return redirect("insights:watch_list", community.slug)
