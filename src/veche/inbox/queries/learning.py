"""Which questions of the ledger have replies, and what was replied."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from veche.inbox.rules.moderating import report_in
from veche.inbox.rules.suggesting import MOST_REPLIES, Said
from veche.kit import sql
from veche.ledger.queries import words_of
from veche.ledger.terms import Kind, Mark
from veche.people.models import Attachment, TeamMark

if TYPE_CHECKING:
    from veche.core.models import Community

_IS_QUESTION = f"((asked.marks & {int(Mark.QUESTION)}) <> 0 OR asked.kind = {Kind.ASKED.number})"


def answered_within(community: Community, first: int, last: int) -> list[int]:
    """Answer the questions that something within these interactions asks or replies to."""
    statement = f"""
        SELECT r.parent_id FROM ledger_reply r JOIN ledger_interaction asked ON asked.id = r.parent_id
        WHERE r.child_id BETWEEN %s AND %s AND asked.community_id = %s AND {_IS_QUESTION}
        UNION
        SELECT r.parent_id FROM ledger_reply r JOIN ledger_interaction asked ON asked.id = r.parent_id
        WHERE r.parent_id BETWEEN %s AND %s AND asked.community_id = %s AND {_IS_QUESTION}"""
    return [pk for (pk,) in sql.fetch(statement, (first, last, community.pk) * 2)]


def touched_by(community: Community, identities: Collection[int]) -> list[int]:
    """Answer the learnt questions that one of the identities asked or answered."""
    theirs = f"SELECT id FROM ledger_interaction WHERE {sql.any_of('identity_id')}"
    statement = (
        f"SELECT question_id FROM inbox_answeredquestion WHERE community_id = %s "
        f"AND (question_id IN ({theirs}) OR answer_id IN ({theirs}))"
    )
    found = sql.listed(identities)
    return [pk for (pk,) in sql.fetch(statement, (community.pk, found, found))]


def gone_answers(community: Community, limit: int) -> list[int]:
    """Answer learnt questions that, or whose answers, are not in the ledger any more."""
    gone = "NOT EXISTS (SELECT 1 FROM ledger_interaction i WHERE i.id = a.{})"
    statement = (
        "SELECT a.question_id FROM inbox_answeredquestion a WHERE a.community_id = %s "
        f"AND ({gone.format('question_id')} OR {gone.format('answer_id')}) LIMIT %s"
    )
    return [pk for (pk,) in sql.fetch(statement, (community.pk, limit))]


def replies_to(community: Community, questions: Collection[int]) -> dict[Said, list[Said]]:
    """Answer questions with what was replied to each, in order of time: four queries."""
    statement = f"""
        SELECT r.parent_id, asked.identity_id, asked.occurred_at, i.id, i.identity_id, i.occurred_at, i.marks
        FROM ledger_reply r JOIN ledger_interaction i ON i.id = r.child_id
        JOIN ledger_interaction asked ON asked.id = r.parent_id
        WHERE {sql.any_of("r.parent_id")} AND asked.community_id = %s ORDER BY i.occurred_at, i.id"""
    rows = sql.fetch(statement, (sql.listed(questions), community.pk))
    wanted = _first_few(rows)
    said = {pk for row in wanted for pk in (row[0], row[3])}
    words = {pk: one.text for pk, one in words_of(community, sorted(said)).items()}
    team = _team_among(community, {row[4] for row in wanted})
    found: dict[int, tuple[Said, list[Said]]] = {}
    for question, asker, asked_at, pk, identity, at, marks in wanted:
        if report_in(words.get(pk, "")) is not None:
            continue  # a report to the moderators answers nothing
        head = Said(question, asker, asked_at, words.get(question, ""))
        reply = Said(pk, identity, at, words.get(pk, ""), identity in team, bool(marks & Mark.QUESTION))
        found.setdefault(question, (head, []))[1].append(reply)
    return dict(found.values())


def _first_few(rows: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Keep the first replies of each question: a thread of thousands is no answer."""
    counted: dict[int, int] = {}
    kept = []
    for row in rows:
        counted[row[0]] = counted.get(row[0], 0) + 1
        if counted[row[0]] <= MOST_REPLIES:
            kept.append(row)
    return kept


def _team_among(community: Community, identities: Collection[int]) -> set[int]:
    """Answer which of the identities belong to people of the community's team."""
    team = TeamMark.objects.filter(community=community).values("person_id")
    held = Attachment.objects.filter(identity__in=identities, person__in=team)
    return set(held.values_list("identity_id", flat=True))


def span_of_replies() -> tuple[int, int]:
    """Answer the first and the last interaction that is a reply, or 0 and -1."""
    first, last = sql.fetch("SELECT min(child_id), max(child_id) FROM ledger_reply")[0]
    return (0, -1) if first is None else (first, last)
