"""A guest's own page, by the link that only they have: what they registered, and every way to change it."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from veche.core.terms import ANYONE
from veche.events import actions, queries
from veche.events.models import Guest
from veche.events.terms import COMING, DIET_CONSENT, GUEST_TITLES, WAY_TITLES, GuestState, Stand
from veche.kit.money import Money
from veche.kit.pages import or_404, page, say, show
from veche.kit.terms import Reason, Refusal, TooOften
from veche.kit.text import number_of
from veche.kit.time import moment
from veche.portal.forms import Sheet
from veche.portal.forms.registering import known_of
from veche.portal.views.gatherings import LARGEST, TOO_LARGE, TOO_MANY, UNFIT, code_tried, told_in
from veche.portal.views.greeting import remember_guest
from veche.portal.views.visiting import language_of, visitor_of

# Whom somebody may have photographed, or will.
MAY_BE_SEEN = COMING | {GuestState.WAITING, GuestState.APPLIED, GuestState.MISSED}
KEEPS_TICKET = {GuestState.GOING, GuestState.WAITING, GuestState.APPLIED}
_SAID = {
    GuestState.GOING: "circle-check", GuestState.WAITING: "hourglass", GuestState.APPLIED: "mail-opened",
    GuestState.INVITED: "mail", GuestState.DECLINED: "circle-x", GuestState.CANCELLED: "circle-x",
}  # fmt: skip


@csrf_exempt
@page(ANYONE, methods=("GET", "POST"))
def guest_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Show where a guest stands, and take what they change. Whoever has the link is the guest."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    guest = or_404(queries.guest_at(secret))
    with translation.override(language_of(request, guest.language)):
        if request.method == "POST":
            return _take(request, guest, secret)
        _note_opening(request, guest)
        return remember_guest(request, _show(request, guest, secret), guest)


def _note_opening(request: HttpRequest, guest: Guest) -> None:
    """Note the first time a letter's link is opened; what a program fetches ahead is no reader."""
    drive, ahead = number_of(request.GET.get("d", "")), request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and not ahead and drive is not None:
        actions.note_opening(guest, drive, in_=guest.event.community, by=visitor_of(request))


def _take(request: HttpRequest, guest: Guest, secret: str) -> HttpResponse:
    told, act = told_in(request), request.POST.get("act", "")
    if request.POST.get("answer") == "look":
        return _show(request, guest, secret, told=told)
    known = {"in_": guest.event.community, "by": visitor_of(request)}
    try:
        if act == "no":
            actions.answer_no(guest, **known)
            say(request, gettext("Your answer is kept."))
        elif act == "take":
            actions.take_offer(guest, **known)
        elif act == "going":
            actions.answer_going(guest, told, diet_consent=gettext(DIET_CONSENT), **known)
        elif act == "change":
            actions.change_party(guest, told, diet_consent=gettext(DIET_CONSENT), **known)
            say(request, gettext("Your changes are kept."))
    except Refusal as refusal:
        status = TOO_MANY if isinstance(refusal, TooOften) else UNFIT
        return _show(request, guest, secret, told=told, reasons=refusal.reasons, status=status)
    wish = f"?language={request.GET['language']}" if "language" in request.GET else ""
    return HttpResponseRedirect(reverse("portal:guest_page", args=[secret]) + wish)


def _show(
    request: HttpRequest, guest: Guest, secret: str, *, told: dict[str, list[str]] | None = None,
    reasons: tuple[Reason, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    event, community, state = guest.event, guest.event.community, GuestState(guest.state)
    mates = queries.mates_of(guest)
    code = guest.code
    if told and state not in KEEPS_TICKET:
        typed, reasons, status = code_tried(request, event, told, reasons, status)
        code = typed or code
    sale = queries.sale_of(event, code=code)
    known = told or known_of(guest.name, mates, guest.answers, ticket=guest.ticket_type_id, sale=sale)
    # Whoever has a ticket keeps it, at the price it was taken for: there is none to choose.
    shown = replace(sale, tickets=(), has_codes=False) if state in KEEPS_TICKET else sale
    sheet = Sheet(
        shown, known, reasons=reasons, currency=community.currency, zone=event.time_zone, is_known=True
    )
    before, chance = (0, 0)
    if state is GuestState.WAITING and not guest.offered_until:
        before, chance = queries.place_in_list(guest)
    language, stand = str(translation.get_language()), queries.stand_now(event)
    is_ahead = stand in {Stand.ANNOUNCED, Stand.OPEN, Stand.FULL, Stand.CLOSED, Stand.RUNNING}
    return show(
        request, "portal/events/guest_page.html", status=status, guest=guest, event=event,
        community=community, state=state.value, state_title=GUEST_TITLES[state], mates=mates,
        icon=_SAID.get(state, "ticket"),
        sheet=sheet, before=before, chance=chance, span=queries.span_of(event), secret=secret,
        place=queries.place_of(event), language=language, LANGUAGE_CODE=language, stand=stand,
        alternates=settings.LANGUAGES, is_ahead=is_ahead, **_paying(guest),
        may_come=is_ahead and (queries.is_registering(event) or state is GuestState.INVITED),
        until=_until(guest),
        may_tell=queries.may_tell(guest), may_refuse=state in MAY_BE_SEEN,
        tickets=queries.tickets_held(guest) if is_ahead and state in COMING else (),
        has_album=not is_ahead and queries.may_see_album(guest),
    )  # fmt: skip


def _until(guest: Guest) -> str:
    """Answer until when seats are kept for a guest who waits."""
    ends = guest.offered_until
    return queries.day_and_hour(moment(ends), guest.event.time_zone) if ends else ""


def _paying(guest: Guest) -> dict[str, object]:
    """Answer what a guest still has to pay and in which ways."""
    left = guest.amount - guest.paid
    if left <= 0:
        return {"to_pay": None}
    ways, words, at_door = queries.ways_of(guest.event.community)
    return {
        "to_pay": Money(left, guest.event.community.currency), "transfer_words": words, "at_door": at_door,
        "pay_ways": [(way.value, gettext(WAY_TITLES[way])) for way in ways],
    }  # fmt: skip
