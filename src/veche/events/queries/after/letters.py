"""Letters for afterwards: what they say, to whom, and which have gone."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import translation

from veche.events.models import Aftercare, Event, Guest, Notice
from veche.events.queries.calendars import place_of
from veche.events.queries.letters import Written, when_of
from veche.events.queries.links import link_of
from veche.events.rules.after import NAMELESS, fill_in, usual_letter
from veche.events.rules.registering import greeted
from veche.events.terms import EventState, GuestState
from veche.events.terms.after import LETTER_DAYS, LETTER_OF_STATE, LETTER_TITLES, AfterLetter
from veche.kit.time import DAY, HOUR, as_datetime, moment, now


class LetterShown(NamedTuple):
    """A letter as the team sees it: whom it is for, what it says, and how many it went to."""

    kind: AfterLetter
    title: str
    subject: str
    text: str
    is_own: bool
    written: int
    unwritten: int


def aftercare_of(event: Event) -> Aftercare:
    """Answer what the team decided of an event's letters; a new row where nothing was decided yet."""
    return Aftercare.objects.filter(event=event).first() or Aftercare(event=event)


def letters_shown(event: Event, care: Aftercare) -> list[LetterShown]:
    """Answer both letters of an event: three queries."""
    shown = []
    told = Notice.objects.filter(guest__event=event, kind__in=list(AfterLetter))
    rows = list(told.values_list("kind", "guest__email"))
    addresses = {address for _, address in rows}
    for state, kind in LETTER_OF_STATE.items():
        own = _own(care, kind)
        subject, text = own or usual_letter(event.template, kind, event.language)
        waiting = set(unwritten_guests(event, state).values_list("email", flat=True)) - addresses
        written = sum(one == kind for one, _ in rows)
        shown.append(LetterShown(kind, LETTER_TITLES[kind], subject, text, bool(own), written, len(waiting)))
    return shown


def unwritten_guests(event: Event, state: GuestState) -> QuerySet[Guest]:
    """Answer guests in a state who have an address and got no letter of afterwards, by their numbers."""
    told = Notice.objects.filter(guest__event=event, kind__in=list(AfterLetter)).values("guest")
    found = Guest.objects.filter(event=event, state=state).exclude(email="").exclude(pk__in=told)
    return found.order_by("pk")


def after_letter_to(guest: Guest, kind: AfterLetter, event: Event, care: Aftercare) -> Written:
    """Answer a letter to a guest; the usual text is in their language, the team's is as it was written."""
    own = _own(care, kind)
    language = event.language if own else guest.language
    subject, text = own or usual_letter(event.template, kind, language)
    with translation.override(language):
        page = link_of(guest)
        values = {
            "first_name": greeted(guest.name).split(" ")[0] or NAMELESS.told_in(language),
            "title": event.title, "when": when_of(moment(event.starts_at), event.time_zone),
            "where": place_of(event), "community": event.community.name, "photos": f"{page}photos/",
            "link": f"{page}feedback/" if kind is AfterLetter.THANKS else page,
        }  # fmt: skip
    return Written(fill_in(subject, values), f"{fill_in(text, values)}\n\n{event.community.name}\n")


def events_to_thank() -> list[Event]:
    """Answer the events whose letters are to go by themselves now."""
    at = now()
    found = Event.objects.filter(
        aftercare__hours__isnull=False, community__closed_at=None,
        ends_at__range=(as_datetime(at - LETTER_DAYS * DAY), as_datetime(at)),
    ).exclude(state__in=[EventState.DRAFT, EventState.CANCELLED])  # fmt: skip
    due = found.select_related("aftercare", "venue", "community__organisation").order_by("pk")
    return [one for one in due if moment(one.ends_at) + (one.aftercare.hours or 0) * HOUR <= at]


def _own(care: Aftercare, kind: AfterLetter) -> tuple[str, str] | None:
    text = getattr(care, f"{kind}_text")
    return (getattr(care, f"{kind}_subject"), text) if text else None
