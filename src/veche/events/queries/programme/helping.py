"""Volunteers who also speak: when their talks are, and when their shifts are."""

from __future__ import annotations

from veche.events.models import Event, Placement, Speaking, Volunteer
from veche.events.terms.programme import Duty
from veche.events.terms.team import Span
from veche.kit.text import fold
from veche.kit.time import MINUTE, Moment, moment

# A speaker's talk with what they are known by.
_Talk = tuple[int, str, str, Span]


def talks_of_volunteers(event: Event) -> dict[int, tuple[Span, ...]]:
    """Answer when volunteers of an event speak at it: two queries, one where nobody helps."""
    helping = _helping(event)
    talks = _talks(event) if helping else []
    found = {
        pk: tuple(span for _, email, name, span in talks if _is_same(who, (email, name)))
        for pk, who in helping.items()
    }
    return {pk: spans for pk, spans in found.items() if spans}


def duties_of(event: Event) -> list[Duty]:
    """Answer the shifts of an event's volunteers who also speak at it: three queries at the most."""
    helping = _helping(event)
    speakers = {(speaker, email, name) for speaker, email, name, _ in _talks(event)} if helping else set()
    both = [
        (pk, speaker)
        for pk, who in helping.items()
        for speaker, email, name in speakers
        if _is_same(who, (email, name))
    ]
    if not both:
        return []
    placed = Placement.objects.filter(volunteer__in=[pk for pk, _ in both], shift__removed_at=None)
    shifts = list(placed.values_list("volunteer", "shift__title", "shift__starts_at", "shift__ends_at"))
    return [
        Duty(speaker, title, moment(starts), moment(ends))
        for pk, speaker in both
        for volunteer, title, starts, ends in shifts
        if volunteer == pk
    ]


def _helping(event: Event) -> dict[int, tuple[str, str]]:
    """Answer the volunteers with address and folded name."""
    found = Volunteer.objects.filter(event=event, removed_at=None).values_list("pk", "email", "name")
    return {pk: (email.lower(), fold(name)) for pk, email, name in found}


def _talks(event: Event) -> list[_Talk]:
    found = Speaking.objects.filter(
        session__event=event, session__removed_at=None, session__starts_at__isnull=False, removed_at=None
    ).values_list(
        "speaker", "speaker__email", "speaker__folded", "session__starts_at", "session__minutes"
    )  # fmt: skip
    return [
        (pk, email, name, Span(moment(at), Moment(moment(at) + minutes * MINUTE)))
        for pk, email, name, at, minutes in found
    ]


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two are one: by the address where both have one, else by the name."""
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]
