"""Letters about an event: invitations, words to guests, what became of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from veche.core.models import Community
from veche.core.queries import allows
from veche.events import actions, queries
from veche.events.forms.inviting import InvitationForm, LetterForm, MessageForm
from veche.events.models import Drive, Event
from veche.events.rules.reminding import told_of
from veche.events.terms import GUEST_TITLES, MOVE_GUESTS, PLAN_EVENTS, SEE_GUESTS, GuestState
from veche.events.terms.inviting import DRIVE_TITLES, SENT_TITLES, Audience, DriveKind, DriveState, Sent
from veche.events.terms.reminding import SIDES, UNITS
from veche.events.views.finding import found_event
from veche.kit.pages import or_404, page, say, show

BOTH = ("GET", "POST")


@page(SEE_GUESTS)
def letter_list(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Show what was sent about an event, and what goes by itself."""
    found = found_event(community, event)
    reminders = [
        (
            line,
            *told_of(line.reminder.minutes),
            [GUEST_TITLES[GuestState(one)] for one in line.reminder.states],
        )
        for line in queries.reminders_of(found)
    ]
    return show(
        request, "events/inviting/letter_list.html", event=found, lines=queries.drives_of(found),
        reminders=reminders, units=UNITS, sides=SIDES, titles={str(k): v for k, v in DRIVE_TITLES.items()},
        may_invite=allows(request.actor, MOVE_GUESTS, community),
        may_plan=allows(request.actor, PLAN_EVENTS, community),
    )  # fmt: skip


@page(MOVE_GUESTS, methods=BOTH)
def invitation_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Invite people: first see who would get it, then send."""
    found = found_event(community, event)
    form = InvitationForm(request.POST or None, event=found)
    return _compose(request, found, form, DriveKind.INVITATION)


@page(MOVE_GUESTS, methods=BOTH)
def message_new(request: HttpRequest, community: Community, event: int) -> HttpResponse:
    """Write to guests: first see who would get it, then send."""
    found = found_event(community, event)
    form = MessageForm(request.POST or None, event=found)
    return _compose(request, found, form, DriveKind.MESSAGE)


@page(SEE_GUESTS)
def drive_page(request: HttpRequest, community: Community, event: int, drive: int) -> HttpResponse:
    """Show what became of a drive; while it goes, the page follows."""
    found = found_event(community, event)
    state = request.GET.get("state", "")
    told = queries.drive_told(_drive(found, drive), state=state, after=request.GET.get("after", ""))
    counts = [(one.value, SENT_TITLES[one], told.line.numbers.by_sent.get(one, 0)) for one in Sent]
    template = "events/inviting/_drive.html" if _asks_for_part(request) else "events/inviting/drive_page.html"
    return show(
        request, template, event=found, told=told, line=told.line, drive=told.line.drive, state=state,
        counts=[one for one in counts if one[2]], title=DRIVE_TITLES[DriveState(told.line.drive.state)],
        may_invite=allows(request.actor, MOVE_GUESTS, community), community=community,
    )  # fmt: skip


@page(MOVE_GUESTS, methods=("POST",))
def drive_stop(request: HttpRequest, community: Community, event: int, drive: int) -> HttpResponse:
    """Stop a drive, or take it back while nothing went."""
    found = _drive(found_event(community, event), drive)
    count = actions.stop_drive(found, in_=community, by=request.actor)
    told = ngettext("Stopped: {n} person gets nothing.", "Stopped: {n} people get nothing.", count)
    say(request, told.format(n=count))
    return redirect("events:drive_page", community.slug, event, drive)


def _compose(request: HttpRequest, event: Event, form: LetterForm, kind: DriveKind) -> HttpResponse:
    community, audience, sample = event.community, None, None
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            if request.POST.get("act") == "send":
                drive = _launch(request, event, form, kind)
                undo = reverse("events:drive_stop", args=[community.slug, event.pk, drive.pk])
                say(request, gettext("It goes in ten seconds."), undo=undo)
                return redirect("events:drive_page", community.slug, event.pk, drive.pk)
            find = queries.audience_of if kind is DriveKind.INVITATION else queries.guests_for
            audience = find(event, form.whom())  # type: ignore[attr-defined]
            sample = _sample(event, form, audience, kind)
    return show(
        request, "events/inviting/letter_new.html", status=422 if form.errors else 200, event=event,
        form=form, audience=audience, sample=sample, is_invitation=kind is DriveKind.INVITATION,
    )  # fmt: skip


def _launch(request: HttpRequest, event: Event, form: LetterForm, kind: DriveKind) -> Drive:
    told = form.cleaned_data
    return actions.launch_drive(
        event, kind, form.whom(), subject=told["subject"], text=told["text"], told=form.told(),  # type: ignore[attr-defined]
        key=told["key"], in_=event.community, by=request.actor,
    )  # fmt: skip


def _sample(event: Event, form: LetterForm, audience: Audience, kind: DriveKind) -> object:
    """Answer the letter as the first of them would get it; nobody's own link is shown here."""
    told, is_invitation = form.cleaned_data, kind is DriveKind.INVITATION
    name = audience.reached[0].name if audience.reached else ""
    letter = queries.letter_of(
        event, event.language, told["subject"], told["text"], name=name, link="https://…/g/…/",
        refusing="https://…/n/…/" if is_invitation else "",
    )  # fmt: skip
    return {"to": name, "letter": letter}


def _asks_for_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == "drive"


def _drive(event: Event, pk: int) -> Drive:
    return or_404(queries.drive_of(event, pk))
