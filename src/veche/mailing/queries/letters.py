"""Letters as the desk shows them: the list, one, its versions, its remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from veche.mailing.models import Letter, Remark, Version
from veche.mailing.terms import LetterKind, LetterState

if TYPE_CHECKING:
    from veche.core.models import Community

# The tabs of the list: what is being written, what is on its way, what has left, what was given up.
SHELVES: Mapping[str, tuple[LetterState, ...]] = {
    "writing": (LetterState.DRAFT, LetterState.REVIEW, LetterState.READY),
    "leaving": (LetterState.SCHEDULED, LetterState.PREPARING, LetterState.SENDING, LetterState.PAUSED),
    "sent": (LetterState.SENT,),
    "cancelled": (LetterState.CANCELLED,),
}


# These stand with the sequence, and the letter, that they are of.
ELSEWHERE = (LetterKind.STEP, LetterKind.VARIANT)


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the letters is asked for."""

    shelf: str = ""
    newsletter: int | None = None
    query: str = ""
    removed: bool = False


def letters_of(community: Community, wish: Wish) -> QuerySet[Letter]:
    """Answer the community's letters that fit, last changed first; steps and variants stand elsewhere."""
    found = Letter.objects.filter(community=community, removed_at__isnull=not wish.removed)
    found = found.exclude(kind__in=ELSEWHERE).select_related("newsletter")
    if wish.shelf in SHELVES:
        found = found.filter(state__in=SHELVES[wish.shelf])
    if wish.newsletter is not None:
        found = found.filter(newsletter=wish.newsletter)
    for word in wish.query.split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(subject__icontains=word))
    return found.order_by("-changed_at", "-pk")


def counts_by_shelf(community: Community) -> dict[str, int]:
    """Answer how many letters stand on each shelf."""
    kept = Letter.objects.filter(community=community, removed_at=None).exclude(kind__in=ELSEWHERE)
    states: Counter[str] = Counter()
    for state, count in kept.values_list("state").annotate(n=Count("pk")).order_by():
        states[state] = count
    return {shelf: sum(states[state] for state in of) for shelf, of in SHELVES.items()}


def letter_of(community: Community, pk: int) -> Letter | None:
    """Answer a letter of the community with what stands around it, removed or not: one query."""
    found = Letter.objects.select_related(
        "community__organisation", "newsletter__theme", "newsletter__segment", "newsletter__sender",
        "theme", "segment", "sender",
    )  # fmt: skip
    return found.filter(community=community, pk=pk).first()


def versions_of(letter: Letter) -> list[Version]:
    """Answer the versions of a letter, the newest first."""
    return list(letter.versions.order_by("-number")[:200])


def version_of(letter: Letter, number: int) -> Version | None:
    """Answer one version of a letter."""
    return letter.versions.filter(number=number).first()


def remarks_of(letter: Letter) -> list[Remark]:
    """Answer what colleagues remarked, what waits first, then the oldest first."""
    return list(letter.remarks.order_by("settled_at", "at", "pk"))


def remark_of(letter: Letter, pk: int) -> Remark | None:
    """Answer one remark on a letter."""
    return letter.remarks.filter(pk=pk).select_related("letter__community__organisation").first()


def head_of(thing: Letter | Version) -> dict[str, str]:
    """Answer the lines of a letter or version that are compared: subject, preheader, plain part, source."""
    lines = {name: str(getattr(thing, name)) for name in ("subject", "preheader", "plain")}
    return lines | {"form": thing.form, "source": str(thing.content.get("source", ""))}


def blocks_of(thing: Letter | Version) -> list[dict[str, Any]]:
    """Answer the blocks of a letter or version as they are kept."""
    return list(thing.content.get("blocks", []))
