"""Imports: the list of them, and the one page on which an import lives from upload to end."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from veche.channels import actions, queries
from veche.channels.forms import AnswersForm
from veche.channels.models import Import
from veche.channels.rules.answering import questions_from
from veche.channels.terms import IMPORT_FILES, IMPORT_PAGE, SEE_IMPORTS, State
from veche.channels.views.showing import facts_of
from veche.core.models import Community
from veche.core.queries import allows
from veche.kit.pages import back_to, is_htmx, or_404, page, say, show
from veche.kit.rooms import panels_of

FEW = 30


@page(SEE_IMPORTS)
def import_list(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the imports of a community, the latest first; asks itself anew while one is moving."""
    shown = Paginator(queries.imports_of(community), FEW).get_page(request.GET.get("page"))
    lines = [(queries.line_of(found), queries.progress_of(found)) for found in shown]
    data = {
        "lines": lines, "page_obj": shown, "is_moving": any(line.found.is_moving for line, _ in lines),
        "may_import": allows(request.actor, IMPORT_FILES, community),
    }  # fmt: skip
    return show(
        request, "channels/_imports.html" if is_htmx(request) else "channels/import_list.html", **data
    )


@page(SEE_IMPORTS)
def import_page(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Show an import as it stands; asks itself anew while something goes on."""
    return _show(request, _import(community, upload))


@page(IMPORT_FILES, methods=("POST",))
def answer_questions(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Take the answers to what the file does not tell."""
    found = _import(community, upload)
    form = AnswersForm(request.POST, questions=questions_from(found.questions))
    if form.is_valid():
        with form.showing_refusals():
            actions.answer_questions(found, form.given(), by=request.actor)
    if form.errors:
        return _show(request, found, form=form, status=422)
    return back_to(request, "channels:import_page", community.slug, upload)


@page(IMPORT_FILES, methods=("POST",))
def ask_again(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Go back to the questions."""
    return _then(request, upload, actions.ask_again, community)


@page(IMPORT_FILES, methods=("POST",))
def start_import(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Say yes to a dry run."""
    return _then(request, upload, actions.start_import, community)


@page(IMPORT_FILES, methods=("POST",))
def stop_import(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Stop a running import; what was said has a button that goes on."""
    found = _import(community, upload)
    actions.stop_import(found, by=request.actor)
    undo = reverse("channels:import_resume", args=[community.slug, upload])
    say(request, gettext("The import is stopped. What is in stays in."), undo=undo)
    return back_to(request, "channels:import_page", community.slug, upload)


@page(IMPORT_FILES, methods=("POST",))
def resume_import(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Go on with an import that stands still."""
    return _then(request, upload, actions.resume_import, community)


@page(IMPORT_FILES, methods=("POST",))
def take_back_import(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Take everything an import brought out again."""
    return _then(request, upload, actions.take_back_import, community)


@page(IMPORT_FILES, methods=("POST",))
def discard_import(request: HttpRequest, community: Community, upload: int) -> HttpResponse:
    """Forget a file from which nothing was taken."""
    found = _import(community, upload)
    actions.discard_import(found, by=request.actor)
    say(request, gettext("“{name}” is discarded; nothing was taken from it.").format(name=found.name))
    return back_to(request, "channels:import_list", community.slug)


def _then(request: HttpRequest, upload: int, action: Any, community: Community) -> HttpResponse:
    action(_import(community, upload), by=request.actor)
    return back_to(request, "channels:import_page", community.slug, upload)


def _import(community: Community, upload: int) -> Import:
    return or_404(queries.import_of(community, upload))


def _show(
    request: HttpRequest, found: Import, form: AnswersForm | None = None, status: int = 200
) -> HttpResponse:
    if found.stands is State.ASKING and form is None:
        form = AnswersForm(questions=questions_from(found.questions))
    panels = [panel(request.actor, found) for panel in panels_of(IMPORT_PAGE)]
    data = facts_of(found) | {"form": form, "panels": [panel for panel in panels if panel]}
    data["may_import"] = allows(request.actor, IMPORT_FILES, found.community)
    template = "channels/_import.html" if is_htmx(request) else "channels/import_page.html"
    return show(request, template, status=status, **data)
