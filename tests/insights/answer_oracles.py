"""Questions and answers as plain loops: who waits, how long, and who answers."""

import statistics
from collections import defaultdict

from tests.insights.more_oracles import buckets

from veche.ledger.terms import SPOKEN, Mark


def questions(ledger, period):
    """The questions of people outside the team, each with the replies of others."""
    found = {
        fact.pk: (fact, [])
        for fact in ledger.within(period)
        if fact.marks & Mark.QUESTION and fact.kind in SPOKEN and fact.person not in ledger.team
    }
    for child, parent in ledger.replies:
        is_answer = child.kind in SPOKEN and child.person not in (None, parent.person)
        if parent.pk in found and is_answer:
            found[parent.pk][1].append(child)
    return found.values()


def unanswered(ledger, period, grain, today):
    found = buckets(((fact.day, not answers) for fact, answers in questions(ledger, period)), grain)
    return {bucket: (sum(waits), len(waits)) for bucket, waits in found.items()}


def answer_time(ledger, period, grain, today):
    found = []
    for fact, replies in questions(ledger, period):
        answers = sorted((r.at - fact.at, r.person not in ledger.team) for r in replies if r.at >= fact.at)
        if answers:
            found.append((fact.day, (answers[0][0] / 3_600_000, not answers[0][1])))
    rows = {}
    for bucket, waits in buckets(found, grain).items():
        everybody = sorted(wait for wait, _ in waits)
        team, others = ([wait for wait, by_team in waits if by_team is whose] for whose in (True, False))
        halves = [statistics.median(some) if some else None for some in (everybody, team, others)]
        place = (len(everybody) - 1) * 0.9
        low, part = int(place), place % 1
        nine = everybody[low] + (everybody[min(low + 1, len(everybody) - 1)] - everybody[low]) * part
        rows[bucket] = (halves[0], nine, halves[1], halves[2], len(waits), len(team))
    return rows


def first_answers(ledger, period):
    """Each answered question: the asked fact, who answered first, after how many hours."""
    for fact, replies in questions(ledger, period):
        answers = sorted((r.at, r.person not in ledger.team, r.person) for r in replies if r.at >= fact.at)
        if answers:
            yield fact, answers[0][2], (answers[0][0] - fact.at) / 3_600_000


def answer_hours(ledger, period, grain, today):
    rows = defaultdict(list)
    for fact, _, wait in first_answers(ledger, period):
        weekday = (fact.day + 3) % 7
        for key in ((weekday, fact.hour), (weekday, -1), (-1, -1)):
            rows[key].append(wait)
    return {key: (statistics.median(waits), len(waits)) for key, waits in rows.items()}


def answerers(ledger, period, grain, today):
    rows = defaultdict(list)
    for fact, answerer, wait in first_answers(ledger, period):
        rows[answerer].append((wait, fact.person))
    best = sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))[:20]
    return {
        person: (len(some), statistics.median(w for w, _ in some), len({p for _, p in some}))
        for person, some in best
    }


def talks(ledger, period):
    """(day, one, other) of each reply with words that somebody gave somebody else in the period."""
    return [
        (child.day, child.person, parent.person)
        for child, parent in ledger.replies
        if child.kind in SPOKEN and period.first <= child.day <= period.last
        and None not in (child.person, parent.person) and child.person != parent.person
    ]  # fmt: skip


def writers(ledger, period):
    """(day, person) of each word of people outside the team."""
    return [
        (f.day, f.person) for f in ledger.within(period) if f.kind in SPOKEN and f.person not in ledger.team
    ]


def lonely(ledger, period, grain, today):
    period = period._replace(first=max(period.first, period.last - 365))
    told = buckets(((day, {one, other}) for day, one, other in talks(ledger, period)), grain)
    rows = {}
    for bucket, people in buckets(writers(ledger, period), grain).items():
        wrote = set(people)
        alone = wrote - set().union(*told.get(bucket, ()))
        rows[bucket] = (len(alone), 100 * len(alone) / len(wrote), len(wrote))
    return rows
