"""Asking about feedback: what one guest said, what all of them say together, and the words to quote."""

from __future__ import annotations

from typing import NamedTuple

from veche.events.models import Event, Feedback, Guest, Session
from veche.events.queries.planning import stand_now
from veche.events.rules.feedback import tally_of
from veche.events.terms import GuestState, Stand
from veche.events.terms.after import CHANGES_DAYS, Tally
from veche.events.terms.programme import SessionKind
from veche.kit.time import DAY, moment, now

MOST_QUOTES, MOST_RATED = 200, 40


class FeedbackShown(NamedTuple):
    """Feedback of an event as the team sees it."""

    tally: Tally
    # How many registrations came: of so many an answer may be expected.
    asked: int
    quotes: list[Feedback]


def may_tell(guest: Guest) -> bool:
    """Tell whether a guest is asked what it was like: who came, and who was never said to have missed it."""
    over = stand_now(guest.event) in {Stand.OVER, Stand.SETTLED}
    return over and guest.state in {GuestState.CAME, GuestState.GOING}


def feedback_of(guest: Guest) -> Feedback | None:
    """Answer what a guest said."""
    return Feedback.objects.filter(guest=guest).first()


def may_change(feedback: Feedback | None) -> bool:
    """Tell whether what was said may still be changed."""
    return feedback is None or now() < moment(feedback.made_at) + CHANGES_DAYS * DAY


def rated_sessions(event: Event) -> list[str]:
    """Answer the titles of the sessions that guests are asked to rate, in the order they took place."""
    placed = Session.objects.filter(event=event, removed_at=None, starts_at__isnull=False)
    asked = placed.exclude(kind__in=[SessionKind.BREAK, SessionKind.OTHER]).order_by("starts_at", "pk")
    return list(dict.fromkeys(asked.values_list("title", flat=True)[:MOST_RATED]))


def tally_now(event: Event) -> Tally:
    """Answer an event's feedback counted: one query."""
    rows = Feedback.objects.filter(event=event).values_list("stars", "again", "sessions")
    return tally_of(rows.iterator(chunk_size=2000))


def feedback_shown(event: Event) -> FeedbackShown:
    """Answer an event's feedback as the team sees it: three queries."""
    asked = Guest.objects.filter(event=event, state=GuestState.CAME).count()
    with_words = Feedback.objects.filter(event=event).exclude(good="", mend="").select_related("guest")
    return FeedbackShown(
        tally_now(event), asked, list(with_words.order_by("-changed_at", "-pk")[:MOST_QUOTES])
    )


def feedback_in(event: Event, guest: int) -> Feedback | None:
    """Answer what a guest of an event said, by the guest's number."""
    return Feedback.objects.filter(event=event, guest=guest).first()


def best_words(event: Event, most: int = 5) -> list[str]:
    """Answer what was good in the words of guests with four stars and five, hidden ones left out."""
    found = Feedback.objects.filter(event=event, is_hidden=False, stars__gte=4).exclude(good="")
    return list(found.order_by("-stars", "-changed_at", "-pk").values_list("good", flat=True)[:most])
