"""Comparing: what is known of persons that may be one, read by sets, and who shares a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from veche.kit import sql
from veche.people.models import Person, Presence, Trait
from veche.people.rules.likeness import Known

# A key that more share says nothing: half the town is called Anna.
MOST_SHARING = 40
SPEAKS_MUCH = 5
# Whoever has more is compared by some of them: pairs of names are compared each with each.
MOST_NAMES, MOST_HANDLES = 12, 60
COMPARED = ("birthday", "sex", "city", "company")
_ACCOUNTS_SPEAK = frozenset({"telegram", "slack", "discord", "vk", "irc"})


def knowns_of(persons: Iterable[int]) -> dict[int, Known]:
    """Answer what is known of persons that are shown: six queries, however many."""
    ids = list(persons)
    shown = Person.objects.filter(pk__in=ids, merged_into=None, forgotten_at=None)
    names = dict(shown.values_list("pk", "name"))
    handles: dict[int, list[tuple[str, str]]] = {}
    called: dict[int, set[str]] = {}
    rows = sql.fetch(
        "SELECT a.person_id, i.kind, i.value, i.name FROM people_attachment a "
        f"JOIN ledger_identity i ON i.id = a.identity_id WHERE {sql.any_of('a.person_id')} ORDER BY i.id",
        (sql.listed(names),),
    )
    for person, kind, value, name in rows:
        handles.setdefault(person, []).append((kind, value))
        called.setdefault(person, set()).add(name)
    traits, channels, lists = _traits_of(names), _channels_of(names), _lists_of(names)
    return {
        pk: Known(
            name, tuple(sorted({name, *called.get(pk, ())} - {""})[:MOST_NAMES]),
            tuple(handles.get(pk, ())[:MOST_HANDLES]),
            traits.get(pk, {}), channels.get(pk, {}), lists.get(pk, {}),
        )
        for pk, name in names.items()
    }  # fmt: skip


def _traits_of(persons: Iterable[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    told = Trait.objects.filter(person__in=list(persons), field__key__in=COMPARED, is_current=True)
    for person, key, value in told.values_list("person_id", "field__key", "folded"):
        found.setdefault(person, {})[key] = value
    return found


def _channels_of(persons: Iterable[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    seen = Presence.objects.filter(person__in=list(persons), count__gte=SPEAKS_MUCH)
    seen = seen.filter(channel__network__in=_ACCOUNTS_SPEAK)
    for person, channel, title in seen.values_list("person_id", "channel_id", "channel__title"):
        found.setdefault(person, {})[channel] = title
    return found


def _lists_of(persons: Iterable[int]) -> dict[int, dict[int, str]]:
    """Answer the tables in which persons stand as entries of their own."""
    found: dict[int, dict[int, str]] = {}
    rows = sql.fetch(
        "SELECT a.person_id, o.id, o.title FROM people_attachment a "
        "JOIN ledger_identity i ON i.id = a.identity_id JOIN ledger_origin o ON o.id = i.origin_id "
        f"WHERE i.kind IN ('row', 'email', 'phone') AND {sql.any_of('a.person_id')}",
        (sql.listed(persons),),
    )
    for person, origin, title in rows:
        found.setdefault(person, {})[origin] = title
    return found


def sharing(persons: list[int]) -> list[tuple[int, int]]:
    """Answer the pairs of these persons with anybody who shares a trace that few share."""
    rows = sql.fetch(
        "SELECT t.person_id, o.person_id FROM people_trace t JOIN people_trace o ON o.key = t.key "
        f"AND o.person_id <> t.person_id WHERE {sql.any_of('t.person_id')} AND "
        "(SELECT count(*) FROM (SELECT 1 FROM people_trace c WHERE c.key = t.key LIMIT %s) few) < %s",
        (sql.listed(persons), MOST_SHARING, MOST_SHARING),
    )
    return sorted({(min(pair), max(pair)) for pair in rows})


def namesakes_among(knowns: dict[int, Known]) -> dict[str, int]:
    """Answer how many shown persons of the same organisation have each of these names."""
    names = sorted({known.name for known in knowns.values() if known.name})
    rows = sql.fetch(
        "SELECT name, count(*) FROM people_person WHERE merged_into_id IS NULL AND "
        f"organisation_id IN (SELECT organisation_id FROM people_person WHERE {sql.any_of('id')}) AND "
        f"{sql.any_of('name', 'text')} GROUP BY name",
        (sql.listed(knowns), sql.listed(names)),
    )
    return dict(Counter(dict(rows)))


def talked_among(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Answer which of the pairs answered one another."""
    wanted = set(pairs)
    ones = sql.listed({pk for pair in wanted for pk in pair})
    rows = sql.fetch(
        "SELECT DISTINCT a.person_id, b.person_id FROM people_attachment a "
        "JOIN ledger_interaction c ON c.identity_id = a.identity_id "
        "JOIN ledger_reply r ON r.child_id = c.id JOIN ledger_interaction p ON p.id = r.parent_id "
        "JOIN people_attachment b ON b.identity_id = p.identity_id "
        f"WHERE {sql.any_of('a.person_id')} AND {sql.any_of('b.person_id')} AND a.person_id <> b.person_id",
        (ones, ones),
    ) if wanted else []  # fmt: skip
    return {pair for one, other in rows if (pair := (min(one, other), max(one, other))) in wanted}
