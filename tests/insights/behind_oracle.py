"""Who is behind each number of each measure, as plain loops over the ledger: sets of persons."""

from math import ceil

from tests.insights.answer_oracles import first_answers, questions, talks, writers
from tests.insights.letter_oracles import LETTERS_BEHIND
from tests.insights.oracle import newcomers
from tests.insights.promise_oracles import PROMISES_BEHIND
from tests.insights.word_oracles import WORDED_BEHIND

from veche.insights.rules.periods import bucket_of
from veche.insights.terms import Grain
from veche.ledger.terms import KINDS, OWN, SPOKEN, Activity, Kind

REACTED = Kind.REACTED.number


def active(ledger, period, today, behind):
    return {fact.person for fact in ledger.within(period) if fact.kind in OWN}


def members(ledger, period, today, behind):
    inside = {}
    for person, day, change in sorted(ledger.changes(), key=lambda change: change[1]):
        if day <= period.last:
            inside[person] = change == 1
    return {person for person, is_in in inside.items() if is_in}


def growth(ledger, period, today, behind):
    wanted = ((1, -1), (1,), (-1,))[behind.part]
    return {
        p for p, day, change in ledger.changes() if period.first <= day <= period.last and change in wanted
    }


def messages(ledger, period, today, behind):
    apart = ({kind.number} for kind in (Kind.COMMENTED, Kind.REPOSTED, Kind.PUBLISHED))
    kinds = (SPOKEN, {REACTED}, *apart)[behind.part]
    return {fact.person for fact in ledger.within(period) if fact.kind in kinds}


def first_word(ledger, period, today, behind):
    return {
        person
        for person, (entered, joined, spoken) in newcomers(ledger).items()
        if entered == joined and period.first <= entered <= min(period.last, today - 7)
        and (behind.part == 1 or (spoken is not None and spoken <= entered + 7))
    }  # fmt: skip


def cohorts(ledger, period, today, behind, step, most):
    found = set()
    for person, (entered, _, _) in newcomers(ledger).items():
        week = bucket_of(entered, step)
        weeks = {bucket_of(f.day, step) for f in ledger.people() if f.person == person and f.kind in OWN}
        is_born = period.first <= entered <= period.last and week > bucket_of(period.last, step) - most
        is_row = behind.row in (-1, week)
        is_over = behind.row >= 0 or behind.column < 0 or week + 1 < bucket_of(today, step)
        if is_born and is_row and is_over and (behind.column < 0 or week + behind.column in weeks):
            found.add(person)
    return found


def retention(ledger, period, today, behind):
    return cohorts(ledger, period, today, behind, Grain.WEEK, 26)


def retention_months(ledger, period, today, behind):
    return cohorts(ledger, period, today, behind, Grain.MONTH, 24)


def retention_days(ledger, period, today, behind):
    return cohorts(ledger, period, today, behind, Grain.DAY, 30)


def hours(ledger, period, today, behind):
    return {
        fact.person
        for fact in ledger.within(period)
        if fact.kind in SPOKEN and behind.row in (-1, (fact.day + 3) % 7) and behind.column in (-1, fact.hour)
    }


def unanswered(ledger, period, today, behind):
    return {fact.person for fact, answers in questions(ledger, period) if behind.part == 1 or not answers}


def answer_time(ledger, period, today, behind):
    askers, team, others = set(), set(), set()
    for fact, replies in questions(ledger, period):
        answers = sorted((r.at, r.person not in ledger.team, r.person) for r in replies if r.at >= fact.at)
        if answers:
            askers.add(fact.person)
            (others if answers[0][1] else team).add(answers[0][2])
    return (askers, askers, team, others, askers, team)[behind.part]


def answer_hours(ledger, period, today, behind):
    return {
        fact.person
        for fact, _, _ in first_answers(ledger, period)
        if behind.row in (-1, (fact.day + 3) % 7) and behind.column in (-1, fact.hour)
    }


def answerers(ledger, period, today, behind):
    return {
        fact.person for fact, answerer, _ in first_answers(ledger, period) if behind.row in (-1, answerer)
    }


def concentration(ledger, period, today, behind):
    people = [f.person for f in ledger.within(period) if f.kind in SPOKEN]
    ranked = sorted(set(people), key=lambda person: (-people.count(person), person))
    return set(ranked[: ceil(len(ranked) / (100, 10, 1)[behind.part])])


def reach(ledger, period, today, behind):
    return {f.person for f in ledger.within(period) if KINDS[f.kind].activity is not Activity.OUTGOING}


def responders(ledger, period, wanted):
    return {
        child.person
        for child, parent in ledger.replies
        if wanted(parent) and period.first <= parent.day <= period.last
    } - {None}


def engagement(ledger, period, today, behind):
    return responders(ledger, period, lambda parent: parent.kind == Kind.PUBLISHED.number)


def post_hours(ledger, period, today, behind):
    def is_meant(parent):
        is_day = behind.row in (-1, (parent.day + 3) % 7)
        return parent.kind == Kind.PUBLISHED.number and is_day and behind.column in (-1, parent.hour)

    return responders(ledger, period, is_meant)


def posts(ledger, period, today, behind):
    return responders(ledger, period, lambda parent: parent.pk == behind.row)


def money(ledger, period, today, behind):
    bought, refunded = Kind.BOUGHT.number, Kind.REFUNDED.number
    wanted = ((bought, refunded), (bought,), (refunded,), (bought,))[behind.part]
    return {f.person for f in ledger.within(period) if f.kind in wanted and not f.currency}


def connectors(ledger, period, today, behind):
    busy, found = set(), set()
    for child, parent in ledger.replies:
        if child.kind in SPOKEN and period.first <= child.day <= period.last:
            busy |= {child.person} - ledger.team - {None}
            found |= {(child.person, parent.person), (parent.person, child.person)}
    return {b for a, b in found if a == behind.row and b != a and {a, b} <= busy}


def lonely(ledger, period, today, behind):
    period = period._replace(first=max(period.first, period.last - 365))
    wrote = {person for _, person in writers(ledger, period)}
    talked = {person for _, *pair in talks(ledger, period) for person in pair}
    return wrote if behind.part == 2 else wrote - talked


BEHIND = {
    function.__name__: function
    for function in (active, members, growth, messages, first_word, retention, retention_months,
                     retention_days, hours, unanswered, answer_time, answer_hours, answerers, connectors,
                     concentration, reach, engagement, posts, post_hours, money, lonely)
} | {"stickiness": active} | WORDED_BEHIND | PROMISES_BEHIND | LETTERS_BEHIND  # fmt: skip
