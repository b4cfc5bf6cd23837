"""Series: the list, one with its dates, its rule, its end, and dates left out."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.planning import rhythm_shown
from veche.events.forms.series import RuleForm, SeriesForm
from veche.events.models import Series
from veche.events.rules.recurring import rhythm_of
from veche.events.rules.wording import rule_in_words
from veche.events.terms import PLAN_EVENTS, SEE_EVENTS, EventState, Stand
from veche.events.views.drafting import way_back
from veche.kit.pages import back_to, or_404, page, say, show
from veche.kit.time import as_datetime, in_zone, moment, now


@page(SEE_EVENTS)
def series_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the community's series, each with its rule in words."""
    series = [(one, _in_words(one)) for one in queries.series_list(community)]
    return show(
        request, "events/series/series_list.html", series=series,
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(SEE_EVENTS)
def series_page(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Show a series: its rule in words, its dates to come and past, and those left out."""
    found = _series(community, series)
    lines = queries.dates_of_series(found)
    at = as_datetime(now())
    return show(
        request, "events/series/series_page.html", series=found, rule=_in_words(found),
        coming=[line for line in lines if line.event.ends_at > at and not _is_left_out(found, line)],
        past=[line for line in reversed(lines) if line.event.ends_at <= at],
        left_out=[(date, datetime.fromisoformat(date)) for date in found.left_out],
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("GET", "POST"))
def series_edit(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Rename a series, and say how far ahead and how its dates are made."""
    found = _series(community, series)
    initial = {name: getattr(found, name) for name in ("title", "days_ahead", "made_state")}
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given, before = form.cleaned_data, queries.last_edit_of(found)
        actions.change_series(
            found, title=given["title"], days_ahead=given["days_ahead"],
            made_state=EventState(given["made_state"]), by=request.actor,
        )  # fmt: skip
        say(request, gettext("Saved."), undo=way_back(community, queries.last_edit_of(found), before))
        return redirect("events:series_page", community.slug, found.pk)
    return show(
        request, "events/series/series_edit.html", status=422 if form.errors else 200, series=found, form=form
    )


@page(PLAN_EVENTS, methods=("GET", "POST"))
def series_rule(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Have the dates to come follow another rule."""
    found = _series(community, series)
    coming = queries.next_date_of(found)
    begins = moment(coming.starts_at) if coming else in_zone(_wall(found.begins), found.time_zone)
    initial = rhythm_shown(rhythm_of(found.rule)) | {"begins": begins}
    form = RuleForm(request.POST or None, zone=found.time_zone, initial=initial)
    if request.method == "POST" and form.is_valid():
        first = as_datetime(form.cleaned_data["begins"], found.time_zone).replace(tzinfo=None)
        rhythm = form.rhythm(first.date())
        with form.showing_refusals():
            if rhythm is not None:
                before = queries.last_edit_of(found)
                kept = actions.change_rule(found, first, rhythm, by=request.actor)
                say(request, _words_of(kept), undo=way_back(community, queries.last_edit_of(found), before))
            return redirect("events:series_page", community.slug, found.pk)
    return show(
        request, "events/series/series_rule.html", status=422 if form.errors else 200, series=found,
        form=form, rule=_in_words(found),
    )  # fmt: skip


@page(PLAN_EVENTS, methods=("POST",))
def series_end(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Make no further dates, with a button that goes on."""
    found = _series(community, series)
    actions.end_series(found, by=request.actor)
    undo = reverse("events:series_resume", args=[community.slug, found.pk])
    say(request, gettext("No further dates are made. Those that are made stay."), undo=undo)
    return back_to(request, "events:series_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def series_resume(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Go on making dates."""
    found = _series(community, series)
    actions.resume_series(found, by=request.actor)
    say(request, gettext("The series goes on."))
    return back_to(request, "events:series_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def date_leave_out(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Leave a date out, with a button that brings it back as it was."""
    found = _series(community, series)
    date = request.POST.get("date", "")[:16]
    event = found.events.filter(date_of_series=date).first()
    before = event.state if event else ""
    actions.leave_out_date(found, date, reason=request.POST.get("reason", ""), by=request.actor)
    undo = reverse("events:date_restore", args=[community.slug, found.pk])
    say(request, gettext("The date is left out."), undo=f"{undo}?date={date}&state={before}")
    return back_to(request, "events:series_page", community.slug, found.pk)


@page(PLAN_EVENTS, methods=("POST",))
def date_restore(request: HttpRequest, community: Community, series: int) -> HttpResponse:
    """Bring a date back that was left out."""
    found = _series(community, series)
    asked = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("date", "state")}
    state = EventState(asked["state"]) if asked["state"] in set(EventState) else None
    actions.restore_date(found, asked["date"][:16], state=state, by=request.actor)
    say(request, gettext("The date is back."))
    return back_to(request, "events:series_page", community.slug, found.pk)


def _is_left_out(series: Series, line: queries.Line) -> bool:
    return line.stand is Stand.CANCELLED and line.event.date_of_series in series.left_out


def _words_of(kept: int) -> str:
    text = gettext("The dates to come follow the new rule.")
    if kept:
        more = ngettext(
            "{n} date stays although the rule no longer names it: it has guests.",
            "{n} dates stay although the rule no longer names them: they have guests.",
            kept,
        )  # fmt: skip
        text = f"{text} {more.format(n=kept)}"
    return text


def _in_words(series: Series) -> str:
    return rule_in_words(series.rule, get_language() or "en")


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _series(community: Community, pk: int) -> Series:
    return or_404(queries.series_of(community, pk))
