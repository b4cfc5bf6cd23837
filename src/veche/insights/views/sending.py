"""Sending and showing boards: files, reports by mail, public addresses."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext

from veche.core.models import Community
from veche.core.terms import ANYONE, Actor
from veche.insights import actions, queries
from veche.insights.forms import ReportForm
from veche.insights.models import Link, Report
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import whole_cards
from veche.insights.showing.letters import XLSX
from veche.insights.showing.printing import file_name, pdf_of, workbook_of
from veche.insights.terms import EXPORT_FIGURES, SHARE_BOARDS, Form, Measure
from veche.insights.views.boards import board_or_404, wanted_of
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import or_404, page, say, show
from veche.kit.tables import write_csv
from veche.kit.terms import Refusal, Trouble

# Whose names or words stand in a list is not for those without an account.
NAMING = frozenset((Form.PEOPLE, Form.FACTS, Form.WORDS))


@page(EXPORT_FIGURES)
@bearing_troubles
def board_file(request: HttpRequest, community: Community, board: str, form: str) -> HttpResponse:
    """Answer a board as a PDF or a workbook."""
    shown = board_or_404(community, board)
    wanted = wanted_of(request, community, shown)
    if form == "pdf":
        content, media_type = pdf_of(shown.title, wanted, shown.measures), "application/pdf"
    elif form == "xlsx":
        content, media_type = workbook_of(shown.title, wanted, shown.measures), XLSX
    else:
        raise Http404
    name = file_name(wanted, shown.key, form)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=disposition)


@page(EXPORT_FIGURES, methods=("POST",))
def report_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Have a board sent to oneself."""
    form = ReportForm(request.POST, boards=queries.boards_of(community))
    if form.is_valid():
        with form.showing_refusals():
            actions.set_report(**form.cleaned_data, in_=community, by=request.actor)
            say(
                request,
                gettext("The first letter comes soon, the others once their time is over."),
            )
            return redirect("insights:watch_list", community.slug)
    say(request, gettext("That did not work: choose a board and how often."))
    return redirect("insights:watch_list", community.slug)


@page(EXPORT_FIGURES, methods=("POST",))
def report_remove(request: HttpRequest, community: Community, report: int) -> HttpResponse:
    """Send a board to oneself no longer, with a button that brings it back."""
    found = _own_report(request, community, report)
    actions.remove_report(found, in_=community, by=request.actor)
    undo = reverse("insights:report_restore", args=[community.slug, found.pk])
    say(request, gettext("The report is sent no longer."), undo=undo)
    return redirect("insights:watch_list", community.slug)


@page(EXPORT_FIGURES, methods=("POST",))
def report_restore(request: HttpRequest, community: Community, report: int) -> HttpResponse:
    """Undo ending a report."""
    actions.restore_report(_own_report(request, community, report), in_=community, by=request.actor)
    return redirect("insights:watch_list", community.slug)


def _own_report(request: HttpRequest, community: Community, pk: int) -> Report:
    return or_404(Report.objects.filter(community=community, pk=pk, user_id=request.actor.user_id).first())


@page(SHARE_BOARDS, methods=("POST",))
def link_add(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a public address of a board."""
    board, wish = request.POST.get("board", ""), request.POST.get("wish", "")
    try:
        actions.share_board(board, wish, get_language() or "en", in_=community, by=request.actor)
    except Refusal as refusal:
        say(request, " ".join(gettext(reason.text) for reason in refusal.reasons))
    else:
        say(request, gettext("Whoever has the address sees the numbers of the board, without names."))
    return redirect("insights:watch_list", community.slug)


@page(SHARE_BOARDS, methods=("POST",))
def link_withdraw(request: HttpRequest, community: Community, link: int) -> HttpResponse:
    """Have a public address lead nowhere from now on."""
    found = or_404(Link.objects.filter(community=community, pk=link).first())
    actions.withdraw_link(found, in_=community, by=request.actor)
    say(request, gettext("The address leads nowhere from now on."))
    return redirect("insights:watch_list", community.slug)


@page(ANYONE)
def public_board(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a board to whoever has its address: numbers and pictures, nobody's name and nobody's words."""
    link = or_404(queries.open_link(secret))
    with translation.override(link.language), timezone.override(link.community.time_zone):
        try:
            response = _public(request, link)
        except Trouble:
            response = show(request, "insights/public_late.html", status=503, community=link.community)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, max-age=300"
    return response


def _public(request: HttpRequest, link: Link) -> HttpResponse:
    shown, wanted, measures = _opened(link)
    cards = whole_cards(wanted, measures) if wanted.figures.span else []
    return show(
        request, "insights/public_board.html", community=link.community, shown=shown, wanted=wanted,
        cards=cards, secret=link.secret,
    )  # fmt: skip


def _opened(link: Link) -> tuple[queries.Shown, Wanted, list[Measure]]:
    """Answer what a public address shows: nothing that names people or tells their words."""
    shown = board_or_404(link.community, link.board)
    query = QueryDict(link.wish or shown.wish)
    wanted = Wanted(query, link.community, Actor(name=""))
    # Figures of a segment that is gone would be those of everybody under its name.
    if wanted.query.get("segment") and wanted.segment is None:
        raise Http404
    return shown, wanted, [one for one in shown.measures if one.form not in NAMING]


@page(ANYONE)
def public_table(_request: HttpRequest, secret: str, measure: str) -> HttpResponseBase:
    """Answer the numbers of one chart of a public board as a CSV file."""
    link = or_404(queries.open_link(secret))
    with translation.override(link.language), timezone.override(link.community.time_zone):
        _, wanted, measures = _opened(link)
        found = next((one for one in measures if one.key == measure), None)
        if found is None or wanted.figures.span is None:
            raise Http404
        (card,) = whole_cards(wanted, [found])
        rows = [[cell.value for cell in row] for row in card.table.rows]
        content = b"".join(write_csv(card.table.head, rows))
    disposition = {"Content-Disposition": f'attachment; filename="{measure}.csv"'}
    response = HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
