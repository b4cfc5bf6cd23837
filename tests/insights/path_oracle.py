"""The path, its ways, sources and stages as plain loops over the ledger's and the people's own rows."""

from collections import Counter, defaultdict
from statistics import median

from tests.insights.oracle import newcomers
from tests.ledger.columns.oracle import milliseconds

from veche.insights.terms import Step
from veche.kit.time import number_of_day
from veche.ledger.models import Interaction
from veche.ledger.terms import OWN, Kind
from veche.people.models import Attachment, Standing, Transition

_CLICKS = (Kind.CLICKED, Kind.SUBSCRIBED, Kind.SUBMITTED, Kind.APPLIED, Kind.REGISTERED)
CLICKS = {kind.number for kind in _CLICKS}
SIGNS = {Kind.BOUGHT.number: 1, Kind.REFUNDED.number: -1}
TURNS = ((Step.JOINED, (4, 5, 6, 7, 8)), (Step.REGULAR, (6, 7)), (Step.ADVOCATE, (7,)))


def walks(community, period, until, channels=()):  # noqa: C901 - a list of what counts
    """Person → {step: day}, and person → money."""
    found, money = {}, {}
    for one in Standing.objects.filter(community=community, is_team=False):
        day = day_in(community, one.first_seen_at)
        if period.first <= day <= period.last and (not channels or one.first_channel_id in channels):
            found[one.person_id] = {Step.REACHED: day}
            if one.first_word_at and day_in(community, one.first_word_at) <= until:
                found[one.person_id][Step.SPOKE] = day_in(community, one.first_word_at)
    for turn in Transition.objects.filter(community=community, day__lte=until).order_by("-day"):
        for step, stages in TURNS:
            if turn.person_id in found and turn.stage_to in stages:
                found[turn.person_id][step] = turn.day
    whose = dict(Attachment.objects.values_list("identity_id", "person_id"))
    for fact in Interaction.objects.filter(community=community).order_by("-occurred_at"):
        person, day = whose.get(fact.identity_id), day_in(community, fact.occurred_at)
        if person not in found or not period.first <= day <= until:
            continue
        if fact.kind in CLICKS:
            found[person][Step.CLICKED] = day
        if fact.currency == community.currency and fact.kind in SIGNS:
            money[person] = money.get(person, 0) + SIGNS[fact.kind] * (fact.amount or 0) / 100
    return found, money


def day_in(community, at):
    """The day of a moment by the community's clock."""
    return number_of_day(milliseconds(at), community.time_zone)


def steps_of(found, money, spent=0.0):
    """The rows of the path, step by step."""
    rows = []
    for step in Step if found else ():
        took = {person: days for person, days in found.items() if step in days}
        before = [days for days in found.values() if step - 1 in days]
        both = [days[step] - days[step - 1] for days in before if step in days]
        kept, waits = sum(money.get(person, 0) for person in took), [wait for wait in both if wait >= 0]
        rows.append((
            int(step), len(took), 100 * len(took) / len(found),
            100 * len(both) / len(before) if before and took else None,
            sum(max(days) == step for days in took.values()),
            median(days[step] - days[1] for days in took.values()) if took else None,
            median(waits) if waits else None,
            spent / len(took) if spent and took else None, kept, kept / len(took) if took else None,
        ))  # fmt: skip
    return rows


def ways_of(found):
    """(step, next step or 0) → how many."""
    pairs = Counter(
        pair for days in found.values() for pair in zip(sorted(days), [*sorted(days), 0][1:], strict=True)
    )
    del pairs[Step.ADVOCATE, 0]
    return dict(pairs)


def sources(ledger, community, period, today, by):
    """First channel or first kind → newcomers and what share of them spoke and stayed, in per cent."""
    weeks, born = defaultdict(set), defaultdict(list)
    for fact in ledger.people():
        if fact.kind in OWN:
            weeks[fact.person].add((fact.day + 3) // 7)
    firsts = dict(Standing.objects.filter(community=community).values_list("person_id", by))
    for person, (entered, _, spoken) in newcomers(ledger).items():
        if period.first <= entered <= period.last and person in firsts:
            week = (entered + 3) // 7
            over = [week + age < (today + 3) // 7 for age in (1, 4)]
            came = [week + age in weeks[person] for age in (1, 4)]
            stayed = [here if is_over else None for here, is_over in zip(came, over, strict=True)]
            born[firsts[person]].append((spoken is not None and spoken <= entered + 7, *stayed))
    rows = [(source, len(some), *map(share, zip(*some, strict=True))) for source, some in born.items()]
    best = sorted(rows, key=lambda row: (-row[1], row[0]))[:50]
    return {row[0]: row[1:] for row in best}


def share(found):
    """How many of a hundred are true, of those that are known."""
    known = [one for one in found if one is not None]
    return 100 * sum(known) / len(known) if known else None


def stages(community, period):
    """Stage → how many were at it at the end of the period."""
    later = {}
    for turn in Transition.objects.filter(community=community, day__gt=period.last).order_by("-day", "-pk"):
        later[turn.person_id] = turn.stage_from
    now = Standing.objects.filter(community=community).values_list("person_id", "stage")
    found = Counter(later.get(person, stage) for person, stage in now)
    del found[0]
    return {stage: (count,) for stage, count in found.items()}


def flows(community, period):
    """(stage before, stage after) → how often."""
    turns = Transition.objects.filter(community=community, day__gte=period.first, day__lte=period.last)
    return Counter((t.stage_from, t.stage_to) for t in turns if t.stage_from != t.stage_to)
