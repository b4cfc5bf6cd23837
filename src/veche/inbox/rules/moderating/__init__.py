"""Rules of moderation: what each kind finds in facts, each in a file of its own.

What a rule finds depends on facts within its window alone, and more facts only find more: so what is
found batch by batch, with the window around each, is what is found in the whole at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from veche.inbox.rules.moderating.banned_words import find_banned_words
from veche.inbox.rules.moderating.commands import report_in
from veche.inbox.rules.moderating.duplicates import find_duplicates
from veche.inbox.rules.moderating.filling import faults_of_draft, settings_in
from veche.inbox.rules.moderating.flood import find_flood
from veche.inbox.rules.moderating.links_by_newcomers import find_links
from veche.inbox.rules.moderating.raid import find_raids
from veche.inbox.rules.moderating.saying import language_of, warning_text
from veche.inbox.terms.moderation import Hit, RuleKind, Seen, Settings

FINDERS: Mapping[RuleKind, Callable[[Iterable[Seen], Settings], Iterator[Hit]]] = {
    RuleKind.LINKS: find_links,
    RuleKind.FLOOD: find_flood,
    RuleKind.WORDS: find_banned_words,
    RuleKind.RAID: find_raids,
    RuleKind.DUPLICATES: find_duplicates,
}


def hits_of(kind: RuleKind, seen: Iterable[Seen], settings: Settings) -> list[Hit]:
    """Answer what a rule finds in facts, each fact once, in the order of time."""
    ordered = sorted(seen, key=lambda one: (one.at, one.pk))
    found = {hit.pk: hit for hit in FINDERS[kind](ordered, settings)}
    return [found[one.pk] for one in ordered if one.pk in found]


__all__ = ["faults_of_draft", "hits_of", "language_of", "report_in", "settings_in", "warning_text"]
