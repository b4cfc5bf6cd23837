"""Guests of an event: the list, one of them, moving many at once and back, and the list as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows, names_of_users
from veche.events import actions, queries
from veche.events.forms.guests import GuestForm
from veche.events.models import Event, Guest
from veche.events.terms import AGE_GROUPS, GUEST_MOVES, GUEST_TITLES, MOVE_GUESTS, SEE_GUESTS, GuestState
from veche.events.views.finding import found_event
from veche.kit.money import Money
from veche.kit.pages import back_to, give_csv, or_404, page, say, show
from veche.kit.text import number_of

MOST_MOVED = 200
# What the team says of many at once, in the order of a guest's way.
BULK = (GuestState.GOING, GuestState.DECLINED, GuestState.CANCELLED, GuestState.CAME, GuestState.MISSED)
ACT_TITLES = {
    GuestState.GOING: "circle-check", GuestState.DECLINED: "circle-x", GuestState.CANCELLED: "ban",
    GuestState.CAME: "user-check", GuestState.MISSED: "user-off",
}  # fmt: skip


@page(SEE_GUESTS)
def guest_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show who is on the list, of one state or found by words."""
    found = found_event(community, event)
    state, query = request.GET.get("state", ""), request.GET.get("q", "")[:100]
    listed = queries.guests_of(
        found,
        state=state if state in set(GuestState) else "",
        query=query,
        after=request.GET.get("after", ""),
    )
    return show(
        request, "events/guests/guest_list.html", event=found, listed=listed, state=state, query=query,
        acts=[(one.value, GUEST_TITLES[one], ACT_TITLES[one]) for one in BULK],
        rows=[(guest, GUEST_TITLES[GuestState(guest.state)]) for guest in listed.guests],
        may_move=allows(request.actor, MOVE_GUESTS, community),
    )  # fmt: skip


@page(SEE_GUESTS)
def guest_page(request: HttpRequest, community: Community, event: int, guest: int) -> HttpResponse:
    """Show one guest: party, answers, history."""
    found = found_event(community, event)
    shown = _guest(found, guest)
    changes = queries.changes_of(shown)
    names = names_of_users({one.user_id for one in changes if one.user_id})
    moves = [state for state in GUEST_TITLES if state in GUEST_MOVES[GuestState(shown.state)]]
    return show(
        request, "events/guests/guest_page.html", event=found, guest=shown,
        state_title=GUEST_TITLES[GuestState(shown.state)], mates=queries.mates_of(shown), ages=AGE_GROUPS,
        answers=queries.answers_of(shown), to_pay=Money(shown.amount, community.currency),
        paid=Money(shown.paid, community.currency), link=queries.link_of(shown),
        moves=[(state.value, GUEST_TITLES[state]) for state in moves],
        changes=[
            (one, GUEST_TITLES[GuestState(one.state)], names.get(one.user_id or 0, "")) for one in changes
        ],
        person=queries.person_url_of(shown, community),
        may_move=allows(request.actor, MOVE_GUESTS, community),
    )  # fmt: skip


@page(MOVE_GUESTS, methods=("GET", "POST"))
def guest_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Write down a guest by hand."""
    found = found_event(community, event)
    form = GuestForm(request.POST or None, event=found)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            guest = actions.write_down_guest(found, in_=community, by=request.actor, **form.facts())
            say(request, gettext("{name} is on the list.").format(name=guest))
            return back_to(request, "events:guest_page", community.slug, found.pk, guest.pk)
    status = 422 if form.errors else 200
    return show(request, "events/guests/guest_new.html", status=status, event=found, form=form)


@page(MOVE_GUESTS, methods=("POST",))
def guests_move(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Bring the chosen guests to a state, with a button that takes it back."""
    found, state = found_event(community, event), request.POST.get("state", "")
    if state not in set(GuestState):
        raise Http404
    chosen = _numbers(request.POST.getlist("guest"))
    changes, left = actions.move_guests(
        chosen, GuestState(state), event=found, in_=community, by=request.actor
    )
    undo = reverse("events:guests_undo", args=[community.slug, found.pk])
    told = ngettext("{n} guest is moved.", "{n} guests are moved.", len(changes)).format(n=len(changes))
    if left:
        told += " " + gettext("Left as they are: {n}.").format(n=left)
    say(request, told, undo=f"{undo}?changes={','.join(map(str, changes))}" if changes else "")
    return back_to(request, "events:guest_list", community.slug, found.pk)


@page(MOVE_GUESTS, methods=("POST",))
def guests_undo(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Take moves back, as far as nothing else happened since."""
    found = found_event(community, event)
    changes = _numbers(request.GET.get("changes", "").split(","))
    count = actions.move_back(changes, event=found, in_=community, by=request.actor)
    say(request, ngettext("{n} move is taken back.", "{n} moves are taken back.", count).format(n=count))
    return back_to(request, "events:guest_list", community.slug, found.pk)


@page(MOVE_GUESTS, methods=("POST",))
def guest_note(request: HttpRequest, community: Community, event: int, guest: int) -> HttpResponse:
    """Keep the team's own words about a guest."""
    found = found_event(community, event)
    actions.note_guest(_guest(found, guest), request.POST.get("note", ""), in_=community, by=request.actor)
    say(request, gettext("The note is kept."))
    return back_to(request, "events:guest_page", community.slug, found.pk, guest)


@page(SEE_GUESTS)
def guest_file(request: HttpRequest, community: Community, event: int) -> HttpResponseBase:  # noqa: ARG001
    """Answer the list of guests as a CSV file."""
    found = found_event(community, event)
    columns, rows = queries.csv_of(found)
    return give_csv(f"{found.slug}-guests", columns, rows)


def _guest(event: Event, pk: int) -> Guest:
    return or_404(queries.guest_of(event, pk))


def _numbers(texts: list[str]) -> list[int]:
    return [pk for text in texts if (pk := number_of(text)) is not None][:MOST_MOVED]
