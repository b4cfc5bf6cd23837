"""Members' words that letters quote: found in the ledger, with the name only of who allows to be quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from veche.kit.terms import N_, Reason, refuse_if
from veche.ledger.queries import lines_with, search_words
from veche.mailing.rules.writing.arranging import COLUMNS, walked
from veche.mailing.rules.writing.quoting import is_excerpt
from veche.people.models import Attachment, Person
from veche.people.queries import who_allows
from veche.people.terms import Purpose

if TYPE_CHECKING:
    from veche.core.models import Community

NOT_THEIRS = N_("These are not their words: shorten them with an ellipsis, but change none.")
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, and whether their name may stand below it."""

    interaction: int
    text: str
    name: str
    at: datetime
    channel: str
    may_name: bool


def words_found(community: Community, query: str) -> list[Said]:
    """Answer what was said with these words, newest first: five queries. Nothing where nothing is asked."""
    ids = search_words(community, query, limit=MOST_FOUND) if query.strip() else []
    return list(words_said(community, ids).values())


def words_said(community: Community, interactions: Sequence[int]) -> dict[int, Said]:
    """Answer the words of interactions of the community that still stand, by interaction."""
    lines = [line for line in lines_with(community, interactions) if line.words and not line.is_gone]
    people = _people({line.interaction.identity_id for line in lines})
    allowed = who_allows([one.pk for one in people.values()], Purpose.WORDS, in_=community)
    found = {}
    for line in lines:
        person = people.get(line.interaction.identity_id)
        name = (person.name if person else "") or line.interaction.identity.name
        found[line.interaction.pk] = Said(
            line.interaction.pk, line.words, name, line.at, line.interaction.channel.title,
            person is not None and person.pk in allowed,
        )  # fmt: skip
    return found


def with_consents(
    community: Community, blocks: Sequence[Mapping[str, Any]], *, is_strict: bool = True
) -> list[dict[str, Any]]:
    """Answer blocks in which the name below members' words stands only where they allow it now.

    Who said it and whether they allow it is asked of the ledger and of people, never of the form. Refuses,
    where `is_strict`, words that are not theirs; an excerpt with ellipses is theirs.
    """
    wanted = {_number(block) for block in walked(blocks) if block.get("kind") == "said"}
    said = words_said(community, sorted(wanted - {0})) if wanted - {0} else {}
    reasons: list[Reason] = []
    found = [_consented(block, said, reasons) for block in blocks]
    refuse_if(reasons if is_strict else [])
    return found


def _consented(block: Mapping[str, Any], said: Mapping[int, Said], reasons: list[Reason]) -> dict[str, Any]:
    found = dict(block)
    if block.get(COLUMNS):
        found[COLUMNS] = [[_consented(one, said, reasons) for one in column] for column in block[COLUMNS]]
    if block.get("kind") == "said":
        theirs = said.get(_number(block))
        if theirs and not is_excerpt(str(block.get("text", "")), theirs.text):
            reasons.append(Reason(NOT_THEIRS, "text", str(block.get("key", ""))))
        may = theirs is not None and theirs.may_name
        found |= {"name": theirs.name if theirs and may else "", "may_name": may}
        found |= {"picture": "", "may_picture": False}
    return found


def _number(block: Mapping[str, Any]) -> int:
    told = str(block.get("of", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _people(identities: set[int]) -> dict[int, Person]:
    found = Attachment.objects.filter(pk__in=identities).select_related("person")
    return {one.pk: one.person for one in found}
