"""A speaker's own page, by the link that only they have: they agree or not, and bring what the talk takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.models import Asking, Slides
from veche.events.terms import ANSWER_TITLES, LARGEST_SLIDES, SHOWN_STEPS, Answer, Stand
from veche.kit.forms import ActionForm, say_reason
from veche.kit.pages import give_file, or_404, page, say, show
from veche.kit.terms import Refusal, TooOften
from veche.kit.text import number_of
from veche.portal.forms.speaking import AnswerForm, CorrectForm, NeedsForm, SlidesForm
from veche.portal.views.gatherings import TOO_LARGE, TOO_MANY, UNFIT
from veche.portal.views.visiting import language_of, visitor_of

# What comes around a file that is sent.
LARGEST = LARGEST_SLIDES + 256 * 1024
Forms = dict[str, ActionForm]
Take = Callable[[HttpRequest, Asking, Forms], None]


# Whoever has the link is the speaker: there is no cookie a stranger's page could make use of.
@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def speaker_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what somebody is asked to speak about, and take what they say, change and bring."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    asking = _asking(secret)
    with translation.override(language_of(request, asking.language)):
        act = request.POST.get("act", "") if request.method == "POST" else ""
        forms = _forms(asking, request, act)
        status = 200
        if request.method == "POST":
            answer = _take(request, asking, secret, act, forms)
            if isinstance(answer, HttpResponse):
                return answer
            status = answer
        return _show(request, asking, secret, forms, status)


@page(ANYONE)
def speaker_slides(request: HttpRequest, secret: str, slides: int) -> HttpResponseBase:  # noqa: ARG001
    """Answer a speaker's own slides, only to be saved."""
    found = queries.slides_in(_asking(secret), slides)
    path = queries.slides_path(found) if found else None
    if found is None or path is None:
        raise Http404
    return give_file(path, found.name)


def _forms(asking: Asking, request: HttpRequest, act: str) -> Forms:
    """Answer the forms of the page; the one that was sent has what was sent."""
    session, speaker = asking.speaking.session, asking.speaking.speaker

    def sent(*acts: str) -> Any:
        return request.POST if act in acts else None

    needs = {name: getattr(asking, name) for name in ("needs", "need_words", "diets", "diet_words")}
    return {
        "answer": AnswerForm(sent(*Answer), initial={"words": asking.words}),
        "talk": CorrectForm(
            sent("correct"),
            initial={"title": session.title, "abstract": session.abstract, "bio": speaker.bio},
        ),
        "needs": NeedsForm(
            sent("needs"), asks_diets=session.event.asks_diets,
            initial=needs | {"diet_consent": bool(asking.diet_consent)},
        ),
        "slides": SlidesForm(sent("slides"), request.FILES if act == "slides" else None),
    }  # fmt: skip


def _take(request: HttpRequest, asking: Asking, secret: str, act: str, forms: Forms) -> HttpResponse | int:
    """Do what was sent and lead back to the page; or answer the status of what is wrong with it."""
    name = "answer" if act in set(Answer) else {"correct": "talk"}.get(act, act)
    take, form = _TAKES.get(name), forms.get(name)
    if take is None or (form is not None and not form.is_valid()):
        return UNFIT
    try:
        take(request, asking, forms)
    except Refusal as refusal:
        for reason in refusal.reasons:
            if form is None:
                say(request, say_reason(reason))
            else:
                form.add_error(reason.field if reason.field in form.fields else None, say_reason(reason))
        if form is not None:
            return TOO_MANY if isinstance(refusal, TooOften) else UNFIT
    told = {"language": request.GET.get("language", "")}
    told |= {"removed": request.POST.get("slides", "")} if act == "remove" else {}
    query = urlencode({name: value for name, value in told.items() if value})
    return HttpResponseRedirect(reverse("portal:speaker_page", args=[secret]) + (query and f"?{query}"))


def _take_answer(request: HttpRequest, asking: Asking, forms: Forms) -> None:
    words = forms["answer"].cleaned_data["words"]
    actions.answer_asking(asking, request.POST["act"], words, by=visitor_of(request))
    say(request, gettext("Your answer is kept. You can change it here."))


def _take_talk(request: HttpRequest, asking: Asking, forms: Forms) -> None:
    actions.correct_talk(asking, **forms["talk"].cleaned_data, by=visitor_of(request))
    say(request, gettext("Your changes are kept."))


def _take_needs(request: HttpRequest, asking: Asking, forms: Forms) -> None:
    actions.tell_needs(asking, forms["needs"].told(), by=visitor_of(request))  # type: ignore[attr-defined]
    say(request, gettext("Thank you, the team knows it now."))


def _take_slides(request: HttpRequest, asking: Asking, forms: Forms) -> None:
    file = forms["slides"].cleaned_data["file"]
    slides = actions.add_slides(asking, file, file.name, by=visitor_of(request))
    say(request, gettext("“{name}” is here. Thank you!").format(name=slides.name))


def _take_removal(request: HttpRequest, asking: Asking, _forms: Forms) -> None:
    slides = _slides(request, asking, removed=False)
    actions.remove_slides(slides, by=visitor_of(request))
    say(request, gettext("“{name}” is taken away.").format(name=slides.name))


def _take_return(request: HttpRequest, asking: Asking, _forms: Forms) -> None:
    actions.restore_slides(_slides(request, asking, removed=True), by=visitor_of(request))


_TAKES: Mapping[str, Take] = {
    "answer": _take_answer, "talk": _take_talk, "needs": _take_needs, "slides": _take_slides,
    "remove": _take_removal, "restore": _take_return,
}  # fmt: skip


def _show(request: HttpRequest, asking: Asking, secret: str, forms: Forms, status: int) -> HttpResponse:
    speaking = asking.speaking
    event = speaking.session.event
    language, stand = str(translation.get_language()), queries.stand_now(event)
    is_ahead = stand not in {Stand.OVER, Stand.SETTLED, Stand.CANCELLED}
    removed = number_of(request.GET.get("removed", ""))
    return show(
        request, "portal/events/speaker_page.html", status=status, asking=asking, speaker=speaking.speaker,
        session=speaking.session, event=event, community=event.community, forms=forms, secret=secret,
        answer_title=ANSWER_TITLES[asking.answer], slot=queries.slot_of(speaking),
        span=queries.span_of(event), place=queries.place_of(event), is_ahead=is_ahead,
        is_off=event.cancelled_at is not None, has_agreed=speaking.step in SHOWN_STEPS,
        slides=queries.slides_of(asking), gone=queries.slides_in(asking, removed or 0, removed=True),
        language=language, LANGUAGE_CODE=language, alternates=settings.LANGUAGES,
    )  # fmt: skip


def _slides(request: HttpRequest, asking: Asking, *, removed: bool) -> Slides:
    pk = number_of(request.POST.get("slides", "")) or 0
    found = queries.slides_in(asking, pk, removed=removed) or queries.slides_in(
        asking, pk, removed=not removed
    )
    if found is None:
        raise Http404
    found.asking = asking
    return found


def _asking(secret: str) -> Asking:
    return or_404(queries.asking_at(secret))
