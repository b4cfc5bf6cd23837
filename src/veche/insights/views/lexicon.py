"""The lexicon: the words by which mood is told, for everybody to read."""

from django.http import HttpRequest, HttpResponse

from veche.core.models import Community
from veche.insights.terms import SEE_FIGURES
from veche.kit.language.moods import LANGUAGES, words_of_lexicon
from veche.kit.pages import page, show
from veche.kit.terms import N_

SIDES = (("glad", N_("Sounds glad"), "mood-smile"), ("sad", N_("Sounds sad"), "mood-sad"))
LANGUAGE_TITLES = {"ru": N_("Russian"), "en": N_("English")}


@page(SEE_FIGURES)
def lexicon_page(request: HttpRequest, community: Community) -> HttpResponse:  # noqa: ARG001
    """Show all words of the lexicon, by side and language, and what it cannot know."""
    lists = [
        {"title": title, "icon": icon, "language": LANGUAGE_TITLES[language],
         "words": words_of_lexicon(side, language)}
        for language in LANGUAGES
        for side, title, icon in SIDES
    ]  # fmt: skip
    return show(request, "insights/words/lexicon.html", lists=lists)
