"""Speakers of a community and of an event, by how far their talks have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from veche.events.models import Event, Session, Speaker, Speaking, SpeakingChange
from veche.events.terms.programme import STEP_TITLES, STEPS, Step
from veche.ledger.models import Identity
from veche.people.models import Person
from veche.people.queries import identities_of

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_IN_COLUMN = 60


class Column(NamedTuple):
    """A step of the board: how many stand there, and the first of them."""

    step: Step
    title: str
    many: int
    held: list[Speaking]


def speaker_of(community: Community, pk: int) -> Speaker | None:
    """Answer one speaker of the community."""
    return Speaker.objects.select_related("identity").filter(community=community, pk=pk).first()


def speaking_of(event: Event, pk: int) -> Speaking | None:
    """Answer that somebody speaks at the event."""
    found = Speaking.objects.select_related(
        "speaker__identity__attachment", "session__hall", "session__event__community"
    )
    return found.filter(session__event=event, pk=pk).first()


def speakings_of(session: Session) -> list[Speaking]:
    """Answer who speaks in a session, in the order of the programme."""
    found = Speaking.objects.select_related("speaker").filter(session=session, removed_at=None)
    return list(found.order_by("place", "pk"))


def board_of(event: Event) -> list[Column]:
    """Answer who speaks by step, those who stand there longest first: a query for each step and one more."""
    found = Speaking.objects.filter(session__event=event, session__removed_at=None, removed_at=None)
    counts = dict(found.values_list("step").annotate(n=Count("pk")))
    told = found.select_related("speaker", "session", "asking").defer(
        "session__abstract",
        "session__needs",
        "speaker__bio",
        "asking__text",
        "asking__words",
    )
    return [
        Column(
            step, STEP_TITLES[step], counts.get(step, 0),
            list(told.filter(step=step).order_by("since", "pk")[:MOST_IN_COLUMN]) if step in counts else [],
        )
        for step in STEPS
    ]  # fmt: skip


def changes_of(speaker: Speaker) -> list[SpeakingChange]:
    """Answer the steps of all of a speaker's talks, the newest first."""
    found = SpeakingChange.objects.filter(speaking__speaker=speaker)
    changes = list(found.select_related("speaking__session__event").order_by("-at", "-pk")[:200])
    for one in changes:
        one.step_title = STEP_TITLES[Step(one.step)]  # type: ignore[attr-defined]
    return changes


def talks_of_person(community: Community, person: Person) -> list[Speaking]:
    """Answer the talks of the person behind handles: two queries."""
    speakers = Speaker.objects.filter(community=community, identity__in=identities_of(person))
    found = Speaking.objects.select_related("session__event", "speaker").filter(
        speaker__in=speakers, session__event__community=community, session__removed_at=None, removed_at=None
    )
    return list(found.order_by("-session__event__starts_at", "pk")[:200])


def identity_with(community: Community, email: str) -> Identity | None:
    """Answer who the ledger knows by an address."""
    if not email:
        return None
    found = Identity.objects.filter(organisation=community.organisation_id, kind="email", value=email.lower())
    return found.first()
