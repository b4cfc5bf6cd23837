"""Segments: what they may name, and whom they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import fold
from veche.kit.time import now, number_of_day
from veche.ledger.queries import ask_columns
from veche.people.models import Person, Segment
from veche.people.queries.describing import fields_of
from veche.people.rules.compiling import Question, Surroundings, compile_conditions
from veche.people.rules.conditions import check_conditions, read_conditions, references
from veche.people.rules.drafting import Drafts, drafts_of
from veche.people.terms.conditions import CLAUSES, FieldShape, Group, Known, Slot

if TYPE_CHECKING:
    from veche.core.models import Community

EXAMPLES, MOST_SUBJECTS = 10, 1_000
TOO_WIDE = N_("More than {most} things have “{text}” in their name: say more of it.")


@dataclass(frozen=True, slots=True)
class Found:
    """Whom conditions find: how many, and the first of them by when they were last seen."""

    count: int
    examples: tuple[int, ...]


def segments_of(community: Community) -> list[Segment]:
    """Answer the community's segments by name."""
    return list(Segment.objects.filter(community=community, removed_at=None).order_by("folded", "pk"))


def segment_of(community: Community, pk: int, *, removed: bool = False) -> Segment | None:
    """Answer a segment of the community; a removed one only where asked for."""
    found = Segment.objects.filter(community=community, pk=pk)
    return (found if removed else found.filter(removed_at=None)).first()


def known_to(community: Community, drafts: Iterable[Drafts], *, but: int = 0) -> Known:
    """Answer what conditions may name in a community: five queries.

    Of persons only those that the drafts name; of segments all but one.
    """
    fields = {
        line.key: FieldShape(line.form, dict(line.choices), line.title, line.pk)
        for line in fields_of(community) if not line.purpose
    }  # fmt: skip
    rows = sql.fetch(
        "SELECT 1, id, name FROM people_tag WHERE community_id = %s "
        "UNION ALL SELECT 2, id, title FROM ledger_channel WHERE community_id = %s "
        "UNION ALL SELECT 3, id, title FROM people_segment WHERE community_id = %s AND removed_at IS NULL "
        "ORDER BY 1, 3, 2",
        (community.pk, community.pk, community.pk),
    )
    named = {pk for draft in drafts for pk in references(draft, Slot.PERSON)}
    return Known(
        fields,
        {pk: title for kind, pk, title in rows if kind == 1},
        {pk: title for kind, pk, title in rows if kind == 2},
        {pk: title for kind, pk, title in rows if kind == 3 and pk != but},
        _persons_named(community, named),
        community.currency,
    )


def _persons_named(community: Community, named: set[int]) -> dict[int, str]:
    if not named:
        return {}
    found = Person.objects.filter(organisation=community.organisation_id, pk__in=named, forgotten_at=None)
    return {one.pk: one.name or f"#{one.pk}" for one in found}


def question_of(community: Community, group: Group, known: Known, *, but: int = 0) -> Question:
    """Answer the question to the columnar copy that finds whom the conditions describe.

    Refuses segments that lead back to themselves, name what is gone, or ask for too many subjects.
    """
    needed: dict[int, tuple[Group, str]] = {}
    if _segments_in(group):
        needed = _needed(group, {one.pk: one for one in segments_of(community) if one.pk != but}, known)
    groups = [each for each, _ in needed.values()] + [group]
    around = Surroundings(
        number_of_day(now(), community.time_zone), known.fields, needed,
        _subjects(community, {text for each in groups for text in _subject_texts(each)}),
        _merged({pk for each in groups for pk in _persons_in(each)}),
    )  # fmt: skip
    return compile_conditions(group, around)


def _needed(
    group: Group, others: Mapping[int, Segment], known: Known
) -> dict[int, tuple[Group, str]]:  # fmt: skip
    """Answer the segments that conditions lead to, in turn; one that cannot be read refuses the whole."""
    found: dict[int, tuple[Group, str]] = {}
    waiting = list(_segments_in(group))
    while waiting:
        pk = waiting.pop()
        if pk in found or pk not in others:
            continue
        other = others[pk]
        inner, faults = check_conditions(drafts_of(other.conditions), _with_persons(other, known))
        if faults:
            raise Refusal(*(Reason(each.text, each.field, other.title, each.values) for each in faults))
        found[pk] = (inner, other.title)
        waiting += _segments_in(inner)
    return found


def _with_persons(segment: Segment, known: Known) -> Known:
    """Answer what is known, with the persons another segment names, who were believed when it was saved."""
    named = references(drafts_of(segment.conditions), Slot.PERSON)
    rows = Person.objects.filter(
        organisation=segment.community.organisation_id, pk__in=named, forgotten_at=None
    )
    more = {one.pk: one.name for one in rows} if named else {}
    return Known(
        known.fields, known.tags, known.channels, {**known.segments, segment.pk: segment.title},
        {**known.persons, **more}, known.currency,
    )  # fmt: skip


def _leaves(group: Group) -> Iterable[tuple[str, Mapping[str, object]]]:
    for part in group.parts:
        if isinstance(part, Group):
            yield from _leaves(part)
        else:
            yield part.about, part.told


def _told_in(group: Group, slot: Slot) -> list[object]:
    """Answer what the conditions were told in slots of a kind."""
    return [
        told[each.name]
        for about, told in _leaves(group) for each in CLAUSES[about].slots
        if each.slot is slot and each.name in told
    ]  # fmt: skip


def _segments_in(group: Group) -> list[int]:
    return [pk for pk in _told_in(group, Slot.SEGMENT) if isinstance(pk, int)]


def _persons_in(group: Group) -> list[int]:
    return [pk for pk in _told_in(group, Slot.PERSON) if isinstance(pk, int)]


def _subject_texts(group: Group) -> set[str]:
    texts: set[str] = set()
    for _, told in _leaves(group):
        wanted = told.get("subject")
        texts |= {str(text) for text in wanted} if isinstance(wanted, tuple) else set()
    return texts


def _subjects(community: Community, texts: set[str]) -> dict[str, tuple[int, ...]]:
    """Answer the subjects whose titles contain each text, folded; refuses more than can be asked for."""
    if not texts:
        return {}
    rows = sql.fetch("SELECT id, title FROM ledger_subject WHERE community_id = %s", (community.pk,))
    folded = [(pk, fold(title)) for pk, title in rows]
    found = {text: tuple(pk for pk, title in folded if fold(text) in title) for text in texts}
    for text, ids in found.items():
        if len(ids) > MOST_SUBJECTS:
            raise Refusal(Reason(TOO_WIDE, values={"text": text, "most": MOST_SUBJECTS}))
    return found


def _merged(persons: set[int]) -> dict[int, int]:
    found = Person.objects.filter(pk__in=persons).exclude(merged_into=None) if persons else []
    return {one.pk: one.merged_into_id for one in found if one.merged_into_id is not None}


def people_matching(community: Community, question: Question) -> list[int]:
    """Answer the ids of all persons a question finds, rising."""
    rows = ask_columns(community, f"SELECT person_id FROM ({question.text}) AS found ORDER BY person_id",
                       question.values)  # fmt: skip
    return [pk for (pk,) in rows]


def found_by(community: Community, question: Question) -> Found:
    """Answer how many people a question finds, and ten of them, the last seen first."""
    rows = ask_columns(
        community,
        f"SELECT person_id, count(*) OVER () FROM standings WHERE person_id IN ({question.text}) "
        f"ORDER BY last_seen_day DESC, person_id LIMIT {EXAMPLES}",
        question.values,
    )
    return Found(rows[0][1] if rows else 0, tuple(pk for pk, _ in rows))


def segment_question(segment: Segment) -> Question:
    """Answer the question that finds a saved segment's people; refuses one that names what is gone.

    The one way in which lists, letters, measures and the rest learn who is meant.
    """
    drafts = drafts_of(segment.conditions)
    known = known_to(segment.community, [drafts], but=segment.pk)
    group = read_conditions(drafts, known)
    return question_of(segment.community, group, known, but=segment.pk)


def segment_people(segment: Segment) -> list[int]:
    """Answer the ids of a saved segment's people, rising."""
    return people_matching(segment.community, segment_question(segment))
