"""Saved answers, and what their places are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from veche.inbox.models import SavedAnswer
from veche.inbox.rules.placeholders import fill_text
from veche.kit.text import fold

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.core.terms import Actor
    from veche.people.models import Person

MOST = 500
FEW = 8


@dataclass(frozen=True, slots=True)
class Filled:
    """A saved answer as it would go to a person."""

    answer: SavedAnswer
    text: str
    language: str


def saved_answers_of(community: Community, *, removed: bool = False) -> QuerySet[SavedAnswer]:
    """Answer the community's saved answers by key."""
    return SavedAnswer.objects.filter(community=community, removed_at__isnull=not removed).order_by(
        "folded", "pk"
    )[:MOST]


def saved_answer_of(community: Community, pk: int, *, removed: bool = False) -> SavedAnswer | None:
    """Answer one saved answer of the community, or nothing."""
    return SavedAnswer.objects.filter(community=community, pk=pk, removed_at__isnull=not removed).first()


def choose_saved_answers(
    community: Community, typed: str, *, person: Person | None, by: Actor, limit: int = FEW
) -> list[Filled]:
    """Answer those whose key begins with what was typed, then those that have it anywhere, filled in.

    The text is in the person's language where it is known and the answer has it, else in the
    community's, else in the one there is.
    """
    wish = fold(typed.lstrip("/").strip())
    values = values_for(community, person=person, by=by)
    language = (person.language if person else "") or community.language
    ranked = sorted(
        (place, one.folded, one) for one in saved_answers_of(community) if (place := _place(one, wish)) < 3
    )
    return [fill_answer(one, values, language) for _, _, one in ranked[:limit]]


def fill_answer(answer: SavedAnswer, values: dict[str, str], language: str) -> Filled:
    """Answer a saved answer with its places filled, in the language where it has it."""
    texts = {key: text for key, text in answer.texts.items() if text}
    chosen = language if language in texts else next(iter(texts), language)
    return Filled(answer, fill_text(texts.get(chosen, ""), values), chosen)


def values_for(community: Community, *, person: Person | None, by: Actor) -> dict[str, str]:
    """Answer what fills the places: a flat dictionary of strings and nothing else."""
    name = person.name if person else ""
    return {
        "name": name,
        "first_name": name.split()[0] if name.split() else "",
        "community": community.name,
        "my_name": by.name,
    }


def _place(answer: SavedAnswer, wish: str) -> int:
    if answer.folded.startswith(wish):
        return 0
    if wish in answer.folded:
        return 1
    return 2 if any(wish in fold(text) for text in answer.texts.values()) else 3
