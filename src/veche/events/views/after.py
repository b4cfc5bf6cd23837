"""After an event: letters to those who came and those who did not, and the draft of a recap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.after import LettersForm
from veche.events.models import Event
from veche.events.terms import MOVE_GUESTS, PLAN_EVENTS, SEE_EVENTS, Stand
from veche.events.terms.after import PLACEHOLDERS
from veche.events.views.finding import found_event
from veche.kit.pages import page, say, show

LANGUAGES = {"ru": "Русский", "en": "English"}


@page(SEE_EVENTS)
def after_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show who came, and the letters to those who did and to those who did not."""
    found = found_event(community, event)
    return _page(request, community, found, None)


@page(PLAN_EVENTS, methods=("POST",))
def after_save(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Keep the letters as they are to go, and whether they go by themselves."""
    found, form = found_event(community, event), LettersForm(request.POST)
    if form.is_valid():
        with form.showing_refusals():
            texts = {name: value or "" for name, value in form.cleaned_data.items() if name != "hours"}
            hours = form.cleaned_data["hours"]
            actions.save_aftercare(found, texts, hours=hours, in_=community, by=request.actor)
            say(request, gettext("The letters are kept."))
            return redirect("events:after_page", community.slug, event)
    return _page(request, community, found, form)


@page(MOVE_GUESTS, methods=("POST",))
def after_send(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Write to everybody who was not written to yet."""
    found = found_event(community, event)
    count = actions.send_after_letters(found, in_=community, by=request.actor)
    text = ngettext("{n} guest is written to.", "{n} guests are written to.", count).format(n=count)
    if sum(one.unwritten for one in queries.letters_shown(found, queries.aftercare_of(found))):
        text += " " + gettext("The others are being written to.")
    say(request, text)
    return redirect("events:after_page", community.slug, event)


@page(SEE_EVENTS)
def recap_page(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show the draft of a recap to copy; nothing is published."""
    found = found_event(community, event)
    wish = request.GET.get("text", "")
    language = wish if wish in LANGUAGES else ("ru" if get_language() == "ru" else "en")
    return show(
        request, "events/after/recap_page.html", event=found, language=language, languages=LANGUAGES.items(),
        draft=queries.recap_of(found, community, language),
        is_public=queries.is_public(found), is_over=_is_over(found),
    )  # fmt: skip


def _page(request: HttpRequest, community: Community, event: Event, form: LettersForm | None) -> HttpResponse:
    care = queries.aftercare_of(event)
    letters = queries.letters_shown(event, care)
    if form is None:
        texts = {f"{one.kind}_{part}": getattr(one, part) for one in letters for part in ("subject", "text")}
        form = LettersForm(initial=texts | {"hours": care.hours})
    everybody, newcomers = queries.newcomers_of([event], community)[event.pk]
    return show(
        request, "events/after/after_page.html", status=422 if form.errors else 200, event=event, form=form,
        letters=letters, care=care, heads=queries.came_of([event])[event.pk], persons=len(everybody),
        newcomers=len(newcomers), is_over=_is_over(event), placeholders=PLACEHOLDERS.items(),
        left=sum(one.unwritten for one in letters), may_plan=allows(request.actor, PLAN_EVENTS, community),
        may_send=allows(request.actor, MOVE_GUESTS, community),
    )  # fmt: skip


def _is_over(event: Event) -> bool:
    return queries.stand_now(event) in {Stand.OVER, Stand.SETTLED}
