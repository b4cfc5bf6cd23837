"""What is known of people who walk a sequence: what they did since, what came of the letter before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from veche.kit import sql
from veche.kit.time import Moment, moment
from veche.ledger.terms import Kind
from veche.mailing.models import Passage, Step, Walk
from veche.mailing.queries.audience import judged
from veche.mailing.terms import GONE, Stand
from veche.mailing.terms.audience import Recipient, Whom
from veche.mailing.terms.sequencing import ENDING_KINDS, Ending, Seen
from veche.people.models import Person

_SENT = (*GONE, Stand.DOUBTFUL)


def persons_now(persons: Iterable[int]) -> dict[int, int]:
    """Answer who each person is now: another one they were merged with; who was forgotten is left out."""
    rows = Person.objects.filter(pk__in=set(persons), forgotten_at=None)
    return {pk: into or pk for pk, into in rows.values_list("pk", "merged_into_id")}


def begun_at(walks: Sequence[Walk]) -> dict[int, Moment]:
    """Answer since when what each did counts, by walk: since what brought them in, where that is later.

    Before an event a walk begins on a day, and may be somebody's who registered after it.
    """
    facts = sql.fetch(
        f"SELECT id, occurred_at FROM ledger_interaction WHERE {sql.any_of('id')}",
        (sql.listed(sorted({walk.cause for walk in walks})),),
    )
    told = dict(facts)
    return {walk.pk: Moment(max(moment(walk.began_at), told.get(walk.cause, 0))) for walk in walks}


def last_deeds(
    community: int, persons: Iterable[int], endings: Iterable[Ending], since: Moment
) -> dict[int, dict[int, Moment]]:
    """Answer when each person last did what ends a sequence, by kind of fact."""
    kinds = {kind for ending in endings for kind in ENDING_KINDS[ending]}
    if not kinds:
        return {}
    rows = sql.fetch(
        "SELECT a.person_id, i.kind, max(i.occurred_at) FROM people_attachment a "
        "JOIN ledger_interaction i ON i.identity_id = a.identity_id "
        f"WHERE {sql.any_of('a.person_id')} AND {sql.any_of('i.kind')} AND i.community_id = %s "
        "AND i.occurred_at > %s GROUP BY a.person_id, i.kind",
        (sql.listed(sorted(set(persons))), sql.listed(sorted(kinds)), community, since),
    )
    last: dict[int, dict[int, Moment]] = defaultdict(dict)
    for person, kind, at in rows:
        last[person][kind] = Moment(at)
    return last


def seen_of(walks: Sequence[Walk], before: Step | None) -> dict[int, Seen]:
    """Answer what came of the step before, by walk: by facts of the ledger about the very letter."""
    if before is None:
        return {}
    passages = Passage.objects.filter(walk__in=walks, step=before, delivery__isnull=False)
    sent = {
        walk: (letter, state)
        for walk, letter, state in passages.values_list("walk_id", "delivery__letter_id", "delivery__state")
    }
    told = _told({letter for letter, _ in sent.values()}, [walk.person_id for walk in walks])
    seen = {}
    for walk in walks:
        letter, state = sent.get(walk.pk, (0, Stand.WAITING))
        did = {
            kind for kind, at in told.get((walk.person_id, letter), {}).items() if at >= moment(walk.began_at)
        }
        seen[walk.pk] = Seen(
            state in _SENT, Kind.OPENED.number in did, Kind.CLICKED.number in did
        )  # fmt: skip
    return seen


def judged_for(step: Step, turn: int, persons: Iterable[int]) -> Mapping[int, Recipient]:
    """Answer whether each person gets a step's letter, and at which address: as every audience is judged."""
    newsletter = step.letter.newsletter
    wanted = tuple(sorted(set(persons)))
    whom = Whom(newsletter.pk, wanted, newsletter.needs_subscription, False, step.letter_id, turn)
    asked = judged(whom, step.letter.community)
    rows = sql.fetch(f"SELECT person_id, identity_id, email, why FROM ({asked.text}) AS j", asked.values)
    return {row[0]: Recipient(*row) for row in rows if row[0] is not None}


def _told(letters: Iterable[int], persons: Iterable[int]) -> dict[tuple[int, int], dict[int, Moment]]:
    keys = [str(pk) for pk in letters]
    if not keys:
        return {}
    rows = sql.fetch(
        "SELECT a.person_id, s.key, i.kind, max(i.occurred_at) FROM ledger_subject s "
        "JOIN ledger_interaction i ON i.subject_id = s.id "
        "JOIN people_attachment a ON a.identity_id = i.identity_id "
        f"WHERE s.kind = 'letter' AND {sql.any_of('s.key', 'text')} AND i.kind IN (%s, %s) "
        f"AND {sql.any_of('a.person_id')} GROUP BY a.person_id, s.key, i.kind",
        (sql.listed(keys), Kind.OPENED.number, Kind.CLICKED.number, sql.listed(sorted(set(persons)))),
    )
    told: dict[tuple[int, int], dict[int, Moment]] = defaultdict(dict)
    for person, key, kind, at in rows:
        told[person, int(key)][kind] = Moment(at)
    return told
