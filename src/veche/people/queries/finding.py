"""Finding: people by any of their names and handles, in Cyrillic and Latin letters alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from veche.kit.search import SearchIndex, number_of, seconds_of
from veche.kit.text import latin, sound, words_of
from veche.ledger.queries import Line, lines_around, lines_with, search_words
from veche.people.models import Attachment, Person, Standing
from veche.people.queries.timelines import persons_behind
from veche.people.rules.showing import source_link

if TYPE_CHECKING:
    from veche.core.models import Community

TABLE = "people_search"
# So many hits are looked at for those of the community; whoever wants fewer types more.
MOST_HITS, MOST_WORDS = 400, 32
FEW_WORDS = 30
# Lines before and after the one that is looked at.
AROUND = 10


def spellings(text: str) -> list[str]:
    """Answer the words of a name or handle as they are kept: in Latin letters, by their sound, in parts."""
    found: list[str] = []
    for word in words_of(text):
        parts = [word, *(part for part in word.split("_") if part)] if "_" in word else [word]
        for part in parts:
            found += [latin(part), sound(part)]
        if word.isdecimal() and len(word) > 9:
            found += [word[-10:], word[-7:]]
    return list(dict.fromkeys(filter(None, found)))[:60]


NAMES = SearchIndex(TABLE, spellings)


def scope_of_handles(organisation: int) -> int:
    """Answer under which scope identities stand; their moment there is 0."""
    return organisation * 2


def scope_of_persons(organisation: int) -> int:
    """Answer under which scope persons with a name given by hand stand; their moment there is 1,000."""
    return organisation * 2 + 1


def find_people(community: Community, query: str, *, limit: int = 10) -> list[Standing]:
    """Answer people of the community whose names or handles begin with all words of the query.

    Each with the person, those seen last first. Two queries, at any number of people.
    """
    handles, persons = _hits(community.organisation_id, query)
    if not handles and not persons:
        return []
    fitting = Q(person__attachments__identity__in=handles) | Q(person__in=persons)
    found = Standing.objects.filter(fitting, community=community, person__merged_into=None)
    return list(found.select_related("person").distinct().order_by("-last_seen_at", "-pk")[:limit])


def people_fitting(community: Community, query: str) -> list[int]:
    """Answer the ids of the organisation's persons whose names or handles begin with all words of a query."""
    handles, persons = _hits(community.organisation_id, query)
    owners = Attachment.objects.filter(identity__in=handles).values_list("person_id", flat=True)
    return sorted({*persons, *owners})


def _hits(organisation: int, query: str) -> tuple[list[int], list[int]]:
    words = list(words_of(query[:200]))[:MOST_WORDS]
    spelt = [[word for word in map(spell, words) if word] for spell in (latin, sound)]
    scopes = scope_of_handles(organisation), scope_of_persons(organisation)
    places = NAMES.find_spelt(spelt, scopes=scopes, limit=2 * MOST_HITS)
    handles = sorted(number_of(place) for place in places if seconds_of(place) == 0)
    return handles, sorted(number_of(place) for place in places if seconds_of(place) == 1)


def page_url(community: Community, person: Person) -> str:
    """Answer where the person's page is."""
    return reverse("people:person_page", args=[community.slug, person.pk])


def words_url(community: Community, query: str) -> str:
    """Answer where what was said with these words is found."""
    return reverse("people:word_list", args=[community.slug]) + "?" + urlencode({"q": query})


class FoundWords(NamedTuple):
    """What was said with the words asked for, each with who said it; `further` is where the next begin."""

    lines: list[tuple[Line, Person | None, str]]
    further: int | None


def find_words(community: Community, query: str, *, before: int | None = None) -> FoundWords:
    """Answer what was said in the community with these words, newest first, a page at a time."""
    ids = search_words(community, query, limit=FEW_WORDS + 1, before=before) if query else []
    shown = _with_people(lines_with(community, ids[:FEW_WORDS]))
    return FoundWords(shown, ids[FEW_WORDS - 1] if len(ids) > FEW_WORDS else None)


def find_talk(community: Community, interaction: int) -> FoundWords | None:
    """Answer an interaction of the community with what was said in its channel around it, oldest first."""
    middle = lines_with(community, [interaction])
    if not middle:
        return None
    return FoundWords(_with_people(lines_around(community, middle[0].interaction, count=AROUND)), None)


def _with_people(lines: list[Line]) -> list[tuple[Line, Person | None, str]]:
    known = persons_behind({line.interaction.identity_id for line in lines})
    return [
        (line, known.get(line.interaction.identity_id),
         source_link(line.interaction.channel.network, line.interaction.channel.key,
                     line.interaction.external_id))
        for line in lines
    ]  # fmt: skip
