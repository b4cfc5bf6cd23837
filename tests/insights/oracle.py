"""Every measure once more, as plain loops over the ledger: slow, obvious, and what the figures must equal."""

from collections import defaultdict
from itertools import combinations
from types import SimpleNamespace

from tests.insights.answer_oracles import answer_hours, answer_time, answerers, lonely, unanswered
from tests.insights.letter_oracles import LETTERS
from tests.insights.more_oracles import MORE
from tests.insights.promise_oracles import PROMISES
from tests.insights.word_oracles import WORDED
from tests.ledger.columns.oracle import local, milliseconds

from veche.insights.rules.periods import bucket_of, month_number
from veche.insights.terms import Grain
from veche.ledger.models import Interaction, Reply, Tally
from veche.ledger.terms import OWN, SPOKEN, Kind

JOINED, LEFT, REACTED = Kind.JOINED.number, Kind.LEFT.number, Kind.REACTED.number
INSIDE = SPOKEN | {JOINED}


class Ledger:
    """The facts of a community with the person behind each, some channels of it or all."""

    def __init__(self, community, persons, team, channels=()):
        self.community, self.persons, self.channels = community, persons, channels
        found = Interaction.objects.filter(community=community).select_related("identity").order_by("pk")
        self.facts = {}
        for fact in found:
            at = milliseconds(fact.occurred_at)
            day, _, hour, _ = local(at, community.time_zone)
            if not channels or fact.channel_id in channels:
                self.facts[fact.pk] = SimpleNamespace(
                    pk=fact.pk, at=at, day=day, kind=fact.kind,
                    hour=hour, identity=fact.identity_id, channel=fact.channel_id,
                    nature=fact.identity.nature, person=persons.get(fact.identity_id), marks=fact.marks,
                    amount=fact.amount, currency=fact.currency, subject=fact.subject_id, tallies={},
                )  # fmt: skip
        for tally in Tally.objects.filter(interaction__in=self.facts):
            known = self.facts[tally.interaction_id].tallies
            known[tally.name] = max(tally.count, known.get(tally.name, 0))
        self.team = team
        links = Reply.objects.filter(parent__isnull=False, child__in=self.facts).values_list(
            "child", "parent"
        )
        self.replies = [(self.facts[child], self.facts[parent]) for child, parent in links]

    def people(self):
        """The facts of people."""
        return [fact for fact in self.facts.values() if fact.person is not None]

    def within(self, period):
        """The facts of people in the period."""
        return [fact for fact in self.people() if period.first <= fact.day <= period.last]

    def changes(self):
        """Person and day of every coming (1) and going (-1), by walking through the days."""
        events, out = defaultdict(lambda: defaultdict(list)), []
        for fact in self.people():
            events[fact.person][fact.day].append(fact)
        for person, days in events.items():
            inside = set()
            for day in sorted(days):
                before = bool(inside)
                for place in {(fact.identity, fact.channel) for fact in days[day]}:
                    walk(inside, place, [f for f in days[day] if (f.identity, f.channel) == place])
                if bool(inside) != before:
                    out.append((person, day, 1 if inside else -1))
        return out


def walk(inside, place, facts):
    """Whether an identity is in a channel at the end of a day."""
    moves = sorted((f.at, f.kind == JOINED) for f in facts if f.kind in (JOINED, LEFT))
    if moves and not moves[-1][1]:
        inside.discard(place)
    elif any(fact.kind in INSIDE for fact in facts):
        inside.add(place)


def by_bucket(grain, pairs):
    """Values in lists by the bucket of their day."""
    found = defaultdict(list)
    for day, value in pairs:
        found[bucket_of(day, grain)].append(value)
    return found


def members(ledger, period, grain, today):
    level, rows, changes = 0, {}, sorted(ledger.changes(), key=lambda change: change[1])
    for _, day, change in changes:
        level += change
        if day < period.first:
            rows[None] = (level,)
        elif day <= period.last:
            rows[bucket_of(day, grain)] = (level,)
    return rows


def growth(ledger, period, grain, today):
    found = [(day, change) for _, day, change in ledger.changes() if period.first <= day <= period.last]
    return {b: (sum(c), c.count(1), c.count(-1)) for b, c in by_bucket(grain, found).items()}


def active(ledger, period, grain, today):
    found = by_bucket(grain, ((f.day, f.person) for f in ledger.within(period) if f.kind in OWN))
    return {bucket: (len(set(people)),) for bucket, people in found.items()}


def stickiness(ledger, period, grain, today):
    days = by_bucket(grain, ((day, day) for day in range(period.first, period.last + 1)))
    found = by_bucket(grain, ((f.day, (f.person, f.day)) for f in ledger.within(period) if f.kind in OWN))
    rows = {}
    for bucket, pairs in found.items():
        people, average = len({person for person, _ in pairs}), len(set(pairs)) / len(days[bucket])
        rows[bucket] = (100 * average / people, average, people)
    return rows


def messages(ledger, period, grain, today):
    facts = [f for f in ledger.facts.values() if f.nature == 0 and period.first <= f.day <= period.last]
    found = by_bucket(grain, ((f.day, f.kind) for f in facts))
    apart = [REACTED, *(kind.number for kind in (Kind.COMMENTED, Kind.REPOSTED, Kind.PUBLISHED))]
    return {
        b: (sum(k in SPOKEN for k in kinds), *(kinds.count(kind) for kind in apart))
        for b, kinds in found.items()
    }


def newcomers(ledger):
    """Person → first day inside, first day of joining, first day of words."""
    days = defaultdict(lambda: ([], []))
    for fact in ledger.people():
        if fact.kind in INSIDE:
            days[fact.person][fact.kind in SPOKEN].append(fact.day)
    return {p: (min(j + s), min(j, default=None), min(s, default=None)) for p, (j, s) in days.items()}


def first_word(ledger, period, grain, today):
    found = [
        (entered, spoken is not None and spoken <= entered + 7)
        for entered, joined, spoken in newcomers(ledger).values()
        if entered == joined and period.first <= entered <= min(period.last, today - 7)
    ]
    return {b: (100 * sum(s) / len(s), len(s), sum(s)) for b, s in by_bucket(grain, found).items()}


def cohorts(ledger, period, step, most):
    def number(day):
        return bucket_of(day, step)

    born = {
        person: number(entered)
        for person, (entered, _, _) in newcomers(ledger).items()
        if period.first <= entered <= period.last and number(entered) > number(period.last) - most
    }
    came = {
        (fact.person, number(fact.day) - born[fact.person])
        for fact in ledger.people()
        if fact.person in born and fact.kind in OWN
    }
    rows = defaultdict(int)
    for person, age in came:
        if 0 <= age <= most:
            rows[born[person], age] += 1
    sizes = [*born.values()]
    return {key: (100 * n / sizes.count(key[0]), sizes.count(key[0])) for key, n in rows.items()}


def retention(ledger, period, grain, today):
    return cohorts(ledger, period, Grain.WEEK, 26)


def retention_months(ledger, period, grain, today):
    return cohorts(ledger, period, Grain.MONTH, 24)


def retention_days(ledger, period, grain, today):
    return cohorts(ledger, period, Grain.DAY, 30)


def hours(ledger, period, grain, today):
    rows = defaultdict(int)
    for fact in ledger.facts.values():
        if fact.nature == 0 and fact.kind in SPOKEN and period.first <= fact.day <= period.last:
            rows[(fact.day + 3) % 7, fact.hour] += 1
    return {key: (count,) for key, count in rows.items()}


def contributors(ledger, period, grain, today):
    facts = defaultdict(list)
    for fact in ledger.within(period):
        if fact.person not in ledger.team:
            facts[fact.person].append(fact)
    rows = [
        (
            p,
            sum(f.kind in SPOKEN for f in some),
            sum(f.kind == REACTED for f in some),
            len({f.day for f in some}),
        )
        for p, some in facts.items()
    ]
    best = sorted((row for row in rows if row[1]), key=lambda row: (-row[1], row[0]))[:20]
    return {row[0]: row[1:] for row in best}


def connectors(ledger, period, grain, today):
    pairs, busy = defaultdict(int), set()
    for child, parent in ledger.replies:
        ends = {child.person, parent.person}
        if child.kind in SPOKEN and period.first <= child.day <= period.last and child.person is not None:
            busy |= {child.person} - ledger.team
            if None not in ends and not ends & ledger.team and len(ends) == 2:
                pairs[tuple(sorted(ends))] += 1
    pairs = {pair: count for pair, count in pairs.items() if set(pair) <= busy}
    rows = {}
    for person, share in betweenness(pairs).items():
        its = [count for pair, count in pairs.items() if person in pair]
        if share > 0:
            rows[person] = (round(share, 2), len(its), sum(its))
    return rows


def betweenness(pairs):
    """Of a hundred shortest ways between two others, how many lead through each: by listing all of them."""
    near = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    shares = dict.fromkeys(near, 0.0)
    for one, other in combinations(near, 2):
        ways = shortest(near, one, other)
        for person in {p for way in ways for p in way[1:-1]}:
            shares[person] += sum(person in way for way in ways) / len(ways)
    ends = (len(near) - 1) * (len(near) - 2) / 2
    return {person: 100 * share / ends for person, share in shares.items()} if ends else {}


def shortest(near, start, end):
    """All shortest ways from one to another."""
    ways = [[start]]
    seen = {start}
    while ways and not any(way[-1] == end for way in ways):
        ways = [[*way, step] for way in ways for step in near[way[-1]] - seen]
        seen |= {way[-1] for way in ways}
    return [way for way in ways if way[-1] == end]


ORACLES = {
    function.__name__: function
    for function in (members, growth, active, stickiness, messages, first_word, retention, retention_months,
                     retention_days, hours, unanswered, answer_time, answer_hours, answerers, contributors,
                     connectors, lonely)
} | MORE | WORDED | PROMISES | LETTERS  # fmt: skip
__all__ = ["ORACLES", "Grain", "Ledger", "month_number"]
