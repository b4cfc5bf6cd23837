"""More measures as plain loops: audience, reach, engagement, responses, concentration, money."""

from collections import defaultdict
from math import ceil

from veche.insights.rules.periods import bucket_of, bucket_start
from veche.insights.terms import Grain
from veche.ledger.terms import KINDS, OWN, SPOKEN, Activity, Kind

REACTED, REPOSTED, PUBLISHED = Kind.REACTED.number, Kind.REPOSTED.number, Kind.PUBLISHED.number


def buckets(pairs, grain):
    """Values in lists by the bucket of their day."""
    found = defaultdict(list)
    for day, value in pairs:
        found[bucket_of(day, grain)].append(value)
    return found


def edges_of(period, grain):
    """Bucket → its first and last day, whole, from the one before the period."""
    if grain is Grain.WHOLE:
        return {-1: period.before(), 0: period}
    first, last = (bucket_of(day, grain) for day in period)
    return {b: (bucket_start(b, grain), bucket_start(b + 1, grain) - 1) for b in range(first - 1, last + 1)}


def states(ledger, period, grain, today):
    """(bucket, state) → persons."""
    edges, begun, found = edges_of(period, grain), {}, defaultdict(set)
    own = [fact for fact in ledger.people() if fact.kind in OWN]
    came = {b: {f.person for f in own if start <= f.day <= end} for b, (start, end) in edges.items()}
    for fact in own:
        begun[fact.person] = min(fact.day, begun.get(fact.person, fact.day))
    for b in sorted(edges)[1:]:
        for person in came[b]:
            is_new = (
                not any(person in came[c] for c in edges if c < b) and begun[person] >= edges[min(edges)][0]
            )
            found[b, 2 if person in came[b - 1] else 1 if is_new else 3].add(person)
        if grain is Grain.WHOLE or b < bucket_of(today, grain):
            found[b, 4] = came[b - 1] - came[b]
    return {key: people for key, people in found.items() if people}


def audience(ledger, period, grain, today):
    found = states(ledger, period, grain, today)
    return {b: tuple(len(found.get((b, state), ())) for state in (1, 2, 3, 4)) for b, _ in found}


def concentration(ledger, period, grain, today):
    year = period._replace(first=max(period.first, period.last - 365))  # at most the latest one
    written = ((f.day, f.person) for f in ledger.within(year) if f.kind in SPOKEN)
    rows = {}
    for bucket, people in buckets(written, grain).items():
        counts = sorted((people.count(person) for person in set(people)), reverse=True)
        tops = [100 * sum(counts[: ceil(len(counts) / part)]) / len(people) for part in (100, 10)]
        rows[bucket] = (*tops, len(counts))
    return rows


def reach(ledger, period, grain, today):
    seen = [
        (f.day, f.person) for f in ledger.within(period) if KINDS[f.kind].activity is not Activity.OUTGOING
    ]
    stated = (
        (f.day, f.tallies["views"])
        for f in ledger.facts.values()
        if "views" in f.tallies and period.first <= f.day <= period.last
    )
    people, views = buckets(seen, grain), buckets(stated, grain)
    return {
        b: (len(set(people.get(b, ()))), sum(views.get(b, ())), len(views.get(b, ())),
            sum(views[b]) / len(views[b]) if b in views else None)
        for b in {*people, *views}
    }  # fmt: skip


def responses(ledger, period, kinds):
    """Post → (views, reactions, comments, reposts)."""
    named, found = defaultdict(list), {}
    for child, parent in ledger.replies:
        if child.person is not None:
            named[parent.pk].append(child.kind)
    for fact in ledger.facts.values():
        if fact.kind in kinds and period.first <= fact.day <= period.last:
            some, stated = named[fact.pk], fact.tallies
            others = sum(kind not in (REACTED, REPOSTED) for kind in some)
            found[fact.pk] = (
                stated.get("views"), some.count(REACTED) + stated.get("reactions", 0),
                max(others, stated.get("comments", 0)), max(some.count(REPOSTED), stated.get("reposts", 0)),
            )  # fmt: skip
    return found


def engagement(ledger, period, grain, today):
    told = responses(ledger, period, {PUBLISHED})
    posts = ((ledger.facts[pk].day, (ledger.facts[pk].day, *one)) for pk, one in told.items())
    changes, rows = ledger.changes(), {}
    for bucket, some in buckets(posts, grain).items():
        sums = [sum(one[2:]) for one in some]
        members = sum(sum(change for _, day, change in changes if day <= one[0]) for one in some)
        viewed = [(one[1], whole) for one, whole in zip(some, sums, strict=True) if one[1]]
        rows[bucket] = (
            100 * sum(sums) / members if members else None,
            100 * sum(w for _, w in viewed) / sum(v for v, _ in viewed) if viewed else None,
            sum(sums) / len(some), len(some), *(sum(one[place] for one in some) for place in (2, 3, 4)),
        )  # fmt: skip
    return rows


def post_hours(ledger, period, grain, today):
    rows = defaultdict(list)
    for pk, one in responses(ledger, period, {PUBLISHED}).items():
        post = ledger.facts[pk]
        weekday = (post.day + 3) % 7
        for key in ((weekday, post.hour), (weekday, -1), (-1, -1)):
            rows[key].append(sum(one[1:]))
    return {key: (sum(some) / len(some), len(some)) for key, some in rows.items()}


def posts(ledger, period, grain, today):
    half_year = period._replace(first=max(period.first, period.last - 182))
    told = responses(ledger, half_year, SPOKEN)
    best = sorted((-sum(one[1:]), pk) for pk, one in told.items() if sum(one[1:]))[:20]
    return {pk: (-whole, *told[pk][1:], told[pk][0]) for whole, pk in best}


def money(ledger, period, grain, today):
    bought, refunded = Kind.BOUGHT.number, Kind.REFUNDED.number
    found = [f for f in ledger.within(period) if f.kind in (bought, refunded) and not f.currency]
    rows = {}
    for bucket, some in buckets(((f.day, (f.kind, f.amount or 0)) for f in found), grain).items():
        paid, back = (sum(a for kind, a in some if kind == wanted) / 100 for wanted in (bought, refunded))
        rows[bucket] = (paid - back, paid, back, sum(kind == bought for kind, _ in some))
    return rows


MORE = {
    function.__name__: function
    for function in (audience, concentration, reach, engagement, posts, post_hours, money)
}
