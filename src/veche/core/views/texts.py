"""The text check, beside whatever is written for the public in any room."""

from django.http import HttpRequest, HttpResponse

from veche.core.models import Community
from veche.core.terms import ENTER_COMMUNITY
from veche.kit.language.checking import LANGUAGES, LONGEST_TEXT, CheckView, check_text, reading_of, view_of
from veche.kit.pages import is_htmx, page, show
from veche.kit.rooms import known_words_in

MOST_TEXTS = 8


@page(ENTER_COMMUNITY, methods=("GET", "POST"))
def text_check(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what may be better in texts that a form posts; nothing is kept.

    The address names the fields, with the language of each where it has its own: `?fields=title,body:en`.
    Without one a field named «language» says it, or the community's is taken.
    """
    usual = request.POST.get("language") or request.GET.get("language", "")
    usual = usual if usual in LANGUAGES else community.language
    texts = _texts(request, usual if usual in LANGUAGES else LANGUAGES[-1])
    known = known_words_in(community) if texts else set()
    checked = [(text, view_of(text, check_text(text, language, own=known))) for text, language in texts]
    template = "core/texts/_checked.html" if is_htmx(request) else "core/texts/check.html"
    return show(request, template, **_facts(texts, [view for _, view in checked]), usual=usual,
                text=request.POST.get("text", ""), languages=LANGUAGES)  # fmt: skip


def _texts(request: HttpRequest, usual: str) -> list[tuple[str, str]]:
    """Answer the texts that were posted, each with its language; no more of all than is read of one."""
    found: list[tuple[str, str]] = []
    for named in request.GET.get("fields", "text").split(",")[:MOST_TEXTS]:
        field, _, language = named.partition(":")
        room = LONGEST_TEXT - sum(len(text) for text, _ in found)
        text = request.POST.get(field, "").replace("\r\n", "\n")[:room]
        if text.strip():
            found.append((text, language if language in LANGUAGES else usual))
    return found


def _facts(texts: list[tuple[str, str]], views: list[CheckView]) -> dict[str, object]:
    languages = dict.fromkeys(language for _, language in texts)
    readings = [reading_of([text for text, own in texts if own == one], one) for one in languages]
    rows = [row for view in views for row in view.rows]
    return {"rows": rows, "readings": [one for one in readings if one], "is_asked": bool(texts)}
