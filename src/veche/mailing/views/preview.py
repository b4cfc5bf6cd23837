"""The preview: a letter as a reader gets it, in a frame that runs nothing and belongs to no origin."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.clickjacking import xframe_options_exempt

from veche.core.models import Community
from veche.core.terms import LANGUAGES
from veche.kit.forms import say_reason
from veche.kit.pages import LETTER_POLICY, framing, page, say, show
from veche.kit.terms import Refusal
from veche.kit.text import number_of
from veche.mailing import actions
from veche.mailing.forms.editing import written_of
from veche.mailing.forms.letters import TestForm
from veche.mailing.models import Letter
from veche.mailing.queries.previewing import Seen, lines_for, readers_of, seen_by, variants_to_see
from veche.mailing.rules.checking.words import CLIPPED
from veche.mailing.terms import SEE_LETTERS, WRITE_LETTERS
from veche.mailing.terms.trying import MOST_VARIANTS
from veche.mailing.views.editing.shown import frame_of
from veche.mailing.views.finding import found_letter
from veche.people.queries import person_of

WIDTHS = ("desktop", "phone")


@page(SEE_LETTERS)
def letter_preview(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show a letter as somebody gets it: person, language, width and light are chosen."""
    found = found_letter(community, letter)
    query, wish = request.GET.get("q", "").strip()[:100], _wish(request)
    person = person_of(community, number_of(wish["person"]) or 0) if wish["person"] else None
    variants = variants_to_see(found)
    subject, preheader = lines_for(
        found, person.pk if person else None, wish["language"], int(wish["variant"])
    )  # fmt: skip
    return framing(show(
        request, "mailing/writing/preview.html", wish=wish, query=query, person=person,
        readers=_readers(found, community, query) if query else [], languages=LANGUAGES,
        subject=subject, preheader=preheader, variants=[(str(one), one + 1) for one in variants],
        test_form=TestForm(community, initial={"addresses": [_own_address(request)]}),
        **frame_of(request, found, "preview"),
    ))  # fmt: skip


@page(SEE_LETTERS)
def letter_readers(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Answer people of the audience to look at a letter as, as choices."""
    found = found_letter(community, letter)
    chosen = request.GET.get("person", "")
    readers = _readers(found, community, "")
    return show(request, "mailing/writing/_readers.html", readers=readers, chosen=chosen)


@page(SEE_LETTERS)
@xframe_options_exempt
def letter_frame(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Answer the letter alone, for the frame."""
    found = found_letter(community, letter)
    seen, fault = _seen(found, _wish(request))
    if seen is None:
        response = show(request, "mailing/writing/fault.html", fault=fault)
    else:
        response = HttpResponse(seen.html)
    response["Content-Security-Policy"] = LETTER_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@page(WRITE_LETTERS, methods=("GET", "POST"))
def letter_plain(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Show the plain part, and keep one that a human wrote; an empty one is made of the letter again."""
    found = found_letter(community, letter)
    if request.method == "POST":
        version = number_of(request.POST.get("version", "")) or 0
        written = replace(written_of(found), plain=_plain_told(request, found))
        actions.save_letter(found, written, version=version, is_kept=True, by=request.actor)
        say(request, gettext("The plain part is kept."))
        return redirect("mailing:letter_plain", community.slug, letter)
    seen, fault = _seen(found, _wish(request))
    return show(
        request, "mailing/writing/plain.html", seen=seen, fault=fault, limit=CLIPPED // 1000,
        weight=seen.weight / 1000 if seen else 0, **frame_of(request, found, "plain"),
    )  # fmt: skip


@page(WRITE_LETTERS, methods=("POST",))
def letter_test(request: HttpRequest, community: Community, letter: int) -> HttpResponse:
    """Send a letter to some of the team as the reader chosen gets it."""
    found = found_letter(community, letter)
    count = actions.send_test(
        found, request.POST.getlist("addresses"), person=_person(community, request.POST.get("person", "")),
        variant=_variant(request.POST.get("variant", "")), by=request.actor,
    )  # fmt: skip
    text = ngettext("The letter is sent to {n} address.", "The letter is sent to {n} addresses.", count)
    say(request, text.format(n=count))
    return redirect("mailing:letter_preview", community.slug, letter)


def _plain_told(request: HttpRequest, letter: Letter) -> str:
    """Answer the plain part somebody wrote; nothing where it still says what is made of the letter."""
    told = request.POST.get("plain", "").replace("\r\n", "\n").strip()
    if letter.plain:
        return told
    seen, _ = _seen(letter, _wish(request))
    return "" if seen and told == seen.source.strip() else told


def _wish(request: HttpRequest) -> dict[str, str]:
    told = {name: request.GET.get(name, "") for name in ("person", "language", "width", "dark", "email")}
    told["variant"] = str(_variant(request.GET.get("variant", "")))
    if told["width"] not in WIDTHS:
        told["width"] = WIDTHS[0]
    if told["language"] not in dict(LANGUAGES):
        told["language"] = ""
    return told


def _seen(letter: Letter, wish: dict[str, str]) -> tuple[Seen | None, str]:
    person = _person(letter.community, wish["person"])
    try:
        seen = seen_by(
            letter, person, variant=int(wish["variant"]), language=wish["language"],
            is_dark=bool(wish["dark"]),
        )  # fmt: skip
    except Refusal as refusal:
        return None, " ".join(say_reason(one) for one in refusal.reasons)
    return seen, ""


def _person(community: Community, told: str) -> int | None:
    found = person_of(community, number_of(told) or 0) if told else None
    return found.pk if found else None


def _variant(told: str) -> int:
    """Answer the variant that is asked for; the letter itself for what can be none."""
    number = number_of(told) or 0
    return number if number < MOST_VARIANTS else 0


def _readers(letter: Letter, community: Community, query: str) -> list[tuple[int, str]]:
    try:
        return readers_of(letter, community, query)
    except Refusal:  # a segment that is gone
        return []


def _own_address(request: HttpRequest) -> str:
    return str(getattr(request.user, "email", "")).lower()
