"""A community's events for anybody: one event with its form, the calendar, and what other programs read."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.models import Community
from veche.core.queries import shown_community
from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.models import Event
from veche.events.terms import DIET_CONSENT, NO_CODE, STAND_TITLES, EventKind, Stand
from veche.kit.pages import framed_by, or_404, page, show
from veche.kit.terms import N_, Reason, Refusal, TooOften
from veche.portal.forms import Sheet
from veche.portal.views.greeting import greeting, known_visitor
from veche.portal.views.keeping import OWN_WORD, kept_page
from veche.portal.views.visiting import language_of, visitor_of

LARGEST = 256 * 1024
TOO_LARGE, UNFIT, TOO_MANY = 413, 422, 429
TRAP = "website"
NOT_OURS = N_("This is not the form that we showed you.")
FEED_KEPT = "public, max-age=300"


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def event_page(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Show an event with its form, and take a registration.

    There is nobody signed in whom another site could misuse: what comes is a stranger's word.
    """
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    found, shown = event_at(community, event)
    with translation.override(read_language(request)):
        if request.method == "POST" and request.POST.get("answer") != "look":
            return _register(request, found, shown)
        if request.method == "POST":
            return show_event(request, found, shown, told_in(request))
        return _shown_to_strangers(request, found, shown)


@page(ANYONE)
def event_card(request: HttpRequest, community: str, event: str) -> HttpResponse:
    """Answer the picture that stands beside a link to an event."""
    found, shown = event_at(community, event)
    drawn = queries.card_of(shown, found, read_language(request))
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


@page(ANYONE)
def event_file(request: HttpRequest, community: str, event: str) -> HttpResponse:  # noqa: ARG001
    """Answer an event as an iCalendar file."""
    found, shown = event_at(community, event)
    return _calendar([shown], found, f"{shown.slug}.ics")


@page(ANYONE)
def event_calendar(request: HttpRequest, community: str) -> HttpResponse:
    """Show what a community plans."""
    found = community_at(community)
    with translation.override(read_language(request)):
        return kept_page(request, ("calendar", found.pk, *queries.calendar_version(found)), lambda: show(
            request, "portal/events/event_calendar.html", **_calendar_data(found)
        ))  # fmt: skip


@page(ANYONE)
def event_frame(request: HttpRequest, community: str) -> HttpResponse:
    """Show the same list in the page of another site."""
    found = community_at(community)
    with translation.override(read_language(request)):
        response = kept_page(request, ("frame", found.pk, *queries.calendar_version(found)), lambda: show(
            request, "portal/events/event_frame.html", **_calendar_data(found)
        ))  # fmt: skip
    response.headers["Content-Security-Policy"] = framed_by(())
    return response


@page(ANYONE)
def event_calendar_file(request: HttpRequest, community: str) -> HttpResponse:  # noqa: ARG001
    """Answer a community's calendar for programs that follow it; what was lately over stays a while."""
    found = community_at(community)
    return _calendar(queries.listed_events(found, past_days=90), found, f"{found.slug}.ics")


@page(ANYONE)
def event_feed(request: HttpRequest, community: str) -> HttpResponse:
    """Answer a community's events as an RSS feed."""
    found = community_at(community)
    with translation.override(read_language(request)):
        feed = Rss201rev2Feed(
            title=gettext("Events: {community}").format(community=found.name), link=_home(found),
            description=found.about[:500], language=found.language, feed_url=f"{_home(found)}feed.xml",
        )  # fmt: skip
        for event in queries.listed_events(found):
            lines = (queries.span_of(event), queries.place_of(event), queries.about_of(event))
            link = queries.page_of(event, found)
            feed.add_item(
                event.title, link, "\n".join(line for line in lines if line), unique_id=link,
                pubdate=event.announced_at or event.made_at, updateddate=event.changed_at,
            )  # fmt: skip
    body = feed.writeString("utf-8")
    return HttpResponse(body, content_type="application/rss+xml; charset=utf-8",
                        headers={"Cache-Control": FEED_KEPT})  # fmt: skip


def community_at(slug: str) -> Community:
    """Answer the community of an address, or a page that says there is nothing."""
    return or_404(shown_community(slug))


def event_at(community: str, slug: str) -> tuple[Community, Event]:
    """Answer the community and the event of an address that anybody may see."""
    event = or_404(queries.event_shown_at(community, slug))
    return event.community, event


def read_language(request: HttpRequest) -> str:
    """Answer the language of the address, else the one the visitor reads pages in."""
    return language_of(request, str(translation.get_language() or "en"))


def told_in(request: HttpRequest) -> dict[str, list[str]]:
    """Answer a form as it was sent, without the letter that no database holds."""
    return {
        name: [text.replace("\0", "") for text in given if isinstance(text, str)]
        for name, given in request.POST.lists()
    }


def _shown_to_strangers(request: HttpRequest, community: Community, event: Event) -> HttpResponse:
    """Show the page as everybody gets it but for the key of the form; who is known is greeted."""
    if known := known_visitor(request, community):
        return show_event(request, community, event, known=known)
    name = (
        "event", event.pk, event.changed_at, community.name, community.accent, queries.stand_now(event),
        queries.is_registering(event), queries.is_expected(event), _few_left(event),
    )  # fmt: skip
    word = secrets.token_urlsafe(24)
    return kept_page(request, name, lambda: show_event(request, community, event), word=word)


def _register(request: HttpRequest, community: Community, event: Event) -> HttpResponse:
    told, language = told_in(request), translation.get_language() or community.language
    try:
        if request.POST.get(TRAP):
            raise Refusal(Reason(NOT_OURS))
        guest = actions.take_form(
            event, told, in_=community, answer=request.POST.get("answer", "going"), language=language,
            diet_consent=gettext(DIET_CONSENT), source=request.GET.get("source", ""), by=visitor_of(request),
        )  # fmt: skip
    except Refusal as refusal:
        status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
        return show_event(request, community, event, told, reasons=refusal.reasons, status=status)
    place = reverse("portal:guest_page", args=[queries.secret_for(event.pk, guest.key)])
    wish = f"?language={language}" if "language" in request.GET else ""
    return HttpResponseRedirect(place + wish)


def show_event(
    request: HttpRequest, community: Community, event: Event, told: dict[str, list[str]] | None = None, *,
    reasons: tuple[Reason, ...] = (), status: int = 200, known: queries.Known | None = None,
) -> HttpResponse:  # fmt: skip
    """Show an event with its form, as it was filled in and what is wrong; who is known is greeted."""
    told = told or {"code": [request.GET.get("code", "")], "name": [known.name if known else ""]}
    code, reasons, status = code_tried(request, event, told, reasons, status)
    sale = queries.sale_of(event, code=code)
    fresh = OWN_WORD if request.method == "GET" else secrets.token_urlsafe(24)
    key = (told.get("key") or [""])[-1] or fresh
    language, stand = str(translation.get_language()), queries.stand_now(event)
    card = f"{queries.page_of(event, community)}card.png?language={language}&v=" + queries.card_digest(
        event, community, language
    )
    sheet = Sheet(sale, told, reasons=reasons, currency=community.currency, zone=event.time_zone, key=key)
    return show(
        request, "portal/events/event_page.html", status=status, community=community, event=event,
        stand=stand, stand_title=STAND_TITLES[stand], sheet=sheet, trap=TRAP, card=card, language=language,
        LANGUAGE_CODE=language, alternates=settings.LANGUAGES, canonical=queries.page_of(event, community),
        place=queries.place_of(event), span=queries.span_of(event), lead=queries.about_of(event),
        is_registering=queries.is_registering(event), is_expected=queries.is_expected(event),
        has_album=stand in {Stand.OVER, Stand.SETTLED} and queries.has_public_album(event),
        is_full=stand is Stand.FULL, few_left=_few_left(event), map_url=_map_url(event),
        programme=queries.programme_shown(event),
        is_online=event.kind in {EventKind.ONLINE, EventKind.HYBRID}, code=code,
        **greeting(event, known),
        data=queries.structured_data(event, community, sale.tickets, image=card),
    )  # fmt: skip


def code_tried(
    request: HttpRequest, event: Event, told: dict[str, list[str]], reasons: tuple[Reason, ...], status: int
) -> tuple[Any, tuple[Reason, ...], int]:
    """Answer the code of a form, and what is wrong with the form by that."""
    typed = (told.get("code") or [""])[-1].strip()
    if reasons:  # it was counted when the form was taken
        return queries.code_of(event, typed) if status != TOO_MANY else None, reasons, status
    if not typed:
        return None, (), status
    try:
        code = actions.try_code(event, typed, in_=event.community, by=visitor_of(request))
    except TooOften as refusal:
        return None, refusal.reasons, TOO_MANY
    is_wrong = code is None and request.method == "POST"
    return code, (Reason(NO_CODE, field="code"),) if is_wrong else (), UNFIT if is_wrong else status


def _few_left(event: Event) -> int:
    """Answer how many seats are left where they are few: that is all a stranger learns of who comes."""
    left = None if event.seats is None else event.seats - event.taken
    return left if left is not None and 0 < left <= 10 else 0


def _map_url(event: Event) -> str:
    """Answer where the place is on a map; a link, so that nothing foreign is loaded here."""
    venue = event.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return ""
    point = f"{venue.latitude / 10**6:.6f}", f"{venue.longitude / 10**6:.6f}"
    return f"https://www.openstreetmap.org/?mlat={point[0]}&mlon={point[1]}#map=17/{point[0]}/{point[1]}"


def _calendar_data(community: Community) -> dict[str, Any]:
    language = str(translation.get_language())
    events = [
        (event, queries.span_of(event), queries.place_of(event), _stand_of(event))
        for event in queries.listed_events(community)
    ]
    return {
        "community": community, "events": events, "language": language, "LANGUAGE_CODE": language,
        "alternates": settings.LANGUAGES, "canonical": _home(community),
        "webcal": _home(community).replace("https:", "webcal:").replace("http:", "webcal:") + "calendar.ics",
    }  # fmt: skip


def _stand_of(event: Event) -> str:
    stand = queries.stand_now(event)
    return STAND_TITLES[stand] if stand in {Stand.FULL, Stand.CANCELLED, Stand.RUNNING} else ""


def _calendar(events: list[Event], community: Community, name: str) -> HttpResponse:
    headers = {"Cache-Control": FEED_KEPT, "Content-Disposition": f'inline; filename="{name}"'}
    body = queries.calendar_for(events, community)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _home(community: Community) -> str:
    return f"{settings.ADDRESS}{reverse('portal:event_calendar', args=[community.slug])}"
