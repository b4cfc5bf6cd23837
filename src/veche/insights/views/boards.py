"""Boards: the ready ones, one's own, and putting one together."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.insights import actions, queries
from veche.insights.measures import MEASURES
from veche.insights.models import Board
from veche.insights.queries import Shown
from veche.insights.showing.asking import Wanted
from veche.insights.showing.cards import cards_of
from veche.insights.terms import EXPORT_FIGURES, SAVE_BOARDS, SEE_FIGURES, SHARE_BOARDS
from veche.insights.views.nudging import NUDGING, nudges_shown
from veche.insights.views.troubles import bearing_troubles
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import Reason, Refusal


@page(SEE_FIGURES)
@bearing_troubles
def board_page(request: HttpRequest, community: Community, board: str) -> HttpResponse:
    """Show a board's measures for the days, channels and people that the address asks for."""
    shown = board_or_404(community, board)
    wanted = wanted_of(request, community, shown)
    if wanted.figures.span is None:
        return redirect("insights:overview", community.slug)
    may = {
        "may_export": allows(request.actor, EXPORT_FIGURES, community),
        "may_save": allows(request.actor, SAVE_BOARDS, community),
        "may_share": allows(request.actor, SHARE_BOARDS, community),
    }
    listed = nudges_shown(request, community, wanted) if shown.key == NUDGING else {}
    return show(
        request, "insights/board_page.html", shown=shown, wanted=wanted, boards=queries.boards_of(community),
        cards=cards_of(wanted, shown.measures), **listed, **may,
    )  # fmt: skip


def board_or_404(community: Community, key: str) -> Shown:
    """Answer a board of the community, or that there is none."""
    return or_404(queries.board_of(community, key))


def wanted_of(request: HttpRequest, community: Community, shown: Shown) -> Wanted:
    """Answer what is asked for: by the address, or as the board was kept where that says nothing."""
    query = request.GET if request.GET else QueryDict(shown.wish)
    return Wanted(query, community, request.actor)


@page(SAVE_BOARDS, methods=("GET", "POST"))
def board_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Put a board together; an address may name one to begin with."""
    if request.method == "POST":
        return _saved(request, community, None)
    model = queries.board_of(community, request.GET.get("like", ""))
    chosen = [one.key for one in model.measures] if model else []
    wish = model.wish if model else ""
    return _form(request, None, title="", chosen=chosen, wish=wish)


@page(SAVE_BOARDS, methods=("GET", "POST"))
def board_edit(request: HttpRequest, community: Community, board: str) -> HttpResponse:
    """Change what stands on one of the community's own boards."""
    found = _own_or_404(community, board)
    if request.method == "POST":
        return _saved(request, community, found)
    return _form(request, found, title=found.title, chosen=found.measures, wish=found.wish)


@page(SAVE_BOARDS, methods=("POST",))
def board_remove(request: HttpRequest, community: Community, board: str) -> HttpResponse:
    """Take a board away, with a button that brings it back."""
    found = _own_or_404(community, board)
    actions.remove_board(found, in_=community, by=request.actor)
    undo = reverse("insights:board_restore", args=[community.slug, found.pk])
    say(request, gettext("The board “{title}” is gone.").format(title=found.title), undo=undo)
    return redirect("insights:overview", community.slug)


@page(SAVE_BOARDS, methods=("POST",))
def board_restore(request: HttpRequest, community: Community, board: str) -> HttpResponse:
    """Undo taking a board away."""
    found = or_404(queries.own_board(community, board, removed=True))
    actions.restore_board(found, in_=community, by=request.actor)
    say(request, gettext("The board “{title}” is back.").format(title=found.title))
    return redirect("insights:board_page", community.slug, found.pk)


def _own_or_404(community: Community, key: str) -> Board:
    return or_404(queries.own_board(community, key))


def _saved(request: HttpRequest, community: Community, board: Board | None) -> HttpResponse:
    title, chosen, wish = request.POST.get("title", ""), chosen_in(request.POST), request.POST.get("wish", "")
    try:
        kept = actions.save_board(title, chosen, in_=community, by=request.actor, board=board, wish=wish)
    except Refusal as refusal:
        return _form(request, board, title=title, chosen=chosen, wish=wish, refused=refusal.reasons)
    say(request, gettext("The board “{title}” is kept.").format(title=kept.title))
    return redirect("insights:board_page", community.slug, kept.pk)


def chosen_in(form: QueryDict) -> list[str]:
    """Answer the measures that are ticked, by the places written beside them."""

    def place(key: str) -> tuple[int, int]:
        written = form.get(f"place-{key}", "")
        return (int(written) if written.isdecimal() and len(written) < 6 else 1000, ticked.index(key))

    ticked = list(dict.fromkeys(form.getlist("measures")))[:100]
    return sorted(ticked, key=place)


def _form(
    request: HttpRequest, board: Board | None, *, title: str, chosen: list[str], wish: str,
    refused: tuple[Reason, ...] = (),
) -> HttpResponse:  # fmt: skip
    ordered = [key for key in chosen if key in MEASURES] + [key for key in MEASURES if key not in chosen]
    lines = [(MEASURES[key], key in chosen, place) for place, key in enumerate(ordered, 1)]
    return show(
        request, "insights/board_edit.html", status=422 if refused else 200, board=board, title=title,
        lines=lines, wish=wish, refused=refused,
    )  # fmt: skip
