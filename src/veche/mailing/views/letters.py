"""Letters: the list, a new one, and what is done with one as a whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, page, say, show
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.forms.letters import LetterForm, NewLetterForm
from veche.mailing.models import Letter
from veche.mailing.queries.letters import SHELVES, Wish, counts_by_shelf, letter_of, letters_of
from veche.mailing.queries.newsletters import newsletters_of
from veche.mailing.queries.values import subject_shown
from veche.mailing.terms import KEEP_NEWSLETTERS, SEE_LETTERS, WRITE_LETTERS, LetterState
from veche.mailing.terms.desk import LAYOUT_TITLES
from veche.mailing.terms.standing import LETTER_TITLES
from veche.mailing.views.desk import tabs_of
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter
from veche.mailing.views.words import SHELF_TITLES, STATE_COLOURS

A_PAGE = 30


@page(SEE_LETTERS)
def letter_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the letters: what is being written, what is on its way, what has left."""
    wish = Wish(
        shelf=request.GET.get("shelf", ""), newsletter=number_of(request.GET.get("newsletter", "")),
        query=request.GET.get("q", "").strip()[:100], removed=request.GET.get("removed") == "1",
    )  # fmt: skip
    counts = counts_by_shelf(community)
    found = Paginator(letters_of(community, wish), A_PAGE).get_page(request.GET.get("page"))
    lines = [
        (
            one,
            subject_shown(one),
            LETTER_TITLES[LetterState(one.state)],
            STATE_COLOURS[LetterState(one.state)],
        )
        for one in found
    ]
    return show(
        request, "mailing/letters/list.html", page_obj=found, lines=lines, wish=wish,
        shelves=[(shelf, SHELF_TITLES[shelf], counts[shelf]) for shelf in SHELVES],
        is_empty=not sum(counts.values()), newsletters=list(newsletters_of(community)),
        may_write=allows(request.actor, WRITE_LETTERS, community),
        may_keep=allows(request.actor, KEEP_NEWSLETTERS, community), **tabs_of(request, community),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("GET", "POST"))
def letter_new(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a letter: by a ready layout, like another letter, or empty."""
    asked = request.GET.get("like", request.POST.get("like", ""))
    like = letter_of(community, number_of(asked) or 0) if asked else None
    if asked and like is None:
        raise Http404
    form = NewLetterForm(community, like, request.POST or None, initial=_initial(request, like))
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            kept = actions.start_letter(
                community, form.chosen(by=request.actor), form.cleaned_data["title"],
                layout=form.cleaned_data.get("layout", ""), like=like, by=request.actor,
            )  # fmt: skip
            return redirect("mailing:letter_edit", community.slug, kept.pk)
    return show(
        request, "mailing/letters/new.html", status=422 if form.errors else 200, form=form, like=like,
        layouts=[(key, *words) for key, words in LAYOUT_TITLES.items()],
        chosen=form["layout"].value() if like is None else "",
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("GET", "POST"))
def letter_settings(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Change what stands around the words of a letter: newsletter, audience, sender, look, language."""
    found = found_letter(community, letter)
    frame = frame_of(request, found, "settings")
    form = LetterForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.change_letter(found, **form.values(by=request.actor), by=request.actor)
            form.switch_form(by=request.actor)
        if not form.errors:
            say(request, gettext("Saved."))
            return redirect("mailing:letter_settings", community.slug, letter)
    return show(
        request, "mailing/letters/settings.html", status=422 if form.errors else 200, form=form, **frame
    )


@page(WRITE_LETTERS, methods=("POST",))
def letter_remove(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Take a letter off the list; what is said brings it back."""
    found = found_letter(community, letter)
    actions.remove_letter(found, by=request.actor)
    undo = reverse("mailing:letter_restore", args=[community.slug, letter])
    say(request, gettext("“{title}” is removed.").format(title=found.title), undo=undo)
    return redirect("mailing:letter_list", community.slug)


@page(WRITE_LETTERS, methods=("POST",))
def letter_restore(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Bring a removed letter back."""
    found = found_letter(community, letter)
    actions.restore_letter(found, by=request.actor)
    say(request, gettext("“{title}” is back.").format(title=found.title))
    return back_to(request, "mailing:letter_page", community.slug, letter)


def _initial(request: HttpRequest, like: Letter | None) -> dict[str, object]:
    initial: dict[str, object] = {"layout": request.GET.get("layout", "plain")}
    if like is not None:
        initial["title"] = gettext("{title} (copy)").format(title=like.title)
        initial["newsletter"] = like.newsletter_id
    elif chosen := number_of(request.GET.get("newsletter", "")):
        initial["newsletter"] = chosen
    return initial
